"""Every route, swept: nobody gets in unsigned, without the scope, or by another's id."""

import re

import pytest

from portevoix.domain.access.scopes import allows
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.mastodon import urls
from portevoix.doors.mastodon.routes import Auth, Route, all_routes
from tests.doors.mastodon.asking import Api, app_of
from tests.factories.posts import post

assert urls.urlpatterns
ROUTES = all_routes()
SIGNED = [each for each in ROUTES if each.auth is not Auth.PUBLIC]
SCOPED = [each for each in ROUTES if each.scope]
# A tag's id is its name, of which there is always one; and Mastodon thanks for every suggestion
# that is put away, whether it was made or not.
_ALWAYS = ("/api/v1/tags/:id", "/api/v1/suggestions/:account_id")
WITH_ID = [
    each
    for each in ROUTES
    if (":id" in each.path or ":account_id" in each.path) and not each.path.startswith(_ALWAYS)
]


def address(route: Route, number: object = 1) -> str:
    return re.sub(r":\w+", str(number), route.path)


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("route", SIGNED, ids=name)
def test_without_a_token_it_is_401(nobodys: Api, route: Route) -> None:
    answer = nobodys(route.method, address(route), {} if route.method != "GET" else None)
    assert answer.status_code == 401
    assert answer.json() == {"error": "The access token is invalid"}


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_with_a_wrong_token_it_is_401(db: None, route: Route) -> None:
    answer = Api("nonsense")(route.method, address(route), {} if route.method != "GET" else None)
    assert answer.status_code == 401


@pytest.mark.parametrize("route", SCOPED, ids=name)
def test_without_the_scope_it_is_403(alice: Reader, route: Route) -> None:
    other = "push" if not allows(["push"], route.scope) else "write:media"
    answer = app_of(alice, other)(
        route.method, address(route), {} if route.method != "GET" else None
    )
    assert answer.status_code == 403
    assert answer.json() == {"error": "This action is outside the authorized scopes"}


@pytest.mark.parametrize("number", ["999", "nonsense", "9" * 30, "-1", "1.5", "%00", "%F0%9F"])
@pytest.mark.parametrize("route", WITH_ID, ids=name)
def test_an_id_of_nothing_is_not_found(alices: Api, route: Route, number: str) -> None:
    answer = alices(route.method, address(route, number), {} if route.method != "GET" else None)
    assert answer.status_code == 404
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "route", [each for each in WITH_ID if each.path.startswith("/api/v1/statuses/")], ids=name
)
def test_a_post_that_is_not_for_me_is_as_one_that_is_not(
    alices: Api, bob: Reader, route: Route
) -> None:
    hidden = post(bob, "Mine", "only_me")
    body = {} if route.method != "GET" else None
    there = alices(route.method, address(route, hidden.id), body)
    absent = alices(route.method, address(route, 999), body)
    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_what_there_is_not_says_so_in_json(nobodys: Api, method: str) -> None:
    answer = nobodys(method, "/api/v1/nowhere", {} if method != "GET" else None)
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_browsers_of_other_origins_may_ask(nobodys: Api) -> None:
    answer = nobodys("OPTIONS", "/api/v1/statuses")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Idempotency-Key" in answer["Access-Control-Allow-Headers"]
    told = nobodys("GET", "/api/v1/custom_emojis")
    assert "Link" in told["Access-Control-Expose-Headers"]


def test_an_apps_token_is_nobodys(db: None) -> None:
    from portevoix.domain.access.commands import app_token
    from tests.doors.mastodon.asking import an_app

    app, _ = an_app()
    token, _ = app_token(app=app, scopes_asked="read write")
    answer = Api(token)("GET", "/api/v1/timelines/home")
    assert answer.status_code == 422
    assert answer.json() == {"error": "This method requires an authenticated user"}
    assert Api(token).get("/api/v1/apps/verify_credentials")["name"] == "Seagull"
