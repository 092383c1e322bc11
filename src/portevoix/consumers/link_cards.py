"""When a post that everyone may read links to a page, it shows a card of it."""

import random
from datetime import timedelta
from html.parser import HTMLParser
from typing import ClassVar, TypeGuard
from urllib.parse import urlsplit

from portevoix.domain.audiences.queries import details
from portevoix.domain.media import link_cards
from portevoix.domain.media.link_cards import LinkPreview
from portevoix.domain.media.queries import of_posts
from portevoix.domain.peers.queries import is_blocked
from portevoix.domain.posts.events import PostDeleted, PostEdited, PostPublished
from portevoix.domain.posts.models import Post
from portevoix.gateways import http_client, link_preview
from portevoix.kernel import clock, jobs
from portevoix.kernel.events import Event
from portevoix.kernel.hosts import host_of
from portevoix.kernel.pools import in_fetching
from portevoix.kernel.relay import Consumer
from portevoix.wire import addresses

_FETCH = "link_cards.fetch"
_WAITS = (timedelta(minutes=5), timedelta(hours=1))
# Every house that hears of a post looks at its link: not all in the same second.
_SPREAD_SECONDS = 60
_NO_PAGES = {"mention", "hashtag"}


class LinkCards(Consumer):
    """Queues the look at what a post links to."""

    name: ClassVar[str] = "link_cards"
    kinds: ClassVar[tuple[type[Event], ...]] = (PostPublished, PostEdited, PostDeleted)

    def handle(self, event: Event, position: int) -> None:
        """Looks at the first link of a post, or takes its card away."""
        if isinstance(event, PostDeleted):
            link_cards.show_card(post_id=event.post_id, card_id=None)
        elif isinstance(event, PostEdited) or _is_news(event):
            _consider(event)


def _is_news(event: Event) -> TypeGuard[PostPublished]:
    return isinstance(event, PostPublished) and not event.backfilled


def _consider(event: PostPublished | PostEdited) -> None:
    post_id = event.post_id
    url = link_of(post_id)
    card = link_cards.fresh(url) if url else None
    if card is not None or not url:
        link_cards.show_card(post_id=post_id, card_id=card.id if card else None)
        return
    wait = 0.0 if event.here else random.uniform(0, _SPREAD_SECONDS)  # noqa: S311 (no secret)
    jobs.enqueue(
        _FETCH,
        {"post": post_id, "url": url},
        key=f"card:{post_id}",
        lane=host_of(url),
        run_at=clock.now() + timedelta(seconds=wait),
    )


def link_of(post_id: int) -> str:
    """Returns the first link of a post that may have a card, or "".

    Only posts that everyone may read: looking tells the other side that it was linked to.
    """
    post = Post.objects.filter(id=post_id, deleted_at=None, boost_of=None).first()
    about = details(post_id)
    if post is None or about is None or not about.is_open or of_posts([post_id]):
        return ""
    links = _Links()
    links.feed(post.html)
    return next((each for each in links.found if _may_be_asked(each)), "")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "a" and not _NO_PAGES & set(about.get("class", "").split()):
            self.found.append(about.get("href", ""))


def _may_be_asked(url: str) -> bool:
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
    return is_web and bool(host_of(url)) and len(url) <= 2048 and not addresses.is_local(url)


@jobs.job(_FETCH, queue="fetches", schedule=_WAITS)
async def fetch_card(payload: jobs.Payload) -> None:
    """Looks at the page that a post links to, if it still does."""
    await in_fetching(_fetch, int(payload["post"]), str(payload["url"]))


def _fetch(post_id: int, url: str) -> None:
    if link_of(post_id) != url or is_blocked(host_of(url)):
        return
    card = link_cards.fresh(url)
    if card is None:
        try:
            page = link_preview.look(url)
        except http_client.UnreachableError as error:
            raise jobs.Retry(None, str(error)) from error
        except http_client.RefusedError:
            page = None
        if page is not None:
            card = link_cards.keep_card(url=url, preview=_preview(page, url))
    link_cards.show_card(post_id=post_id, card_id=card.id if card else None)


def _preview(page: link_preview.Page, url: str) -> LinkPreview:
    return LinkPreview(
        title=page.title,
        description=page.description,
        provider=page.site or host_of(url),
        author=page.author,
        language=page.language,
        image_url=page.image,
        image_width=page.image_size[0],
        image_height=page.image_size[1],
    )
