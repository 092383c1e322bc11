"""People elsewhere, as their own house describes them; and the account of this house itself.

An account elsewhere is its `uri`. Its handle may move: when another `uri` comes
with the same handle, the newcomer was checked just now, so it gets the handle;
the old account keeps its `uri`, its posts and its followers under a set-aside
name that nobody can write (`bob~1234`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from portevoix.domain.accounts import keys, words
from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.events import AccountRestored, AccountSuspended, RemoteAccountStored
from portevoix.domain.accounts.models import Account, Kind, SigningKey, Standing
from portevoix.domain.accounts.queries import by_handle, by_uri
from portevoix.domain.house.public import remember_far
from portevoix.kernel import clock, ids
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.text.sanitise import sanitise
from portevoix.kernel.unit_of_work import command, emit, unit_of_work

HOUSE_NAME = "house"
LONGEST_ADDRESS = 2048
LONGEST_NAME = 255
LONGEST_DISPLAY_NAME = 2048
LONGEST_BIO = 20_000
MOST_FIELDS = 50
LONGEST_FIELD = 2047
LONGEST_DESCRIPTION = 10_000
_NOT_COLUMNS = frozenset(
    {"key_id", "public_pem", "suspended", "created_at", "posts_count", "followers_count",
     "following_count", "uri", "emoji"}
)  # fmt: skip
_REQUIRED = ("uri", "inbox_url", "name", "host")


@dataclass(frozen=True, kw_only=True)
class RemoteAccount:
    """What another house says of one of its accounts, checked by the wire and not yet bounded."""

    uri: str
    name: str
    host: str
    inbox_url: str
    kind: str = Kind.PERSON
    url: str = ""
    display_name: str = ""
    bio_html: str = ""
    fields: list[dict[str, object]] = field(default_factory=list)
    locked: bool = False
    discoverable: bool = False
    indexable: bool = False
    hides_collections: bool = False
    memorial: bool = False
    suspended: bool = False
    created_at: datetime | None = None
    shared_inbox_url: str = ""
    outbox_url: str = ""
    followers_url: str = ""
    following_url: str = ""
    featured_url: str = ""
    avatar_url: str = ""
    header_url: str = ""
    avatar_description: str = ""
    header_description: str = ""
    moved_to_uri: str = ""
    key_id: str = ""
    public_pem: str = ""
    emoji: Mapping[str, str] = field(default_factory=dict)
    posts_count: int | None = None
    followers_count: int | None = None
    following_count: int | None = None


@command
def store_remote(remote: RemoteAccount) -> Account:
    """Stores or updates an account elsewhere by its `uri`, and returns it.

    Lengths are cut as the limits of federation say; what is needed and too long
    is refused with ProfileInvalid. A deleted account stays deleted.
    """
    _refuse_faults(remote)
    account = by_uri(remote.uri)
    if account is not None and account.standing == Standing.DELETED:
        return account
    is_new = account is None
    if account is None:
        created = min(remote.created_at or clock.now(), clock.now())
        account = Account(id=ids.new_id(), uri=remote.uri, version=0, created_at=created)
    _free_handle(remote, account.pk)
    changed = _lay(account, _bounded(remote))
    was = account.standing
    _follow_their_standing(account, remote.suspended)
    changed = changed or account.standing != was
    account.fetched_at = clock.now()
    account.version += int(changed)
    account.save(force_insert=is_new)
    key_changed = _store_key(account, remote)
    if remote.emoji:
        remember_far(host=account.host, found=remote.emoji)
    _tell(account, is_new=is_new, was=was, changed=changed or key_changed)
    return account


def house_account() -> Account:
    """Returns the account that stands for this house; it is made when it is first asked for."""
    found = by_handle(HOUSE_NAME)
    if found is not None:
        return found
    pair = keys.generate()
    try:
        with unit_of_work(), transaction.atomic():
            account = Account.objects.create(
                id=ids.new_id(),
                name=HOUSE_NAME,
                kind=Kind.HOUSE,
                locked=True,
                created_at=clock.now(),
            )
            keys.give(account.pk, pair)
            return account
    except IntegrityError:
        return Account.objects.get(name=HOUSE_NAME, host="")


def _refuse_faults(remote: RemoteAccount) -> None:
    faults = {}
    for name in _REQUIRED:
        value = str(getattr(remote, name))
        longest = LONGEST_ADDRESS if name in ("uri", "inbox_url") else LONGEST_NAME
        if not value or len(value) > longest:
            faults[name] = ["too_long" if value else "blank"]
    if faults:
        raise ProfileInvalid(fields=faults)


def _bounded(remote: RemoteAccount) -> dict[str, object]:
    """Returns the columns to store. An address that is too long is no address."""
    values: dict[str, object] = {
        one.name: getattr(remote, one.name)
        for one in fields(remote)
        if one.name not in _NOT_COLUMNS
    }
    for name, value in values.items():
        if name.endswith(("_url", "_uri")) or name == "url":
            values[name] = value if len(str(value)) <= LONGEST_ADDRESS else ""
    for name in ("avatar_description", "header_description"):
        values[name] = clean_text(str(values[name]))[:LONGEST_DESCRIPTION]
    values["host"] = remote.host.lower()
    values["kind"] = remote.kind if remote.kind in Kind.values else Kind.PERSON
    values["display_name"] = clean_line(remote.display_name, LONGEST_DISPLAY_NAME)
    values["bio_html"] = _cut_html(remote.bio_html, LONGEST_BIO)
    values["fields"] = [_bounded_field(row) for row in remote.fields[:MOST_FIELDS]]
    for name in ("posts_count", "followers_count", "following_count"):
        count = getattr(remote, name)
        if count is not None:
            values[name] = max(0, min(int(count), 2**31 - 1))
    return values


def _bounded_field(row: dict[str, object]) -> dict[str, object]:
    html = _cut_html(str(row.get("html") or row.get("value") or ""), LONGEST_FIELD)
    name = clean_line(str(row.get("name") or ""), LONGEST_FIELD)
    return {"name": name, "value": html, "html": html, "verified_at": None}


def _cut_html(html: str, longest: int) -> str:
    """Cuts, then repairs: a cut may fall inside a tag."""
    return sanitise(html if len(html) <= longest else html[:longest].rpartition("<")[0])


def _lay(account: Account, values: dict[str, object]) -> bool:
    changed = False
    for name, value in values.items():
        if getattr(account, name) != value:
            setattr(account, name, value)
            changed = True
    return changed


def _free_handle(remote: RemoteAccount, account_id: int) -> None:
    named = Account.objects.annotate(lower_name=Lower("name")).exclude(pk=account_id)
    for other in named.filter(lower_name=remote.name.lower(), host=remote.host.lower()):
        aside = f"~{other.pk}"
        other.name = other.name[: LONGEST_NAME - len(aside)] + aside
        other.version += 1
        other.save(update_fields=["name", "version"])
        words.forget(other.pk)
        emit(RemoteAccountStored(account_id=other.pk, is_new=False))


def _follow_their_standing(account: Account, suspended: bool) -> None:
    """Their house may undo its own suspension, never one that was spoken here."""
    if suspended and account.standing == Standing.ACTIVE:
        account.standing, account.suspended_there = Standing.SUSPENDED, True
    elif not suspended and account.suspended_there:
        account.standing, account.suspended_there = Standing.ACTIVE, False


def _store_key(account: Account, remote: RemoteAccount) -> bool:
    if not remote.key_id or len(remote.key_id) > LONGEST_ADDRESS:
        return False
    # Its owner was asked just now, so whoever held the id before holds it no longer.
    SigningKey.objects.filter(key_id=remote.key_id).exclude(account=account).delete()
    before = keys.of(account.pk)
    SigningKey.objects.update_or_create(
        account=account,
        defaults={
            "key_id": remote.key_id,
            "public_pem": remote.public_pem,
            "fetched_at": clock.now(),
        },
    )
    return before is None or before.public_pem != remote.public_pem


def _tell(account: Account, *, is_new: bool, was: int, changed: bool) -> None:
    if account.standing == Standing.ACTIVE:
        words.index(account)
    else:
        words.forget(account.pk)
    if account.standing != was and account.standing == Standing.SUSPENDED and not is_new:
        emit(AccountSuspended(account_id=account.pk, here=False))
    elif account.standing != was and account.standing == Standing.ACTIVE:
        emit(AccountRestored(account_id=account.pk, here=False))
    if changed or is_new:
        emit(RemoteAccountStored(account_id=account.pk, is_new=is_new))
