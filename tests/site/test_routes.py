"""Which way a request goes is known from its address alone."""

import pytest

from portevoix.site import routes


@pytest.mark.parametrize(
    "path",
    ["/api/v1/x", "/oauth/token", "/.well-known/webfinger", "/users/bob", "/inbox", "/health"],
)
def test_programs_pass_the_layers_of_pages_by(path: str) -> None:
    assert routes.is_for_programs(path)


@pytest.mark.parametrize(
    "path", ["/", "/@bob", "/oauth/authorize", "/sign-in", "/apis", "/inboxes"]
)
def test_pages_do_not(path: str) -> None:
    assert not routes.is_for_programs(path)


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("POST", "/sign-in", ""),
        ("POST", "/join", ""),
        ("POST", "/oauth/token", ""),
        ("POST", "/inbox", ""),
        ("POST", "/users/bob/inbox", ""),
        ("POST", "/api/v1/accounts", ""),
        ("GET", "/api/v2/search", "q=x&resolve=true"),
        ("GET", "/authorize_interaction", "uri=x"),
    ],
)
def test_what_may_wait_is_slow(method: str, path: str, query: str) -> None:
    assert routes.is_slow(method, path, query)


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("GET", "/sign-in", ""),
        ("GET", "/api/v1/timelines/home", ""),
        ("POST", "/api/v1/statuses", ""),
        ("POST", "/api/v1/accounts/1/follow", ""),
        ("GET", "/api/v2/search", "q=x"),
        ("GET", "/api/v2/search", "q=x&resolve=false"),
    ],
)
def test_what_asks_the_database_alone_is_quick(method: str, path: str, query: str) -> None:
    assert not routes.is_slow(method, path, query)


def test_streams_are_held_by_the_loop() -> None:
    assert routes.is_live("/api/v1/streaming/user")
    assert routes.is_live("/live")
    assert not routes.is_live("/lively")


def test_an_activity_is_smaller_than_a_form() -> None:
    assert routes.largest_body("/users/bob/inbox") == routes.largest_body("/inbox") == 1024 * 1024
    assert routes.largest_body("/compose") > routes.largest_body("/inbox")
