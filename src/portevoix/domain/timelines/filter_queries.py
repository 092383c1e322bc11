"""Questions about filters. Whoever has none is asked nothing further."""

from collections.abc import Collection
from functools import lru_cache

from portevoix.domain.timelines.filter_matching import Rule, pattern
from portevoix.domain.timelines.models import Filter, FilterState

_KEPT = 2_048


def filters_of(owner_id: int) -> list[Filter]:
    """Returns the owner's filters with their keywords and posts, oldest first. Three queries."""
    mine = Filter.objects.filter(owner_id=owner_id).order_by("id")
    return list(mine.prefetch_related("keywords", "posts"))


def version_of(owner_id: int | None) -> int | None:
    """Returns the state of the owner's filters, None for who has none. One query."""
    if owner_id is None:
        return None
    found = FilterState.objects.filter(owner_id=owner_id).values_list("version", flat=True)
    return found.first()


def versions_of(owner_ids: Collection[int]) -> dict[int, int]:
    """Returns the states of the filters of those owners who have any. One query."""
    found = FilterState.objects.filter(owner_id__in=list(owner_ids))
    return dict(found.values_list("owner_id", "version"))


@lru_cache(_KEPT)
def rules_of(owner_id: int, version: int) -> tuple[Rule, ...]:
    """Returns the owner's filters ready to be applied.

    A state that was asked for before costs no query: `version` is never used again.
    """
    return tuple(
        Rule(
            id=each.id,
            title=each.title,
            contexts=tuple(each.contexts),
            action=each.action,
            expires_at=each.expires_at,
            pattern=pattern((word.keyword, word.whole_word) for word in each.keywords.all()),
            post_ids=frozenset(post.post_id for post in each.posts.all()),
        )
        for each in filters_of(owner_id)
    )
