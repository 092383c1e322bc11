"""Tags whose public posts come home, whoever wrote them."""

from portevoix.domain.timelines.events import TagFollowed, TagUnfollowed
from portevoix.domain.timelines.models import FollowedTag
from portevoix.kernel import database
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.pagination import Page
from portevoix.kernel.text.fold import fold
from portevoix.kernel.text.parse import parse
from portevoix.kernel.unit_of_work import command, emit

MOST_TAGS = 500


@command
def follow_tag(*, owner_id: int, name: str) -> str:
    """Follows a tag and returns its folded name; again is no change.

    Raises NotFound when the word can be no tag, Invalid over 500 tags.
    """
    display = tag_in(name)
    folded = fold(display)
    if FollowedTag.objects.filter(owner_id=owner_id).count() >= MOST_TAGS:
        raise Invalid(fields={"name": ["too_many"]})
    is_new = database.insert(
        "followed_tag", once=True, id=new_id(), owner_id=owner_id, name=folded, display=display
    )
    if is_new:
        emit(TagFollowed(owner_id=owner_id, tag=folded))
    return folded


@command
def unfollow_tag(*, owner_id: int, name: str) -> str:
    """Follows a tag no longer and returns its folded name; when it was not, it is no change.

    Raises NotFound when the word can be no tag.
    """
    folded = fold(tag_in(name))
    if FollowedTag.objects.filter(owner_id=owner_id, name=folded).delete()[0]:
        emit(TagUnfollowed(owner_id=owner_id, tag=folded))
    return folded


def tag_in(name: str) -> str:
    """Returns the tag that `name` is, with or without its sign. Raises NotFound when it is none."""
    word = name.strip().removeprefix("#")
    found = parse(f"#{word}").tags
    if len(word) > 255 or found != (word,):
        raise NotFound
    return word


def follows_tag(owner_id: int, name: str) -> bool:
    """Whether the owner follows the tag."""
    return FollowedTag.objects.filter(owner_id=owner_id, name=fold(name)).exists()


def tags_of(owner_id: int, page: Page) -> list[FollowedTag]:
    """Returns a page of the tags that somebody follows, the last followed first."""
    found = database.rows(
        f"SELECT id, name, display FROM followed_tag WHERE owner_id = %(owner)s"
        f"{page.where('id')}{page.order('id')}",
        {"owner": owner_id} | page.params(),
    )
    tags = [FollowedTag(id=row[0], owner_id=owner_id, name=row[1], display=row[2]) for row in found]
    return page.arrange(tags)
