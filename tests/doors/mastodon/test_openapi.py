"""/api/openapi.json: it is whole, it says what handlers read, and answers are as it says."""

import argparse
import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest

from portevoix.cli import openapi as verb
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.commands import boost
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import follow
from portevoix.doors.mastodon import openapi, urls
from portevoix.doors.mastodon.routes import Auth, Route, all_routes
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post, reply

assert urls.urlpatterns
# What these read is read by a helper, not in their own lines.
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ELSEWHERE = {"token": {"Credentials"}, "revoke": {"Credentials"}}


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture
def told(nobodys: Api) -> dict[str, Any]:
    found: dict[str, Any] = nobodys.get("/api/openapi.json")
    return found


def test_it_is_openapi_and_has_every_route(told: dict[str, Any]) -> None:
    assert told["openapi"] == "3.1.0"
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len(operations) == len(all_routes())
    for each in all_routes():
        path = re.sub(r":(\w+)", r"{\1}", each.path)
        operation = told["paths"][path][each.method.lower()]
        assert operation["summary"]
        needs_token = {} not in operation["security"]
        assert needs_token == (each.auth is not Auth.PUBLIC)
    ids = [one["operationId"] for one in operations]
    assert len(set(ids)) == len(ids)


def test_every_name_leads_somewhere_and_none_is_a_handlers_own(told: dict[str, Any]) -> None:
    text = json.dumps(told)
    for schema in re.findall(r"#/components/schemas/(\w+)", text):
        assert schema in told["components"]["schemas"]
    assert not [schema for schema in told["components"]["schemas"] if schema.startswith("_")]
    for schema in told["components"]["schemas"].values():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
        )


@pytest.mark.parametrize("route", all_routes(), ids=name)
def test_what_a_handler_reads_is_declared(route: Route) -> None:
    source = inspect.getsource(route.handler).partition("\ndef ")[2]
    reads = set(re.findall(r"call\.read\((\w+)\)", source)) | ELSEWHERE.get(
        route.handler.__name__, set()
    )
    assert {kind.__name__ for kind in route.asks} == reads
    assert route.pages == bool(re.search(r"call\.page\(|\b_page\(call", source))


QUESTIONS = [
    "/api/v1/accounts/{bob}",
    "/api/v1/accounts?id[]={bob}",
    "/api/v1/accounts/{bob}/statuses",
    "/api/v1/accounts/{bob}/followers",
    "/api/v1/accounts/lookup?acct=bob",
    "/api/v1/accounts/search?q=bob",
    "/api/v1/accounts/relationships?id[]={bob}",
    "/api/v1/accounts/familiar_followers?id[]={bob}",
    "/api/v1/accounts/verify_credentials",
    "/api/v1/statuses/{post}",
    "/api/v1/statuses?id[]={post}",
    "/api/v1/statuses/{post}/context",
    "/api/v1/statuses/{post}/source",
    "/api/v1/statuses/{post}/favourited_by",
    "/api/v1/timelines/home",
    "/api/v1/timelines/public",
    "/api/v1/timelines/tag/tea",
    "/api/v1/notifications",
    "/api/v1/notifications/unread_count",
    "/api/v2/notifications",
    "/api/v2/notifications?expand_accounts=partial_avatars",
    "/api/v2/search?q=tea",
    "/api/v1/search?q=tea",
    "/api/v1/mutes",
    "/api/v1/tags/tea",
    "/api/v1/instance",
    "/api/v2/instance",
    "/api/v1/instance/rules",
    "/api/v1/instance/peers",
    "/api/v1/instance/activity",
    "/api/v1/preferences",
    "/api/v1/lists",
    "/api/v1/markers",
]

# Nothing is built, known or set that could be told.
EMPTY = {
    "/api/v1/instance/rules",
    "/api/v1/instance/peers",
    "/api/v1/lists",
    "/api/v1/markers",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_as_it_says(
    question: str,
    told: dict[str, Any],
    alices: Api,
    alice: Reader,
    bob: Reader,
    settle: Callable[[], None],
) -> None:
    made = post(alice, "Is there #tea, @bob?")
    reply(bob, made, "There is, @alice")
    for follower, followee in ((bob, alice), (alice, bob)):
        follow(follower_id=id_of(follower), followee_id=id_of(followee))
    favourite(actor_id=id_of(bob), post_id=made.id)
    boost(actor_id=id_of(bob), post_id=made.id)
    alices.post(f"/api/v1/accounts/{id_of(bob)}/mute", {"notifications": False})
    settle()
    answer = alices.get(question.format(bob=id_of(bob), post=made.id))
    assert answer or question in EMPTY
    check(told, _path_of(told, question), "get", answer)


def test_what_is_done_answers_as_it_says(told: dict[str, Any], alices: Api, bob: Reader) -> None:
    made = alices.post("/api/v1/statuses", {"status": "Good morning"})
    check(told, "/api/v1/statuses", "post", made)
    gone = alices("DELETE", f"/api/v1/statuses/{made['id']}").json()
    check(told, "/api/v1/statuses/{id}", "delete", gone)
    app = alices.post(
        "/api/v1/apps", {"client_name": "Seagull", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"}
    )
    check(told, "/api/v1/apps", "post", app)
    tie = alices.post(f"/api/v1/accounts/{id_of(bob)}/follow")
    check(told, "/api/v1/accounts/{id}/follow", "post", tie)
    refused = alices("GET", "/api/v1/statuses/1").json()
    error = {"$ref": "#/components/schemas/Error", "components": told["components"]}
    jsonschema_rs.validate(error, refused)


def check(told: dict[str, Any], path: str, method: str, answer: Any) -> None:
    """Holds an answer against its schema, which then allows nothing that it does not name."""
    content = told["paths"][path][method]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": _strict(told["components"])}
    jsonschema_rs.validate(schema, answer)


def _strict(components: dict[str, Any]) -> dict[str, Any]:
    schemas = {
        name: {**schema, "additionalProperties": False}
        for name, schema in components["schemas"].items()
    }
    return {"schemas": schemas}


def _path_of(told: dict[str, Any], question: str) -> str:
    path = question.partition("?")[0].replace("{bob}", "{id}").replace("{post}", "{id}")
    if path in told["paths"]:
        return path
    return {"/api/v1/timelines/tag/tea": "/api/v1/timelines/tag/{hashtag}"}.get(
        path, "/api/v1/tags/{name}"
    )


def test_the_verb_prints_the_same(
    told: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "open_house", lambda data: None)
    assert verb.run(argparse.Namespace(data=None)) == 0
    assert json.loads(capsys.readouterr().out) == told == openapi.document()
