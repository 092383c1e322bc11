"""What was said to a member in this browser, so that nobody must be quick to read it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from portevoix.kernel import clock

_NAME = "activity"
_MOST = 30
# What can be taken back for good; a post that waits to leave can be only until it does.
_LASTING = ("/posts/", "/@")


@dataclass(frozen=True)
class Line:
    """One sentence, when it was said, and the path that undoes what it tells ("": nothing)."""

    at: datetime
    said: str
    undo: str


def note(request: HttpRequest, said: str, undo: str = "") -> None:
    """Keeps a sentence said to a member; the oldest of more than thirty go."""
    session = getattr(request, "session", None)
    if session is None or not said or not request.user.is_authenticated:
        return
    kept = undo if undo.startswith(_LASTING) else ""
    line = [clock.now().isoformat(), said, kept]
    session[_NAME] = [line, *session.get(_NAME, [])][:_MOST]


def lines(request: HttpRequest) -> list[Line]:
    """Returns what was said, the last first."""
    return [
        Line(datetime.fromisoformat(at), said, undo)
        for at, said, undo in request.session.get(_NAME, [])
    ]
