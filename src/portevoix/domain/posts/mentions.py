"""From a text to the people and tags it names, and to its HTML."""

from collections.abc import Iterable
from dataclasses import dataclass

from portevoix.domain.accounts.public import Account, by_handles
from portevoix.domain.posts.models import Mention, PostTag
from portevoix.kernel import config, database
from portevoix.kernel.text import markup
from portevoix.kernel.text.fold import fold
from portevoix.kernel.text.parse import Handle
from portevoix.kernel.text.render import MentionLink

TAGS_LIMIT = 30
MENTIONS_LIMIT = 50


@dataclass(frozen=True)
class Reading:
    """What a text turns into."""

    html: str
    mentioned: tuple[Account, ...]
    unknown: tuple[str, ...]
    tags: tuple[str, ...]


def read(text: str) -> Reading:
    """Returns the HTML of ``text``, the people it mentions, known or not, and its tags.

    Names of this house that nobody bears are words; handles elsewhere that are
    not known here come in ``unknown`` as ``name@host``.
    """
    marked = markup.read(text)
    parsed = marked.parsed()
    host = config.current().host
    handles = list(dict.fromkeys(parsed.mentions))[:MENTIONS_LIMIT]
    keys = {handle: (handle.name.lower(), _host_here(handle, host)) for handle in handles}
    known = by_handles(set(keys.values())) if keys else {}
    links, mentioned, unknown = {}, {}, []
    for handle, key in keys.items():
        account = known.get(key)
        if account is not None:
            links[handle] = MentionLink(url=_link(account), name=account.name)
            mentioned[account.id] = account
        elif key[1]:
            unknown.append(f"{key[0]}@{key[1]}")
    return Reading(
        html=marked.html(mentions=links, tag_path="/tags/"),
        mentioned=tuple(mentioned.values()),
        unknown=tuple(unknown),
        tags=tuple(dict.fromkeys(parsed.tags))[:TAGS_LIMIT],
    )


def _host_here(handle: Handle, host: str) -> str:
    return "" if handle.host.lower() == host.lower() else handle.host.lower()


def _link(account: Account) -> str:
    return f"/@{account.name}" if account.is_here else (account.url or account.uri or "")


def replace_mentions(post_id: int, account_ids: Iterable[int]) -> None:
    """Writes down whom an edited post mentions, and forgets whom it mentions no more."""
    kept = list(dict.fromkeys(account_ids))
    Mention.objects.filter(post_id=post_id).exclude(account_id__in=kept).delete()
    remember_mentions(post_id, kept)


def replace_tags(post_id: int, names: Iterable[str]) -> None:
    """Writes down an edited post's tags, and forgets those it carries no more."""
    kept = list(names)
    folded = [fold(name) for name in kept]
    PostTag.objects.filter(post_id=post_id).exclude(tag__name__in=folded).delete()
    remember_tags(post_id, kept)


def remember_mentions(post_id: int, account_ids: Iterable[int]) -> None:
    """Writes down whom the post mentions; those already there stay once."""
    rows = [{"post_id": post_id, "account_id": each} for each in dict.fromkeys(account_ids)]
    database.insert_many("post_mention", rows, once=True)


def remember_tags(post_id: int, names: Iterable[str]) -> None:
    """Writes down the post's tags, new ones with the spelling they came with."""
    spellings = {fold(name): name for name in names}
    if not spellings:
        return
    known = [{"name": name, "display": display} for name, display in sorted(spellings.items())]
    database.insert_many("tag", known, once=True)
    for name in spellings:
        database.run(
            "INSERT INTO post_tag (post_id, tag_id) SELECT %s, id FROM tag WHERE name = %s"
            " ON CONFLICT DO NOTHING",
            [post_id, name],
        )
