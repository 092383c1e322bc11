"""Fields of a profile whose pages lead back, through the one client, as others read them."""

from collections.abc import Callable

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.models import Account
from portevoix.kernel.models import Job
from portevoix.wire.activitystreams.actor_out import actor
from tests.federation.peers import HOME, Person
from tests.harness.settling import settle


def fields_of(account: Account) -> dict[str, bool]:
    account.refresh_from_db()
    return {row["name"]: bool(row["verified_at"]) for row in account.fields}


def test_a_page_that_leads_back_is_marked_until_the_field_changes(
    bob: Account, alice: Person
) -> None:
    stub = alice.peer.stub
    base = f"{stub.url}"
    page = {"Content_Type": "text/html"}
    stub.answer("/mine", body=f'<a rel="me" href="{HOME}/@bob">'.encode(), **page)
    stub.answer("/other", body=f'<a rel="me" href="{HOME}/@bobby">'.encode(), **page)
    stub.answer("/away", status=302, Location="http://10.0.0.1/mine")
    pairs = [(name, f"{base}/{name}") for name in ("mine", "other", "away")]
    update_profile(account_id=bob.pk, fields=[*pairs, ("town", "Lille")])
    settle()
    told = {"mine": True, "other": False, "away": False, "town": False}
    assert fields_of(bob) == told
    value = actor(bob)["attachment"][0]["value"]
    assert 'rel="me nofollow noopener"' in value
    stub.seen.clear()
    update_profile(account_id=bob.pk, fields=[("me", pairs[0][1]), ("town", "Lille")])
    settle()
    assert fields_of(bob) == {"me": True, "town": False}
    assert "/mine" in [each.path for each in stub.seen]
    stub.answer("/mine", body=b"nothing", **page)
    update_profile(account_id=bob.pk, fields=[("me", pairs[0][1]), ("town", "Brest")])
    settle()
    assert fields_of(bob) == {"me": True, "town": False}, "the field did not change"


def test_who_does_not_answer_is_asked_again(bob: Account, alice: Person) -> None:
    alice.peer.stub.answer("/mine", status=503)
    update_profile(account_id=bob.pk, fields=[("me", f"{alice.peer.stub.url}/mine")])
    settle()
    waiting = Job.objects.get(kind="accounts.verify_links")
    assert (waiting.attempts, waiting.dead_at) == (1, None)


def test_a_house_that_nobody_reaches_asks_nobody(
    bob: Account, configure: Callable[..., None]
) -> None:
    configure(origin="http://localhost:8000", allow_private_peers=())
    update_profile(account_id=bob.pk, fields=[("me", "https://alice.example/")])
    settle()
    assert not Job.objects.filter(kind="accounts.verify_links").exists()
