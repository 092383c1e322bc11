"""Posts of this house as others read them: Note, and Tombstone once deleted."""

from portevoix.domain.accounts.models import Account
from portevoix.kernel import config
from portevoix.kernel.text.render import absolute
from portevoix.wire import addresses
from portevoix.wire.activitystreams import media_out
from portevoix.wire.activitystreams.addressing import Addressing
from portevoix.wire.activitystreams.dates import written
from portevoix.wire.activitystreams.emoji_out import emoji_tags
from portevoix.wire.activitystreams.letter import Letter
from portevoix.wire.activitystreams.people import handle_of, uri_of
from portevoix.wire.activitystreams.policies import policies_out
from portevoix.wire.activitystreams.polls_out import question
from portevoix.wire.activitystreams.quotes_out import quoting
from portevoix.wire.activitystreams.vocabulary import Json


def note(letter: Letter, addressing: Addressing) -> Json:
    """Returns the Note, without `@context`."""
    post = letter.post
    content = absolute(post.html, config.current().origin.rstrip("/"))
    made: Json = {
        "id": letter.uri,
        "type": "Note",
        "attributedTo": uri_of(letter.author),
        "content": content,
        "summary": post.warning or None,
        "sensitive": post.sensitive,
        "inReplyTo": letter.parent_uri or None,
        "published": written(post.created_at),
        "url": addresses.post_url(letter.author.name, post.id),
        "to": addressing.to,
        "cc": addressing.cc,
        "attachment": [media_out.document(medium) for medium in letter.media],
        "tag": _tags(letter, addressing),
        "interactionPolicy": policies_out(
            post, letter.author, letter.mentioned, is_public=addressing.is_public
        ),
        "source": {"content": post.text, "mediaType": "text/plain"},
    }
    if letter.poll is not None:
        made |= question(letter.poll)
    if letter.quote is not None:
        made |= quoting(made, letter.quote, letter.quoted_uri)
    if post.edited_at is not None:
        made["updated"] = written(post.edited_at)
    if not addressing.is_public:
        made["directMessage"] = addressing.direct
    if post.language:
        made["contentMap"] = {post.language: made["content"]}
    return made


def tombstone(uri: str) -> Json:
    """Returns what stands where a post was."""
    return {"id": uri, "type": "Tombstone"}


def _tags(letter: Letter, addressing: Addressing) -> list[Json]:
    mentions = [_mention(one) for one in addressing.tagged]
    hashtags = [
        {"type": "Hashtag", "name": f"#{display}", "href": addresses.tag_url(name)}
        for name, display in letter.tags
    ]
    return [*mentions, *hashtags, *emoji_tags(letter.post.html, letter.post.warning)]


def _mention(account: Account) -> Json:
    return {"type": "Mention", "href": uri_of(account), "name": handle_of(account)}
