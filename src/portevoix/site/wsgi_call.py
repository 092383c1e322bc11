"""One run of a WSGI application: begun, drawn from and closed in threads, one step at a time.

A step never waits for the client: it draws what is at hand, up to a limit, and
gives the thread back. So a slow reader of a long answer holds no thread.
"""

import functools
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from portevoix.kernel.errors import Unavailable

WSGI = Callable[..., Iterable[bytes]]
Headers = list[tuple[bytes, bytes]]

MOST_BYTES = 256 * 1024
MOST_SECONDS = 0.05
PATIENCE_SECONDS = 15.0


@functools.lru_cache(1024)
def _encoded(name: str, value: str) -> tuple[bytes, bytes]:
    """Most headers are the same in every answer."""
    return name.lower().encode("latin-1"), value.strip().encode("latin-1")


class Call:
    """An application called with an environ, and what it has answered so far."""

    def __init__(self, application: WSGI, environ: dict[str, Any]) -> None:
        self.is_head = environ["REQUEST_METHOD"] == "HEAD"
        self.is_over = False
        self.status = 500
        self.headers: Headers = []
        self._application = application
        self._environ = environ
        self._asked_at = time.monotonic()
        self._answer: Iterable[bytes] | None = None
        self._chunks: Iterator[bytes] = iter(())
        self._written: list[bytes] = []

    def begin(self) -> bytes:
        """Calls the application and returns the first bytes of its body.

        Raises Unavailable when the request waited so long for a thread that nobody waits for it.
        """
        if time.monotonic() - self._asked_at > PATIENCE_SECONDS:
            raise Unavailable("this request waited too long")
        self._answer = self._application(self._environ, self._start_response)
        self._chunks = iter(self._answer)
        return self.draw()

    def draw(self) -> bytes:
        """Returns the next bytes; `is_over` says whether they are the last, and closes then."""
        try:
            return self._draw()
        except BaseException:
            self.close()
            raise

    def _draw(self) -> bytes:
        taken, self._written = self._written, []
        size = sum(map(len, taken))
        until = time.monotonic() + MOST_SECONDS
        while size < MOST_BYTES and (not taken or time.monotonic() < until):
            chunk = next(self._chunks, None)
            if chunk is None:
                self.is_over = True
                self.close()
                break
            if chunk:
                taken.append(chunk)
                size += len(chunk)
        return b"".join(taken)

    def close(self) -> None:
        """Tells the application that the answer is over or no longer wanted; once."""
        answer, self._answer = self._answer, None
        if answer is not None and hasattr(answer, "close"):
            answer.close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], fault: Any = None
    ) -> Callable[[bytes], None]:
        if fault is None and self.headers:
            raise AssertionError("an application starts its answer once")
        self.status = int(status.split(" ", 1)[0])
        self.headers = [_encoded(name, value) for name, value in headers]
        return self._written.append
