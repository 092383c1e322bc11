"""Collections of an account here: counts for everyone, and its public posts page by page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.posts.queries import by_account, pinned
from portevoix.domain.relationships.queries import blocked_between
from portevoix.doors.activitypub.actors import present
from portevoix.doors.activitypub.answers import document, gone, method_not_allowed, refusal
from portevoix.doors.activitypub.verification import is_signed
from portevoix.doors.activitypub.viewers import claimed_reader, require_signature_if_set
from portevoix.kernel.errors import DomainError, Gone
from portevoix.kernel.pagination import Page
from portevoix.wire import addresses
from portevoix.wire.activitystreams import activities_out
from portevoix.wire.activitystreams.addressing import address
from portevoix.wire.activitystreams.boosts_out import carried
from portevoix.wire.activitystreams.letter import load
from portevoix.wire.activitystreams.note_out import note
from portevoix.wire.activitystreams.vocabulary import (
    ACTIVITYSTREAMS,
    NOTE_CONTEXT,
    Json,
)

_PAGE = 20


def followers(request: HttpRequest, name: str) -> HttpResponse:
    """How many follow; never who: that is for its owner to show, on pages."""
    return _collection(request, name, "followers")


def following(request: HttpRequest, name: str) -> HttpResponse:
    """How many are followed; never who."""
    return _collection(request, name, "following")


def featured(request: HttpRequest, name: str) -> HttpResponse:
    """Pinned posts that everyone may read, the last pinned first."""
    return _collection(request, name, "featured")


def outbox(request: HttpRequest, name: str) -> HttpResponse:
    """Public and quiet posts and boosts, newest first, 20 a page by cursor."""
    return _collection(request, name, "outbox")


def house_collection(request: HttpRequest, what: str) -> HttpResponse:
    """The house writes nothing and follows nobody."""
    return _collection(request, addresses.HOUSE_NAME, what)


def _collection(request: HttpRequest, name: str, what: str) -> HttpResponse:
    if refused := method_not_allowed(request, "GET"):
        return refused
    uri = f"{addresses.actor_uri(name.lower())}/{_PATHS[what]}"
    try:
        require_signature_if_set(request)
        account = present(name)
    except Gone:
        return gone(uri)
    except DomainError as error:
        return refusal(error)
    return document(_BODIES[what](account, uri, request), varies=is_signed(request))


def _followers(account: Account, uri: str, _request: HttpRequest) -> Json:
    return _counted(uri, account.followers_count)


def _following(account: Account, uri: str, _request: HttpRequest) -> Json:
    return _counted(uri, account.following_count)


def _featured(account: Account, uri: str, request: HttpRequest) -> Json:
    asker = claimed_reader(request)
    is_kept_away = asker is not None and blocked_between(asker.pk, account.pk)
    ids = [] if is_kept_away or account.standing != Standing.ACTIVE else pinned(NOBODY, account.pk)
    items = [item for post_id in ids if (item := _note(post_id))]
    return {**_counted(uri, len(items)), "@context": NOTE_CONTEXT, "orderedItems": items}


def _note(post_id: int) -> Json | None:
    letter = load(post_id)
    addressing = address(letter) if letter is not None else None
    return note(letter, addressing) if letter is not None and addressing is not None else None


def _outbox(account: Account, uri: str, request: HttpRequest) -> Json:
    asker = claimed_reader(request)
    is_kept_away = asker is not None and blocked_between(asker.pk, account.pk)
    if is_kept_away or account.standing != Standing.ACTIVE:
        return {**_counted(uri, 0), "orderedItems": []}
    if "page" not in request.GET:
        return {**_counted(uri, account.posts_count), "first": f"{uri}?page=true"}
    page = Page.from_params(request.GET, default=_PAGE, maximum=_PAGE)
    ids = by_account(NOBODY, account.pk, page)
    found = {
        "@context": NOTE_CONTEXT,
        "id": f"{uri}?{request.GET.urlencode()}",
        "type": "OrderedCollectionPage",
        "partOf": uri,
        "orderedItems": [item for post_id in ids if (item := _item(post_id))],
    }
    if len(ids) == page.limit:
        found["next"] = f"{uri}?page=true&max_id={ids[-1]}"
    if ids:
        found["prev"] = f"{uri}?page=true&min_id={ids[0]}"
    return found


def _item(post_id: int) -> Json | None:
    letter = load(post_id)
    if letter is None:
        return None
    made: Json | None = None
    if letter.post.boost_of_id is not None:
        found = carried(letter)
        made = found.activity if found else None
    elif (addressing := address(letter)) is not None:
        made = activities_out.create(letter, addressing)
    return {key: value for key, value in made.items() if key != "@context"} if made else None


def _counted(uri: str, total: int) -> Json:
    return {
        "@context": ACTIVITYSTREAMS,
        "id": uri,
        "type": "OrderedCollection",
        "totalItems": total,
    }


_PATHS = {
    "followers": "followers",
    "following": "following",
    "outbox": "outbox",
    "featured": "collections/featured",
}
_BODIES: dict[str, Any] = {
    "followers": _followers,
    "following": _following,
    "outbox": _outbox,
    "featured": _featured,
}
