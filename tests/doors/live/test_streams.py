"""What apps and pages hear, and what they must not."""

import json
import urllib.request

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.conformance.browser import sign_in
from tests.doors.live.streaming import PATIENCE, Events, Socket, call
from tests.harness.house import House

Tokens = dict[str, str]


@pytest.fixture(scope="module")
def tokens(shared_house: House) -> Tokens:
    """Alice follows Bob; Carol knows nobody."""
    found = {name: shared_house.account(name) for name in ("alice", "bob", "carol")}
    who = call(shared_house, found["bob"], "GET", "/api/v1/accounts/verify_credentials")
    call(shared_house, found["alice"], "POST", f"/api/v1/accounts/{who['id']}/follow", {})
    return found


def write(house: House, token: str, text: str, **about: object) -> str:
    made = call(house, token, "POST", "/api/v1/statuses", {"status": text, **about})
    return str(made["id"])


def test_home_hears_a_post_and_its_end(shared_house: House, tokens: Tokens) -> None:
    with Socket(shared_house, f"?access_token={tokens['alice']}&stream=user") as alice:
        made = write(shared_house, tokens["bob"], "Good morning")
        heard = alice.hear()
        assert (heard["stream"], heard["event"]) == (["user"], "update")
        assert heard["payload"]["id"] == made
        call(shared_house, tokens["bob"], "DELETE", f"/api/v1/statuses/{made}")
        assert alice.hear() == {"stream": ["user"], "event": "delete", "payload": made}


def test_home_hears_an_edit(shared_house: House, tokens: Tokens) -> None:
    made = write(shared_house, tokens["bob"], "Good evning")
    with Socket(shared_house, f"?access_token={tokens['alice']}&stream=user") as alice:
        said = {"status": "Good evening"}
        call(shared_house, tokens["bob"], "PUT", f"/api/v1/statuses/{made}", said)
        heard = alice.hear()
        while heard["event"] == "update":
            heard = alice.hear()
        assert heard["event"] == "status.update"
        assert heard["payload"]["content"] == "<p>Good evening</p>"


def test_a_list_hears_its_people_and_home_not_when_it_is_exclusive(
    shared_house: House, tokens: Tokens
) -> None:
    bob = call(shared_house, tokens["bob"], "GET", "/api/v1/accounts/verify_credentials")["id"]
    about = {"title": "Garden", "exclusive": True}
    made = call(shared_house, tokens["alice"], "POST", "/api/v1/lists", about)["id"]
    people = f"/api/v1/lists/{made}/accounts"
    call(shared_house, tokens["alice"], "POST", people, {"account_ids": [bob]})
    with Socket(shared_house, f"?access_token={tokens['alice']}&stream=user") as alice:
        alice.say(type="subscribe", stream="list", list=made)
        alice.say(type="subscribe", stream="list", list="1")
        assert alice.hear()["status"] == 404
        written = write(shared_house, tokens["bob"], "The beans are up")
        heard = alice.hear()
        assert (heard["stream"], heard["payload"]["id"]) == (["list", made], written)
        call(shared_house, tokens["alice"], "DELETE", f"/api/v1/lists/{made}")
        again = write(shared_house, tokens["bob"], "And the peas")
        heard = alice.hear()
        assert (heard["stream"], heard["payload"]["id"]) == (["user"], again)


def test_filters_are_told_with_what_they_catch(shared_house: House, tokens: Tokens) -> None:
    with Socket(shared_house, f"?access_token={tokens['alice']}&stream=user") as alice:
        about = {
            "title": "Boats",
            "context": ["home"],
            "keywords_attributes": [{"keyword": "boat"}],
        }
        made = call(shared_house, tokens["alice"], "POST", "/api/v2/filters", about)
        assert alice.hear()["event"] == "filters_changed"
        write(shared_house, tokens["bob"], "The boat is late")
        [caught] = alice.hear()["payload"]["filtered"]
        assert (caught["filter"]["id"], caught["keyword_matches"]) == (made["id"], ["boat"])
        write(shared_house, tokens["bob"], "The bus is not")
        assert "filtered" not in alice.hear()["payload"]
        call(shared_house, tokens["alice"], "DELETE", f"/api/v2/filters/{made['id']}")
        assert alice.hear()["event"] == "filters_changed"


def test_a_notification_comes_with_its_post(shared_house: House, tokens: Tokens) -> None:
    with Socket(shared_house, f"?stream=user:notification&access_token={tokens['alice']}") as alice:
        made = write(shared_house, tokens["carol"], "@alice hello")
        heard = alice.hear()
        assert heard["event"] == "notification"
        assert heard["payload"]["type"] == "mention"
        assert heard["payload"]["status"]["id"] == made


@pytest.mark.parametrize("how", ["header", "protocol"])
def test_the_token_may_come_otherwise(shared_house: House, tokens: Tokens, how: str) -> None:
    if how == "header":
        about: dict[str, object] = {
            "additional_headers": {"Authorization": f"Bearer {tokens['alice']}"}
        }
    else:
        about = {"subprotocols": [tokens["alice"]]}
    with Socket(shared_house, "?stream=public", **about) as alice:
        made = write(shared_house, tokens["bob"], "Anyone?")
        assert alice.hear()["payload"]["id"] == made


def test_streams_are_chosen_while_open(shared_house: House, tokens: Tokens) -> None:
    with Socket(shared_house, f"?access_token={tokens['carol']}") as carol:
        carol.say(type="subscribe", stream="hashtag", tag="Sea")
        carol.say(type="subscribe", stream="public:local")
        carol.say(type="subscribe", stream="nonsense")
        assert carol.hear()["error"]
        made = write(shared_house, tokens["bob"], "The #sea")
        heard = [carol.hear(), carol.hear()]
        assert {tuple(each["stream"]) for each in heard} == {("hashtag", "Sea"), ("public:local",)}
        assert {each["payload"]["id"] for each in heard} == {made}
        carol.say(type="unsubscribe", stream="public:local")
        carol.say(type="nonsense")
        carol.say(type="subscribe", stream="list", tag="1")
        assert carol.hear()["status"] == 404
        write(shared_house, tokens["bob"], "No tag")
        last = write(shared_house, tokens["bob"], "Another #sea")
        assert carol.hear()["payload"]["id"] == last


def test_nobody_hears_what_is_not_for_them(shared_house: House, tokens: Tokens) -> None:
    streams = ("user", "public", "public:local")
    with Socket(shared_house, f"?access_token={tokens['carol']}") as carol:
        for name in streams:
            carol.say(type="subscribe", stream=name)
        carol.say(type="subscribe", stream="nonsense")
        assert carol.hear()["error"]
        for word in ("private", "direct"):
            hidden = write(shared_house, tokens["bob"], "@alice #sea", visibility=word)
            call(shared_house, tokens["bob"], "DELETE", f"/api/v1/statuses/{hidden}")
        known = write(shared_house, tokens["bob"], "For all")
        heard = [carol.hear(), carol.hear()]
        assert {each["payload"]["id"] for each in heard} == {known}
        inside = write(shared_house, tokens["bob"], "Among us", local_only=True)
        heard_inside = carol.hear()
        assert (heard_inside["stream"], heard_inside["payload"]["id"]) == (["public:local"], inside)


@pytest.mark.parametrize(
    "path",
    ["user", "user/notification", "public", "public/local", "public/remote", "hashtag?tag=sea",
     "hashtag/local?tag=sea"],
)  # fmt: skip
def test_events_need_a_token_and_its_scope(shared_house: House, tokens: Tokens, path: str) -> None:
    base = f"/api/v1/streaming/{path}"
    with Events(shared_house, base) as nobody:
        assert nobody.status == 401
        assert json.loads(nobody.answer.read())["error"]
    other = shared_house.token("alice", "write push")
    with Events(shared_house, base, Authorization=f"Bearer {other}") as without:
        assert without.status == 401
    with Events(shared_house, base, Authorization=f"Bearer {tokens['alice']}") as alice:
        assert alice.status == 200
        assert alice.answer.headers["Content-Type"].startswith("text/event-stream")


def test_events_tell_posts(shared_house: House, tokens: Tokens) -> None:
    path = f"/api/v1/streaming/user?access_token={tokens['alice']}"
    with Events(shared_house, path) as alice:
        alice.begun()
        made = write(shared_house, tokens["bob"], "By events")
        event, data = alice.hear()
        assert (event, json.loads(data)["id"]) == ("update", made)


@pytest.mark.parametrize("path", ["nonsense", "hashtag", "list?list=1", "direct"])
def test_there_is_no_such_stream(shared_house: House, tokens: Tokens, path: str) -> None:
    headers = {"Authorization": f"Bearer {tokens['alice']}"}
    with Events(shared_house, f"/api/v1/streaming/{path}", **headers) as found:
        assert found.status in (400, 404)


def test_statuses_alone_bring_no_notifications(shared_house: House, tokens: Tokens) -> None:
    token = shared_house.token("alice", "read:statuses")
    with Socket(shared_house, f"?access_token={token}&stream=user") as alice:
        made = write(shared_house, tokens["bob"], "@alice psst")
        assert alice.hear()["payload"]["id"] == made
        alice.say(type="subscribe", stream="user:notification")
        assert alice.hear()["status"] == 401


def test_a_socket_without_a_token_is_refused(shared_house: House) -> None:
    for query in ("", "?access_token=nonsense"):
        with pytest.raises(InvalidStatus) as refused, Socket(shared_house, query):
            pass
        assert refused.value.response.status_code in (401, 403)


def test_streams_end_with_the_token(shared_house: House, tokens: Tokens) -> None:
    app = call(shared_house, tokens["alice"], "POST", "/api/v1/apps",
               {"client_name": "Tern", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
                "scopes": "read write"})  # fmt: skip
    keys = {name: app[name] for name in ("client_id", "client_secret")}
    wish = {"grant_type": "client_credentials", "scope": "read write", **keys}
    machine = call(shared_house, "", "POST", "/oauth/token", wish)
    newcomer = {"username": "dora", "email": "dora@mail.example", "password": "long enough",
                "agreement": True}  # fmt: skip
    joined = call(shared_house, machine["access_token"], "POST", "/api/v1/accounts", newcomer)
    token = joined["access_token"]
    with (
        Socket(shared_house, f"?access_token={token}&stream=user") as socket,
        Events(shared_house, f"/api/v1/streaming/user?access_token={token}") as events,
    ):
        events.begun()
        call(shared_house, "", "POST", "/oauth/revoke", {"token": token, **keys})
        with pytest.raises(ConnectionClosed):
            socket.link.recv(timeout=PATIENCE)
        assert events.hear() == ("end", "")


def test_streams_end_when_the_member_is_disabled(shared_house: House) -> None:
    token = shared_house.account("erik")
    with Socket(shared_house, f"?access_token={token}&stream=user") as socket:
        shared_house.run("account", "disable", "erik")
        with pytest.raises(ConnectionClosed):
            socket.link.recv(timeout=PATIENCE)


def test_pages_of_strangers_have_no_line(shared_house: House) -> None:
    with Events(shared_house, "/live") as nobody:
        assert nobody.status == 401
    with Events(shared_house, "/live", Cookie="nonsense=;;=") as odd:
        assert odd.status == 401


def test_a_page_hears_that_there_is_something_and_no_more(
    shared_house: House, tokens: Tokens
) -> None:
    person, _ = sign_in(shared_house, f"{shared_house.url}/notifications", "alice")
    cookie = "; ".join(f"{each.name}={each.value}" for each in person.cookies)
    with Events(shared_house, "/live", Cookie=cookie) as page:
        page.begun()
        made = write(shared_house, tokens["bob"], "@alice look")
        heard = dict([page.hear(), page.hear()])
        assert heard["home"] == f'{{"newest":"{made}"}}'
        assert set(json.loads(heard["notifications"])) == {"newest"}
        shared_house.run("account", "disable", "alice")
        assert page.hear() == ("end", "")


def test_health_is_plain(shared_house: House) -> None:
    with urllib.request.urlopen(f"{shared_house.url}/api/v1/streaming/health") as answer:
        assert answer.read() == b"OK"
