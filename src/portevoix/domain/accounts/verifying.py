"""Links on a profile that lead back to it are their owner's: when that was seen is noted."""

from portevoix.domain.accounts.events import ProfileChanged
from portevoix.domain.accounts.models import Account, Standing
from portevoix.kernel import clock
from portevoix.kernel.unit_of_work import command, emit

_SCHEMES = ("https://", "http://")


def links_to_verify(account_id: int) -> list[str]:
    """Returns the links of a member's profile that were not yet seen to lead back."""
    account = Account.objects.filter(id=account_id, host="", standing=Standing.ACTIVE).first()
    values = [] if account is None else [row for row in account.fields if not row["verified_at"]]
    return [str(row["value"]) for row in values if _is_link(str(row["value"]))]


@command
def verify_link(account_id: int, url: str) -> bool:
    """Notes that the page at `url` led back just now; says whether the profile still has it."""
    account = Account.objects.select_for_update().filter(id=account_id, host="").first()
    if account is None:
        return False
    now = clock.now().isoformat(timespec="milliseconds")
    fields = [
        {**row, "verified_at": now} if row["value"] == url and not row["verified_at"] else row
        for row in account.fields
    ]
    if fields == account.fields:
        return False
    account.fields, account.version = fields, account.version + 1
    account.save(update_fields=["fields", "version"])
    emit(ProfileChanged(account_id=account_id, profile_version=account.version))
    return True


def _is_link(value: str) -> bool:
    return value.startswith(_SCHEMES) and not any(sign.isspace() for sign in value)
