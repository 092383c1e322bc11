"""Quotes as this house tells them: in Notes, as requests, answers and stamps (FEP-044f)."""

from html import escape

from portevoix.domain.accounts.models import Account
from portevoix.domain.posts.models import Quote, QuoteState
from portevoix.wire import addresses
from portevoix.wire.activitystreams.people import uri_of
from portevoix.wire.activitystreams.vocabulary import NOTE_CONTEXT, Json

_TAG_TYPE = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


def quoting(made: Json, quote: Quote, quoted_uri: str) -> Json:
    """Returns the members of a Note that quotes; nothing once the consent is refused."""
    if quote.state in (QuoteState.REJECTED, QuoteState.REVOKED) or not quoted_uri:
        return {}
    shown = escape(quoted_uri)
    line = f'<p class="quote-inline">RE: <a href="{shown}">{shown}</a></p>'
    link: Json = {
        "type": "Link",
        "mediaType": _TAG_TYPE,
        "rel": "https://misskey-hub.net/ns#_misskey_quote",
        "href": quoted_uri,
        "name": f"RE: {quoted_uri}",
    }
    names = ("quote", "quoteUri", "quoteUrl", "_misskey_quote")
    told: Json = dict.fromkeys(names, quoted_uri)
    told |= {"content": line + made["content"], "tag": [*made["tag"], link]}
    if quote.stamp_uri:
        told["quoteAuthorization"] = quote.stamp_uri
    return told


def request_uri(quoter: Account, post_id: int) -> str:
    """Returns the id of the request for the quote in a post of this house."""
    return f"{uri_of(quoter)}/quote_requests/{post_id}"


def request(*, quoter: Account, author: Account, quoted_uri: str, note: Json, post_id: int) -> Json:
    """Returns the QuoteRequest, with the quoting Note inside."""
    return {
        "@context": NOTE_CONTEXT,
        "id": request_uri(quoter, post_id),
        "type": "QuoteRequest",
        "actor": uri_of(quoter),
        "to": [uri_of(author)],
        "object": quoted_uri,
        "instrument": note,
    }


def answer(
    kind: str, *, author: Account, quoter: Account, quote: Quote, quoting_uri: str, quoted_uri: str
) -> Json:
    """Returns the Accept or Reject (`kind`) of a request; with consent goes the stamp's address."""
    number = quote.post_id
    made: Json = {
        "@context": NOTE_CONTEXT,
        "id": f"{uri_of(author)}#{kind.lower()}s/quote_requests/{number}",
        "type": kind,
        "actor": uri_of(author),
        "to": [uri_of(quoter)],
        "object": {
            "id": quote.request_uri,
            "type": "QuoteRequest",
            "actor": uri_of(quoter),
            "object": quoted_uri,
            "instrument": quoting_uri,
        },
    }
    if kind == "Accept":
        made["result"] = stamp_uri(author, number)
    return made


def stamp_uri(author: Account, post_id: int) -> str:
    """Returns the address of this house's proof of consent to the quote in a post."""
    return f"{addresses.actor_uri(author.name)}/quote_authorizations/{post_id}"


def stamp(*, author: Account, post_id: int, quoting_uri: str, quoted_uri: str) -> Json:
    """Returns the proof of consent; it tells of neither post but its id."""
    return {
        "id": stamp_uri(author, post_id),
        "type": "QuoteAuthorization",
        "attributedTo": uri_of(author),
        "interactingObject": quoting_uri,
        "interactionTarget": quoted_uri,
    }


def stamp_deleted(*, author: Account, to: list[str], about: Json) -> Json:
    """Returns the Delete of a stamp: the consent is taken back."""
    return {
        "@context": NOTE_CONTEXT,
        "id": f"{about['id']}#delete",
        "type": "Delete",
        "actor": uri_of(author),
        "to": to,
        "cc": [],
        "object": about,
    }
