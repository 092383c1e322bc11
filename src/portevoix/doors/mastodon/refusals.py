"""The one table from refusals to status codes, in the words apps know (entity Error)."""

from email.utils import format_datetime

from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.posts.errors import UnknownPeople
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.kernel import errors

_STATUS: tuple[tuple[type[errors.DomainError], int, str], ...] = (
    (errors.Gone, 410, "Gone"),
    (errors.NotFound, 404, "Record not found"),
    (errors.NotSignedIn, 401, "The access token is invalid"),
    (errors.NotAllowed, 403, "This action is not allowed"),
    (errors.Invalid, 422, "Validation failed"),
    (errors.Conflict, 409, "Somebody changed this meanwhile"),
    (errors.TooFast, 429, "Too many requests"),
    (errors.Unavailable, 503, "Something outside this house did not answer; try again later"),
)
_BY_CODE = {"parameters": 400, "too_large": 413}
_FAULTS = {
    "blank": "can't be blank",
    "too_long": "is too long",
    "too_short": "is too short",
    "invalid": "is invalid",
    "taken": "has already been taken",
    "reserved": "is reserved",
    "accepted": "must be accepted",
    "inclusion": "is not a supported value",
    "too_many": "are too many",
    "too_few_options": "needs two answers at least",
    "too_many_options": "has too many answers",
    "blank_option": "has an answer without words",
    "option_too_long": "has an answer that is too long",
    "same_options": "has the same answer twice",
    "with_media": "cannot stand beside pictures",
    "poll_time": "must last five minutes to thirty-one days",
    "locked": "cannot be changed",
    "not_followed": "must be followed first",
    "too_soon": "must be at least five minutes in the future",
    "too_many_a_day": "is a day for which 25 posts wait already",
}
_SENTENCES = {
    "wider_than_parent": "A reply cannot be wider than the post it answers",
    "parent_is_public": "A reply to a public post has an audience of its own",
    "no_parent": "This audience is for replies",
    "unknown_circle": "You have no such circle",
    "may_not_boost": "This post may not be boosted",
    "reply_nobody": "The author of this post lets nobody reply",
    "reply_followers": "Only followers of its author may reply to this post",
    "reply_mentioned": "Only people mentioned in this post may reply to it",
    "boost_nobody": "The author of this post lets nobody boost it",
    "boost_followers": "Only followers of its author may boost this post",
    "boost_mentioned": "Only people mentioned in this post may boost it",
    "quote_nobody": "The author of this post lets nobody quote it",
    "quote_followers": "Only followers of its author may quote this post",
    "quote_mentioned": "Only people mentioned in this post may quote it",
    "quote_audience": "Only public posts can be quoted, and your own to followers",
    "poll_over": "The poll is over",
    "own_poll": "You cannot vote in your own poll",
    "voted": "You have voted in this poll already",
    "no_such_answer": "The poll has no such answer",
    "one_answer": "One answer only can be chosen in this poll",
    "may_not_pin": "Only posts to everyone, to followers or to this house can be pinned",
    "too_many_pins": "Five posts are pinned already",
    "not_active": "You cannot write here now",
    "frozen": "Your account rests; wake it before you write",
    "self": "You cannot do this with yourself",
    "suspended": "Your account is suspended",
    "you_block": "You block this account; unblock it first",
    "moved": "This account has moved",
    "house": "The house itself cannot be followed",
    "elsewhere": "This is only possible between members of this house",
    "file_missing": "Validation failed: File can't be blank",
    "file_too_large": "Validation failed: File size must be less than 16 MB",
    "file_unreadable": "Validation failed: File is not a picture that can be read here",
    "no_films": "Validation failed: This house takes pictures, no films and no sounds",
    "too_many_pixels": "Validation failed: File has too many pixels",
    "too_many_frames": "Validation failed: File moves for too long",
    "media_too_many": "Cannot attach more than 4 files",
    "media_mixed": "Cannot attach a video to a post that already contains images",
    "media_not_found": "Media not found or already attached to another post",
    "media_attached": "Media attachment is currently used by a status",
    "media_waiting": "Too many uploads wait for a post; use or remove some first",
    "closed": "Nobody may join this house now",
}


def refused(error: errors.DomainError) -> Answer:
    """Returns the answer for a refusal."""
    for kind, status, words in _STATUS:
        if isinstance(error, kind):
            return _answer(error, _BY_CODE.get(error.code, status), words)
    status = 401 if error.code == "invalid_client" else 400
    return answer({"error": error.code, "error_description": str(error)}, status=status)


def oauth_refused(error: AccessRefused) -> Answer:
    """Returns the answer of the token endpoint (RFC 6749 5.2)."""
    found = refused(error)
    if found.status == 401:
        found.headers["WWW-Authenticate"] = 'Basic realm="Portevoix"'
    return found


def _answer(error: errors.DomainError, status: int, words: str) -> Answer:
    headers = {}
    if isinstance(error, errors.TooFast):
        headers["Retry-After"] = format_datetime(error.retry_at, usegmt=True)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Portevoix", error="invalid_token"'
    if isinstance(error, errors.Invalid) and error.fields:
        return answer(_faulty(error), status=status, headers=headers)
    return answer({"error": _sentence(error, words)}, status=status, headers=headers)


def _sentence(error: errors.DomainError, otherwise: str) -> str:
    if isinstance(error, UnknownPeople):
        names = ", ".join(str(handle) for handle in error.handles)
        return f"Not known in this house, so nothing was sent: {names}. Search for them first"
    if error.code in _SENTENCES:
        return _SENTENCES[error.code]
    said = str(error)
    return said if said != error.code else otherwise


def _faulty(error: errors.Invalid) -> dict[str, object]:
    sentences, details = [], {}
    for name, codes in error.fields.items():
        told = "username" if name == "name" else name
        sentences += [f"{_title(told)} {_FAULTS.get(code, code)}" for code in codes]
        details[told] = [
            {"error": f"ERR_{code.upper()}", "description": _FAULTS.get(code, code)}
            for code in codes
        ]
    return {"error": "Validation failed: " + ", ".join(sentences), "details": details}


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
