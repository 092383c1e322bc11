"""When something happens, those who listen are told, each by what they may read at that moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import ClassVar

from portevoix.consumers import streaming_readers as deciding
from portevoix.domain.access.events import SignInsEnded, TokensRevoked
from portevoix.domain.accounts.events import AccountDeleted, AccountSuspended
from portevoix.domain.audiences.events import AudienceNarrowed, AudienceWidened, CircleLeft
from portevoix.domain.audiences.public import NOBODY, Grant, details
from portevoix.domain.notifications.events import NotificationAdded
from portevoix.domain.notifications.queries import one
from portevoix.domain.posts.events import (
    BoostTakenBack,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPublished,
)
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.events import (
    Blocked,
    Disconnected,
    FollowRejected,
    FollowTakenBack,
)
from portevoix.domain.timelines.events import FiltersChanged
from portevoix.domain.timelines.filter_queries import rules_of, versions_of
from portevoix.domain.timelines.list_queries import holding, not_at_home
from portevoix.gateways import broker
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Observer
from portevoix.wire.mastodon import channels
from portevoix.wire.mastodon.channels import Message
from portevoix.wire.mastodon.filters import with_filtered
from portevoix.wire.mastodon.notifications import notifications
from portevoix.wire.mastodon.parts import posts

_PUBLIC = (channels.PUBLIC, channels.LOCAL, channels.REMOTE)
_TAGS = (channels.TAG, channels.LOCAL_TAG)
_OF_POSTS = (channels.HOME, channels.LIST, *_PUBLIC, *_TAGS)
Listening = dict[str, dict[str, set[int]]]
"""Who listens in this process: kind, then tag or list ("" for none), then accounts."""


class Streaming(Observer):
    """Passes events on to the streams of this process."""

    name: ClassVar[str] = "streaming"

    def observe(self, events: list[tuple[int, Event]]) -> None:
        """Tells whoever listens; with nobody listening it costs nothing."""
        for _, event in events:
            listening = _who_listens()
            if listening:
                _pass_on(event, listening)


def _pass_on(event: Event, listening: Listening) -> None:
    match event:
        case PostPublished(backfilled=False):
            _published(event.post_id, listening)
        case PostEdited():
            _published(event.post_id, listening, "status.update")
        case PostBoosted():
            _enters_homes(event.boost_id, listening)
        case AudienceWidened():
            _published(event.post_id, listening, not_under=event.grants_before)
        case NotificationAdded():
            _notified(event, listening)
        case PostDeleted():
            _deleted(event, listening)
        case BoostTakenBack():
            viewers = deciding.viewers_of(_everybody(listening))
            was = deciding.readers(event.boost_id, viewers, before=True)
            _tell_gone([event.boost_id], was, listening)
        case AudienceNarrowed():
            viewers = deciding.viewers_of(_everybody(listening))
            was = deciding.readers(event.post_id, viewers, grants=event.grants_before)
            _tell_gone([event.post_id], was - deciding.readers(event.post_id, viewers), listening)
        case FiltersChanged(owner_id=who):
            if who in listening[channels.HOME][""]:
                changed = channels.encode(Message("filters_changed", 0, "{}"))
                broker.publish(channels.channel(channels.HOME, who), changed)
        case TokensRevoked(member_id=who) | SignInsEnded(member_id=who):
            _end(who)
        case AccountSuspended(account_id=who) | AccountDeleted(account_id=who):
            _end(who)
        case _:
            _parted(event, listening)


def _parted(event: Event, listening: Listening) -> None:
    """Takes from a reader what a tie let them read, when the tie ends."""
    match event:
        case Blocked(blocker_id=a, blocked_id=b):
            wide = Grant.PUBLIC | Grant.QUIET
            _loses(a, deciding.recent_of(b, wide), listening)
            _loses(b, deciding.recent_of(a, wide), listening)
        case FollowTakenBack(was_accepted=True) | FollowRejected(was_accepted=True):
            lost = deciding.recent_of(event.followee_id, Grant.FOLLOWERS)
            _loses(event.follower_id, lost, listening)
        case Disconnected(a_id=a, b_id=b):
            _loses(a, deciding.recent_of(b, Grant.CONNECTIONS), listening)
            _loses(b, deciding.recent_of(a, Grant.CONNECTIONS), listening)
        case CircleLeft(circle_id=circle, account_id=who):
            posts_to_it = deciding.recent_of(event.owner_id, Grant.CIRCLE, circle_id=circle)
            lost = deciding.published_during_membership(
                posts_to_it, circle_id=circle, account_id=who
            )
            _loses(who, lost, listening)
        case _:
            return


def _loses(account_id: int, post_ids: list[int], listening: Listening) -> None:
    viewers = deciding.viewers_of({account_id} & _everybody(listening))
    if viewers:
        gone = [number for number in post_ids if not deciding.readers(number, viewers)]
        _tell_gone(gone, {account_id}, listening)


def _published(
    post_id: int,
    listening: Listening,
    event: str = "update",
    *,
    not_under: int | None = None,
) -> None:
    about = details(post_id)
    if about is None or about.deleted:
        return
    author_here, tags = _author_is_here(post_id), deciding.tags_of(post_id)
    wanted = _of_owners(post_id, listening, holding_too=event != "update")
    if about.grants & (Grant.PUBLIC | Grant.HOUSE) and not about.has_ceiling:
        listed = bool(about.grants & Grant.PUBLIC)
        kinds = [channels.LOCAL] if author_here else [channels.REMOTE]
        kinds += [channels.PUBLIC] if listed else []
        wanted += [(kind, "", listening[kind][""]) for kind in kinds]
        tag_kinds = _TAGS if author_here else _TAGS[:1]
        wanted += [(kind, tag, listening[kind][tag]) for kind in tag_kinds for tag in tags]
    if not_under is not None:
        everybody = set().union(*(accounts for _, _, accounts in wanted))
        knew = deciding.readers(post_id, deciding.viewers_of(everybody), grants=not_under)
        wanted = [(kind, subject, accounts - knew) for kind, subject, accounts in wanted]
    _send_post(post_id, wanted, event)


def _enters_homes(post_id: int, listening: Listening) -> None:
    _send_post(post_id, _of_owners(post_id, listening))


def _of_owners(
    post_id: int, listening: Listening, *, holding_too: bool = False
) -> list[tuple[str, str, set[int]]]:
    """Returns the homes and lists that a post enters, of those that somebody listens to.

    `holding_too`: and those whose homes hold it already.
    """
    lists = listening[channels.LIST]
    asked = set(listening[channels.HOME][""]).union(*lists.values())
    owners = deciding.homes_of(post_id, asked)
    if holding_too:
        owners |= deciding.homes_that_hold(post_id, asked)
    if not owners:
        return []
    home = (listening[channels.HOME][""] & owners) - not_at_home(post_id, owners)
    held = holding(post_id, [int(each) for each in lists]) if lists else set()
    of_lists = [(channels.LIST, str(each), lists[str(each)] & owners) for each in held]
    return [(channels.HOME, "", home), *of_lists]


def _send_post(
    post_id: int, wanted: list[tuple[str, str, set[int]]], event: str = "update"
) -> None:
    everybody = set().union(*(accounts for _, _, accounts in wanted))
    allowed = deciding.readers(post_id, deciding.viewers_of(everybody)) if everybody else set()
    allowed = deciding.listed_among(post_id, allowed)
    if not allowed:
        return
    found = posts(NOBODY, [post_id])
    if post_id not in found:
        return
    versions = versions_of(allowed)
    plain = channels.encode(Message(event, post_id, found[post_id]))
    own = {
        who: channels.encode(
            Message(event, post_id, with_filtered(rules_of(who, version), found[post_id]))
        )
        for who, version in versions.items()
    }
    for kind, tag, accounts in wanted:
        for account_id in accounts & allowed:
            message = own.get(account_id, plain)
            broker.publish(channels.channel(kind, account_id, tag), message)


def _notified(event: NotificationAdded, listening: Listening) -> None:
    who = {event.owner_id} & listening[channels.NOTIFICATIONS][""]
    for viewer in deciding.viewers_of(who):
        row = one(viewer, event.notification_id)
        told = notifications(viewer, [row]) if row is not None else []
        if told:
            message = channels.encode(Message("notification", event.notification_id, told[0]))
            name = channels.channel(channels.NOTIFICATIONS, event.owner_id)
            broker.publish(name, message)


def _deleted(event: PostDeleted, listening: Listening) -> None:
    viewers = deciding.viewers_of(_everybody(listening))
    was = deciding.readers(event.post_id, viewers, before=True)
    _tell_gone([event.post_id], was, listening)
    for boost_id in event.boost_ids:
        saw = deciding.readers(boost_id, viewers, before=True, alone=True)
        _tell_gone([boost_id], was & saw, listening)


def _tell_gone(post_ids: Iterable[int], who: Collection[int], listening: Listening) -> None:
    for post_id in post_ids:
        message = channels.encode(Message("delete", post_id, str(post_id)))
        for kind in _OF_POSTS:
            for tag, accounts in list(listening[kind].items()):
                for account_id in accounts.intersection(who):
                    broker.publish(channels.channel(kind, account_id, tag), message)


def _end(account_id: int) -> None:
    message = channels.encode(Message("end", 0, ""))
    broker.publish(channels.channel(channels.END, account_id), message)


def _who_listens() -> Listening:
    found: Listening = defaultdict(lambda: defaultdict(set))
    for name in broker.channels():
        kind, account_id, tag = channels.parts(name)
        found[kind][tag].add(account_id)
    return found


def _everybody(listening: Listening) -> set[int]:
    return {
        account_id
        for kind in _OF_POSTS
        for accounts in list(listening[kind].values())
        for account_id in accounts
    }


def _author_is_here(post_id: int) -> bool:
    return Post.objects.filter(id=post_id, author__host="").exists()
