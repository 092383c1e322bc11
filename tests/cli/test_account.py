"""`portevoix account …`, called as the program's main calls it."""

import argparse
import io
import json

import pytest

from portevoix.cli.account import verb
from portevoix.domain.access.queries import bearer
from portevoix.domain.accounts import commands, keys, queries
from portevoix.domain.accounts.models import Member, Standing
from portevoix.domain.house import commands as house
from portevoix.domain.house.models import Invitation

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


class Tty(io.StringIO):
    """Standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


class Terminal:
    """Runs verbs, and holds what the last one printed. `stdin` of None is a person."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capsys, self.patch = capsys, patch
        self.out = self.error = ""

    def __call__(self, *words: str, stdin: str | None = "") -> int:
        parser = argparse.ArgumentParser(prog="portevoix")
        verb.add_to(parser.add_subparsers(dest="verb", required=True))
        self.patch.setattr("sys.stdin", Tty() if stdin is None else io.StringIO(stdin))
        try:
            code = verb.run(parser.parse_args(["account", *words]))
        except SystemExit as usage:
            code = int(usage.code or 0)
        self.out, self.error = self.capsys.readouterr()
        return code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(keys, "generate", lambda: keys.KeyPair("public", "private"))
    return Terminal(capsys, monkeypatch)


@pytest.mark.parametrize("line", [PASSWORD, f"{PASSWORD}\n", f"{PASSWORD}\r\nmore"])
def test_a_member_with_a_password_can_sign_in(run: Terminal, line: str) -> None:
    assert run("create", "Alice", "--email", "a@house.example", "--password-stdin", stdin=line) == 0
    assert run.out == "alice can sign in now.\n"
    assert commands.sign_in(name_or_email="a@house.example", password=PASSWORD).role == "member"


def test_without_a_password_there_is_a_link_that_works_once(run: Terminal) -> None:
    assert run("create", "alice", "--role", "owner", "--json") == 0
    made = json.loads(run.out)
    member = Member.objects.get()
    assert (made["id"], made["name"], made["role"]) == (str(member.pk), "alice", "owner")
    assert commands.use_sign_in_key(made["link"].rpartition("/sign-in/key/")[2]) == member


@pytest.mark.parametrize(
    ("words", "stdin", "sentence"),
    [
        (("create", "a-b"), "", "A name is made of the letters a to z, digits and _.\n"),
        (("create", "admin"), "", "That name is kept for the house.\n"),
        (
            ("create", "alice"),
            "",
            "That name is taken, or was once; names are never given again. "
            "These are free: alice2, alice3, alice4.\n",
        ),
        (("create", "bob", "--password-stdin"), "short", "A password has at least 8 characters.\n"),
        (("create", "bob", "--email", "x"), "", "That is no e-mail address.\n"),
        (("disable", "nobody_here"), "", "There is no such account: nobody_here.\n"),
        (
            ("disable", "alice"),
            "",
            "alice is the last owner; give somebody else that role first.\n",
        ),
        (("role", "alice", "member"), "", "alice is the last owner"),
        (("delete", "alice", "--yes"), "", "alice is the last owner"),
        (
            ("delete", "alice"),
            "alice",
            "Deleting is for good and the name never returns: add --yes",
        ),
        (("token", "nobody_here"), "", "There is no such account: nobody_here.\n"),
        (("token", "alice", "--scopes", "fly"), "", "Unknown scope: fly.\n"),
        (("token", "alice", "--scopes", " "), "", "A token needs at least one scope.\n"),
        (("approve", "alicia"), "", "Nobody called alicia waits for approval.\n"),
        (("reject", "alice"), "", "Nobody called alice waits for approval.\n"),
        (("invite", "--uses", "0"), "", "An invitation is for 1 to 1000 uses.\n"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_1(
    run: Terminal, words: tuple[str, ...], stdin: str, sentence: str
) -> None:
    commands.create_member(name="alice", role="owner")
    before = list(Member.objects.values())
    assert run(*words, stdin=stdin) == 1
    assert run.error.startswith(sentence)
    assert run.out == ""
    assert list(Member.objects.values()) == before


@pytest.mark.parametrize(
    "words",
    [(), ("create",), ("create", "a", "--role", "queen"), ("role", "a"), ("invite", "--uses", "x")],
)
def test_wrong_usage_is_exit_2(run: Terminal, words: tuple[str, ...]) -> None:
    assert run(*words) == 2
    assert "usage: portevoix account" in run.error


def test_a_token_is_printed_alone_and_works(run: Terminal) -> None:
    alice = commands.create_member(name="alice")
    assert run("token", "@Alice", "--scopes", "read write follow push") == 0
    found = bearer(run.out.strip())
    assert found is not None
    assert found.account_id == alice.pk
    assert run.out.count("\n") == 1


def test_who_may_not_come_in_gets_no_token(run: Terminal) -> None:
    commands.create_member(name="alice")
    commands.disable("alice")
    assert run("token", "alice") == 1
    assert run.error == "alice may not come in: suspended.\n"


def test_members_are_listed(run: Terminal) -> None:
    commands.create_member(name="alice", role="owner", email="a@house.example")
    commands.create_member(name="bob", standing=Standing.PENDING, reason="trains")
    assert run("list") == 0
    assert run.out.splitlines() == [
        "alice  owner      active", "bob    member     pending  trains",
    ]  # fmt: skip
    assert run("list", "--waiting", "--json") == 0
    assert [(row["name"], row["standing"]) for row in json.loads(run.out)] == [("bob", "pending")]


def standing_of(name: str) -> int:
    found = queries.member_named(name)
    assert found is not None
    return found.account.standing


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        (("disable", "bob"), Standing.SUSPENDED),
        (("delete", "bob", "--yes"), Standing.DELETED),
    ],
)
def test_standings_change(run: Terminal, words: tuple[str, ...], standing: Standing) -> None:
    commands.create_member(name="bob")
    assert run(*words, "--json") == 0
    assert json.loads(run.out) == {"name": "bob", "standing": standing.name.lower()}
    assert standing_of("bob") == standing


def test_enabling_undoes_disabling(run: Terminal) -> None:
    commands.create_member(name="bob")
    assert run("disable", "bob") == run("enable", "bob") == 0
    assert (run.out, standing_of("bob")) == ("bob may come in.\n", Standing.ACTIVE)


def test_who_waits_is_approved_not_enabled(run: Terminal) -> None:
    commands.create_member(name="bob", standing=Standing.PENDING)
    assert run("enable", "bob") == 1
    assert run("approve", "bob") == 0
    assert standing_of("bob") == Standing.ACTIVE


def test_who_waits_can_be_rejected(run: Terminal) -> None:
    commands.create_member(name="bob", standing=Standing.PENDING)
    assert run("reject", "bob") == 0
    assert not Member.objects.exists()


def test_a_role_is_given(run: Terminal) -> None:
    commands.create_member(name="bob")
    assert run("role", "bob", "admin") == 0
    assert (run.out, Member.objects.get().role) == ("bob is admin.\n", "admin")


@pytest.mark.parametrize("answer", ["bob", "bo"])
def test_on_a_terminal_deleting_asks_for_the_name(
    run: Terminal, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.create_member(name="bob")
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert run("delete", "bob", stdin=None) == (0 if answer == "bob" else 1)
    assert (standing_of("bob") == Standing.DELETED) == (answer == "bob")


def test_an_invitation_is_a_link_alone(run: Terminal) -> None:
    assert run("invite", "--uses", "3", "--days", "2") == 0
    row = Invitation.objects.get()
    assert run.out == f"http://localhost:8000/join?invitation={row.code}\n"
    assert (row.uses_left, row.invited_by_id) == (3, None)


def test_a_closed_house_invites_nobody(run: Terminal) -> None:
    house.describe(registrations="closed")
    assert run("invite") == 1
    assert not Invitation.objects.exists()


def test_a_link_for_who_lost_their_keys(run: Terminal) -> None:
    from portevoix.domain.access import codes
    from portevoix.domain.access.models import Codes
    from portevoix.kernel import clock

    run("create", "alice", "--password-stdin", stdin=PASSWORD)
    member = Member.objects.get(name="alice")
    codes.begin_codes(member.pk)
    Codes.objects.update(confirmed_at=clock.now())
    assert run("link", "@Alice") == 0
    token = run.out.strip().rpartition("/")[2]
    assert commands.use_sign_in_key(token).name == "alice"
    assert Codes.objects.exists()
    assert run("link", "alice", "--codes-off", "--json") == 0
    assert json.loads(run.out)["codes_off"] is True
    assert not Codes.objects.exists()
    assert run("link", "nobody") == 1
