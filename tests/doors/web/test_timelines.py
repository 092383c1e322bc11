"""Lists: the new line, paging, what is not shown."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import commands as house
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
SCRIPT = {"hx-request": "true"}


def test_the_new_line_says_how_many(as_member: AsMember, alice: Reader) -> None:
    first = post(alice, "First")
    browser = as_member(alice)
    assert browser.get(f"/new-posts?since={first.id}", headers=SCRIPT).content == b""
    post(alice, "Second")
    line = browser.get(f"/new-posts?since={first.id}", headers=SCRIPT).content.decode()
    assert "1 new post<" in line
    post(alice, "Third")
    line = browser.get(f"/new-posts?since={first.id}", headers=SCRIPT).content.decode()
    assert "2 new posts<" in line
    assert f'hx-get="/?since={first.id}"' in line


def test_the_new_ones_come_alone(as_member: AsMember, alice: Reader) -> None:
    first = post(alice, "First")
    post(alice, "Second")
    answer = as_member(alice).get(f"/?since={first.id}", headers=SCRIPT)
    body = answer.content.decode()
    assert "Second" in body
    assert "First" not in body
    assert body.startswith('<article class="card fresh"')
    assert answer["HX-Trigger"] == '{"say": "1 post shown"}'


def test_many_new_ones_are_a_page(as_member: AsMember, alice: Reader) -> None:
    first = post(alice, "First")
    for number in range(22):
        post(alice, f"Post {number}")
    browser = as_member(alice)
    line = browser.get(f"/new-posts?since={first.id}", headers=SCRIPT).content.decode()
    assert "hx-get" not in line
    assert 'href="/?newest=1"' in line


def test_pages_lead_to_one_another(as_member: AsMember, alice: Reader) -> None:
    made = [post(alice, f"Post number {number:02}.") for number in range(45)]
    browser = as_member(alice)
    first = browser.get("/house").content.decode()
    assert "Post number 44." in first
    assert "Post number 25." in first
    assert "Post number 24." not in first
    assert 'rel="prev"' not in first
    older = f"/house?after={made[25].id}"
    assert f'rel="next" href="{older}"' in first
    second = browser.get(older).content.decode()
    assert "Post number 24." in second
    assert f'rel="prev" href="/house?before={made[24].id}"' in second
    third = browser.get(f"/house?after={made[5].id}").content.decode()
    assert "Post number 04." in third
    assert 'rel="next"' not in third
    back = browser.get(f"/house?before={made[24].id}").content.decode()
    assert "Post number 44." in back
    assert "Post number 25." in back
    assert 'rel="prev"' not in back


def test_nonsense_in_the_address_is_ignored(visitor: Client, alice: Reader) -> None:
    for query in ("after=x", "before=-1", "after=99999999999999999999", "since=1%27"):
        assert visitor.get(f"/house?{query}").status_code == 200


def test_the_world_may_be_closed(as_member: AsMember, alice: Reader) -> None:
    house.describe(world_open=False)
    browser = as_member(alice)
    assert browser.get("/world").status_code == 404
    assert 'href="/world"' not in browser.get("/house").content.decode()


def test_visitors_see_no_house_posts(visitor: Client, alice: Reader) -> None:
    update_profile(account_id=id_of(alice), indexable=True)
    post(alice, "Among us", rung="house")
    post(alice, "To all")
    for path in ("/", "/house", "/@alice"):
        page = visitor.get(path).content.decode()
        assert "To all" in page
        assert "Among us" not in page


def test_a_long_post_is_cut_in_a_list_only(as_member: AsMember, alice: Reader) -> None:
    made = post(alice, "\n".join(f"Line {number}" for number in range(40)))
    browser = as_member(alice)
    assert "Read the rest" in browser.get("/house").content.decode()
    assert "Read the rest" not in browser.get(f"/@alice/{made.id}").content.decode()


def test_pages_tell_the_stream_where_they_begin(as_member: AsMember, alice: Reader) -> None:
    made = post(alice)
    page = as_member(alice).get("/").content.decode()
    assert f'data-live="home" data-newest="{made.id}"' in page
