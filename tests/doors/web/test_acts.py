"""What one does with a post, with and without the script."""

import json
from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.models import Favourite
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
SCRIPT = {"hx-request": "true", "hx-current-url": "http://testserver/house"}


def test_plain_a_favourite_goes_back_to_its_place(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob)
    browser = as_member(alice)
    answer = browser.post(f"/posts/{made.id}/favourite", {"back": "/house", "row": made.id})
    assert answer["Location"] == f"/house#p{made.id}"
    assert Favourite.objects.count() == 1
    page = browser.get("/house").content.decode()
    assert "Favourite kept." in page
    assert f'id="f{made.id}"' in page


def test_with_a_script_the_card_alone_comes_back(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob)
    answer = as_member(alice).post(f"/posts/{made.id}/favourite", {"row": made.id}, headers=SCRIPT)
    body = answer.content.decode()
    assert body.startswith("<article")
    assert body.endswith("</article>")
    assert 'aria-pressed="true"' in body
    assert 'name="back" value="/house"' in body
    undo = f"/posts/{made.id}/unfavourite"
    said = json.loads(answer["HX-Trigger"])["say"]
    assert said == {"value": "Favourite kept.", "undo": undo}


def test_the_piece_is_what_the_page_holds(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(bob)
    browser = as_member(alice)
    piece = browser.post(f"/posts/{made.id}/favourite", {"row": made.id}, headers=SCRIPT)
    page = browser.get("/house").content.decode()
    token = 'name="csrfmiddlewaretoken" value="'

    def bare(html: str) -> str:
        before, *rest = html.split(token)
        return before + "".join(part.split('"', 1)[1] for part in rest)

    assert (
        bare(piece.content.decode()).split()
        == bare(page[page.index("<article") : page.index("</article>") + 10]).split()
    )


def test_boost_and_back(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(bob)
    browser = as_member(alice)
    browser.post(f"/posts/{made.id}/boost", {"back": "/house"})
    assert Post.objects.filter(boost_of=made, deleted_at=None).count() == 1
    home = browser.get("/").content.decode()
    assert "boosted this" in home
    browser.post(f"/posts/{made.id}/unboost", {"back": "/house"})
    assert Post.objects.filter(boost_of=made, deleted_at=None).count() == 0


def test_a_boost_taken_back_with_a_script_leaves_the_post(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob)
    browser = as_member(alice)
    browser.post(f"/posts/{made.id}/boost")
    row = Post.objects.get(boost_of=made)
    answer = browser.post(f"/posts/{made.id}/unboost", {"row": row.id}, headers=SCRIPT)
    assert f'id="p{made.id}"' in answer.content.decode()


def test_a_boost_is_offered_only_where_it_may_be(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    post(bob, "For followers", rung="followers")
    page = as_member(bob).get("/").content.decode()
    assert "/boost" in page
    mine = post(alice, "Mine alone", rung="only_me")
    page = as_member(alice).get(f"/@alice/{mine.id}").content.decode()
    assert "/boost" not in page


def test_a_refused_act_says_so(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    hidden = post(bob, "Mine alone", rung="only_me")
    browser = as_member(alice)
    assert browser.post(f"/posts/{hidden.id}/favourite").status_code == 404
    answer = browser.post(f"/posts/{hidden.id}/favourite", headers=SCRIPT)
    assert answer.status_code == 404
    assert answer["HX-Reswap"] == "none"
    assert "say" in answer["HX-Trigger"]


def test_a_stranger_is_led_to_the_door(visitor: Client, alice: Reader) -> None:
    made = post(alice)
    answer = visitor.post(f"/posts/{made.id}/favourite", {"back": "/house"})
    assert answer["Location"] == "/sign-in?next=/house"
    answer = visitor.post(f"/posts/{made.id}/favourite", {"back": "/house"}, headers=SCRIPT)
    assert answer["HX-Redirect"] == "/sign-in?next=/house"


def test_acts_are_posts(as_member: AsMember, alice: Reader) -> None:
    made = post(alice)
    assert as_member(alice).get(f"/posts/{made.id}/favourite").status_code == 405


def test_deleting_asks_once(as_member: AsMember, alice: Reader) -> None:
    made = post(alice, "To be regretted")
    browser = as_member(alice)
    page = browser.get(f"/@alice/{made.id}/delete").content.decode()
    assert "To be regretted" in page
    assert browser.post(f"/@alice/{made.id}/delete")["Location"] == "/@alice"
    assert browser.get(f"/@alice/{made.id}").status_code == 410


def test_nobody_deletes_what_others_wrote(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(bob)
    assert as_member(alice).get(f"/@bob/{made.id}/delete").status_code == 404
    assert as_member(alice).post(f"/@bob/{made.id}/delete").status_code == 404


def test_only_paths_of_the_house_are_gone_back_to(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob)
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = as_member(alice).post(f"/posts/{made.id}/favourite", {"back": elsewhere})
        assert answer["Location"].startswith("/#")
