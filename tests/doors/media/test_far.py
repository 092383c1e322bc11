"""Pictures of other houses, through this one alone."""

from typing import Any

import pytest
from django.test import Client

from portevoix.domain.media import copies
from portevoix.domain.media.models import Copy
from portevoix.gateways import blob_store, http_client
from tests.gateways import made_pictures as made

pytestmark = pytest.mark.django_db
URL = "https://files.neighbour.example/cat.jpg?a=1&amp;b=2"


class Neighbour:
    """Answers in the place of the client that calls out, and notes what was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.asked = 200, made.picture((700, 500)), list[str]()

    def __call__(self, request: http_client.Request) -> http_client.Answer:
        self.asked.append(request.url)
        if self.status == 0:
            raise http_client.UnreachableError("down")
        return http_client.Answer(status=self.status, url=request.url, headers={}, body=self.body)


@pytest.fixture
def neighbour(monkeypatch: pytest.MonkeyPatch) -> Neighbour:
    made_up = Neighbour()
    monkeypatch.setattr(http_client, "fetch_now", made_up)
    return made_up


def look(folder: str, name: str = "full", **headers: str) -> Any:
    return Client().get(f"/media/far/{folder}/{name}", headers=headers)


def test_the_first_look_fetches_and_the_next_finds_it_here(neighbour: Neighbour) -> None:
    folder = copies.remember(URL, "post")
    blob_store.remove(blob_store.FAR, folder)
    for name, kind in (("full", "jpeg"), ("w640", "webp"), ("w1280", "jpeg"), ("whole", "jpeg")):
        answer = look(folder, name)
        assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{kind}")
    assert neighbour.asked == ["https://files.neighbour.example/cat.jpg?a=1&b=2"]
    assert copies.total_bytes() > 0


def test_only_what_this_house_showed_can_be_fetched(neighbour: Neighbour) -> None:
    folder = copies.remember(URL, "post")
    assert look("0" * 32).status_code == 404
    assert look("..").status_code == 404
    assert look(folder, "w9999").status_code == 404
    assert look(folder, user_agent="Portevoix/1 (+https://other.example/)").status_code == 404
    own = copies.remember("http://localhost:8000/media/far/x/full", "post")
    assert look(own).status_code == 404
    assert neighbour.asked == []


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, b""), (0, b""), (200, b"<html>"), (200, made.claimed_png(50_000, 50_000))],
)
def test_what_cannot_be_had_is_not_asked_for_again_at_once(
    neighbour: Neighbour, status: int, body: bytes
) -> None:
    neighbour.status, neighbour.body = status, body
    folder = copies.remember(f"{URL}#{status}{len(body)}", "post")
    blob_store.remove(blob_store.FAR, folder)
    assert look(folder).status_code == 404
    assert look(folder).status_code == 404
    assert len(neighbour.asked) == 1
    Copy.objects.filter(folder=folder).update(retry_at=None)
    neighbour.status, neighbour.body = 200, made.picture()
    assert look(folder).status_code == 200


def test_a_face_that_cannot_be_had_is_the_usual_one(neighbour: Neighbour) -> None:
    neighbour.status = 410
    answer = look(copies.remember(URL, "face"), "w48")
    assert (answer.status_code, answer["Location"]) == (302, "/static/pictures/avatar.png")
