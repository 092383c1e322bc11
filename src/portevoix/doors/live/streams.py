"""The streams that apps may ask for: names, the scopes they want, the channels behind them."""

from dataclasses import dataclass

from portevoix.domain.access import scopes
from portevoix.domain.access.queries import Bearer
from portevoix.domain.timelines.lists import own
from portevoix.kernel import pools
from portevoix.kernel.errors import Invalid, NotAllowed, NotFound
from portevoix.kernel.text.fold import fold
from portevoix.wire.mastodon import channels

_PLAIN = {
    "public": channels.PUBLIC,
    "public:local": channels.LOCAL,
    "public:remote": channels.REMOTE,
}
_TAGGED = {"hashtag": channels.TAG, "hashtag:local": channels.LOCAL_TAG}
_MEDIA = {"public:media", "public:local:media", "public:remote:media"}
_LONGEST_TAG = 255
_LONGEST_ID = 18


@dataclass(frozen=True)
class Stream:
    """One stream: what apps call it, and the channels it consists of."""

    label: tuple[str, ...]
    channels: tuple[str, ...]


def stream(name: str, tag: str, who: Bearer) -> Stream:
    """Returns the stream called `name`, for whoever holds a token.

    Raises NotAllowed when a scope is missing, Invalid for a tag stream without
    its tag, NotFound for what there is not.
    """
    me = who.account_id or 0
    if name in ("user", "user:notification"):
        return _own(name, who, me)
    _want(who, "read:statuses")
    if name in _PLAIN:
        return Stream((name,), (channels.channel(_PLAIN[name], me),))
    if name in _MEDIA:
        # Pictures are not built, so nothing will come; the stream itself is what was asked for.
        return Stream((name,), ())
    if name in _TAGGED:
        folded = fold(tag.strip().removeprefix("#"))[:_LONGEST_TAG]
        if not folded or "/" in folded:
            raise Invalid("Missing tag name parameter")
        return Stream((name, tag), (channels.channel(_TAGGED[name], me, folded),))
    raise NotFound("Unknown stream type")


async def opened(name: str, subject: str, who: Bearer) -> Stream:
    """Returns as `stream` does; `subject` is the tag or the list. Asks whose the list is."""
    if name != "list":
        return stream(name, subject, who)
    _want(who, "read:lists")
    me = who.account_id or 0
    if not (subject.isascii() and subject.isdigit() and len(subject) <= _LONGEST_ID):
        raise NotFound("There is no such list")
    await pools.in_quick(own, me, int(subject))
    return Stream((name, subject), (channels.channel(channels.LIST, me, subject),))


def _own(name: str, who: Bearer, me: int) -> Stream:
    notifications = channels.channel(channels.NOTIFICATIONS, me)
    if name == "user:notification":
        _want(who, "read:notifications")
        return Stream((name,), (notifications,))
    _want(who, "read:statuses")
    home = channels.channel(channels.HOME, me)
    may_know = scopes.allows(who.scopes, "read:notifications")
    return Stream((name,), (home, notifications) if may_know else (home,))


def _want(who: Bearer, scope: str) -> None:
    if not scopes.allows(who.scopes, scope):
        raise NotAllowed("Access token does not have the required scopes")
