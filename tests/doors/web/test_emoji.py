"""Custom emoji: kept by keepers, drawn into words, told to apps and to other houses."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import emoji
from portevoix.domain.house.models import Emoji
from portevoix.domain.media import copies
from portevoix.doors.web.emoji import in_html, in_text
from portevoix.gateways import blob_store
from tests.factories.media import stored
from tests.factories.people import stranger
from tests.factories.posts import post, received
from tests.gateways import made_pictures as made
from tests.harness.settling import settle

AsMember = Callable[[Reader], Client]
PLACE = "/keep/emoji"
FAR = "https://neighbour.example/emoji/blob.png"


def add(browser: Client, word: str, data: bytes = b"") -> Any:
    picture = SimpleUploadedFile("a.png", data or made.picture((40, 40), "PNG"), "image/png")
    return browser.post(PLACE, {"shortcode": word, "category": "Beasts", "picture": picture})


def test_keepers_add_hide_and_remove_them(alice: Reader, bob: Reader, as_member: AsMember) -> None:
    browser = as_member(alice)
    assert add(browser, ":cat:").status_code == 302
    found = Emoji.objects.get()
    assert (found.shortcode, found.category, found.host) == ("cat", "Beasts", "")
    for wrong in ("cat", "a", "c-at", "../x", "", "x" * 31):
        assert add(browser, wrong).status_code == 422
    assert add(browser, "big", b"\0" * 300_000).status_code == 422
    assert add(browser, "svg", b"<svg/>").status_code == 422
    told = Client().get("/api/v1/custom_emojis").json()
    assert [(each["shortcode"], each["category"], each["visible_in_picker"]) for each in told] == [
        ("cat", "Beasts", True)
    ]
    assert Client().get(told[0]["url"].removeprefix("http://localhost:8000")).status_code == 200
    assert browser.post(PLACE, {"hide": str(found.pk)}).status_code == 302
    assert not Emoji.objects.get().visible
    assert browser.post(PLACE, {"remove": "9" * 30}).status_code == 404
    assert as_member(bob).get(PLACE).status_code == 403
    assert browser.post(PLACE, {"remove": str(found.pk)}).status_code == 302
    settle()
    assert blob_store.path_of(blob_store.OWN, found.folder, found.still) is None


def test_words_are_drawn_on_pages_told_to_apps_and_on_the_wire(
    alice: Reader, bob: Reader, as_member: AsMember
) -> None:
    emoji.add_emoji(shortcode="cat", stored=stored())
    shown = post(alice, "A :cat: at 12:cat:40, and :dog:")
    settle()
    page = as_member(bob).get(f"/@alice/{shown.id}").content.decode()
    assert page.count('class="emoji"') == 1
    assert 'alt=":cat:"' in page
    told = Client().get(f"/api/v1/statuses/{shown.id}").json()
    assert [each["shortcode"] for each in told["emojis"]] == ["cat"]
    note = Client().get(
        f"/users/alice/statuses/{shown.id}", headers={"accept": "application/activity+json"}
    )
    tags = [tag for tag in note.json()["tag"] if tag["type"] == "Emoji"]
    assert [tag["name"] for tag in tags] == [":cat:"]
    assert tags[0]["icon"]["url"] == told["emojis"][0]["url"]


def test_those_of_other_houses_come_through_this_one(bob: Reader, as_member: AsMember) -> None:
    eve = stranger("eve", display_name="Eve :blob:", emoji={"blob": FAR})
    far = received(eve, html="<p>Hello :blob: :cat:</p>", emoji={"blob": FAR, "../x": FAR})
    emoji.add_emoji(shortcode="cat", stored=stored())
    assert far is not None
    settle()
    page = as_member(bob).get(f"/@eve@neighbour.example/{far.id}").content.decode()
    folder = copies.folder_of(FAR, "emoji")
    assert page.count(f'src="/media/far/{folder}/full"') == 2  # in the name, in the text
    assert "neighbour.example/emoji" not in page
    assert copies.find(folder) is not None
    told = Client().get(f"/api/v1/statuses/{far.id}").json()
    assert [each["shortcode"] for each in told["emojis"]] == ["blob"]
    assert [each["shortcode"] for each in told["account"]["emojis"]] == ["blob"]


def test_drawing_leaves_tags_alone_and_escapes_text(db: None) -> None:
    cat = emoji.add_emoji(shortcode="cat", stored=stored())
    known = {("", "cat"): cat}
    drawn = in_html('<a href="/:cat:" title=":cat:">:cat:</a>', "", known)
    assert drawn.startswith('<a href="/:cat:" title=":cat:"><img ')
    assert in_text("<b>:cat:", "", known).startswith("&lt;b&gt;<img ")
    assert in_text("<b>", "", {}) == "&lt;b&gt;"
