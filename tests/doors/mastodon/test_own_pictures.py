"""The member's face and cover through the API."""

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.doors.mastodon.asking import Api
from tests.gateways import made_pictures as made
from tests.harness.settling import settle


def update(app: Api, **said: Any) -> Any:
    return Client().patch(
        "/api/v1/accounts/update_credentials",
        encode_multipart(BOUNDARY, said),
        MULTIPART_CONTENT,
        headers={"authorization": f"Bearer {app.token}"},
    )


def test_face_and_cover_are_given_seen_and_taken_away(alices: Api, bobs: Api) -> None:
    usual = alices.get("/api/v1/accounts/verify_credentials")
    face = SimpleUploadedFile("a.jpg", made.picture((900, 500)), "image/jpeg")
    answer = update(alices, avatar=face, avatar_description="Me at sea", display_name="Alice")
    assert answer.status_code == 200
    told = answer.json()
    assert told["avatar"] == told["avatar_static"] != usual["avatar"]
    assert (told["avatar_description"], told["header"]) == ("Me at sea", usual["header"])
    settle()
    seen = bobs.get(f"/api/v1/accounts/{told['id']}")
    assert (seen["avatar"], seen["display_name"]) == (told["avatar"], "Alice")
    path = told["avatar"].removeprefix("http://localhost:8000")
    assert Client().get(path).status_code == 200
    actor = Client().get("/users/alice", headers={"accept": "application/activity+json"}).json()
    assert actor["icon"] == {
        "type": "Image", "mediaType": "image/jpeg", "url": told["avatar"],
        "summary": "Me at sea", "name": "Me at sea",
    }  # fmt: skip
    assert "image" not in actor
    gone = alices("DELETE", "/api/v1/profile/avatar").json()
    assert gone["avatar"] == usual["avatar"]
    assert alices("DELETE", "/api/v1/profile/header").status_code == 200
    settle()
    assert Client().get(path).status_code == 404


def test_a_data_url_is_a_picture_too(alices: Api) -> None:
    data = base64.b64encode(made.picture((1600, 600))).decode()
    body = {"header": f"data:image/jpeg;base64,{data}"}
    told = alices("PATCH", "/api/v1/accounts/update_credentials", body)
    assert told.status_code == 200
    assert told.json()["header"].endswith("/full.jpg")


@pytest.mark.parametrize(
    "odd", ["text", "data:image/png;base64,!", "data:,x", ["a"], {"a": 1}, 7, True]
)
def test_what_is_no_picture_is_refused(alices: Api, odd: Any) -> None:
    body = {"avatar": odd, "display_name": "Changed"}
    answer = alices("PATCH", "/api/v1/accounts/update_credentials", body)
    assert answer.status_code == 422
    assert alices.get("/api/v1/accounts/verify_credentials")["display_name"] != "Changed"
