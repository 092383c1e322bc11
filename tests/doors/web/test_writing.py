"""Writing from the pages: published once, to those one means, and never lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.commands import follow
from portevoix.doors.web.forms import reach
from tests.factories.people import id_of, stranger
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def form(**fields: str) -> dict[str, str]:
    """What a browser sends for a post, with these fields changed."""
    return {
        "text": "Good evening.",
        "audience": "house",
        "language": "en",
        "warning": "",
        "form_key": "one-key",
        "back": "/",
        **fields,
    }


def test_a_post_is_published_and_shown_at_its_place(as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post("/write", form(back="/house"))
    made = Post.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/house#p{made.id}"
    assert made.text == "Good evening."


def test_what_happened_is_said_once(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/write", form())
    assert "Published." in browser.get("/").content.decode()
    assert "Published." not in browser.get("/").content.decode()


def test_a_double_press_publishes_once(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/write", form())
    browser.post("/write", form())
    assert Post.objects.count() == 1


def test_another_text_in_an_old_form_is_another_post(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/write", form())
    browser.post("/write", form(text="Good night."))
    assert Post.objects.count() == 2


@pytest.mark.parametrize("text", ["", "x" * 5001])
def test_a_refused_form_keeps_everything(text: str, as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post(
        "/write", form(text=text, warning="Long", audience="quiet", language="fr")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="faults"' in page
    assert 'value="Long"' in page
    assert 'value="quiet" id="a3" checked' in page
    assert '<option value="fr" lang="fr" selected>' in page
    assert text in page
    assert 'aria-invalid="true"' in page


def test_the_last_used_rung_is_offered_again(as_member: AsMember, alice: Reader) -> None:
    as_member(alice).post("/write", form(audience="followers"))
    page = as_member(alice).get("/write").content.decode()
    assert 'value="followers" id="a1" checked' in page


def test_only_rungs_that_can_be_filled_are_offered(as_member: AsMember, alice: Reader) -> None:
    page = as_member(alice).get("/write").content.decode()
    assert 'value="house"' in page
    assert 'value="connections"' not in page
    assert 'value="circle' not in page


def test_a_reply_is_held_to_its_parent_and_says_why(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    parent = post(bob, "In the house.", rung="house")
    page = as_member(alice).get(f"/@bob/{parent.id}").content.decode()
    assert 'value="as_parent"' in page
    assert 'value="public"' not in page
    assert "cannot be seen by more people" in page


def test_a_reply_wider_than_its_parent_is_not_published(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    parent = post(bob, "In the house.", rung="house")
    as_member(alice).post("/write", form(audience="public", in_reply_to=str(parent.id)))
    reply = Post.objects.exclude(id=parent.id).get()
    page = as_member(alice).get(f"/@alice/{reply.id}").content.decode()
    assert "As the post above" in page


def test_a_reply_comes_back_to_the_talk(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    parent = post(bob)
    place = f"/@bob/{parent.id}"
    sent = form(in_reply_to=str(parent.id), back=place, audience="public")
    answer = as_member(alice).post("/write", sent)
    reply = Post.objects.exclude(id=parent.id).get()
    assert answer["Location"] == f"{place}#p{reply.id}"


def test_who_will_not_see_it_is_said_before(as_member: AsMember, alice: Reader) -> None:
    stranger("tomas", display_name="Tomás")
    text = "For @tomas@neighbour.example"
    browser = as_member(alice)
    answer = browser.post("/write", form(text=text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tomás will not see this." in page
    assert Post.objects.count() == 0
    told = page.split('name="told" value="')[1].split('"')[0]
    assert browser.post("/write", form(text=text, told=told)).status_code == 302
    assert Post.objects.count() == 1


def test_a_mention_that_is_seen_is_no_matter(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    assert as_member(alice).post("/write", form(text="For @bob")).status_code == 302


def test_the_script_asks_who_will_not_see_it(as_member: AsMember, alice: Reader) -> None:
    stranger("tomas", display_name="Tomás")
    sent = form(text="For @tomas@neighbour.example", audience="only_me")
    answer = as_member(alice).post("/write/notice", sent, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().startswith('<p class="not-seen">Tomás will not see this.')


def test_a_form_sent_after_the_session_ended_comes_back(
    visitor: Client, alice: Reader, as_member: AsMember
) -> None:
    answer = visitor.post("/write", form(text="A long letter", warning="Letter"))
    assert answer["Location"] == "/sign-in?next=/write"
    assert "What you wrote is kept" in visitor.get(answer["Location"]).content.decode()
    member = accounts.member(id_of(alice))
    assert member is not None
    visitor.force_login(member, backend="portevoix.doors.web.sign_in.HouseBackend")
    page = visitor.get("/write").content.decode()
    assert "A long letter" in page
    assert 'value="Letter"' in page
    assert "A long letter" not in visitor.get("/write").content.decode()


def test_markup_in_a_text_is_text(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/write", form(text="<script>alert(1)</script>", warning="<b>bold</b>"))
    page = browser.get("/").content.decode()
    assert "<script>alert" not in page
    assert "<b>bold</b>" not in page


def test_the_rungs_say_how_many_they_reach(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    reach._members.cache_clear()
    follow(follower_id=id_of(bob), followee_id=id_of(alice))
    page = as_member(alice).get("/write").content.decode()
    assert "It never leaves. 2 members." in page
    assert "in other houses. 1 person." in page
    reach._members.cache_clear()


def test_the_languages_used_last_are_on_top(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    for number, language in enumerate(("de", "br", "de", "oc")):
        browser.post("/write", form(text=f"Text {number}", language=language))
    page = browser.get("/write").content.decode()
    codes = page.split('id="language"')[1].split("</select>")[0].split('value="')[1:5]
    assert [code[:2] for code in codes] == ["oc", "de", "br", "en"]
