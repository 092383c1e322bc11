"""Questions about media. None of them writes."""

from collections import defaultdict
from collections.abc import Collection

from portevoix.domain.media.models import Medium
from portevoix.kernel import database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.loading import load


def one_of(owner_id: int, medium_id: int) -> Medium:
    """Returns a medium that the member gave. Raises NotFound."""
    medium = Medium.objects.filter(id=medium_id, owner_id=owner_id, remote_url="").first()
    if medium is None:
        raise NotFound
    return medium


def several_of(owner_id: int, media_ids: Collection[int]) -> list[Medium]:
    """Returns those of the media that the member gave, in the order asked for."""
    found = Medium.objects.filter(owner_id=owner_id, remote_url="").in_bulk(list(media_ids))
    return [found[each] for each in media_ids if each in found]


def of_posts(post_ids: Collection[int]) -> dict[int, list[Medium]]:
    """Returns the media shown with each post that has any, in their order. One query.

    Whoever asks has made sure that the posts may be read.
    """
    found: dict[int, list[Medium]] = defaultdict(list)
    if post_ids:
        where = f"WHERE {database.among('post_id', 'ids')} AND position IS NOT NULL"
        order = "ORDER BY post_id, position"
        for medium in load(Medium, f"{where} {order}", {"ids": database.ids(post_ids)}):
            found[medium.post_id or 0].append(medium)
    return dict(found)


def of_post(post_id: int) -> list[Medium]:
    """Returns every medium of a post, those of its earlier versions last."""
    media = Medium.objects.filter(post_id=post_id)
    return sorted(media, key=lambda each: (each.position is None, each.position or 0, each.id))


def folders_of(account_id: int) -> list[str]:
    """Returns the folders in which the files of a member's media lie."""
    own = Medium.objects.filter(owner_id=account_id, remote_url="").exclude(folder="")
    return list(own.values_list("folder", flat=True))


def folders_known(folders: Collection[str]) -> set[str]:
    """Returns those folders that are of some medium of this house."""
    own = Medium.objects.filter(remote_url="").values_list("folder", flat=True)
    return set(folders).intersection(own.iterator())


def count() -> tuple[int, int]:
    """Returns how many media this house was given, and how many of them have no post."""
    own = Medium.objects.filter(remote_url="")
    return own.count(), own.filter(post_id=None).count()
