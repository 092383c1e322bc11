"""Connections: mutual links between two members of this house, one row in each direction."""

from portevoix.domain.accounts.public import held
from portevoix.domain.relationships import policies
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.events import Connected, Disconnected
from portevoix.domain.relationships.models import Connection
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


@command
def connect(*, a_id: int, b_id: int) -> None:
    """Connects two members who agreed; again is no change.

    Raises NotFound when one is unknown, not there, or blocks; TieRefused: self,
    suspended, you_block, elsewhere.
    """
    accounts = held([a_id, b_id])
    if a_id not in accounts or b_id not in accounts:
        raise NotFound
    refusal = policies.connection_refusal(accounts[a_id], accounts[b_id])
    if refusal is not None:
        raise NotFound if refusal == "not_there" else TieRefused(code=refusal)
    made = [_link(*pair) for pair in sorted([(a_id, b_id), (b_id, a_id)])]
    if any(made):
        emit(Connected(a_id=a_id, b_id=b_id))


@command
def disconnect(*, a_id: int, b_id: int) -> None:
    """Ends a connection in both directions; when there is none it is no change."""
    end_connection(a_id, b_id)


def end_connection(a_id: int, b_id: int) -> None:
    """Ends a connection inside a unit of work, and tells it."""
    held([a_id, b_id])
    gone = 0
    for member_id, other_id in sorted([(a_id, b_id), (b_id, a_id)]):
        gone += Connection.objects.filter(member_id=member_id, other_id=other_id).delete()[0]
    if gone:
        emit(Disconnected(a_id=a_id, b_id=b_id))


def _link(member_id: int, other_id: int) -> bool:
    _, is_new = Connection.objects.get_or_create(
        member_id=member_id,
        other_id=other_id,
        defaults={"id": ids.new_id(), "created_at": clock.now()},
    )
    return is_new
