"""Tags that members show on their pages, as what they often write of."""

from datetime import date
from typing import NamedTuple

from portevoix.domain.audiences.public import OPEN
from portevoix.domain.posts.models import FeaturedTag, Tag
from portevoix.kernel import database
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.text.fold import fold
from portevoix.kernel.text.parse import parse
from portevoix.kernel.unit_of_work import command

MOST_FEATURED = 10

# Narrower posts are in no number: a number would tell that they exist.
_OPEN_POSTS = (
    "FROM post_tag carrying JOIN audience_subject s ON s.id = carrying.post_id"
    " WHERE carrying.tag_id = {tag} AND s.author_id = %(account)s AND s.state = 0"
    f" AND (s.grants & {int(OPEN)}) <> 0 AND NOT s.has_ceiling"
)
_FEATURED = f"""
SELECT f.id, tag.name, tag.display, (SELECT COUNT(*) {_OPEN_POSTS.format(tag="f.tag_id")}),
       (SELECT MAX(s.published_at) {_OPEN_POSTS.format(tag="f.tag_id")})
FROM featured_tag f JOIN tag ON tag.id = f.tag_id WHERE f.account_id = %(account)s ORDER BY f.id
"""
_OFTEN = f"""
SELECT carrying.tag_id, COUNT(*) AS uses FROM post_tag carrying
JOIN audience_subject s ON s.id = carrying.post_id
WHERE s.author_id = %(account)s AND s.state = 0 AND (s.grants & {int(OPEN)}) <> 0
  AND NOT s.has_ceiling
  AND carrying.tag_id NOT IN (SELECT tag_id FROM featured_tag WHERE account_id = %(account)s)
GROUP BY carrying.tag_id ORDER BY uses DESC, carrying.tag_id DESC LIMIT {MOST_FEATURED}
"""


class Featured(NamedTuple):
    """A tag on somebody's page, with how many open posts of theirs carry it, and since when."""

    id: int
    name: str
    display: str
    posts_count: int
    last_post_on: date | None


@command
def feature_tag(*, account_id: int, name: str) -> int:
    """Shows a tag on the member's page and returns the row's id; again is no change.

    Raises Invalid (name: no tag; over ten).
    """
    word = name.strip().removeprefix("#")
    if parse(f"#{word}").tags != (word,):
        raise Invalid(fields={"name": ["invalid"]})
    tag, _ = Tag.objects.get_or_create(name=fold(word), defaults={"display": word})
    mine = FeaturedTag.objects.filter(account_id=account_id)
    known = mine.filter(tag=tag).first()
    if known is not None:
        return known.pk
    if mine.count() >= MOST_FEATURED:
        raise Invalid(fields={"name": ["too_many"]})
    return FeaturedTag.objects.create(account_id=account_id, tag=tag).pk


@command
def unfeature_tag(*, account_id: int, row_id: int) -> None:
    """Shows a tag no longer. Raises NotFound."""
    if not FeaturedTag.objects.filter(account_id=account_id, id=row_id).delete()[0]:
        raise NotFound


@command
def unfeature_tag_named(*, account_id: int, name: str) -> None:
    """Shows a tag no longer; when it was not shown it is no change."""
    FeaturedTag.objects.filter(account_id=account_id, tag__name=fold(name)).delete()


def featured_tags(account_id: int) -> list[Featured]:
    """Returns the tags on somebody's page, in the order in which they were put there."""
    found = database.rows(_FEATURED, {"account": account_id})
    return [Featured(row[0], row[1], row[2], row[3], _day(row[4])) for row in found]


def features_tag(account_id: int, name: str) -> bool:
    """Whether somebody shows the tag."""
    return FeaturedTag.objects.filter(account_id=account_id, tag__name=fold(name)).exists()


def often_written(account_id: int) -> list[Tag]:
    """Returns tags that somebody's open posts often carry and their page does not show."""
    ids = [row[0] for row in database.rows(_OFTEN, {"account": account_id})]
    known = Tag.objects.in_bulk(ids)
    return [known[each] for each in ids]


def _day(stored: object) -> date | None:
    moment = database.as_moment(stored)
    return None if moment is None else moment.date()
