"""Cards of links as apps see them: the entity PreviewCard."""

from typing import Any

from msgspec import Struct

from portevoix.domain.media.copies import folder_of
from portevoix.domain.media.models import LinkCard
from portevoix.wire import addresses
from portevoix.wire.mastodon import marks


class PreviewCard(Struct, kw_only=True):
    """PreviewCard. Nothing of the page itself is embedded."""

    url: str
    title: str
    description: str
    type: str = "link"
    language: str | None
    authors: list[dict[str, Any]]
    author_name: str
    author_url: str = ""
    provider_name: str
    provider_url: str = ""
    html: str = ""
    width: int
    height: int
    image: str | None
    image_description: str = ""
    embed_url: str = ""
    blurhash: str | None = None
    published_at: str | None = None
    missing_attribution: bool | None = None


def preview_card(card: LinkCard) -> PreviewCard:
    """Returns the entity, its addresses beginning with the mark of stored renderings."""
    image = None
    if card.image_url:
        image = marks.word() + addresses.far_path(folder_of(card.image_url, "card"), "full")
    authors = [{"name": card.author, "url": "", "account": None}] if card.author else []
    return PreviewCard(
        url=card.url,
        title=card.title,
        description=card.description,
        language=card.language or None,
        authors=authors,
        author_name=card.author,
        provider_name=card.provider,
        width=card.image_width,
        height=card.image_height,
        image=image,
    )
