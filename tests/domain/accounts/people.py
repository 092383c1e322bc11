"""Invented people for the tests of accounts and relationships."""

from portevoix.domain.accounts.commands import RemoteAccount, create_member, store_remote
from portevoix.domain.accounts.models import Account, Member, Standing
from portevoix.kernel.events import Event, decode
from portevoix.kernel.models import OutboxRow

PASSWORD = "correct horse"


def member(name: str, **given: object) -> Member:
    """Makes a member here; with a password only when the test asks for one."""
    return create_member(name=name, **given)  # type: ignore[arg-type]


def account(name: str, **given: object) -> Account:
    """Makes a bare account here, without login or key, for tests that need neither."""
    from portevoix.kernel import clock, ids

    return Account.objects.create(id=ids.new_id(), name=name, created_at=clock.now(), **given)


def remote(name: str = "bob", host: str = "far.example", **given: object) -> RemoteAccount:
    """Describes somebody elsewhere, as the wire would."""
    there = f"https://{host}/users/{name}"
    described: dict[str, object] = {
        "uri": there,
        "url": f"https://{host}/@{name}",
        "name": name,
        "host": host,
        "inbox_url": f"{there}/inbox",
        "key_id": f"{there}#main-key",
        "public_pem": f"PEM of {there}",
    }
    return RemoteAccount(**{**described, **given})  # type: ignore[arg-type]


def stranger(name: str = "bob", host: str = "far.example", **given: object) -> Account:
    """Stores somebody elsewhere."""
    return store_remote(remote(name, host, **given))


def told() -> list[Event]:
    """Returns every event so far, in order."""
    rows = OutboxRow.objects.order_by("position")
    return [event for row in rows if (event := decode(row.name, row.payload)) is not None]


def told_names() -> list[str]:
    """Returns the names of the events so far, without their rooms."""
    return [type(event).__name__ for event in told()]


def stand(account: Account, standing: Standing) -> Account:
    """Puts an account where no command of these tests would."""
    Account.objects.filter(pk=account.pk).update(standing=standing)
    account.refresh_from_db()
    return account
