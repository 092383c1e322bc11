"""Verbs of quotes: asking, agreeing, taking a consent back (FEP-044f)."""

from portevoix.domain.audiences.public import Details, Grant, details, known_details
from portevoix.domain.posts import counting
from portevoix.domain.posts.acting import answered_post, must_be_able_to_speak
from portevoix.domain.posts.asking import ask_for
from portevoix.domain.posts.errors import MayNotQuote
from portevoix.domain.posts.events import QuoteAgreed, QuoteAsked, QuoteRefused, QuoteWithdrawn
from portevoix.domain.posts.models import Post, Quote, QuoteState
from portevoix.domain.posts.permissions import Act, decide
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


def open_quote(post: Post, quoted_id: int) -> None:
    """Lets a new post of this house quote another. Runs inside a command.

    The consent is given at once, waits for the author's word, or is asked for at
    the author's house. Raises NotFound, and MayNotQuote with the reason.
    """
    quoted = answered_post(quoted_id, actor_id=post.author_id, here=True)
    decision = decide(Act.QUOTE, quoted, post.author_id)
    about = known_details(quoted.id)
    _must_be_open_to_quotes(about, post.author_id)
    if not (decision.allowed or decision.asks):
        raise MayNotQuote(code=decision.reason)
    at_once = decision.allowed and (quoted.is_here or quoted.author_id == post.author_id)
    quote = Quote.objects.create(
        post=post,
        quoted_id=quoted.id,
        state=QuoteState.PENDING,
        created_at=clock.now(),
    )
    if at_once:
        _accept(quote)
        return
    if quoted.is_here:
        ask_for(
            Act.QUOTE, post_id=quoted.id, author_id=quoted.author_id, asker_id=post.author_id,
            thing_id=post.id,
        )  # fmt: skip
    emit(
        QuoteAsked(
            post_id=post.id,
            author_id=post.author_id,
            quoted_id=quoted.id,
            quoted_author_id=quoted.author_id,
        )
    )


def _must_be_open_to_quotes(about: Details, actor_id: int) -> None:
    """Public posts are quoted, and one's own to followers (audiences.md)."""
    own = about.author_id == actor_id and bool(about.grants & Grant.FOLLOWERS)
    if not about.is_open and not (own and not about.direct and not about.has_ceiling):
        raise MayNotQuote(code="quote_audience")


def receive_quote(post: Post, *, uri: str, quoted: Post | None) -> None:
    """Notes that a post from elsewhere quotes another, so far without proof of consent.

    Runs inside a command. Whoever quotes oneself needs none.
    """
    quote, is_new = Quote.objects.get_or_create(
        post=post,
        defaults={
            "quoted": quoted,
            "quoted_uri": uri,
            "state": QuoteState.PENDING,
            "created_at": clock.now(),
        },
    )
    if is_new and quoted is not None and quoted.author_id == post.author_id:
        _accept(quote)


@command
def request_quote(*, actor_id: int, post_id: int, quoted_id: int, uri: str) -> None:
    """Answers the request of somebody elsewhere to quote a post of this house in ``post_id``.

    By the author's policy it is agreed to, waits for her word, or is refused; asked
    again it is answered again. Raises NotFound, NotAllowed.
    """
    must_be_able_to_speak(actor_id)
    quoted = answered_post(quoted_id, actor_id=actor_id, here=False)
    post = Post.objects.filter(id=post_id, author_id=actor_id, deleted_at=None).first()
    if post is None or not quoted.is_here:
        raise NotFound
    quote, _ = Quote.objects.get_or_create(
        post=post,
        defaults={
            "quoted_id": quoted.id,
            "state": QuoteState.PENDING,
            "created_at": clock.now(),
        },
    )
    if quote.quoted_id != quoted.id:
        raise NotFound
    Quote.objects.filter(post=post).update(request_uri=uri)
    quote.request_uri = uri
    decision = decide(Act.QUOTE, quoted, actor_id)
    if quote.state == QuoteState.REVOKED or not known_details(quoted.id).is_open:
        _refuse(quote)
    elif decision.allowed or quote.state == QuoteState.ACCEPTED:
        _accept(quote)
    elif decision.asks:
        ask_for(
            Act.QUOTE, post_id=quoted.id, author_id=quoted.author_id, asker_id=actor_id,
            thing_id=post.id,
        )  # fmt: skip
    else:
        _refuse(quote)


@command
def answer_quote(*, post_id: int, agreed: bool, stamp_uri: str = "") -> None:
    """Takes the word of whoever is quoted, checked by the caller. Raises NotFound."""
    quote = Quote.objects.select_for_update().filter(post_id=post_id).first()
    if quote is None or quote.quoted_id is None:
        raise NotFound
    if agreed:
        quote.stamp_uri = stamp_uri
        _accept(quote)
    elif quote.state == QuoteState.PENDING:
        _refuse(quote)


@command
def find_quoted(*, post_id: int, quoted_id: int) -> None:
    """Joins a quote to the post it is of, which has become known."""
    Quote.objects.filter(post_id=post_id, quoted=None).update(quoted_id=quoted_id)


@command
def withdraw_quote(*, actor_id: int, post_id: int) -> None:
    """Takes back the consent to be quoted in ``post_id``; again changes nothing.

    Raises NotFound unless the actor wrote what is quoted there.
    """
    quote = Quote.objects.select_for_update().filter(post_id=post_id).first()
    quoted = Post.objects.filter(id=quote.quoted_id).first() if quote is not None else None
    if quote is None or quoted is None or quoted.author_id != actor_id:
        raise NotFound
    if quote.state in (QuoteState.REVOKED, QuoteState.REJECTED):
        return
    _count(quote, -1)
    Quote.objects.filter(post_id=post_id).update(state=QuoteState.REVOKED)
    emit(QuoteWithdrawn(**_about(quote)))


def end_quote(post_id: int) -> None:
    """Forgets what a post quoted, as it goes away. Runs inside a command."""
    quote = Quote.objects.filter(post_id=post_id).first()
    if quote is not None:
        _count(quote, -1)
        quote.delete()


def _accept(quote: Quote) -> None:
    if quote.state != QuoteState.ACCEPTED:
        quote.state = QuoteState.ACCEPTED
        _count(quote, 1)
    Quote.objects.filter(post_id=quote.post_id).update(
        state=QuoteState.ACCEPTED, stamp_uri=quote.stamp_uri
    )
    emit(QuoteAgreed(**_about(quote), uri=quote.request_uri))


def _refuse(quote: Quote) -> None:
    if quote.state == QuoteState.PENDING:
        Quote.objects.filter(post_id=quote.post_id).update(state=QuoteState.REJECTED)
    emit(QuoteRefused(**_about(quote), uri=quote.request_uri))


def agree_to_quote(post_id: int) -> None:
    """Accepts a quote that waited for the author's word. Runs inside a command."""
    quote = Quote.objects.filter(post_id=post_id, state=QuoteState.PENDING).first()
    if quote is not None:
        _accept(quote)


def refuse_quote(post_id: int) -> None:
    """Refuses a quote that waited for the author's word. Runs inside a command."""
    quote = Quote.objects.filter(post_id=post_id, state=QuoteState.PENDING).first()
    if quote is not None:
        _refuse(quote)


def _about(quote: Quote) -> dict[str, int]:
    people = dict(
        Post.objects.filter(id__in=[quote.post_id, quote.quoted_id]).values_list("id", "author_id")
    )
    return {
        "post_id": quote.post_id,
        "author_id": people[quote.post_id],
        "quoted_id": quote.quoted_id or 0,
        "quoted_author_id": people[quote.quoted_id or 0],
    }


def _count(quote: Quote, by: int) -> None:
    """A quote counts while it is agreed to, if everyone who may read the quoted may read it."""
    if quote.state != QuoteState.ACCEPTED or quote.quoted_id is None:
        return
    act, about = details(quote.post_id), details(quote.quoted_id)
    if act is not None and about is not None and counting.contains(act, about):
        counting.count_quote(quote.quoted_id, by)
