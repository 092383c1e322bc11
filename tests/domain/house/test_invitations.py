"""Invitations: how often, how long, until they are revoked."""

from datetime import timedelta

import pytest

from portevoix.domain.house import commands, policies, queries
from portevoix.domain.house.errors import HouseInvalid, InvitationInvalid
from portevoix.domain.house.events import InvitationMade, InvitationRevoked
from portevoix.domain.house.models import Invitation
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import told

pytestmark = pytest.mark.django_db


def refusal(code: str) -> str:
    with pytest.raises(InvitationInvalid) as refused:
        commands.redeem(code)
    assert queries.invitation(code) is None
    return refused.value.fields["invitation"][0]


def test_an_invitation_is_used_as_often_as_it_says() -> None:
    invitation = commands.invite(invited_by_id=7, uses=2)
    for _ in range(2):
        assert queries.invitation(invitation.code) == invitation
        assert commands.redeem(invitation.code).invited_by_id == 7
    assert refusal(invitation.code) == "used_up"
    assert Invitation.objects.get().uses == 2


def test_without_end_it_is_only_counted() -> None:
    invitation = commands.invite(invited_by_id=7, uses=None, days=None)
    for _ in range(3):
        commands.redeem(invitation.code)
    row = Invitation.objects.get()
    assert (row.uses, row.uses_left, row.expires_at) == (3, None, None)


def test_it_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    invitation = commands.invite(invited_by_id=7, days=1)
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert refusal(invitation.code) == "expired"


def test_an_unknown_code_lets_nobody_in() -> None:
    assert refusal("guessed") == refusal("") == "unknown"


def test_a_last_use_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    invitation = commands.invite(invited_by_id=7)
    commands.redeem(invitation.code)
    monkeypatch.setattr(policies, "invitation_fault", lambda row, now: None)
    Invitation.objects.filter(pk=invitation.pk).update(uses_left=0)
    with pytest.raises(InvitationInvalid):
        commands.redeem(invitation.code)
    assert Invitation.objects.get().uses == 1


def test_one_revokes_ones_own_and_staff_any() -> None:
    mine = commands.invite(invited_by_id=7)
    other = commands.invite(invited_by_id=8)
    with pytest.raises(NotFound):
        commands.revoke(code=other.code, by_id=7)
    for _ in range(2):
        commands.revoke(code=mine.code, by_id=7)
    commands.revoke(code=other.code)
    assert refusal(mine.code) == refusal(other.code) == "revoked"
    assert told() == [
        InvitationMade(invitation_id=mine.pk, invited_by_id=7),
        InvitationMade(invitation_id=other.pk, invited_by_id=8),
        InvitationRevoked(invitation_id=mine.pk),
        InvitationRevoked(invitation_id=other.pk),
    ]
    assert queries.invitations_by(7) == [mine]


@pytest.mark.parametrize(
    ("field", "value"), [("uses", 0), ("uses", 1001), ("days", 0), ("days", 366)]
)
def test_terms_have_bounds(field: str, value: int) -> None:
    with pytest.raises(HouseInvalid) as refused:
        commands.invite(invited_by_id=7, **{field: value})
    assert refused.value.fields == {field: ["invalid"]}
