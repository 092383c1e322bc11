"""Tags as apps see them."""

from portevoix.domain.posts.models import Tag as TagRow
from portevoix.kernel.text.fold import fold
from portevoix.wire import addresses
from portevoix.wire.mastodon.entities import Tag


def tag_named(name: str) -> Tag:
    """Returns the entity of a tag by its name; no number is told for one."""
    folded = fold(name)
    found = TagRow.objects.filter(name=folded).first()
    if found is None:
        return Tag(id="0", name=folded, url=addresses.tag_url(folded))
    return tag(found)


def tag(row: TagRow) -> Tag:
    """Returns the entity Tag, in the spelling in which it was first written."""
    return Tag(id=str(row.id), name=row.display, url=addresses.tag_url(row.name))
