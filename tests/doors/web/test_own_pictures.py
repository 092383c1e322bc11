"""Settings › Face and cover, without script."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from tests.factories.people import id_of
from tests.gateways import made_pictures as made

AsMember = Callable[[Reader], Client]
PLACE = "/settings/pictures"


def test_a_face_is_given_described_and_taken_away(alice: Reader, as_member: AsMember) -> None:
    browser = as_member(alice)
    face = SimpleUploadedFile("a.png", made.picture((300, 200), "PNG"), "image/png")
    said = {"avatar": face, "avatar_description": "Me", "header_description": ""}
    assert browser.post(PLACE, said).status_code == 302
    account = Account.objects.get(id=id_of(alice))
    folder = account.avatar_url.partition("/")[0]
    page = browser.get("/@alice").content.decode()
    assert f'src="/media/{folder}/full.png"' in page
    assert "Me" in browser.get(PLACE).content.decode()
    assert browser.post(PLACE, {"avatar_remove": "yes"}).status_code == 302
    assert Account.objects.get(id=id_of(alice)).avatar_url == ""


def test_what_cannot_be_read_is_said_beside_its_field(alice: Reader, as_member: AsMember) -> None:
    browser = as_member(alice)
    wrong = SimpleUploadedFile("a.png", b"nothing", "image/png")
    said = {"header": wrong, "avatar_description": "Kept words"}
    answer = browser.post(PLACE, said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="header-fault"' in page
    assert "Kept words" in page
