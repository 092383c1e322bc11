"""Which of the people mentioned will not see a post (audiences.md, Mentions)."""

from portevoix.domain.accounts.public import Account, Reader, by_handles
from portevoix.domain.audiences.public import (
    WIDE,
    Audience,
    Rung,
    circle_members,
    readers_among,
)
from portevoix.domain.relationships import queries as relationships
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.config import current
from portevoix.kernel.text import markup

_MOST = 20


def unseen_by(
    text: str, audience: Audience, *, author_id: int, parent_id: int | None
) -> list[Account]:
    """Returns the people whom `text` mentions and whom `audience` leaves out, in their order."""
    people = [account for account in mentioned(text) if account.id != author_id]
    if not people:
        return []
    ids = {account.id for account in people}
    if parent_id is not None and audience.rung is Rung.AS_PARENT:
        seeing = _readers(parent_id, people)
    elif audience.direct or audience.grants & WIDE:
        return []
    elif audience.rung is Rung.HOUSE:
        seeing = {account.id for account in people if account.is_here}
    elif audience.rung is Rung.CIRCLE and audience.circle_id is not None:
        seeing = set(circle_members(audience.circle_id))
    elif audience.rung is Rung.CONNECTIONS:
        ties = relationships.relations(author_id, ids)
        seeing = {each for each, tie in ties.items() if tie.connected}
    else:
        seeing = set()
    return [account for account in people if account.id not in seeing]


def mentioned(text: str) -> list[Account]:
    """Returns the known people whom `text` mentions."""
    here = current().host.lower()
    keys = [
        (handle.name.lower(), "" if handle.host.lower() == here else handle.host.lower())
        for handle in markup.read(text).parsed().mentions
    ][:_MOST]
    known = by_handles(set(keys)) if keys else {}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def sentence(people: list[Account]) -> str:
    """Returns "Tomás will not see this", for one or several; "" for nobody."""
    if not people:
        return ""
    names = [account.display_name or account.name for account in people]
    if len(names) == 1:
        return _("%(name)s will not see this.") % {"name": names[0]}
    joined = ", ".join(names[:-1])
    # Translators: several people, the last one apart: "Léa, Noé and Tomás will not see this."
    return _("%(names)s and %(last)s will not see this.") % {"names": joined, "last": names[-1]}


def _readers(parent_id: int, people: list[Account]) -> set[int]:
    viewers = [Reader(account.id, is_member=account.is_here) for account in people]
    return readers_among(parent_id, viewers)
