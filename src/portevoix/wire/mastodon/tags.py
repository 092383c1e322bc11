"""Tags as apps see them."""

from collections.abc import Iterable

from portevoix.domain.posts.featured_tags import Featured, features_tag
from portevoix.domain.posts.models import Tag as TagRow
from portevoix.domain.timelines.followed_tags import follows_tag
from portevoix.domain.timelines.models import FollowedTag
from portevoix.kernel.text.fold import fold
from portevoix.wire import addresses
from portevoix.wire.mastodon.entities import FeaturedTag, Tag


def tag_named(name: str, owner_id: int | None = None) -> Tag:
    """Returns the entity of a tag by its name, with what it is to `owner_id`.

    A tag that nobody has used yet has no number of its own.
    """
    folded = fold(name)
    found = TagRow.objects.filter(name=folded).first()
    row = found or TagRow(id=0, name=folded, display=name)
    if owner_id is None:
        return tag(row)
    following, featuring = follows_tag(owner_id, folded), features_tag(owner_id, folded)
    return tag(row, following=following, featuring=featuring)


def tag(row: TagRow, *, following: bool = False, featuring: bool = False) -> Tag:
    """Returns the entity Tag, in the spelling in which it was first written."""
    url = addresses.tag_url(row.name)
    return Tag(id=str(row.id), name=row.display, url=url, following=following, featuring=featuring)


def featured_tag(found: Featured) -> FeaturedTag:
    """Returns the entity of a tag on somebody's page."""
    return FeaturedTag(
        id=str(found.id),
        name=found.display,
        url=addresses.tag_url(found.name),
        statuses_count=str(found.posts_count),
        last_status_at=found.last_post_on.isoformat() if found.last_post_on else None,
    )


def followed_tags(followed: Iterable[FollowedTag]) -> list[Tag]:
    """Returns entities of followed tags; one that nobody has used has its follow's number."""
    kept = list(followed)
    known = {row.name: row for row in TagRow.objects.filter(name__in=[each.name for each in kept])}
    return [
        tag(
            known.get(each.name) or TagRow(id=each.id, name=each.name, display=each.display),
            following=True,
        )
        for each in kept
    ]
