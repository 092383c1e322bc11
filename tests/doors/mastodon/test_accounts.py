"""People and ties."""

import pytest

from portevoix.domain.access.commands import app_token
from portevoix.domain.accounts.commands import disable, update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships import commands as ties
from tests.doors.mastodon.asking import Api, an_app
from tests.factories.people import id_of, stranger
from tests.factories.posts import post


def test_the_member_sees_more_than_others(alices: Api, nobodys: Api, alice: Reader) -> None:
    body = {"display_name": "Alice", "note": "I sing", "locked": "true", "bot": "false",
            "fields_attributes": {"0": {"name": "Town", "value": "Lyon"}},
            "source": {"privacy": "unlisted", "sensitive": True, "language": "fr"}}  # fmt: skip
    answer = alices("PATCH", "/api/v1/accounts/update_credentials", body)
    told = answer.json()
    assert answer.status_code == 200
    assert (told["display_name"], told["note"], told["locked"]) == ("Alice", "<p>I sing</p>", True)
    assert told["fields"] == [{"name": "Town", "value": "Lyon", "verified_at": None}]
    assert told["source"]["note"] == "I sing"
    assert told["source"]["privacy"] == "unlisted"
    assert told == alices.get("/api/v1/accounts/verify_credentials")
    public = nobodys.get(f"/api/v1/accounts/{id_of(alice)}")
    assert "source" not in public
    assert public["display_name"] == "Alice"
    written = alices.post("/api/v1/statuses", {"status": "Bonjour"})
    assert (written["visibility"], written["sensitive"], written["language"]) == (
        "unlisted", True, "fr")  # fmt: skip
    choices = alices.get("/api/v1/preferences")
    assert choices["posting:default:visibility"] == "unlisted"


def test_pictures_are_refused_with_a_sentence(alices: Api) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    body = encode_multipart(BOUNDARY, {"avatar": SimpleUploadedFile("a.png", b"x", "image/png")})
    answer = alices._client.patch(
        "/api/v1/accounts/update_credentials",
        body,
        content_type=MULTIPART_CONTENT,
        headers={"authorization": f"Bearer {alices.token}"},
    )
    assert answer.status_code == 422
    assert "is not a picture" in answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        {"display_name": "x" * 41},
        {"note": "x" * 501},
        {"fields_attributes": [{"name": str(number), "value": "x"} for number in range(5)]},
        {"source": {"privacy": "loud"}},
    ],
)
def test_a_profile_has_limits(alices: Api, body: dict[str, object]) -> None:
    assert alices("PATCH", "/api/v1/accounts/update_credentials", body).status_code == 422


def test_following_and_all_other_ties(alices: Api, alice: Reader, bob: Reader) -> None:
    path = f"/api/v1/accounts/{id_of(bob)}"
    told = alices.post(
        f"{path}/follow", {"reblogs": "false", "notify": "true", "languages": ["fr"]}
    )
    assert (told["following"], told["showing_reblogs"], told["notifying"]) == (True, False, True)
    assert told["languages"] == ["fr"]
    assert alices.get(f"{path}/followers")[0]["acct"] == "alice"
    assert alices.get(f"/api/v1/accounts/{id_of(alice)}/following")[0]["acct"] == "bob"
    assert alices.post(f"{path}/unfollow")["following"] is False
    assert alices.post(f"{path}/mute", {"duration": "3600"})["muting_expires_at"]
    assert alices.get("/api/v1/mutes")[0]["mute_expires_at"]
    assert alices.post(f"{path}/unmute")["muting"] is False
    assert alices.post(f"{path}/block")["blocking"] is True
    assert alices.get("/api/v1/blocks")[0]["acct"] == "bob"
    assert alices("POST", f"{path}/follow", {}).status_code in (403, 404)
    assert alices.post(f"{path}/unblock")["blocking"] is False
    found = alices.get(f"/api/v1/accounts/relationships?id[]={id_of(bob)}&id[]={id_of(alice)}")
    assert [each["id"] for each in found] == [str(id_of(bob)), str(id_of(alice))]
    assert alices.get(f"/api/v1/accounts/relationships?id={id_of(bob)}")[0]["id"] == str(id_of(bob))


def test_a_locked_member_is_asked(alices: Api, bobs: Api, alice: Reader, bob: Reader) -> None:
    update_profile(account_id=id_of(bob), locked=True)
    told = alices.post(f"/api/v1/accounts/{id_of(bob)}/follow")
    assert (told["following"], told["requested"]) == (False, True)
    assert bobs.get("/api/v1/follow_requests")[0]["acct"] == "alice"
    told = bobs.post(f"/api/v1/follow_requests/{id_of(alice)}/authorize")
    assert told["followed_by"] is True
    assert (
        bobs.post(f"/api/v1/accounts/{id_of(alice)}/remove_from_followers")["followed_by"] is False
    )
    assert bobs("POST", f"/api/v1/follow_requests/{id_of(alice)}/reject", {}).status_code == 404


def test_familiar_followers_are_those_whom_one_follows(
    alices: Api, alice: Reader, bob: Reader, carol: Reader
) -> None:
    ties.follow(follower_id=id_of(alice), followee_id=id_of(bob))
    ties.follow(follower_id=id_of(bob), followee_id=id_of(carol))
    told = alices.get(f"/api/v1/accounts/familiar_followers?id[]={id_of(carol)}")
    assert [each["acct"] for each in told[0]["accounts"]] == ["bob"]


def test_people_are_found_by_name_and_by_handle(alices: Api, nobodys: Api, bob: Reader) -> None:
    far = stranger("bobette")
    assert [each["acct"] for each in alices.get("/api/v1/accounts/search?q=bob")] == [
        "bob", "bobette@neighbour.example"]  # fmt: skip
    told = nobodys.get("/api/v1/accounts/lookup?acct=bobette@neighbour.example")
    assert told["id"] == str(far.account_id)
    assert told["avatar"] == "http://localhost:8000/static/pictures/avatar.png"
    assert nobodys.get("/api/v1/accounts/lookup?acct=@Bob@localhost:8000")["acct"] == "bob"
    assert nobodys("GET", "/api/v1/accounts/lookup?acct=").status_code == 404


def test_search_finds_people_and_tags(alices: Api, nobodys: Api, bob: Reader) -> None:
    post(bob, "The #Seaside")
    told = alices.get("/api/v2/search?q=sea")
    assert [each["name"] for each in told["hashtags"]] == ["Seaside"]
    assert told["statuses"] == []
    assert alices.get("/api/v2/search?q=bob&type=accounts")["accounts"][0]["acct"] == "bob"
    assert alices("GET", "/api/v2/search").status_code == 422
    assert nobodys("GET", "/api/v2/search?q=bob&resolve=true").status_code == 401
    assert alices.get("/api/v2/search?q=x@nowhere.example&resolve=true")["accounts"] == []
    assert alices.get("/api/v1/tags/SEASIDE")["name"] == "Seaside"


def test_the_suspended_are_nobody_and_shown_as_suspended(
    alices: Api, nobodys: Api, alice: Reader
) -> None:
    disable("alice")
    assert alices("GET", "/api/v1/accounts/verify_credentials").status_code == 401
    assert nobodys.get(f"/api/v1/accounts/{id_of(alice)}")["suspended"] is True


def newcomer(**about: object) -> dict[str, object]:
    return {"username": "dora", "email": "dora@mail.example", "password": "long enough",
            "agreement": True, "locale": "fr", **about}  # fmt: skip


def app_api() -> Api:
    app, _ = an_app()
    return Api(app_token(app=app, scopes_asked="read write follow")[0])


def test_joining_an_open_house_gives_a_token_that_works(db: None, settings: object) -> None:
    import dataclasses

    settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, registrations="open")  # type: ignore[attr-defined]
    api = app_api()
    told = api.post("/api/v1/accounts", newcomer())
    assert told["token_type"] == "Bearer"
    assert Api(told["access_token"]).get("/api/v1/accounts/verify_credentials")["acct"] == "dora"
    again = api("POST", "/api/v1/accounts", newcomer(email="d@mail.example"))
    assert again.status_code == 422
    assert again.json()["details"]["username"][0]["error"] == "ERR_TAKEN"


def test_a_house_by_invitation_refuses(db: None) -> None:
    assert app_api()("POST", "/api/v1/accounts", newcomer()).status_code == 422


def test_a_members_token_makes_no_accounts(alices: Api) -> None:
    assert alices("POST", "/api/v1/accounts", newcomer()).status_code == 403
