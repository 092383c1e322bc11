"""What posts send to other houses: Create, Delete, Announce, and copies for circles."""

from collections.abc import Iterable
from dataclasses import replace

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.audiences.events import AudienceNarrowed, AudienceWidened, CircleLeft
from portevoix.domain.audiences.grants import Grant
from portevoix.domain.audiences.models import CircleGrant, Subject
from portevoix.domain.audiences.queries import circle_members
from portevoix.domain.posts.events import (
    AskLeft,
    BoostTakenBack,
    MentionsUnknown,
    PoliciesChanged,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPinned,
    PostPublished,
    PostUnpinned,
    ReplyRefused,
)
from portevoix.domain.posts.poll_queries import voters
from portevoix.domain.posts.queries import boosts_of
from portevoix.kernel.jobs import NewJob, enqueue_many
from portevoix.wire.activitystreams import activities_out, outgoing, recipients
from portevoix.wire.activitystreams.addressing import Addressing, address
from portevoix.wire.activitystreams.boosts_out import carried
from portevoix.wire.activitystreams.job_names import RESOLVE_MENTIONS
from portevoix.wire.activitystreams.letter import Letter, load
from portevoix.wire.activitystreams.vocabulary import Json

_MOST_LOOKED_UP = 20
_MOST_COPIES_DELETED = 200


def published(event: PostPublished) -> None:
    """A post from here goes to those elsewhere who may read it."""
    letter = load(event.post_id) if event.here else None
    if letter is None or letter.audience.deleted:
        return
    addressing = address(letter)
    if addressing is not None:
        _create(letter, addressing, recipients.inboxes_of(letter, addressing))
    _copies(letter, recipients.circle_copies(letter))


def deleted(event: PostDeleted) -> None:
    """A post's end goes to everyone elsewhere who may have it."""
    letter = load(event.post_id) if event.here and not event.unseen else None
    if letter is None or letter.author.standing == Standing.DELETED:
        # The Delete of the whole account says it for every post.
        return
    addressing = address(letter)
    if addressing is not None:
        places = recipients.inboxes_of(letter, addressing)
        _delete(letter, addressing, places | recipients.carried_to(letter, event.boost_ids))
    _take_copies(letter, recipients.circle_copies(letter))


def edited(event: PostEdited) -> None:
    """A post's new words go to those elsewhere who have the post."""
    if event.here:
        send_update(event.post_id)


def policies_changed(event: PoliciesChanged) -> None:
    """Who may do what with a post is told to those elsewhere who have it."""
    send_update(event.post_id)


def reply_refused(event: ReplyRefused) -> None:
    """A reply from elsewhere that was not taken is answered with a Reject."""
    _reject(event.parent_author_id, event.actor_id, event.uri)


def ask_left(event: AskLeft) -> None:
    """What somebody elsewhere asked for and did not get is answered with a Reject."""
    if event.uri and event.act != "quote":
        _reject(event.author_id, event.asker_id, event.uri)


def _reject(author_id: int, actor_id: int, uri: str) -> None:
    people = by_ids([author_id, actor_id])
    if author_id in people and actor_id in people:
        author, actor = people[author_id], people[actor_id]
        activity = activities_out.reject(author=author, actor=actor, object_uri=uri)
        places = recipients.reachable(author, [actor])
        outgoing.send(activity, sender_id=author_id, inboxes=places)


def send_update(post_id: int) -> None:
    """Brings a post of this house as it is now to everyone elsewhere who has it."""
    letter = load(post_id)
    if letter is None or letter.audience.deleted or letter.audience.waiting:
        return
    addressing = address(letter)
    if addressing is not None:
        places = recipients.inboxes_of(letter, addressing)
        if addressing.is_public:
            places |= recipients.carried_to(letter, boosts_of(post_id))
        if letter.poll is not None:
            places |= set(recipients.reachable(letter.author, by_ids(voters(post_id)).values()))
        activity = activities_out.update_post(letter, addressing)
        outgoing.send(activity, sender_id=letter.author.pk, inboxes=sorted(places))
    for person in recipients.circle_copies(letter):
        copy = address(letter, asker=person)
        if copy is not None:
            activity = activities_out.update_post(letter, copy, copy_for=person)
            outgoing.send(activity, sender_id=letter.author.pk, inboxes=[person.inbox_url])


def pinned(event: PostPinned | PostUnpinned) -> None:
    """What is on top of a page is told to the author's followers, if everyone may read it."""
    letter = load(event.post_id) if event.here else None
    if letter is not None and letter.audience.is_open and not letter.audience.deleted:
        kind = "Add" if isinstance(event, PostPinned) else "Remove"
        activity = activities_out.featured(kind, letter, pin_id=event.pin_id)
        places = recipients.followers_inboxes(letter)
        outgoing.send(activity, sender_id=letter.author.pk, inboxes=sorted(places))


def boosted(event: PostBoosted) -> None:
    """A boost made here goes to the booster's followers and the original's author."""
    found = _boost(event.boost_id) if event.here else None
    if found is not None:
        activity, letter, places = found
        outgoing.send(activity, sender_id=letter.author.pk, inboxes=places)


def boost_taken_back(event: BoostTakenBack) -> None:
    """The end of a boost goes where the boost went."""
    found = _boost(event.boost_id) if event.here else None
    if found is not None:
        activity, letter, places = found
        outgoing.send(activities_out.undo(activity), sender_id=letter.author.pk, inboxes=places)


def mentions_unknown(event: MentionsUnknown) -> None:
    """People not known yet are looked up by a job; once found they become readers."""
    enqueue_many(
        [
            NewJob(
                kind=RESOLVE_MENTIONS,
                payload={"post": event.post_id, "handle": handle},
                key=f"mention:{event.post_id}:{handle}"[:255],
                lane=handle.rpartition("@")[2][:255],
            )
            for handle in event.handles[:_MOST_LOOKED_UP]
        ]
    )


def widened(event: AudienceWidened) -> None:
    """A widened post is announced to those newly included only."""
    letter = load(event.post_id)
    if letter is None or letter.audience.deleted or not letter.author.is_here:
        return
    before = _as_it_was(letter, event.grants_before, without_named=set(event.named_added))
    addressing, was = address(letter), address(before)
    if addressing is not None:
        had = recipients.inboxes_of(before, was) if was else set()
        named = [one for one in letter.named if one.pk in event.named_added]
        _announce_to_named(letter, addressing, named)
        new = recipients.inboxes_of(letter, addressing) - had
        _create(letter, addressing, new - set(recipients.reachable(letter.author, named)))
    added = {one for circle in event.circles_added for one in circle_members(circle)}
    _copies(letter, [one for one in recipients.circle_copies(letter) if one.pk in added])


def narrowed(event: AudienceNarrowed) -> None:
    """A narrowed post is deleted where nobody qualifies any more. Copies may remain."""
    letter = load(event.post_id)
    if letter is None or not letter.author.is_here:
        return
    before = _as_it_was(letter, event.grants_before)
    was, addressing = address(before), address(letter)
    if was is not None:
        keep = recipients.inboxes_of(letter, addressing) if addressing else set()
        _delete(before, was, recipients.inboxes_of(before, was) - keep)
    lost = {one for circle in event.circles_removed for one in circle_members(circle)}
    _take_copies(letter, [one for one in by_ids(lost).values() if not one.is_here])


def circle_left(event: CircleLeft) -> None:
    """Someone elsewhere who left a circle loses her copies, unless her house needs them."""
    person = by_ids([event.account_id]).get(event.account_id)
    if person is None or person.is_here:
        return
    others = by_ids(circle_members(event.circle_id)).values()
    if any(other.host == person.host for other in others):
        return
    held = CircleGrant.objects.filter(circle_id=event.circle_id).values_list("holder_id", flat=True)
    wide = int(Grant.PUBLIC | Grant.QUIET | Grant.FOLLOWERS)
    subjects = Subject.objects.filter(id__in=held, author_id=event.owner_id).order_by("-id")
    for subject in subjects[:_MOST_COPIES_DELETED]:
        letter = None if subject.grants & wide else load(subject.id)
        if letter is not None and not letter.audience.deleted:
            _take_copies(letter, [person])


def _create(letter: Letter, addressing: Addressing, places: Iterable[str]) -> None:
    activity = activities_out.create(letter, addressing)
    outgoing.send(activity, sender_id=letter.author.pk, inboxes=sorted(places))


def _announce_to_named(letter: Letter, addressing: Addressing, people: list[Account]) -> None:
    """A house that has the post already must not take this Create for the one it knows."""
    for person in people:
        activity = activities_out.create(letter, addressing, copy_for=person)
        inboxes = recipients.reachable(letter.author, [person])
        outgoing.send(activity, sender_id=letter.author.pk, inboxes=inboxes)


def _delete(letter: Letter, addressing: Addressing, places: Iterable[str]) -> None:
    activity = activities_out.delete_post(letter, addressing)
    outgoing.send(activity, sender_id=letter.author.pk, inboxes=sorted(places))


def _copies(letter: Letter, people: Iterable[Account]) -> None:
    for person in people:
        addressing = address(letter, asker=person)
        if addressing is not None:
            activity = activities_out.create(letter, addressing, copy_for=person)
            outgoing.send(activity, sender_id=letter.author.pk, inboxes=[person.inbox_url])


def _take_copies(letter: Letter, people: Iterable[Account]) -> None:
    for person in people:
        addressing = Addressing([person.uri or ""], [], ())
        activity = activities_out.delete_post(_for_one(letter), addressing)
        outgoing.send(activity, sender_id=letter.author.pk, inboxes=[person.inbox_url])


def _for_one(letter: Letter) -> Letter:
    return replace(letter, audience=replace(letter.audience, grants=Grant.CIRCLE))


def _as_it_was(
    letter: Letter, grants_before: int, *, without_named: set[int] | None = None
) -> Letter:
    """Returns the letter with former grants; people named since are taken out."""
    gone = without_named or set()
    return replace(
        letter,
        audience=replace(letter.audience, grants=Grant(grants_before)),
        mentioned=tuple(one for one in letter.mentioned if one.pk not in gone),
        named=tuple(one for one in letter.named if one.pk not in gone),
    )


def _boost(boost_id: int) -> tuple[Json, Letter, list[str]] | None:
    boost = load(boost_id)
    found = carried(boost) if boost is not None else None
    if boost is None or found is None:
        return None
    author = recipients.reachable(boost.author, [found.original.author])
    return found.activity, boost, sorted({*recipients.followers_inboxes(boost), *author})
