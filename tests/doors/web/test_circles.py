"""Circles on pages: made, filled, renamed, spoken to, deleted; nobody else sees them."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import queries
from tests.factories.people import id_of

AsMember = Callable[[Reader], Client]


def test_a_circle_from_its_making_to_its_end(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    browser = as_member(alice)
    place = browser.post("/circles", {"title": "🌿 Family"})["Location"]
    assert "Nobody is in it so far." in browser.get(place).content.decode()
    assert 'name="who" value="bob"' in browser.get(f"{place}?q=bo").content.decode()
    assert 'value="alice"' not in browser.get(f"{place}?q=ali").content.decode()
    browser.post(f"{place}/add", {"who": "bob"})
    browser.post(f"{place}/add", {"who": "bob"})
    [circle] = queries.circles_of(id_of(alice))
    assert queries.circle_members(circle.id) == [id_of(bob)]
    page = browser.get(f"/write?audience=circle:{circle.id}").content.decode()
    assert f'value="circle:{circle.id}" id="a1" checked' in page
    browser.post("/write", {"text": "Among us", "audience": f"circle:{circle.id}"})
    assert "Among us" in as_member(bob).get("/@alice").content.decode()
    browser.post(place, {"title": "Kin"})
    assert "Kin" in browser.get("/circles").content.decode()
    browser.post(f"{place}/remove", {"who": "bob"})
    assert "Among us" not in as_member(bob).get("/@alice").content.decode()
    assert "Nobody is told." in browser.get(f"{place}/delete").content.decode()
    browser.post(f"{place}/delete")
    assert queries.circles_of(id_of(alice)) == []
    assert browser.get(place).status_code == 404


def test_what_is_refused_says_so(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    assert browser.post("/circles", {"title": " "}).status_code == 422
    place = browser.post("/circles", {"title": "Kin"})["Location"]
    assert browser.post(place, {"title": "x" * 101}).status_code == 422
    assert browser.post(f"{place}/add", {"who": "alice"}).status_code == 422
    assert browser.post(f"{place}/add", {"who": "nobody"}).status_code == 404
    for verb in ("", "/delete"):
        assert as_member(bob).get(place + verb).status_code == 404
    assert as_member(bob).post(f"{place}/add", {"who": "bob"}).status_code == 404
