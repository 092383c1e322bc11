"""Cards of links: only of what everyone may read, fetched once, gone with the link."""

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.media.models import LinkCard, PostCard
from portevoix.domain.posts import commands as posts
from portevoix.gateways import http_client
from tests.factories.media import medium
from tests.factories.people import id_of, member
from tests.factories.posts import post
from tests.harness.settling import settle

pytestmark = pytest.mark.django_db
URL = "https://paper.example/news"
HTML = (
    '<html lang="en"><title>News</title><meta property="og:image" content="https://paper.example'
    '/a.png"><meta name="description" content="&lt;b&gt;What happened">'
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked for; each answers with the same page."""
    found: list[str] = []

    def fetch(request: http_client.Request) -> http_client.Answer:
        found.append(request.url)
        headers = {"content-type": "text/html; charset=utf-8"}
        return http_client.Answer(status=200, url=request.url, headers=headers, body=HTML.encode())

    monkeypatch.setattr(http_client, "fetch_now", fetch)
    return found


def test_a_card_is_made_once_and_shown_everywhere(asked: list[str]) -> None:
    alice = member("alice")
    first, second = post(alice, f"Read {URL} @alice #news"), post(alice, f"Again {URL}")
    settle()
    assert asked == [URL]
    for each in (first, second):
        card = Client().get(f"/api/v1/statuses/{each.id}").json()["card"]
        assert (card["url"], card["title"], card["type"]) == (URL, "News", "link")
        assert "/media/far/" in card["image"]
        page = Client().get(f"/@alice/{each.id}").content.decode()
        assert 'class="link-card"' in page
        assert "&lt;b&gt;What happened" in page
        assert 'src="https://paper.example' not in page


@pytest.mark.parametrize("rung", ["followers", "house", "only_me"])
def test_what_is_not_for_everyone_is_not_told_to_the_other_side(
    asked: list[str], rung: str
) -> None:
    post(member("alice"), f"Read {URL}", rung)
    settle()
    assert asked == []


def test_neither_people_nor_tags_nor_this_house_have_cards(asked: list[str]) -> None:
    alice = member("alice")
    post(alice, "@alice #news http://localhost:8000/@alice")
    post(alice, f"With a picture {URL}", media_ids=[medium(alice).id])
    settle()
    assert asked == []


def test_a_card_goes_with_its_link_and_with_its_post(asked: list[str]) -> None:
    alice: Reader = member("alice")
    edited, deleted = post(alice, f"Read {URL}"), post(alice, f"Read {URL}")
    settle()
    posts.edit(actor_id=id_of(alice), post_id=edited.id, text="Nothing to read")
    posts.delete(actor_id=id_of(alice), post_id=deleted.id)
    settle()
    assert not PostCard.objects.exists()
    assert Client().get(f"/api/v1/statuses/{edited.id}").json()["card"] is None


def test_what_cannot_be_had_has_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: http_client.Request) -> http_client.Answer:
        raise http_client.RefusedError("private")

    monkeypatch.setattr(http_client, "fetch_now", refuse)
    made = post(member("alice"), "Read http://10.0.0.1/secret")
    settle()
    assert not LinkCard.objects.exists()
    assert Client().get(f"/api/v1/statuses/{made.id}").json()["card"] is None
