"""Posts of this house, for other houses, to whoever signed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.public import NOBODY, Viewer
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.queries import get
from portevoix.doors.activitypub.answers import document, gone, method_not_allowed, refusal
from portevoix.doors.activitypub.negotiation import wants_activity
from portevoix.doors.activitypub.viewers import (
    claimed_reader,
    require_signature_if_set,
    signer_or_nobody,
)
from portevoix.kernel.errors import DomainError, Gone, NotFound
from portevoix.wire import addresses
from portevoix.wire.activitystreams import activities_out
from portevoix.wire.activitystreams.addressing import address
from portevoix.wire.activitystreams.boosts_out import carried
from portevoix.wire.activitystreams.letter import Letter, load
from portevoix.wire.activitystreams.note_out import note
from portevoix.wire.activitystreams.vocabulary import NOTE_CONTEXT, Json


def post(request: HttpRequest, name: str, post_id: int) -> HttpResponse:
    """The post's document; its page for who asked for a page."""
    if not wants_activity(request) and request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(addresses.post_url(name.lower(), post_id))
    return _answer(request, name, post_id, as_activity=False)


def activity(request: HttpRequest, name: str, post_id: int) -> HttpResponse:
    """The Create or the Announce by which a post or a boost became known."""
    return _answer(request, name, post_id, as_activity=True)


def _answer(request: HttpRequest, name: str, post_id: int, *, as_activity: bool) -> HttpResponse:
    if refused := method_not_allowed(request, "GET"):
        return refused
    try:
        require_signature_if_set(request)
        letter, asker = _readable(request, name.lower(), post_id)
        return document(_body(letter, asker, as_activity=as_activity), varies=True)
    except Gone:
        return gone(addresses.post_uri(name.lower(), post_id))
    except DomainError as error:
        return refusal(error)


def _readable(request: HttpRequest, name: str, post_id: int) -> tuple[Letter, Account | None]:
    """Returns the post and who asks. The signature is only checked when it could let in."""
    known = Post.objects.select_related("author").filter(id=post_id, uri=None).first()
    if known is None or known.author.name != name:
        raise NotFound
    claimed = claimed_reader(request)
    if claimed is not None:
        get(Viewer(claimed.pk), post_id)
    asker: Account | None = None
    try:
        get(NOBODY, post_id)
    except NotFound:
        asker = signer_or_nobody(request)
        if asker is None:
            raise
        get(Viewer(asker.pk), post_id)
    letter = load(post_id)
    if letter is None:
        raise NotFound
    return letter, asker


def _body(letter: Letter, asker: Account | None, *, as_activity: bool) -> Json:
    if letter.post.boost_of_id is not None:
        found = carried(letter)
        if found is None:
            raise NotFound
        return found.activity
    addressing = address(letter, asker=asker)
    if addressing is None:
        raise NotFound
    if as_activity:
        return activities_out.create(letter, addressing)
    return {"@context": NOTE_CONTEXT, **note(letter, addressing)}
