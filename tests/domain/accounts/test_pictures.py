"""Faces and covers of members, and of people elsewhere."""

import pytest

from portevoix.domain.accounts import pictures
from portevoix.domain.accounts.commands import delete
from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.models import Account
from portevoix.domain.media import copies
from portevoix.gateways import blob_store
from portevoix.kernel.errors import NotFound
from portevoix.wire import faces
from tests.factories.media import stored
from tests.factories.people import id_of, member, stranger
from tests.harness.settling import settle

pytestmark = pytest.mark.django_db


def lies(folder: str) -> bool:
    return blob_store.path_of(blob_store.OWN, folder, "full.png") is not None


def test_a_face_takes_the_place_of_the_one_before_and_goes_with_its_owner() -> None:
    alice = id_of(member("alice"))
    first, second = stored(), stored()
    pictures.set_picture(account_id=alice, which="avatar", stored=first, description="  Me\x00 ")
    account = pictures.set_picture(account_id=alice, which="avatar", stored=second)
    settle()
    assert (account.avatar_url, account.avatar_description) == (f"{second.folder}/full.png", "Me")
    assert [lies(first.folder), lies(second.folder)] == [False, True]
    before = account.version
    assert pictures.set_picture(account_id=alice, which="avatar").version == before
    delete("alice")
    settle()
    assert not lies(second.folder)


def test_a_cover_is_taken_away() -> None:
    alice = id_of(member("alice"))
    given = stored()
    pictures.set_picture(account_id=alice, which="header", stored=given, description="Hills")
    account = pictures.remove_picture(account_id=alice, which="header")
    settle()
    assert (account.header_url, account.header_description) == ("", "")
    assert not lies(given.folder)


def test_what_cannot_be() -> None:
    with pytest.raises(ProfileInvalid):
        pictures.set_picture(
            account_id=id_of(member("alice")), which="avatar", description="x" * 1501
        )
    with pytest.raises(NotFound):
        pictures.set_picture(account_id=id_of(stranger("eve")), which="avatar", description="x")


def test_faces_elsewhere_can_be_asked_for_here() -> None:
    url = "https://neighbour.example/eve.png"
    eve = stranger("eve", avatar_url=url, header_url=url, avatar_description="<b>\x00 Eve")
    settle()
    for purpose in ("face", "cover"):
        assert copies.find(copies.folder_of(url, purpose)) is not None
    assert faces.path_of(url, "face", "w96") == f"/media/far/{copies.folder_of(url, 'face')}/w96"
    assert Account.objects.get(id=id_of(eve)).avatar_description == "<b> Eve"
    assert faces.path_of("", "face") == ""
