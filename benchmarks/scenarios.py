"""The rows of docs/measurements.md: what is asked, how often, what the answer must hold."""

import http.client
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.load import Ask, run
from benchmarks.seeding import World
from benchmarks.serving import Served

TIMES = 1_200
WRITES = 400


@dataclass(frozen=True)
class Row:
    """One scenario: its budget in CPU milliseconds a request (performance.md), and its figure."""

    name: str
    budget: float
    measure: Callable[[Served, World], float]


def settled_cpu(house: Served) -> float:
    """Returns the CPU seconds once the house has nothing left to do."""
    before = house.cpu()
    for _ in range(100):
        time.sleep(0.3)
        now = house.cpu()
        if now - before < 0.02:
            return now
        before = now
    raise SystemExit("the house does not come to rest")


def cpu_each(house: Served, asks: list[Ask], check: Callable[[Any], None] | None = None) -> float:
    """Returns the CPU milliseconds a request of `asks`, consequences included."""
    run(house.port, asks[: len(asks) // 10], check)
    before = settled_cpu(house)
    run(house.port, asks[len(asks) // 10 :], check)
    return (settled_cpu(house) - before) * 1000 / (len(asks) - len(asks) // 10)


def _reading(
    path: str, check: Callable[[Any], None], *, times: int = TIMES, accept: str = "application/json"
) -> Callable[[Served, World], float]:
    def measure(house: Served, world: World) -> float:
        asks = [
            Ask(path.format(world=world), world.tokens[number % len(world.tokens)], accept=accept)
            for number in range(times)
        ]
        return cpu_each(house, asks, check)

    return measure


def _many(count: int) -> Callable[[Any], None]:
    def check(answer: Any) -> None:
        ids = [each["id"] for each in answer]
        if len(ids) != count or len(set(ids)) != count:
            raise SystemExit(f"expected {count} distinct rows, got {len(set(ids))}")

    return check


def _has(key: str) -> Callable[[Any], None]:
    def check(answer: Any) -> None:
        if not answer[key]:
            raise SystemExit(f"{key} is missing")

    return check


def _context(answer: Any) -> None:
    if len(answer["descendants"]) != 50:
        raise SystemExit(f"expected 50 answers, got {len(answer['descendants'])}")


def _some(answer: Any) -> None:
    if not answer:
        raise SystemExit("expected at least one row")


def _publishing(house: Served, world: World) -> float:
    asks = [
        Ask(
            "/api/v1/statuses",
            world.tokens[number % len(world.tokens)],
            "POST",
            {"status": f"Measured {number}. #measured"},
        )
        for number in range(WRITES)
    ]
    return cpu_each(house, asks, _has("id"))


def _favouriting(house: Served, world: World) -> float:
    asks = [
        Ask(f"/api/v1/statuses/{post}/favourite", world.tokens[(number * 7 + 1) % 50], "POST")
        for number, post in enumerate(world.posts[-WRITES:])
    ]
    return cpu_each(house, asks, _has("favourited"))


ROWS = [
    Row("home timeline 20", 0.6, _reading("/api/v1/timelines/home", _many(20))),
    Row("home timeline 40", 0.9, _reading("/api/v1/timelines/home?limit=40", _many(40))),
    Row("public 20", 0.7, _reading("/api/v1/timelines/public", _many(20))),
    Row("hashtag 20", 0.7, _reading("/api/v1/timelines/tag/garden", _many(20))),
    Row("account 20", 0.7, _reading("/api/v1/accounts/{world.ids[3]}/statuses", _many(20))),
    Row("one status", 0.4, _reading("/api/v1/statuses/{world.posts[9]}", _has("id"))),
    Row("thread of 50", 1.5, _reading("/api/v1/statuses/{world.thread}/context", _context)),
    Row("notifications 20", 0.9, _reading("/api/v1/notifications?limit=20", _many(20))),
    Row(
        "notifications grouped 20",
        0.9,
        _reading("/api/v2/notifications?limit=20", _has("notification_groups")),
    ),
    Row("verify_credentials", 0.2, _reading("/api/v1/accounts/verify_credentials", _has("id"))),
    Row("account search", 0.8, _reading("/api/v1/accounts/search?q=member1", _some)),
    Row("POST a status, 20 followers, all its consequences", 3.0, _publishing),
    Row("favourite", 1.2, _favouriting),
]


def page_rows(house: Served, world: World) -> Iterator[tuple[str, str, float]]:
    """Yields (page, the API row it is held against, CPU milliseconds) for a signed-in member."""
    cookie = sign_in(house)
    for name, row, path in (
        ("page: home", "home timeline 20", "/"),
        ("page: this house", "public 20", "/house"),
        ("page: a post with 50 answers", "thread of 50", f"/@member0/{world.thread}"),
        ("page: notifications", "notifications 20", "/notifications"),
    ):
        yield name, row, _page(house, path, cookie)


def sign_in(house: Served) -> str:
    """Signs the first member in as a browser does; returns the Cookie header."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookies = _cookies(answer)
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    form = f"csrfmiddlewaretoken={token}&name=member0&password=a+long+enough+password"
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"{house.url}/sign-in",
    }
    connection.request("POST", "/sign-in", form, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in (302, 303):
        raise SystemExit(f"could not sign in: {answer.status}")
    return _cookies(answer, cookies)


def _cookies(answer: http.client.HTTPResponse, before: str = "") -> str:
    jar = dict(pair.split("=", 1) for pair in before.split("; ") if pair)
    for header in answer.headers.get_all("Set-Cookie") or []:
        name, _, value = header.split(";", 1)[0].partition("=")
        jar[name] = value
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def _page(house: Served, path: str, cookie: str, times: int = 300) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", house.port)

    def ask() -> None:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or b"</html>" not in body:
            raise SystemExit(f"{path} answered {answer.status}")

    for _ in range(20):
        ask()
    before = settled_cpu(house)
    for _ in range(times):
        ask()
    return (settled_cpu(house) - before) * 1000 / times
