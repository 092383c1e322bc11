"""What quotes send to other houses: requests, answers, consents taken back (FEP-044f)."""

from portevoix.consumers.delivering_posts import send_update
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.posts.events import QuoteAgreed, QuoteAsked, QuoteRefused, QuoteWithdrawn
from portevoix.domain.posts.quotes import quote_of
from portevoix.wire.activitystreams import outgoing, quotes_out, recipients
from portevoix.wire.activitystreams.addressing import address
from portevoix.wire.activitystreams.letter import Letter, load
from portevoix.wire.activitystreams.note_out import note


def asked(event: QuoteAsked) -> None:
    """A quote of a post from elsewhere asks its author, with the quoting Note inside."""
    quoting, quoted = load(event.post_id), load(event.quoted_id)
    if quoting is None or quoted is None or quoted.author.is_here:
        return
    addressing = address(quoting)
    if addressing is None:
        return
    activity = quotes_out.request(
        quoter=quoting.author,
        author=quoted.author,
        quoted_uri=quoted.uri,
        note=note(quoting, addressing),
        post_id=event.post_id,
    )
    places = recipients.reachable(quoting.author, [quoted.author])
    outgoing.send(activity, sender_id=event.author_id, inboxes=places)


def agreed(event: QuoteAgreed) -> None:
    """A consent given here goes to who asked; one that came is told with the quoting post."""
    quoting, quoted = load(event.post_id), load(event.quoted_id)
    if quoting is None or quoted is None:
        return
    if quoting.author.is_here and not quoted.author.is_here:
        send_update(event.post_id)
    elif quoted.author.is_here and not quoting.author.is_here and event.uri:
        _answer("Accept", quoting, quoted)


def refused(event: QuoteRefused) -> None:
    """A refusal goes to who asked."""
    quoting, quoted = load(event.post_id), load(event.quoted_id)
    if quoting is not None and quoted is not None and event.uri and quoted.author.is_here:
        _answer("Reject", quoting, quoted)


def withdrawn(event: QuoteWithdrawn) -> None:
    """A consent that was given here and is taken back leaves as the Delete of its stamp."""
    quoting, quoted = load(event.post_id), load(event.quoted_id)
    if quoting is None or quoted is None:
        return
    if quoting.author.is_here:
        send_update(event.post_id)
    if not quoted.author.is_here or quoting.author.is_here:
        return
    stamp = quotes_out.stamp(
        author=quoted.author,
        post_id=event.post_id,
        quoting_uri=quoting.uri,
        quoted_uri=quoted.uri,
    )
    people: list[Account] = [quoting.author]
    activity = quotes_out.stamp_deleted(
        author=quoted.author, to=[quoting.author.uri or ""], about=stamp
    )
    places = set(recipients.reachable(quoted.author, people))
    places |= recipients.followers_inboxes(quoted)
    outgoing.send(activity, sender_id=quoted.author.pk, inboxes=sorted(places))


def _answer(kind: str, quoting: Letter, quoted: Letter) -> None:
    quote = quote_of(quoting.post.id)
    people = by_ids([quoting.author.pk])
    if quote is None or quoting.author.pk not in people:
        return
    activity = quotes_out.answer(
        kind,
        author=quoted.author,
        quoter=quoting.author,
        quote=quote,
        quoting_uri=quoting.uri,
        quoted_uri=quoted.uri,
    )
    places = recipients.reachable(quoted.author, [quoting.author])
    outgoing.send(activity, sender_id=quoted.author.pk, inboxes=places)
