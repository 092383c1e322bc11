"""Letting an app in, from its registration to the end of its token."""

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from portevoix.domain.access.models import Code, Token
from portevoix.domain.accounts import queries
from portevoix.domain.accounts.commands import set_password
from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api, app_of
from tests.factories.people import id_of, member

OOB = "urn:ietf:wg:oauth:2.0:oob"
VERIFIER = "v" * 60
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
)
BACK = "https://app.example/back?kept=1"


def registered(nobodys: Api, redirect: object = BACK, scopes: str = "read write") -> dict[str, Any]:
    body = {"client_name": "Seagull", "redirect_uris": redirect, "scopes": scopes}
    told: dict[str, Any] = nobodys.post("/api/v1/apps", body)
    return told


def browser(reader: Reader, **about: Any) -> Client:
    client = Client(headers={"accept-language": "en"}, **about)
    found = queries.member(id_of(reader))
    assert found is not None
    client.force_login(found, backend="portevoix.doors.web.sign_in.HouseBackend")
    return client


def wish(app: dict[str, Any], **about: str) -> dict[str, str]:
    return {"client_id": app["client_id"], "redirect_uri": BACK, "response_type": "code",
            "scope": "read", "state": "s t", **about}  # fmt: skip


def allowed(reader: Reader, app: dict[str, Any], **about: str) -> dict[str, str]:
    answer = browser(reader).post("/oauth/authorize", {**wish(app, **about), "decision": "allow"})
    assert answer.status_code == 303, answer.content
    return {
        name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()
    }


def exchange(nobodys: Api, app: dict[str, Any], code: str, **about: str) -> Any:
    body = {"grant_type": "authorization_code", "client_id": app["client_id"], "code": code,
            "client_secret": app["client_secret"], "redirect_uri": BACK, **about}  # fmt: skip
    return nobodys("POST", "/oauth/token", {name: value for name, value in body.items() if value})


def test_an_app_introduces_itself(nobodys: Api) -> None:
    told = registered(nobodys, [BACK, OOB])
    assert told["redirect_uris"] == [BACK, OOB]
    assert told["scopes"] == ["read", "write"]
    assert told["client_secret_expires_at"] == 0
    form = Client().post("/api/v1/apps", {"client_name": "Tern", "redirect_uris": f"{BACK}\n{OOB}"})
    assert form.json()["redirect_uri"] == f"{BACK}\n{OOB}"


@pytest.mark.parametrize(
    "body",
    [
        {"client_name": "", "redirect_uris": BACK},
        {"client_name": "x", "redirect_uris": ""},
        {"client_name": "x", "redirect_uris": "javascript:alert(1)"},
        {"client_name": "x", "redirect_uris": "data:text/html,x"},
        {"client_name": "x", "redirect_uris": "vbscript:x"},
        {"client_name": "x", "redirect_uris": "/relative"},
        {"client_name": "x", "redirect_uris": "https://a.example/#x"},
        {"client_name": "x", "redirect_uris": BACK, "scopes": "everything"},
        {"client_name": "x", "redirect_uris": BACK, "website": "javascript:alert(1)"},
    ],
)
def test_what_is_no_app_is_refused(nobodys: Api, body: dict[str, str]) -> None:
    answer = nobodys("POST", "/api/v1/apps", body)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed: ")


def test_strangers_sign_in_first(nobodys: Api) -> None:
    app = registered(nobodys)
    answer = Client().get("/oauth/authorize?" + urlencode(wish(app)))
    assert answer.status_code == 302
    place = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert place.startswith("/oauth/authorize?client_id=")


def test_the_page_says_what_is_asked(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys, scopes="read write:statuses push")
    page = browser(alice).get(
        "/oauth/authorize?" + urlencode(wish(app, scope="read write:statuses push"))
    )
    words = page.content.decode()
    for sentence in ("Seagull", "@alice", "publish and delete posts", "app.example"):
        assert sentence in words
    policy = page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://app.example" in policy
    assert page["X-Frame-Options"] == "DENY"


def test_the_page_warns_of_names_that_imitate(alice: Reader, nobodys: Api) -> None:
    body = {"client_name": "Official Portevoix", "redirect_uris": BACK}
    app = nobodys.post("/api/v1/apps", body)
    page = browser(alice).get("/oauth/authorize?" + urlencode(wish(app)))
    assert "anyone can choose such a name" in page.content.decode()


def test_the_page_speaks_french(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    page = browser(alice).get(
        "/oauth/authorize?" + urlencode(wish(app)), headers={"accept-language": "fr"}
    )
    assert page.status_code == 200
    assert "Autoriser" in page.content.decode()


def test_without_the_forms_token_nothing_is_given(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    client = browser(alice, enforce_csrf_checks=True)
    answer = client.post("/oauth/authorize", {**wish(app), "decision": "allow"})
    assert answer.status_code == 403
    assert not Code.objects.exists()


def test_a_code_becomes_a_token(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    answer = allowed(alice, app)
    assert (answer["state"], answer["iss"], answer["kept"]) == (
        "s t",
        "http://localhost:8000/",
        "1",
    )
    told = exchange(nobodys, app, answer["code"]).json()
    assert (told["token_type"], told["scope"]) == ("Bearer", "read")
    assert Api(told["access_token"]).get("/api/v1/accounts/verify_credentials")["acct"] == "alice"
    assert not Token.objects.filter(token_hash=told["access_token"]).exists()


def test_a_code_shown_twice_ends_the_token(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    code = allowed(alice, app)["code"]
    token = exchange(nobodys, app, code).json()["access_token"]
    again = exchange(nobodys, app, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert Api(token)("GET", "/api/v1/accounts/verify_credentials").status_code == 401


def test_a_code_lives_ten_minutes(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    code = allowed(alice, app)["code"]
    row = Code.objects.get()
    Code.objects.update(expires_at=row.expires_at - timedelta(minutes=10))
    assert exchange(nobodys, app, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"code": "guess"}, "invalid_grant"),
        ({"redirect_uri": OOB}, "invalid_grant"),
        ({"client_secret": "guess"}, "invalid_client"),
        ({"client_id": "guess"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        (
            {"grant_type": "password", "username": "alice", "password": "x"},
            "unsupported_grant_type",
        ),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "invalid_request"),
    ],
)
def test_a_wrong_exchange_gives_nothing(
    alice: Reader, nobodys: Api, about: dict[str, str], error: str
) -> None:
    app = registered(nobodys)
    code = allowed(alice, app)["code"]
    answer = exchange(nobodys, app, about.pop("code", code), **about)
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] == error
    assert not Token.objects.exists()


def test_pkce_binds_the_code_to_who_asked(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    bound = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    code = allowed(alice, app, **bound)["code"]
    assert exchange(nobodys, app, code).json()["error"] == "invalid_grant"
    assert exchange(nobodys, app, code, code_verifier="w" * 60).json()["error"] == "invalid_grant"
    # An app that cannot keep a secret proves itself by this alone.
    public = exchange(nobodys, app, code, code_verifier=VERIFIER, client_secret="")
    assert public.status_code == 200


def test_an_app_can_name_itself_by_header(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    pair = base64.b64encode(f"{app['client_id']}:{app['client_secret']}".encode()).decode()
    body = {"grant_type": "client_credentials", "scope": "read"}
    answer = nobodys("POST", "/oauth/token", body, authorization=f"Basic {pair}")
    assert answer.json()["scope"] == "read"
    wrong = nobodys("POST", "/oauth/token", body, authorization="Basic !!")
    assert wrong.status_code == 401


def test_out_of_band_shows_the_code(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys, OOB)
    page = browser(alice).post(
        "/oauth/authorize", {**wish(app, redirect_uri=OOB), "decision": "allow"}
    )
    assert page.status_code == 200
    code = page.content.decode().split('value="')[1].split('"')[0]
    assert exchange(nobodys, app, code, redirect_uri=OOB).status_code == 200


@pytest.mark.parametrize(
    "redirect",
    [
        "https://app.example/back", "https://app.example/back?kept=1&more=1",
        "https://app.example:444/back?kept=1", "https://me@app.example/back?kept=1",
        "https://app.example.evil.example/back?kept=1", "javascript:alert(1)", OOB,
    ],
)  # fmt: skip
def test_another_address_is_never_gone_to(alice: Reader, nobodys: Api, redirect: str) -> None:
    app = registered(nobodys)
    answer = browser(alice).get("/oauth/authorize?" + urlencode(wish(app, redirect_uri=redirect)))
    assert answer.status_code == 400
    assert "Location" not in answer


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"scope": "push"}, "invalid_scope"),
        ({"scope": "nonsense"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "S512"}, "invalid_request"),
    ],
)
def test_what_cannot_be_given_is_said_to_the_app(
    alice: Reader, nobodys: Api, about: dict[str, str], error: str
) -> None:
    app = registered(nobodys)
    answer = browser(alice).get("/oauth/authorize?" + urlencode(wish(app, **about)))
    said = parse_qs(urlsplit(answer["Location"]).query)
    assert (said["error"], said["state"]) == ([error], ["s t"])


def test_refusing_is_said_to_the_app(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    answer = browser(alice).post("/oauth/authorize", {**wish(app), "decision": "refuse"})
    assert "error=access_denied" in answer["Location"]


def test_administrative_scopes_are_keepers_to_give(nobodys: Api) -> None:
    app = registered(nobodys, scopes="read admin:read")
    both = {"scope": "read admin:read"}
    code = allowed(member("mia"), app, **both)["code"]
    assert exchange(nobodys, app, code).json()["scope"] == "read"
    code = allowed(member("olga", role="owner"), app, **both)["code"]
    assert exchange(nobodys, app, code).json()["scope"] == "read admin:read"


def test_an_app_takes_its_token_back(alice: Reader, nobodys: Api) -> None:
    app, other = registered(nobodys), registered(nobodys)
    token = exchange(nobodys, app, allowed(alice, app)["code"]).json()["access_token"]

    def take_back(who: dict[str, Any], what: str) -> Any:
        body = {"client_id": who["client_id"], "client_secret": who["client_secret"], "token": what}
        return nobodys("POST", "/oauth/revoke", body)

    assert take_back(other, token).status_code == 403
    assert Api(token).get("/api/v1/accounts/verify_credentials")
    assert take_back(app, token).status_code == take_back(app, "unknown").status_code == 200
    assert Api(token)("GET", "/api/v1/accounts/verify_credentials").status_code == 401


def test_a_new_password_ends_what_was_opened_before(
    alice: Reader, settle: Callable[[], None]
) -> None:
    old = app_of(alice)
    set_password(account_id=id_of(alice), password="another long one")
    settle()
    assert old("GET", "/api/v1/accounts/verify_credentials").status_code == 401


def test_forced_sign_in_asks_again(alice: Reader, nobodys: Api) -> None:
    app = registered(nobodys)
    client = browser(alice)
    answer = client.get("/oauth/authorize?" + urlencode(wish(app, force_login="true")))
    assert answer["Location"].startswith("/sign-in?next=")
    assert "force_login" not in answer["Location"]
    assert client.get("/oauth/authorize?" + urlencode(wish(app))).status_code == 302


def test_programs_can_read_how_it_works(alice: Reader, nobodys: Api) -> None:
    told = nobodys.get("/.well-known/oauth-authorization-server")
    assert told["issuer"] == "http://localhost:8000/"
    assert "S256" in told["code_challenge_methods_supported"]
    who = app_of(alice, "profile").get("/oauth/userinfo")
    assert who["preferred_username"] == "alice"
    assert who["sub"] == "http://localhost:8000/users/alice"
