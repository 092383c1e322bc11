"""The adapter: whole and streamed answers, slow readers, leavers, large bodies, full queues."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from portevoix.kernel.pools import Pool
from portevoix.site import wsgi_body, wsgi_call
from portevoix.site.wsgi_adapter import Adapter
from tests.site.asgi import Client, scope


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool("test", threads=2, longest_queue=2)
    yield made
    made.stop()


def ask(
    application: Any, client: Client, pool: Pool, asked: dict[str, Any] | None = None, **about: Any
) -> Client:
    adapter = Adapter(application, **about)
    asyncio.run(adapter(asked or scope(), client.receive, client.send, pool))
    return client


def answer(body: Iterable[bytes], status: str = "200 OK", *headers: tuple[str, str]) -> Any:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(status, list(headers))
        return body

    return application


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", "none"))])
    return [environ["wsgi.input"].read()]


class Body:
    """Chunks that know how far they were drawn and whether they were closed."""

    def __init__(self, count: int, size: int = wsgi_call.MOST_BYTES) -> None:
        self.left = count
        self.drawn = 0
        self.closed = 0
        self._size = size

    def __iter__(self) -> Iterator[bytes]:
        while self.left:
            self.left -= 1
            self.drawn += 1
            yield b"x" * self._size

    def close(self) -> None:
        self.closed += 1


def test_a_small_answer_is_sent_whole_with_its_length(pool: Pool) -> None:
    got = ask(answer([b"one ", b"two"], "201 Created", ("X-A", "1"), ("X-A", "2")), Client(), pool)
    assert (got.status, got.body) == (201, b"one two")
    assert got.headers["content-length"] == "7"
    assert [value for name, value in got.sent[0]["headers"] if name == b"x-a"] == [b"1", b"2"]
    assert len(got.sent) == 2


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_has_no_length(pool: Pool, status: str) -> None:
    got = ask(answer([], status), Client(), pool)
    assert "content-length" not in got.headers
    assert got.is_whole


def test_head_has_the_length_and_no_body(pool: Pool) -> None:
    got = ask(answer([b"12345"]), Client(), pool, scope("HEAD"))
    assert (got.headers["content-length"], got.body) == ("5", b"")


def test_a_long_answer_to_head_is_closed_and_not_drawn(pool: Pool) -> None:
    body = Body(50)
    got = ask(answer(body), Client(), pool, scope("HEAD"))
    assert (got.body, got.is_whole) == (b"", True)
    assert (body.drawn, body.closed) == (1, 1)


def test_a_long_answer_is_streamed_and_closed(pool: Pool) -> None:
    body = Body(5)
    got = ask(answer(body), Client(), pool)
    assert len(got.body) == 5 * wsgi_call.MOST_BYTES
    assert got.is_whole
    assert "content-length" not in got.headers
    assert body.closed == 1


def test_a_slow_reader_holds_no_thread_and_nothing_piles_up(pool: Pool) -> None:
    body = Body(20)

    async def run() -> None:
        client = Client()
        client.may_take = asyncio.Semaphore(2)
        adapter = Adapter(answer(body))
        reading = asyncio.create_task(adapter(scope(), client.receive, client.send, pool))
        await client.stopped_reading.wait()
        # Every thread of the pool is free, although the answer is not half out.
        both = threading.Barrier(2)
        await asyncio.gather(pool.run(both.wait, 20), pool.run(both.wait, 20))
        assert body.drawn <= 4
        for _ in range(100):
            client.may_take.release()
        await reading
        assert len(client.body) == 20 * wsgi_call.MOST_BYTES

    asyncio.run(run())
    assert body.closed == 1


def test_a_reader_who_leaves_ends_the_answer(pool: Pool) -> None:
    body = Body(1_000_000)

    async def run() -> None:
        client = Client()
        client.may_take = asyncio.Semaphore(3)
        adapter = Adapter(answer(body))
        reading = asyncio.create_task(adapter(scope(), client.receive, client.send, pool))
        await client.stopped_reading.wait()
        client.gone.set()
        client.may_take.release()
        await reading
        assert not client.is_whole

    asyncio.run(run())
    assert body.closed == 1
    assert body.drawn < 10


def test_an_answer_that_fails_in_the_middle_is_broken_off_and_closed(pool: Pool) -> None:
    class Failing(Body):
        def __iter__(self) -> Iterator[bytes]:
            yield b"x" * wsgi_call.MOST_BYTES
            raise ValueError("broken")

    body, client = Failing(1), Client()
    with pytest.raises(ValueError, match="broken"):
        ask(answer(body), client, pool)
    assert not client.is_whole
    assert body.closed == 1


def test_a_cancelled_stream_is_closed(pool: Pool) -> None:
    body = Body(1_000_000)

    async def run() -> None:
        client = Client()
        client.may_take = asyncio.Semaphore(1)
        adapter = Adapter(answer(body))
        reading = asyncio.create_task(adapter(scope(), client.receive, client.send, pool))
        await client.stopped_reading.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

    asyncio.run(run())
    pool.stop()
    assert body.closed == 1


def test_bodies_arrive_whole_whatever_their_parts(pool: Pool) -> None:
    got = ask(echo, Client(b"one ", b"", b"two"), pool, scope("POST"))
    assert got.body == b"one two"
    assert got.headers["x-length"] == "7"  # A chunked request announces none.
    assert ask(echo, Client(), pool, scope("POST")).headers["x-length"] == "none"


def test_a_large_body_is_kept_in_a_file(pool: Pool) -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [])
        body = environ["wsgi.input"]
        return [str(body._rolled).encode(), b" ", str(len(body.read())).encode()]

    part = b"x" * 65536
    got = ask(application, Client(*[part] * 16), pool, scope("POST"))
    assert got.body == b"True 1048576"
    assert ask(application, Client(b"x"), pool, scope("POST")).body == b"False 1"


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/api/v1/statuses", "*/*", "application/json; charset=utf-8"),
        ("/compose", "application/json", "application/json; charset=utf-8"),
        ("/compose", "text/html,application/json", "text/html; charset=utf-8"),
    ],
)
def test_too_much_is_refused_in_the_readers_manner(
    pool: Pool, path: str, accept: str, kind: str
) -> None:
    called: list[int] = []
    asked = scope("POST", path, headers=[("Accept", accept), ("Content-Length", "11")])
    got = ask(called.append, Client(b"x" * 11), pool, asked, largest=lambda _: 10)
    assert (got.status, got.headers["content-type"]) == (413, kind)
    assert got.headers["connection"] == "close"
    unannounced = scope("POST", path, headers=[("Accept", accept)])
    got = ask(called.append, Client(b"x" * 6, b"x" * 6), pool, unannounced, largest=lambda _: 10)
    assert got.status == 413
    assert called == []


def test_who_leaves_while_sending_is_not_answered(pool: Pool) -> None:
    called: list[int] = []
    got = ask(called.append, Client(b"half", stays=False), pool, scope("POST"))
    assert (called, got.sent) == ([], [])


def test_who_falls_silent_while_sending_is_answered_408(pool: Pool) -> None:
    async def run() -> None:
        with pytest.raises(wsgi_body.TooSlow):
            await wsgi_body.read(asyncio.Event().wait, largest=10, silence=0)  # type: ignore[arg-type]

    asyncio.run(run())


def test_a_full_queue_answers_503_and_when_to_come_again(pool: Pool) -> None:
    async def run() -> None:
        may_end = threading.Event()
        full = [asyncio.create_task(pool.run(may_end.wait, 20)) for _ in range(4)]
        await asyncio.sleep(0)
        client = Client()
        await Adapter(echo)(scope(path="/api/v1/x"), client.receive, client.send, pool)
        may_end.set()
        await asyncio.gather(*full)
        assert client.status == 503
        assert client.headers["retry-after"] == "2"
        assert b'"error"' in client.body

    asyncio.run(run())


def test_who_waited_too_long_is_not_served_for_nobody(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wsgi_call, "PATIENCE_SECONDS", -1.0)
    called: list[int] = []
    assert ask(called.append, Client(), pool).status == 503
    assert called == []


def test_what_is_written_comes_before_what_is_returned(pool: Pool) -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [])(b"one ")
        return [b"two"]

    assert ask(application, Client(), pool).body == b"one two"
