"""The face and the cover that members give themselves."""

from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.events import PicturesDropped, ProfileChanged
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.policies import LONGEST_PICTURE_DESCRIPTION
from portevoix.kernel.errors import NotFound
from portevoix.kernel.files import StoredFile
from portevoix.kernel.text.clean import clean_text
from portevoix.kernel.unit_of_work import command, emit

AVATAR, HEADER = "avatar", "header"


@command
def set_picture(
    *,
    account_id: int,
    which: str,
    stored: StoredFile | None = None,
    description: str | None = None,
) -> Account:
    """Gives a member a face or a cover (`which`: "avatar", "header"), or changes its description.

    What is None stays. The files of the one before are dropped. Raises
    ProfileInvalid (the description is too long), NotFound.
    """
    account = _own(account_id)
    changed = {}
    if description is not None:
        changed[f"{which}_description"] = _described(which, description)
    dropped = []
    if stored is not None:
        dropped = _folders(account, which)
        changed[f"{which}_url"] = f"{stored.folder}/{stored.renditions[0].file}"
    return _save(account, changed, dropped)


@command
def remove_picture(*, account_id: int, which: str) -> Account:
    """Takes a member's face or cover away; without one it changes nothing. Raises NotFound."""
    account = _own(account_id)
    changed = {f"{which}_url": "", f"{which}_description": ""}
    return _save(account, changed, _folders(account, which))


def folders_of(account: Account) -> list[str]:
    """Returns the folders in which the pictures of somebody here lie."""
    return [*_folders(account, AVATAR), *_folders(account, HEADER)]


def picture_folders() -> set[str]:
    """Returns the folders in which pictures of anybody here lie."""
    given = Account.objects.filter(host="").values_list("avatar_url", "header_url")
    return {url.partition("/")[0] for pair in given for url in pair if url}


def _folders(account: Account, which: str) -> list[str]:
    address = str(getattr(account, f"{which}_url"))
    return [address.partition("/")[0]] if account.is_here and address else []


def _own(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(id=account_id, host="").first()
    if account is None:
        raise NotFound
    return account


def _save(account: Account, wanted: dict[str, str], dropped: list[str]) -> Account:
    changed = [name for name, value in wanted.items() if getattr(account, name) != value]
    if not changed:
        return account
    for name in changed:
        setattr(account, name, wanted[name])
    account.version += 1
    account.save(update_fields=[*changed, "version"])
    emit(ProfileChanged(account_id=account.pk, profile_version=account.version))
    if dropped:
        emit(PicturesDropped(account_id=account.pk, folders=dropped))
    return account


def _described(which: str, description: str) -> str:
    text = clean_text(description)
    if len(text) > LONGEST_PICTURE_DESCRIPTION:
        raise ProfileInvalid(fields={f"{which}_description": ["too_long"]})
    return text
