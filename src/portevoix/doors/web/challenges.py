"""The challenges of passkeys: each is kept in the session, good once, for five minutes."""

from django.http import HttpRequest
from django.http.response import HttpResponse

from portevoix.domain.access import passkeys
from portevoix.kernel import clock, config

_NAME = "passkey"
_LASTS = 5 * 60


def possible(request: HttpRequest) -> bool:
    """Whether passkeys work at the address by which this browser sees the house."""
    return passkeys.possible() and request.get_host() == config.current().host


def give(request: HttpRequest, options: str, challenge: bytes) -> HttpResponse:
    """Answers a script with what to ask the browser, and keeps the challenge of it."""
    now = int(clock.now().timestamp())
    request.session[_NAME] = {"challenge": challenge.hex(), "at": now}
    answer = HttpResponse(options, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


def take(request: HttpRequest) -> bytes:
    """Returns the challenge that was given, once; b"" when there is none or it is too old."""
    kept = request.session.pop(_NAME, None)
    if not kept or int(clock.now().timestamp()) - kept["at"] > _LASTS:
        return b""
    return bytes.fromhex(kept["challenge"])
