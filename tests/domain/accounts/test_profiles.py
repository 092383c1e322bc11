"""What members say of themselves."""

import pytest

from portevoix.domain.accounts import commands
from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.events import ProfileChanged
from portevoix.domain.accounts.models import Account, Kind, Member
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import member, stranger, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return member("alice")


def change(alice: Member, **given: object) -> Account:
    return commands.update_profile(account_id=alice.pk, **given)  # type: ignore[arg-type]


def test_a_change_is_told_with_its_version(alice: Member) -> None:
    account = change(alice, display_name=" Alice\u202e  A. ", locked=True, is_bot=True)
    assert (account.display_name, account.locked, account.kind) == ("Alice A.", True, Kind.SERVICE)
    assert told()[1:] == [ProfileChanged(account_id=alice.pk, profile_version=2)]


def test_what_changes_nothing_is_not_told(alice: Member) -> None:
    change(alice, display_name="Alice", discoverable=False)
    change(alice, display_name="Alice", locked=False)
    assert len(told()) == 2
    assert Account.objects.get().version == 2


def test_limits_are_by_characters_and_refused_together(alice: Member) -> None:
    change(alice, display_name="é" * 40, bio="é" * 500, fields=[("a", "b")] * 4)
    with pytest.raises(ProfileInvalid) as refused:
        change(alice, display_name="é" * 41, bio="é" * 501, fields=[("a", "b")] * 5, locked=True)
    assert refused.value.fields == {
        "display_name": ["too_long"], "bio": ["too_long"], "fields": ["too_many"],
    }  # fmt: skip
    assert not Account.objects.get().locked


def test_a_bio_is_rendered_with_those_it_names(alice: Member) -> None:
    member("bob")
    stranger("chloe", "far.example")
    html = change(alice, bio="<b> with @bob, @chloe@far.example and @nobody #Trains").bio_html
    assert html.startswith("<p>&lt;b&gt; with ")
    assert 'href="/@bob"' in html
    assert 'href="https://far.example/@chloe"' in html
    assert "@nobody" in html
    assert 'href="/@nobody"' not in html
    assert 'href="/tags/trains"' in html.lower()


def test_fields_are_rendered_and_keep_their_verification(alice: Member) -> None:
    fields = [("Site", "https://alice.example"), ("", ""), ("Town", "Lille <3")]
    account = change(alice, fields=fields)
    assert [row["name"] for row in account.fields] == ["Site", "Town"]
    assert "<p>" not in account.fields[0]["html"]
    assert account.fields[1]["html"] == "Lille &lt;3"
    account.fields[0]["verified_at"] = "2026-01-02T03:04:05Z"
    account.save()
    again = change(alice, fields=[fields[0], ("Town", "Liège")])
    assert [row["verified_at"] for row in again.fields] == ["2026-01-02T03:04:05Z", None]


def test_a_field_without_a_name_is_refused(alice: Member) -> None:
    with pytest.raises(ProfileInvalid):
        change(alice, fields=[("", "Lille")])


def test_people_elsewhere_are_not_changed_here() -> None:
    with pytest.raises(NotFound):
        commands.update_profile(account_id=stranger().pk, display_name="Eve")


def test_preferences_are_laid_over_the_old(alice: Member) -> None:
    commands.set_preferences(account_id=alice.pk, default_language="fr", settings={"a": 1, "b": 2})
    commands.set_preferences(account_id=alice.pk, settings={"a": None, "c": 3})
    kept = Member.objects.get()
    assert (kept.default_language, kept.settings) == ("fr", {"b": 2, "c": 3})
    with pytest.raises(TypeError):
        commands.set_preferences(account_id=alice.pk, role="owner")
