"""Cards of links: what a page says of itself, kept once for all posts that link to it."""

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import timedelta

from portevoix.domain.media import copies
from portevoix.domain.media.events import LinkCardChanged
from portevoix.domain.media.models import LinkCard, PostCard
from portevoix.kernel import clock
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit

FRESH = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class LinkPreview:
    """What a page says of itself, as text within the lengths that are kept."""

    title: str
    description: str = ""
    provider: str = ""
    author: str = ""
    language: str = ""
    image_url: str = ""
    image_width: int = 0
    image_height: int = 0


def fresh(url: str) -> LinkCard | None:
    """Returns the card of a page that was looked at in the last two weeks, or None."""
    since = clock.now() - FRESH
    return LinkCard.objects.filter(url_hash=_hash(url), fetched_at__gte=since).first()


def cards_of(post_ids: Collection[int]) -> dict[int, LinkCard]:
    """Returns the card that each post shows, of those that show one. One query."""
    found = PostCard.objects.filter(post_id__in=post_ids).select_related("card")
    return {each.post_id: each.card for each in found}


@command
def keep_card(*, url: str, preview: LinkPreview) -> LinkCard:
    """Keeps what a page says of itself, in the place of what it said before."""
    card, _is_new = LinkCard.objects.update_or_create(
        url_hash=_hash(url),
        defaults={"url": url, "fetched_at": clock.now(), **asdict(preview)},
        create_defaults={
            "id": new_id(),
            "url": url,
            "fetched_at": clock.now(),
            **asdict(preview),
        },
    )
    if card.image_url:
        copies.remember(card.image_url, "card")
    return card


@command
def show_card(*, post_id: int, card_id: int | None) -> None:
    """Lets a post show a card, or none; what it shows already is no change."""
    before = PostCard.objects.filter(post_id=post_id).values_list("card_id", flat=True).first()
    if before == card_id:
        return
    PostCard.objects.filter(post_id=post_id).delete()
    if card_id is not None:
        PostCard.objects.create(post_id=post_id, card_id=card_id)
    emit(LinkCardChanged(post_id=post_id))


def _hash(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
