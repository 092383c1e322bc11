"""What members say of themselves, and how they like to write."""

from collections.abc import Mapping, Sequence

from portevoix.domain.accounts import policies, words
from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.events import ProfileChanged
from portevoix.domain.accounts.models import Account, Kind, Member
from portevoix.domain.accounts.queries import by_handle, member
from portevoix.kernel.errors import NotFound
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.text.parse import Handle, parse
from portevoix.kernel.text.render import MentionLink, render
from portevoix.kernel.unit_of_work import command, emit

_SWITCHES = frozenset({"locked", "discoverable", "indexable", "hides_collections"})
_PREFERENCES = frozenset(
    {"default_audience", "page_audience", "default_language", "default_sensitive", "language"}
)
# Long enough for whatever may be accepted: what is too long is refused, never cut.
_WHOLE = 100_000


@command
def update_profile(
    *,
    account_id: int,
    display_name: str | None = None,
    bio: str | None = None,
    fields: Sequence[tuple[str, str]] | None = None,
    is_bot: bool | None = None,
    **switches: bool | None,
) -> Account:
    """Changes what is given of a member's profile, and returns the account.

    Switches: locked, discoverable, indexable, hides_collections. Raises
    ProfileInvalid by field (too_long, too_many, blank), NotFound. What changes
    nothing emits nothing.
    """
    if unknown := set(switches) - _SWITCHES:
        raise TypeError(f"a profile has no {sorted(unknown)}")
    account = Account.objects.select_for_update().filter(id=account_id, host="").first()
    if account is None:
        raise NotFound
    wanted: dict[str, object] = {key: on for key, on in switches.items() if on is not None}
    if is_bot is not None:
        wanted["kind"] = Kind.SERVICE if is_bot else Kind.PERSON
    wanted |= _texts(account, display_name, bio, fields)
    return _save(account, wanted)


@command
def set_preferences(
    *, account_id: int, settings: Mapping[str, object] | None = None, **changes: object
) -> Member:
    """Changes how a member writes and what they see, and returns the member.

    Takes default_audience, page_audience, default_language, default_sensitive,
    language; `settings` is laid over the stored ones, None taking one away. Their
    meaning is the doors'. Raises NotFound.
    """
    if unknown := set(changes) - _PREFERENCES:
        raise TypeError(f"a member has no {sorted(unknown)}")
    found = member(account_id, lock=True)
    if found is None:
        raise NotFound
    for field, value in changes.items():
        setattr(found, field, value)
    if settings is not None:
        laid = {**found.settings, **settings}
        found.settings = {key: value for key, value in laid.items() if value is not None}
    found.save(update_fields=[*changes, "settings"])
    return found


def _texts(
    account: Account,
    display_name: str | None,
    bio: str | None,
    fields: Sequence[tuple[str, str]] | None,
) -> dict[str, object]:
    wanted: dict[str, object] = {}
    faults: dict[str, str | None] = {}
    if display_name is not None:
        wanted["display_name"] = clean_line(display_name, _WHOLE)
        faults["display_name"] = policies.display_name_fault(str(wanted["display_name"]))
    if bio is not None:
        wanted["bio"] = clean_text(bio)
        faults["bio"] = policies.bio_fault(str(wanted["bio"]))
    if fields is not None:
        pairs = _clean_pairs(fields)
        faults["fields"] = policies.fields_fault(pairs)
        wanted["fields"] = pairs
    found = {field: [fault] for field, fault in faults.items() if fault}
    if found:
        raise ProfileInvalid(fields=found)
    if bio is not None:
        wanted["bio_html"] = _html(str(wanted["bio"]))
    if fields is not None:
        wanted["fields"] = _written(pairs, account.fields)
    return wanted


def _clean_pairs(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    cleaned = [(clean_line(name, _WHOLE), clean_line(value, _WHOLE)) for name, value in fields]
    return [pair for pair in cleaned if pair != ("", "")]


def _written(
    pairs: Sequence[tuple[str, str]], before: list[dict[str, object]]
) -> list[dict[str, object]]:
    """Returns the fields as stored; one that stays word for word keeps its verification."""
    verified = {(row["name"], row["value"]): row.get("verified_at") for row in before}
    return [
        {
            "name": name,
            "value": value,
            "html": _own(_html(value).removeprefix("<p>").removesuffix("</p>")),
            "verified_at": verified.get((name, value)),
        }
        for name, value in pairs
    ]


def _own(html: str) -> str:
    """Returns the content of a field; its links are its owner's, as far as they say so."""
    return html.replace('rel="nofollow noopener"', 'rel="me nofollow noopener"')


def _html(text: str) -> str:
    if not text:
        return ""
    mentions: dict[Handle, MentionLink] = {}
    for handle in parse(text).mentions:
        account = by_handle(handle.name, handle.host)
        if account is not None:
            url = f"/@{account.name}" if account.is_here else account.url or account.uri or ""
            mentions[handle] = MentionLink(url=url, name=account.name)
    return render(text, mentions=mentions, tag_path="/tags/")


def _save(account: Account, wanted: Mapping[str, object]) -> Account:
    changed = [field for field, value in wanted.items() if getattr(account, field) != value]
    if not changed:
        return account
    for field in changed:
        setattr(account, field, wanted[field])
    account.version += 1
    account.save(update_fields=[*changed, "version"])
    if "display_name" in changed:
        words.index(account)
    emit(ProfileChanged(account_id=account.pk, profile_version=account.version))
    return account
