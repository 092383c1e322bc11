"""What one does with a post: favourite, boost, take either back, delete."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from portevoix.domain.posts import commands as posts
from portevoix.domain.posts import queries
from portevoix.domain.posts.errors import MayNotVote
from portevoix.domain.reactions import bookmarks
from portevoix.domain.reactions import commands as reactions
from portevoix.doors.web import answers, cards
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Gone, NotFound

_REVERSIBLE = ("favourite", "bookmark", "boost", "pin")


@require_POST
@signed_in
def favourite(request: HttpRequest, post_id: int) -> HttpResponse:
    """Likes a post."""
    return _done(request, post_id, reactions.favourite, _("Favourite kept."))


@require_POST
@signed_in
def unfavourite(request: HttpRequest, post_id: int) -> HttpResponse:
    """Takes a favourite back."""
    return _done(request, post_id, reactions.take_back_favourite, _("Favourite taken back."))


@require_POST
@signed_in
def bookmark(request: HttpRequest, post_id: int) -> HttpResponse:
    """Puts a post aside."""
    return _done(request, post_id, bookmarks.bookmark, _("Bookmark kept."))


@require_POST
@signed_in
def unbookmark(request: HttpRequest, post_id: int) -> HttpResponse:
    """Takes a bookmark back."""
    return _done(request, post_id, bookmarks.take_back_bookmark, _("Bookmark taken back."))


@require_POST
@signed_in
def boost(request: HttpRequest, post_id: int) -> HttpResponse:
    """Carries a post further, or asks its author first."""
    made = posts.boost(actor_id=me(request).pk, post_id=post_id)
    if made is None:
        return _told(request, post_id, _("Asked. It is boosted when its author agrees."))
    return _told(request, post_id, _("Boosted."))


@require_POST
@signed_in
def unboost(request: HttpRequest, post_id: int) -> HttpResponse:
    """Takes a boost back."""
    return _done(request, post_id, posts.take_back_boost, _("Boost taken back."))


@require_POST
@signed_in
def vote(request: HttpRequest, post_id: int) -> HttpResponse:
    """Votes in the poll of a post; without a choice nothing is sent."""
    said = (number_in(each) for each in request.POST.getlist("choice"))
    choices = [each for each in said if each is not None]

    def act(*, actor_id: int, post_id: int) -> int:
        return posts.vote(actor_id=actor_id, post_id=post_id, choices=choices)

    if not choices:
        raise MayNotVote(code="no_choice")
    return _done(request, post_id, act, _("Your vote counts."))


@require_GET
def poll(request: HttpRequest, post_id: int) -> HttpResponse:
    """The figures of a poll as they are now: its card again, or its page."""
    row_id = number_in(request.GET.get("row", "")) or post_id
    found = _card(request, row_id) or _card(request, post_id)
    if found is None:
        raise NotFound
    if not answers.is_piece(request):
        return HttpResponseRedirect(found.address)
    return answers.piece(request, "card", {"shown": found, "reading": False}, said=_("Up to date."))


@require_POST
@signed_in
def pin(request: HttpRequest, post_id: int) -> HttpResponse:
    """Puts one's own post on top of one's page."""
    return _done(request, post_id, posts.pin, _("Pinned on top of your page."))


@require_POST
@signed_in
def unpin(request: HttpRequest, post_id: int) -> HttpResponse:
    """Takes one's own post from the top of one's page."""
    return _done(request, post_id, posts.unpin, _("No longer pinned."))


def _done(
    request: HttpRequest, post_id: int, act: Callable[..., object], said: str
) -> HttpResponse:
    act(actor_id=me(request).pk, post_id=post_id)
    return _told(request, post_id, said)


def _told(request: HttpRequest, post_id: int, said: str) -> HttpResponse:
    row_id = number_in(request.POST.get("row", "")) or post_id
    undo = _undo(request.path)
    if not answers.is_piece(request):
        return answers.back(request, "/", said, mark=f"p{row_id}", undo=undo)
    found = _card(request, row_id) or _card(request, post_id)
    if found is None:
        return answers.nothing(said)
    values = {"shown": found, "reading": request.POST.get("shape") == "reading"}
    return answers.piece(request, "card", values, said=said, undo=undo)


def _undo(path: str) -> str:
    """Returns the address that takes an act back: `/posts/1/unpin` for `/posts/1/pin`."""
    before, _slash, verb = path.rpartition("/")
    if verb not in _REVERSIBLE:
        return ""
    return f"{before}/un{verb}"


def _card(request: HttpRequest, row_id: int) -> cards.Shown | None:
    """Returns the card of a row if it is still there: a boost just taken back is not."""
    try:
        queries.get(viewer(request), row_id)
    except (NotFound, Gone):
        return None
    return next(iter(cards.shown(viewer(request), [row_id])), None)


@signed_in
def delete(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """Asks once, on a page that says what will be lost; POST deletes."""
    post_id = int(number)
    post = queries.get(viewer(request), post_id)
    if post.author_id != me(request).pk:
        raise NotFound
    if request.method == "POST":
        posts.delete(actor_id=me(request).pk, post_id=post_id)
        return answers.go(request, f"/@{me(request).name}", _("Deleted."))
    [shown] = cards.shown(viewer(request), [post_id])
    return answers.page(request, "delete.html", {"shown": shown})
