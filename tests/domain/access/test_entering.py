"""Coming in, and the log of all tries."""

from datetime import timedelta

import pytest

from portevoix.domain.access import commands, entering, queries
from portevoix.domain.access.events import SignedIn
from portevoix.domain.access.models import Attempt
from portevoix.domain.access.visits import Visit, shortened
from portevoix.domain.accounts.commands import disable, make_sign_in_key
from portevoix.domain.accounts.errors import StandingRefused, WrongSignIn
from portevoix.kernel import clock
from portevoix.kernel.events import decode
from portevoix.kernel.models import OutboxRow
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
PHONE = Visit(device="Phone", address="192.0.2.77", cookie="p" * 43)
DESK = Visit(device="Desk", address="2001:db8:1:2::3", cookie="d" * 43)


@pytest.fixture
def alice() -> int:
    return id_of(member("alice", password=PASSWORD))


def remembered(member_id: int, session: str, visit: Visit, means: str = "password") -> bool:
    """Signs a browser in; returns whether the house took it for a new one."""
    commands.remember_sign_in(member_id=member_id, session_key=session, visit=visit, means=means)
    row = OutboxRow.objects.filter(name=SignedIn.name).order_by("-position").first()
    assert row is not None
    event = decode(row.name, row.payload)
    assert isinstance(event, SignedIn)
    return event.is_new


def test_a_failed_try_is_in_the_log_with_its_network_alone(alice: int) -> None:
    with pytest.raises(WrongSignIn):
        entering.enter(name_or_email="alice", password="wrong horse", visit=PHONE)
    [row] = queries.tries(alice)
    assert (row.means, row.outcome) == ("password", "wrong")
    assert (row.device, row.address) == ("Phone", "192.0.2.0/24")


def test_an_unknown_name_costs_the_same_row_and_keeps_no_name(alice: int) -> None:
    with pytest.raises(WrongSignIn):
        entering.enter(name_or_email="nobody_here", password="wrong horse", visit=PHONE)
    assert Attempt.objects.filter(member=None).count() == 1
    assert queries.tries(alice) == []


def test_the_right_password_alone_logs_nothing_yet(alice: int) -> None:
    assert entering.enter(name_or_email="alice", password=PASSWORD, visit=PHONE).pk == alice
    assert queries.tries(alice) == []


def test_who_may_not_be_here_is_logged_as_refused(alice: int) -> None:
    member("bob", role="owner")
    link = make_sign_in_key("alice")
    disable("alice")
    with pytest.raises(StandingRefused):
        entering.enter(name_or_email="alice", password=PASSWORD, visit=PHONE)
    with pytest.raises(StandingRefused):
        entering.enter_by_link(token=link, visit=PHONE)
    told = [(row.means, row.outcome) for row in queries.tries(alice)]
    assert told == [("link", "refused"), ("password", "refused")]


def test_a_browser_is_new_when_the_member_never_came_in_with_it(alice: int) -> None:
    assert not remembered(alice, "one", PHONE)  # the first of all: nobody is warned of themselves
    assert remembered(alice, "two", DESK)
    assert not remembered(alice, "three", DESK)
    assert remembered(alice, "four", Visit(device="Phone"))


def test_the_log_forgets_after_ninety_days(alice: int) -> None:
    for _ in range(3):
        entering.note(alice, "password", "in", PHONE)
    entering.note(None, "password", "wrong", PHONE)
    rows = Attempt.objects.order_by("id")
    rows.filter(id=rows[0].id).update(at=clock.now() - timedelta(days=91))
    rows.filter(member=None).update(at=clock.now() - timedelta(days=2))
    assert entering.forget_old_tries() == 2
    assert len(queries.tries(alice)) == 2


def test_nothing_odd_in_a_visit_breaks_the_log(alice: int) -> None:
    odd = Visit(device="\x00" * 900 + "é" * 900, address="\x00no address", cookie="")
    entering.note(alice, "password", "wrong", odd)
    assert remembered(alice, "odd", odd) is False
    assert queries.tries(alice)[0].address == ""


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_shortened_to_its_network(address: str, kept: str) -> None:
    assert shortened(address) == kept


def test_who_is_gone_leaves_no_key(alice: int) -> None:
    entering.note(alice, "password", "in", PHONE)
    commands.forget_member(alice)
    assert queries.tries(alice) == []
