"""What each kind of house sends, made here: our own documents in the peers' shapes."""

from typing import Any

AS = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{AS}#Public"
Json = dict[str, Any]
_OPEN: list[str] = [PUBLIC]


def mastodon_actor(uri: str, name: str, pem: str, host: str) -> Json:
    """A person as Mastodon writes one."""
    origin = uri.split("/users/")[0]
    return {
        "@context": [AS, "https://w3id.org/security/v1", {"toot": "http://joinmastodon.org/ns#"}],
        "id": uri,
        "webfinger": f"{name}@{host}",
        "type": "Person",
        "following": f"{uri}/following",
        "followers": f"{uri}/followers",
        "inbox": f"{uri}/inbox",
        "outbox": f"{uri}/outbox",
        "featured": f"{uri}/collections/featured",
        "preferredUsername": name,
        "name": name.title(),
        "summary": "<p>Invented.</p>",
        "url": f"{origin}/@{name}",
        "manuallyApprovesFollowers": False,
        "discoverable": True,
        "published": "2024-04-01T00:00:00Z",
        "publicKey": {"id": f"{uri}#main-key", "owner": uri, "publicKeyPem": pem},
        "tag": [],
        "attachment": [{"type": "PropertyValue", "name": "Town", "value": "<b>Nantes</b>"}],
        "endpoints": {"sharedInbox": f"{origin}/inbox"},
    }


def note(author: str, number: int = 1, *, to: Any = None, cc: Any = None, **more: Any) -> Json:
    """A Note as Mastodon writes one; `more` replaces or adds."""
    return {
        "id": f"{author}/statuses/{number}",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2026-03-02T09:15:00Z",
        "url": f"{author.replace('/users/', '/@')}/{number}",
        "attributedTo": author,
        "to": _OPEN if to is None else to,
        "cc": [f"{author}/followers"] if cc is None else cc,
        "sensitive": False,
        "content": f"<p>word {number}</p>",
        "attachment": [],
        "tag": [],
    } | more


def create(about: Json, **more: Any) -> Json:
    """The Create of a post."""
    return {
        "@context": AS,
        "id": f"{about['id']}/activity",
        "type": "Create",
        "actor": about["attributedTo"],
        "to": about.get("to"),
        "cc": about.get("cc"),
        "object": about,
    } | more


def mention(uri: str, name: str) -> Json:
    """A Mention tag."""
    return {"type": "Mention", "href": uri, "name": name}


def act(kind: str, actor: str, about: Any, number: int = 1, **more: Any) -> Json:
    """Any activity: `act("Like", alice, note_id)`."""
    made = {"@context": AS, "id": f"{actor}/{kind.lower()}s/{number}", "type": kind}
    return {**made, "actor": actor, "object": about, **more}


def gotosocial_note(author: str) -> Json:
    """Lists of one are bare values, alternative text in `summary`, empty strings for nothing."""
    return note(
        author,
        20,
        to=PUBLIC,
        cc=f"{author}/followers",
        tag={"href": "https://x.example/tags/tea", "name": "#tea", "type": "Hashtag"},
        attachment={
            "type": "Image",
            "mediaType": "image/webp",
            "summary": "A teapot",
            "url": "https://x.example/teapot.webp",
        },
        summary="",
        content="<p>tea time</p>",
    )


def pleroma_note(author: str) -> Json:
    """Microseconds, links inside attachments, a source that is an object."""
    return note(
        author,
        21,
        published="2026-03-02T09:15:00.123456Z",
        attachment=[
            {
                "type": "Document",
                "name": "A boat",
                "url": [{"type": "Link", "href": "https://x.example/boat.png"}],
            }
        ],
        source={"content": "hello", "mediaType": "text/plain"},
        context_id=7,
        emoji={},
        sensitive=None,
    )


def pixelfed_reply(author: str, parent: str, mentioned: str) -> Json:
    """`tag` is a map: one mention, and further tags under digits."""
    tag = {
        "type": "Mention",
        "href": mentioned,
        "name": "@bob",
        "0": {"type": "Hashtag", "name": "#dunes", "href": "https://x.example/dunes"},
    }
    return note(
        author,
        22,
        inReplyTo=parent,
        tag=tag,
        cc=[f"{author}/followers", mentioned, mentioned],
        published="2026-03-02T09:15:00+00:00",
    )


def misskey_note(author: str) -> Json:
    """No `url`, an invisible warning, its own fields."""
    made = note(author, 23, summary="\u200b", _misskey_content="$[spin x]", content="<p>yo</p>")
    del made["url"]
    return made


def ghost_note(author: str) -> Json:
    """Compacted audiences."""
    return note(author, 24, to="as:Public", cc=f"{author}/followers", type="Article", name="News")


def bridgy_reply(author: str, parent: str) -> Json:
    """A list where one is meant, mentions without a name, `url` as a list."""
    return note(
        author,
        25,
        inReplyTo=[parent],
        url=[f"{author}/page", "at://did:plc:x/post"],
        tag=[{"type": "Mention", "href": author}],
    )


def hubzilla_note(author: str) -> Json:
    """Types and urls as lists of objects."""
    return note(
        author,
        26,
        type=["Note", "ex:Thing"],
        url=[
            {"type": "Link", "mediaType": "application/x-zot+json", "href": "https://x.example/z"},
            {"type": "Link", "mediaType": "text/html", "href": "https://x.example/html"},
        ],
    )


def peertube_video(author: str) -> Json:
    """Several authors, Markdown, a hashtag without its sign."""
    return note(
        author,
        27,
        type="Video",
        name="A <b>boat</b>",
        attributedTo=[
            {"type": "Group", "id": author + "-channel"},
            {"type": "Person", "id": author},
        ],
        content="# hello\n\nworld",
        mediaType="text/markdown",
        tag=[{"type": "Hashtag", "name": "boats"}],
        url=[
            {"type": "Link", "mediaType": "video/mp4", "href": "https://x.example/v.mp4"},
            {"type": "Link", "mediaType": "text/html", "href": "https://x.example/watch"},
        ],
    )


def lemmy_page(author: str, group: str) -> Json:
    """A page in a community, with a link in place of media."""
    return note(
        author,
        28,
        type="Page",
        name="Which wood?",
        to=[group, PUBLIC],
        cc=[],
        audience=group,
        language={"identifier": "en", "name": "English"},
        attachment=[{"type": "Link", "href": "https://x.example/wood"}],
        updated="2026-03-02T09:15:00Z",
    )


def wordpress_article(author: str) -> Json:
    """Ids with a query, entities in addresses, an excerpt as summary."""
    origin = author.split("/users/")[0]
    return note(
        author,
        29,
        id=f"{origin}/?p=12",
        type="Article",
        name="A long read",
        summary="<p>excerpt</p>",
        url=f"{origin}/?p=12&#038;x=1",
    )


def chat_message(author: str, receiver: str) -> Json:
    """A private word of Pleroma, PieFed and older Lemmy."""
    made = note(author, 30, type="ChatMessage", to=[receiver], content="psst")
    for name in ("cc", "tag", "inReplyTo", "summary", "sensitive"):
        del made[name]
    return made


def friendica_note(author: str) -> Json:
    """BBCode as source, an instrument, JSON inside strings."""
    return note(
        author,
        31,
        instrument={"type": "Service", "name": "Friendica"},
        source={"content": "[b]hi[/b]", "mediaType": "text/bbcode"},
        **{"diaspora:guid": "x", "context": f"{author}/c#context"},
    )


def threads_note(author: str) -> Json:
    """A zone without a colon, a page on another host, no reply field at all."""
    made = note(
        author, 32, published="2026-03-02T09:15:00+0000", url="https://www.threads.example/x"
    )
    del made["inReplyTo"]
    return made


def akkoma_note(author: str) -> Json:
    """Nulls where lists or truths are meant."""
    emoji = {"type": "Emoji", "id": None, "name": "blob", "icon": None}
    return note(author, 33, sensitive=None, attachment=None, tag=[emoji, None, 7])


def bookwyrm_review(author: str) -> Json:
    """A type of its own in the list, books as tags."""
    return note(
        author, 34, type=["Review", "Note"], name="Review", rating=4.5,
        tag=[{"type": "Edition", "href": "https://x.example/b", "name": "A book"}],
    )  # fmt: skip
