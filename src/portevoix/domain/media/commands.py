"""Verbs by which media come, are described, find their post and go."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from portevoix.domain.media import copies, policies
from portevoix.domain.media.errors import MediaRefused
from portevoix.domain.media.events import MediaRemoved, MediaSetAside
from portevoix.domain.media.models import Kind, Medium
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.files import StoredFile
from portevoix.kernel.ids import new_id
from portevoix.kernel.text.clean import clean_text
from portevoix.kernel.unit_of_work import command, emit

Focus = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Which media a post shows, in their order, and what changes of what is said of some."""

    ids: Sequence[int] = ()
    descriptions: Mapping[int, str] = field(default_factory=dict)
    focuses: Mapping[int, Focus] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RemoteMedium:
    """A medium of a post from elsewhere, checked by the wire. `kind` UNKNOWN is only linked."""

    url: str
    kind: str
    media_type: str = ""
    description: str = ""
    width: int = 0
    height: int = 0
    blurhash: str = ""
    focus: Focus = (0.0, 0.0)


@command
def keep(
    *, owner_id: int, stored: StoredFile, description: str = "", focus: Focus = (0.0, 0.0)
) -> Medium:
    """Makes stored files a medium of a member, without a post for a day at most.

    Raises MediaRefused when too many wait for a post, Invalid for a description too long.
    """
    waiting = Medium.objects.filter(owner_id=owner_id, post_id=None).count()
    if waiting >= policies.MOST_WAITING:
        raise MediaRefused(code="media_waiting")
    now = clock.now()
    full = stored.renditions[0]
    return Medium.objects.create(
        id=new_id(),
        owner_id=owner_id,
        kind=stored.kind,
        folder=stored.folder,
        renditions=[asdict(each) for each in stored.renditions],
        media_type=full.media_type,
        width=stored.width,
        height=stored.height,
        seconds=stored.seconds,
        frame_rate=stored.frame_rate,
        bitrate=stored.bitrate,
        blurhash=stored.blurhash,
        description=_described(description),
        focus_x=_within(focus[0]),
        focus_y=_within(focus[1]),
        created_at=now,
        kept_until=now + policies.UNATTACHED,
    )


@command
def describe(
    *, owner_id: int, medium_id: int, description: str | None = None, focus: Focus | None = None
) -> Medium:
    """Changes what is given of a medium without a post. Raises NotFound, Invalid."""
    medium = _own(owner_id, medium_id)
    if medium.post_id is not None:
        raise NotFound
    _change(medium, description, focus)
    return medium


@command
def hold(*, owner_id: int, media_ids: Sequence[int], until: datetime) -> None:
    """Keeps media without a post until then at least: those of a draft or a later post."""
    Medium.objects.filter(
        id__in=media_ids, owner_id=owner_id, post_id=None, kept_until__lt=until
    ).update(kept_until=until)


@command
def remove(*, owner_id: int, medium_id: int) -> None:
    """Removes a medium without a post. Raises NotFound, MediaRefused (it is of a post)."""
    medium = _own(owner_id, medium_id)
    if medium.post_id is not None:
        raise MediaRefused(code="media_attached")
    _remove([medium])


@command
def attach(*, post_id: int, media_ids: Sequence[int], author_id: int) -> list[Medium]:
    """Gives a new post its media, in their order. Raises MediaRefused."""
    return arrange(post_id=post_id, author_id=author_id, media=Arrangement(ids=media_ids))


@command
def arrange(*, post_id: int, author_id: int, media: Arrangement) -> list[Medium]:
    """Arranges the media of a post; those left out stay with it and are shown no longer.

    Raises MediaRefused, Invalid.
    """
    wanted = list(dict.fromkeys(media.ids))
    found = Medium.objects.select_for_update().in_bulk(wanted)
    given = [found[each] for each in wanted if each in found]
    usable = [each for each in given if each.owner_id == author_id and each.is_here]
    if len(usable) < len(wanted) or any(each.post_id not in (None, post_id) for each in usable):
        raise MediaRefused(code="media_not_found")
    if fault := policies.beside_one_another(usable):
        raise MediaRefused(code=fault)
    Medium.objects.filter(post_id=post_id).exclude(id__in=wanted).update(position=None)
    for position, medium in enumerate(usable):
        medium.post_id, medium.position, medium.kept_until = post_id, position, None
        medium.save(update_fields=["post_id", "position", "kept_until"])
        _change(medium, media.descriptions.get(medium.id), media.focuses.get(medium.id))
    return usable


@command
def receive(*, post_id: int, author_id: int, media: Sequence[RemoteMedium]) -> None:
    """Notes what a post from elsewhere has beside its words; nothing is fetched.

    Again (an edit, a second copy) it takes the place of what was noted before.
    """
    Medium.objects.filter(post_id=post_id).delete()
    now = clock.now()
    for position, each in enumerate(media[: policies.MOST_PER_REMOTE_POST]):
        folder = copies.remember(each.url, "post") if each.kind == Kind.IMAGE else ""
        Medium.objects.create(
            id=new_id(),
            owner_id=author_id,
            post_id=post_id,
            position=position,
            kind=each.kind,
            folder=folder,
            remote_url=each.url,
            media_type=each.media_type[:255],
            width=each.width,
            height=each.height,
            blurhash=each.blurhash,
            focus_x=_within(each.focus[0]),
            focus_y=_within(each.focus[1]),
            description=clean_text(each.description)[: policies.LONGEST_REMOTE_DESCRIPTION],
            created_at=now,
        )


@command
def part_from(*, post_id: int) -> None:
    """A post is deleted: its media wait a little for it to be written again, then go too."""
    media = list(Medium.objects.filter(post_id=post_id))
    here = [each for each in media if each.is_here]
    before = [each.folder for each in here]
    for medium in here:
        medium.folder = secrets.token_hex(16)
        medium.post_id = medium.position = None
        medium.kept_until = clock.now() + policies.SET_ASIDE
        medium.save(update_fields=["folder", "post_id", "position", "kept_until"])
    if here:
        emit(MediaSetAside(folders=before, aside=[each.folder for each in here]))
    _remove([each for each in media if not each.is_here])


@command
def remove_of_post(*, owner_id: int, post_id: int) -> None:
    """Removes the media of a member's post at once; the post shows none any more."""
    _remove(list(Medium.objects.filter(owner_id=owner_id, post_id=post_id)))


@command
def remove_forgotten(limit: int = 500) -> int:
    """Removes media that found no post in their time; returns how many there were."""
    media = Medium.objects.filter(post_id=None, kept_until__lt=clock.now())[:limit]
    _remove(list(media))
    return len(media)


def _remove(media: Sequence[Medium]) -> None:
    if not media:
        return
    Medium.objects.filter(id__in=[each.id for each in media]).delete()
    copies.forget_unused({each.folder for each in media if not each.is_here})
    folders = sorted({each.folder for each in media if each.is_here})
    if folders:
        emit(MediaRemoved(folders=folders))


def _own(owner_id: int, medium_id: int) -> Medium:
    medium = Medium.objects.select_for_update().filter(id=medium_id, owner_id=owner_id).first()
    if medium is None or not medium.is_here:
        raise NotFound
    return medium


def _change(medium: Medium, description: str | None, focus: Focus | None) -> None:
    if description is not None:
        medium.description = _described(description)
    if focus is not None:
        medium.focus_x, medium.focus_y = _within(focus[0]), _within(focus[1])
    if description is not None or focus is not None:
        medium.save(update_fields=["description", "focus_x", "focus_y"])


def _described(description: str) -> str:
    text = clean_text(description)
    if len(text) > policies.LONGEST_DESCRIPTION:
        raise Invalid(fields={"description": ["too_long"]})
    return text


def _within(value: float) -> float:
    """A focus lies in the picture; what is no number is its middle."""
    return max(-1.0, min(1.0, value)) if value == value else 0.0
