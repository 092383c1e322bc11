"""Media through the API, as apps give them and as they get them back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.media.models import Medium
from tests.doors.mastodon.asking import Api
from tests.factories.media import medium
from tests.gateways import made_pictures as made
from tests.harness.settling import settle


def upload(app: Api, data: bytes, path: str = "/api/v2/media", **said: str) -> Any:
    """Sends a file as an app does."""
    given = {"file": SimpleUploadedFile("cat.jpg", data, "image/jpeg"), **said}
    return Client().post(path, given, headers={"authorization": f"Bearer {app.token}"})


def file_at(url: str, **headers: str) -> Any:
    return Client().get(url.removeprefix("http://localhost:8000"), headers=headers)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_picture_is_given_described_and_posted(alices: Api, bobs: Api) -> None:
    answer = upload(alices, made.picture((1500, 1000)), description="A cat", focus="-0.5,0.25")
    assert answer.status_code == 200
    given = answer.json()
    assert (given["type"], given["description"], given["remote_url"]) == ("image", "A cat", None)
    assert given["meta"]["focus"] == {"x": -0.5, "y": 0.25}
    assert given["meta"]["original"] == {
        "width": 1500, "height": 1000, "size": "1500x1000", "aspect": 1.5,
    }  # fmt: skip
    assert given["meta"]["small"]["width"] == 640
    assert given["blurhash"]
    path = f"/api/v1/media/{given['id']}"
    changed = alices("PUT", path, {"description": "Two cats", "focus": "0,0"}).json()
    assert changed["description"] == "Two cats"
    assert alices.get(path) == changed
    assert bobs("GET", path).status_code == 404
    assert bobs("PUT", path, {"description": "mine"}).status_code == 404
    made_post = alices.post("/api/v1/statuses", {"media_ids": [given["id"]]})
    assert made_post["media_attachments"] == [changed]
    settle()
    seen = bobs.get(f"/api/v1/statuses/{made_post['id']}")
    assert seen["media_attachments"] == [changed]
    assert made_post["content"] == ""
    assert alices("PUT", path, {"description": "late"}).status_code == 404
    assert alices("DELETE", path).status_code == 422


def test_files_are_served_whole_in_parts_and_as_nothing_else(alices: Api) -> None:
    given = upload(alices, made.photograph(), "/api/v1/media").json()
    whole = file_at(given["url"])
    assert whole.status_code == 200
    assert whole["Content-Type"] == "image/jpeg"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Cache-Control"].startswith("private")
    assert "default-src 'none'" in whole["Content-Security-Policy"]
    data = body_of(whole)
    assert b"SecretCamera" not in data
    part = file_at(given["url"], range="bytes=2-5")
    assert (part.status_code, body_of(part)) == (206, data[2:6])
    assert part["Content-Range"] == f"bytes 2-5/{len(data)}"
    assert body_of(file_at(given["url"], range="bytes=-3")) == data[-3:]
    assert file_at(given["url"], range=f"bytes={len(data)}-").status_code == 416
    for odd in ("bytes=-", "lines=1-2", "bytes=a-b", "bytes=0-1,3-4"):
        assert file_at(given["url"], range=odd).status_code == 200
    folder = given["url"].split("/")[-2]
    for wrong in ("nothing.jpg", "..%2f..%2fsecrets.toml", "full.svg", "%00"):
        assert file_at(f"/media/{folder}/{wrong}").status_code == 404
    assert file_at(f"/media/{'0' * 32}/full.jpg").status_code == 404


def test_what_moves_stands_still_in_its_preview(alices: Api) -> None:
    given = upload(alices, made.moving()).json()
    assert given["type"] == "image"
    assert given["url"].endswith("moving.gif")
    assert given["preview_url"].endswith("full.png")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture", {}),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}),
        (made.claimed_png(60_000, 60_000), {}),
        (made.picture(), {"description": "x" * 1501}),
    ],
)
def test_what_is_refused_is_a_422_with_a_sentence(
    alices: Api, data: bytes, said: dict[str, str]
) -> None:
    answer = upload(alices, data, **said)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed")
    assert not Medium.objects.exists()


def test_odd_input_is_never_a_fault_of_ours(alices: Api) -> None:
    for body in ({}, {"file": "text"}, {"file": None}, {"file": [1, {}]}, {"focus": "1,1"}):
        assert alices("POST", "/api/v2/media", body).status_code == 422
    given = upload(alices, made.picture(), focus="nan,1e999").json()
    assert given["meta"]["focus"] == {"x": 0.0, "y": 1.0}
    path = f"/api/v1/media/{given['id']}"
    for focus in ("", ",", "a,b", "1", "1,2,3"):
        assert alices("PUT", path, {"focus": focus}).status_code == 200
    for wrong in (["x"], ["1"], [given["id"], "99999999999999999999"], [-1]):
        body = {"status": "Hello", "media_ids": wrong}
        assert alices("POST", "/api/v1/statuses", body).status_code == 422
    assert alices("POST", "/api/v1/statuses", {"status": "Hi", "media_ids": ""}).status_code == 200
    assert alices("GET", "/api/v1/media/99999999999999999999").status_code == 404


def test_five_are_one_too_many(alice: Reader, alices: Api) -> None:
    ids = [str(medium(alice).id) for _ in range(5)]
    answer = alices("POST", "/api/v1/statuses", {"media_ids": ids})
    assert answer.status_code == 422
    assert answer.json()["error"] == "Cannot attach more than 4 files"
    fine = alices.post("/api/v1/statuses", {"media_ids": ids[:4]})
    assert [each["id"] for each in fine["media_attachments"]] == ids[:4]


def test_deleting_a_post_ends_the_addresses_of_its_media(alices: Api) -> None:
    given = upload(alices, made.picture()).json()
    made_post = alices.post("/api/v1/statuses", {"status": "Look", "media_ids": [given["id"]]})
    assert file_at(given["url"]).status_code == 200
    gone = alices("DELETE", f"/api/v1/statuses/{made_post['id']}").json()
    assert gone["media_attachments"][0]["id"] == given["id"]
    settle()
    assert file_at(given["url"]).status_code == 404
    again = alices.post("/api/v1/statuses", {"status": "Look!", "media_ids": [given["id"]]})
    url = again["media_attachments"][0]["url"]
    assert file_at(url).status_code == 200
    alices("DELETE", f"/api/v1/statuses/{again['id']}?delete_media=true")
    settle()
    assert file_at(url).status_code == 404
    assert not Medium.objects.exists()


def test_a_success_is_on_the_disk_and_in_the_database(alices: Api) -> None:
    given = upload(alices, made.picture()).json()
    assert Medium.objects.filter(id=given["id"]).exists()
    assert file_at(given["preview_url"]).status_code == 200
    answer = alices("DELETE", f"/api/v1/media/{given['id']}")
    assert (answer.status_code, answer.json()) == (200, {})
    settle()
    assert file_at(given["url"]).status_code == 404


def test_the_house_tells_its_limits(nobodys: Api) -> None:
    told = nobodys.get("/api/v2/instance")["configuration"]
    assert told["statuses"]["max_media_attachments"] == 4
    assert "image/webp" in told["media_attachments"]["supported_mime_types"]
    assert told["media_attachments"]["description_limit"] == 1500


def test_an_edit_changes_what_is_shown_and_history_remembers(
    alice: Reader, alices: Api, bobs: Api
) -> None:
    one, two = medium(alice, description="First"), medium(alice)
    made_post = alices.post("/api/v1/statuses", {"status": "Look", "media_ids": [str(one.id)]})
    path = f"/api/v1/statuses/{made_post['id']}"
    attributes = [{"id": str(one.id), "description": "Better", "focus": "0.5,0.5"}, {"id": "x"}]
    edited = alices(
        "PUT", path,
        {"status": "Look", "media_ids": [str(two.id), str(one.id)], "media_attributes": attributes},
    ).json()  # fmt: skip
    shown = [(each["id"], each["description"]) for each in edited["media_attachments"]]
    assert shown == [(str(two.id), None), (str(one.id), "Better")]
    settle()
    assert bobs.get(path)["media_attachments"] == edited["media_attachments"]
    said = bobs.get(f"{path}/history")
    assert [[each["description"] for each in version["media_attachments"]] for version in said] == [
        ["First"], [None, "Better"],
    ]  # fmt: skip
    without = alices("PUT", path, {"status": "Look"}).json()
    assert without["media_attachments"] == []
    assert alices("PUT", path, {"status": "", "media_ids": []}).status_code == 422
    only = alices("PUT", path, {"status": "", "media_ids": [str(two.id)]})
    assert (only.status_code, only.json()["content"]) == (200, "")
