"""Proofs of consent to quotes, for whoever checks one; they tell of neither post but its id."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.posts.models import QuoteState
from portevoix.domain.posts.quotes import quote_of
from portevoix.doors.activitypub.answers import document, method_not_allowed, refusal
from portevoix.kernel.errors import NotFound
from portevoix.wire.activitystreams import quotes_out
from portevoix.wire.activitystreams.letter import load
from portevoix.wire.activitystreams.vocabulary import NOTE_CONTEXT


def stamp(request: HttpRequest, name: str, post_id: int) -> HttpResponse:
    """The stamp of a quote that stands agreed to; 404 for every other."""
    if refused := method_not_allowed(request, "GET"):
        return refused
    quote = quote_of(post_id) if post_id < 2**63 else None
    quoting = load(post_id) if quote is not None else None
    quoted = load(quote.quoted_id) if quote is not None and quote.quoted_id else None
    if (
        quote is None
        or quoting is None
        or quoted is None
        or quote.state != QuoteState.ACCEPTED
        or not quoted.author.is_here
        or quoted.author.name != name.lower()
        or quoted.audience.deleted
    ):
        return refusal(NotFound())
    made = quotes_out.stamp(
        author=quoted.author, post_id=post_id, quoting_uri=quoting.uri, quoted_uri=quoted.uri
    )
    return document({"@context": NOTE_CONTEXT, **made})
