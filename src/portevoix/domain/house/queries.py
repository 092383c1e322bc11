"""Questions about the house."""

import hmac

from portevoix.domain.house import policies
from portevoix.domain.house.models import House, Invitation, Rule
from portevoix.kernel import clock, config, database, secrets

# Every page asks for this row: a tenth of the time that the same question takes through a model.
_COLUMNS = [field.attname for field in House._meta.concrete_fields]
_THE_ROW = f"SELECT {', '.join(_COLUMNS)} FROM house WHERE id = 1"


def house() -> House:
    """Returns what the keeper says of the house; the defaults while there is nothing yet."""
    found = database.rows(_THE_ROW)
    if not found:
        return House(id=1)
    row = House.from_db(None, _COLUMNS, found[0])
    row.opened_at = database.as_moment(row.opened_at)
    row.world_open = bool(row.world_open)
    return row


def is_open() -> bool:
    """Whether the house has (had) its keeper. Until then only the first key lets anybody in."""
    return House.objects.filter(id=1, opened_at__isnull=False).exists()


def registration_mode() -> str:
    """Returns who may join: "open", "approval", "invited" or "closed".

    The setting wins over what the keeper chose on the pages; else it is "invited".
    """
    return config.current().registrations or house().registrations or policies.DEFAULT_MODE


def registration_mode_is_locked() -> bool:
    """Whether the mode is given by a setting, so that no page can change it."""
    return bool(config.current().registrations)


def minimum_age() -> int:
    """Returns how old, in years, whoever joins must be; 0 when nobody is asked."""
    return house().minimum_age


def rules() -> list[Rule]:
    """Returns the rules in force, in their order."""
    return list(Rule.objects.filter(withdrawn_at=None).order_by("position", "id"))


def rule(rule_id: int) -> Rule | None:
    """Returns a rule in force, or None."""
    return Rule.objects.filter(id=rule_id, withdrawn_at=None).first()


def withdrawn_rules() -> list[Rule]:
    """Returns the rules that were taken out of force, the last one first."""
    return list(Rule.objects.exclude(withdrawn_at=None).order_by("-withdrawn_at", "-id"))


def first_key_works(token: str) -> bool:
    """Whether `token` is the first key of a house without a keeper."""
    row = house()
    if row.opened_at is not None or not row.first_key_hash:
        return False
    return hmac.compare_digest(row.first_key_hash, secrets.hash_token(token))


def invitation(code: str) -> Invitation | None:
    """Returns the invitation if it would let somebody in now."""
    found = Invitation.objects.filter(code=code).first()
    return None if policies.invitation_fault(found, clock.now()) else found


def invitations_by(account_id: int | None) -> list[Invitation]:
    """Returns the invitations that `account_id` made (None: the terminal), newest first."""
    return list(Invitation.objects.filter(invited_by_id=account_id).order_by("-id"))


def fixed_origin() -> str:
    """Returns the public address by which other houses know this one, or ""."""
    return house().origin_fixed
