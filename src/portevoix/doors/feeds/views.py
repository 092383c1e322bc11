"""Public lists as Atom (RFC 4287), for whoever reads without being here.

The reader is nobody. Lists of several people hold those alone who wish to be found;
no feed asks to be listed by search engines.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Enclosure

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.public import NOBODY
from portevoix.domain.house import queries as house_room
from portevoix.domain.media.models import Kind
from portevoix.domain.media.public import Medium, of_posts
from portevoix.domain.posts import queries as posts
from portevoix.domain.posts.queries import Card
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.text.render import absolute
from portevoix.kernel.text.sanitise import plain
from portevoix.wire import addresses

_MOST = 20
_LOOKED_AT = 60
_TITLE = 80
View = Callable[..., Atom1Feed]


def _feed(view: View) -> Callable[..., HttpResponse]:
    """Answers with what `view` made; whoever has it already is told so (RFC 9110, 13)."""

    @wraps(view)
    def answer(request: HttpRequest, **values: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        try:
            body = view(request, **values).writeString("utf-8")
        except (NotFound, Gone) as fault:
            return HttpResponse(status=410 if isinstance(fault, Gone) else 404)
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}
        if tag in request.headers.get("If-None-Match", ""):
            return HttpResponse(status=304, headers=headers)
        return HttpResponse(body, content_type="application/atom+xml", headers=headers)

    return answer


@_feed
def person(request: HttpRequest, name: str) -> Atom1Feed:
    """`/@name.atom`: what a member says to everyone. Raises NotFound, Gone."""
    found = accounts.by_handle(name)
    if found is None:
        raise NotFound
    account = accounts.shown(found.pk)
    ids = posts.by_account(NOBODY, account.pk, Page(limit=_MOST), boosts=False)
    title = f"{account.display_name or account.name} (@{account.name})"
    told = plain(account.bio_html)
    return _made(f"/@{account.name}", title, told, posts.cards(ids))


@_feed
def house(request: HttpRequest) -> Atom1Feed:
    """`/house.atom`: what members who wish to be found say to everyone."""
    described = house_room.house()
    ids = posts.house_page(NOBODY, Page(limit=_LOOKED_AT))
    return _made("/house", described.title, described.summary, _wishing(ids))


@_feed
def tag(request: HttpRequest, name: str) -> Atom1Feed:
    """`/tags/NAME.atom`: public posts with a tag."""
    described = house_room.house()
    ids = posts.tag(NOBODY, name, Page(limit=_LOOKED_AT))
    page = addresses.tag_url(name).removeprefix(addresses.address(""))
    return _made(page, f"#{name} – {described.title}", "", _wishing(ids))


def _wishing(ids: Sequence[int]) -> list[Card]:
    return [card for card in posts.cards(ids) if card.author.indexable][:_MOST]


def _made(page: str, title: str, told: str, cards: Sequence[Card]) -> Atom1Feed:
    feed = Atom1Feed(
        title=title,
        subtitle=told,
        description=told,
        link=addresses.address(page),
        feed_url=addresses.address(f"{page}.atom"),
        feed_guid=addresses.address(page),
        language=house_room.house().language,
    )
    media = of_posts([card.id for card in cards])
    for card in cards:
        _add(feed, card, media.get(card.id, []))
    return feed


def _add(feed: Atom1Feed, card: Card, media: Sequence[Medium]) -> None:
    """Adds an entry. Behind a warning are neither words nor pictures, only the way to them."""
    here = not card.author.host
    url = addresses.post_url(card.author.name, card.id) if here else card.url or card.uri or ""
    words = absolute(card.html, addresses.address(""))
    feed.add_item(
        title=_title(card),
        link=url,
        description="" if card.warning else words,
        unique_id=addresses.post_uri(card.author.name, card.id) if here else card.uri or url,
        author_name=card.author.display_name,
        author_link=addresses.profile_url(card.author.name) if here else None,
        pubdate=card.created_at,
        updateddate=card.edited_at or card.created_at,
        enclosures=[] if card.warning or card.sensitive else _enclosures(media),
    )


def _title(card: Card) -> str:
    first = next(iter((card.warning or plain(card.html)).splitlines()), "")
    return first if len(first) <= _TITLE else f"{first[: _TITLE - 1]}…"


def _enclosures(media: Sequence[Medium]) -> list[Enclosure]:
    found = []
    for medium in media:
        whole = medium.rendition()
        if medium.is_here and medium.kind != Kind.UNKNOWN and whole:
            address = addresses.own_file(medium.folder, str(whole["file"]))
            found.append(Enclosure(address, str(whole["bytes"]), str(whole["media_type"])))
    return found
