"""Settings › Data: archives for their owners alone, lists at once."""

import io
import zipfile
from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.archives.models import Export
from portevoix.domain.relationships.commands import follow
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
PLACE = "/settings/data"


def test_an_archive_from_asking_to_fetching(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Callable[[], None]
) -> None:
    post(alice, "Good morning")
    browser = as_member(alice)
    assert "Make an archive" in browser.get(PLACE).content.decode()
    browser.post(f"{PLACE}/export")
    assert "0 of 1 posts written." in browser.get(PLACE).content.decode()
    made = Export.objects.get()
    link = f"{PLACE}/export/{made.id}"
    assert browser.get(link).status_code == 404
    settle()
    assert link in browser.get(PLACE).content.decode()
    answer = browser.get(link)
    assert answer["Content-Type"] == "application/zip"
    body = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert len(body) == int(answer["Content-Length"])
    assert b"Good morning" in zipfile.ZipFile(io.BytesIO(body)).read("outbox.json")
    assert as_member(bob).get(link).status_code == 404
    assert Client().get(link).status_code == 302


def test_a_list_at_once(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    answer = as_member(alice).get(f"{PLACE}/following_accounts.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="following_accounts.csv"'
    assert b"bob@localhost:8000,true,false," in b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert as_member(alice).get(f"{PLACE}/secrets.csv").status_code == 404
    assert Client().get(f"{PLACE}/bookmarks.csv").status_code == 302


def test_in_french(as_member: AsMember, alice: Reader, settle: Callable[[], None]) -> None:
    browser = as_member(alice)
    browser.post(f"{PLACE}/export")
    settle()
    page = browser.get(PLACE, headers={"accept-language": "fr"}).content.decode()
    assert "Tout emporter" in page
    assert " ko" in page
