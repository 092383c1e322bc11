"""How this house is found."""

import pytest
from django.test import Client

from portevoix.domain.accounts.commands import delete as delete_account
from portevoix.domain.accounts.models import Account
from tests.federation.conftest import account
from tests.federation.peers import HOME

FINGER = "/.well-known/webfinger"


@pytest.mark.parametrize(
    "resource",
    ["acct:bob@home.example", "acct:BOB@Home.Example", "acct:@bob@home.example",
     "bob@home.example", f"{HOME}/users/bob", f"{HOME}/@bob", f"{HOME}/@bob/"],
)  # fmt: skip
def test_each_way_of_asking_for_a_person(bob: Account, resource: str) -> None:
    answer = Client().get(FINGER, {"resource": resource})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/jrd+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert body["subject"] == "acct:bob@home.example"
    assert body["aliases"] == [f"{HOME}/@bob", f"{HOME}/users/bob"]
    [self_link] = [link for link in body["links"] if link["rel"] == "self"]
    assert self_link["href"] == f"{HOME}/users/bob"
    assert self_link["type"] == "application/activity+json"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "resource", ["acct:home.example@home.example", "acct:house@home.example", f"{HOME}/actor"]
)
def test_each_way_of_asking_for_the_house(resource: str) -> None:
    body = Client().get(FINGER, {"resource": resource}).json()
    assert body["subject"] == "acct:house@home.example"
    assert [link["href"] for link in body["links"] if link["rel"] == "self"] == [f"{HOME}/actor"]


def test_what_is_not_here(bob: Account) -> None:
    account("dan")
    delete_account("dan")
    ask = Client().get
    assert ask(FINGER).status_code == 400
    assert ask(FINGER, {"resource": "acct:dan@home.example"}).status_code == 410
    unknown = ["acct:no@home.example", "acct:bob@other.example", "bob", "x:y", "acct:@", "\x00"]
    for resource in [*unknown, "https://other.example/users/bob", f"{HOME}:8443/users/bob"]:
        assert ask(FINGER, {"resource": resource}).status_code == 404, resource


@pytest.mark.usefixtures("home")
def test_host_meta_names_webfinger() -> None:
    xml = Client().get("/.well-known/host-meta")
    assert xml.headers["Content-Type"] == "application/xrd+xml"
    assert f'template="{HOME}{FINGER}?resource={{uri}}"'.encode() in xml.content
    body = Client().get("/.well-known/host-meta.json").json()
    assert body["links"][0]["template"] == f"{HOME}{FINGER}?resource={{uri}}"


def test_nodeinfo(bob: Account) -> None:
    links = Client().get("/.well-known/nodeinfo").json()["links"]
    assert [link["href"] for link in links] == [
        f"{HOME}/nodeinfo/2.0",
        f"{HOME}/nodeinfo/2.1",
        f"{HOME}/actor",
    ]
    for version in ("2.0", "2.1"):
        answer = Client().get(f"/nodeinfo/{version}")
        assert f'schema/{version}#"' in answer.headers["Content-Type"]
        body = answer.json()
        assert body["version"] == version
        assert body["software"]["name"] == "portevoix"
        assert body["protocols"] == ["activitypub"]
        assert body["usage"]["users"]["total"] == 1
        assert body["metadata"]["upstream"] == {"name": "mastodon"}
    assert Client().get("/nodeinfo/1.0").status_code == 404
