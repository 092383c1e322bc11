"""The demo house: a world that lives, and a refusal where somebody lives already."""

import pytest

from portevoix.cli.demo import life, verb
from portevoix.cli.demo.people import MEMBERS
from portevoix.cli.demo.words import SAID
from portevoix.cli.opening import Refusal
from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.public import NOBODY
from portevoix.domain.notifications import queries as notifications
from portevoix.domain.posts import queries as posts
from portevoix.domain.search import queries as search
from portevoix.domain.timelines import queries as homes
from portevoix.kernel import clock, database
from portevoix.kernel.pagination import Page
from tests.factories.people import member

ALL = Page(limit=100)


@pytest.mark.django_db
def test_twelve_members_live_there() -> None:
    life.live()
    members = {each.name: accounts.viewer_of(each) for each in accounts.members()}
    assert set(members) == {person.name for person in MEMBERS}
    assert database.rows("SELECT COUNT(*) FROM job WHERE dead_at IS NOT NULL")[0][0] == 0
    assert database.rows("SELECT COUNT(*) FROM medium WHERE post_id IS NOT NULL")[0][0] == 3
    for name in ("alice", "bob", "carla"):
        assert len(homes.home(members[name], ALL)) > 10
        assert notifications.page(members[name], ALL)
    street = posts.cards(posts.house_page(NOBODY, ALL))
    assert {card.author.name for card in street} >= {"alice", "bob", "farah", "jules"}
    oldest = min(card.created_at for card in street)
    assert (clock.now() - oldest).days >= 8
    assert search.posts("courgettes", members["alice"], ALL).ids
    assert not search.posts("courgettes from:ines in:house", members["kemi"], Page(max_id=1)).ids


@pytest.mark.django_db
def test_it_wants_an_empty_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "open_house", lambda data: None)
    member("alice")
    with pytest.raises(Refusal, match="has members already"):
        verb.run(verb.argparse.Namespace(data=None))


def test_each_is_said_after_what_it_answers() -> None:
    said: set[str] = set()
    hours = [each.hours for each in SAID]
    assert hours == sorted(hours, reverse=True)
    names = {person.name for person in MEMBERS}
    for each in SAID:
        assert not each.answers or each.answers in said
        assert {each.who, *each.liked, *each.carried, *each.kept} <= names
        said.add(each.key)
    assert len(said) == len(SAID)
