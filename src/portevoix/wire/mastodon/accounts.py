"""Accounts as apps see them."""

from collections.abc import Iterable
from typing import Any

from portevoix.domain.accounts.models import Account, Kind, Standing
from portevoix.domain.accounts.queries import by_ids
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of
from portevoix.kernel.text.render import absolute
from portevoix.wire import addresses, emoji, faces
from portevoix.wire.mastodon import marks
from portevoix.wire.mastodon.emoji import custom_emoji
from portevoix.wire.mastodon.entities import AccountBody, Field
from portevoix.wire.mastodon.times import told

AVATAR = "/static/pictures/avatar.png"
HEADER = "/static/pictures/header.png"
HOUSE = "/static/pictures/house.png"
# Expressions instead of bare columns of days and truths: SQLite's driver converts
# those with a Python function each, which costs more than everything else here.
COLUMNS = (
    "{a}.id, {a}.version, {r}.version, {r}.body, {a}.posts_count, {a}.followers_count,"
    " {a}.following_count, CAST({a}.last_post_on AS text), {a}.standing,"
    " CASE WHEN {a}.limited THEN 1 ELSE 0 END"
)
WIDTH = 10
Row = tuple[Any, ...]
_SUSPENDED = int(Standing.SUSPENDED)
_ACCOUNTS = (
    f"SELECT {COLUMNS.format(a='a', r='r')} FROM account a"
    " LEFT JOIN wire_mastodon_account r ON r.account_id = a.id WHERE {ids}"
)


def acct_of(account: Account) -> str:
    """Returns the name by which this house knows the account: `alice` or `bob@host`."""
    return f"{account.name}@{account.host}" if account.host else account.name


def url_of(account: Account) -> str:
    """Returns the account's page."""
    if account.is_here:
        return marks.own(addresses.profile_url(account.name))
    return account.url or account.uri or ""


def rendered(account: Account) -> str:
    """Returns the JSON to keep of an account: everything but its counts."""
    here = account.is_here
    uri = marks.own(addresses.actor_uri(account.name)) if here else account.uri or ""
    avatar = marks.word() + (faces.path_of(account.avatar_url, faces.FACE) or AVATAR)
    header = marks.word() + (faces.path_of(account.header_url, faces.COVER) or HEADER)
    midnight = account.created_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return marks.stored(
        AccountBody(
            id=str(account.id), username=account.name, acct=acct_of(account), url=url_of(account),
            uri=uri, display_name=account.display_name, note=_html(account.bio_html),
            avatar=avatar, avatar_static=avatar, header=header, header_static=header,
            avatar_description=account.avatar_description,
            header_description=account.header_description,
            locked=account.locked, fields=[_field(field) for field in account.fields],
            bot=account.kind in (Kind.SERVICE, Kind.HOUSE), group=account.kind == Kind.GROUP,
            discoverable=account.discoverable, indexable=account.indexable,
            noindex=not account.indexable, memorial=account.memorial, created_at=told(midnight),
            hide_collections=account.hides_collections,
            emojis=[
                custom_emoji(each)
                for each in emoji.of(account.host, account.display_name, account.bio_html)
            ],
        )
    )  # fmt: skip


def accounts(ids: Iterable[int]) -> dict[int, str]:
    """Returns the JSON of accounts by their ids; unknown ones are left out. One query."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = rows(_ACCOUNTS.format(ids=among("a.id", "ids")), {"ids": ids_of(wanted)})
    return joined(found)


def joined(found: Iterable[Row]) -> dict[int, str]:
    """Returns the JSON of accounts from rows of COLUMNS; renders those not kept."""
    by_id = {row[0]: row for row in found}
    missing = [number for number, row in by_id.items() if row[3] is None or row[1] != row[2]]
    fresh = (
        {number: rendered(account) for number, account in by_ids(missing).items()}
        if missing
        else {}
    )
    origin = marks.origin()
    return {
        number: _whole(row, marks.shown_at(fresh.get(number) or row[3], origin))
        for number, row in by_id.items()
    }


def _whole(row: Row, body: str) -> str:
    posts, followers, following, last, standing, limited = row[4:WIDTH]
    last_told = f'"{last}"' if last else "null"
    flags = ',"suspended":true' if standing == _SUSPENDED else ""
    flags += ',"limited":true' if limited else ""
    return (
        f'{body[:-1]},"statuses_count":{posts},"followers_count":{followers},'
        f'"following_count":{following},"last_status_at":{last_told}{flags}}}'
    )


def _field(field: dict[str, str]) -> Field:
    return Field(
        name=field.get("name", ""),
        value=_html(field.get("html", "")),
        verified_at=field.get("verified_at") or None,
    )


def _html(html: str) -> str:
    return absolute(html, marks.word())
