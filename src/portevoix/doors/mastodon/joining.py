"""Joining by an app."""

from datetime import date
from typing import Any

import msgspec

from portevoix.domain.access import commands as access
from portevoix.domain.access.queries import app_by_id
from portevoix.domain.access.scopes import is_administrative
from portevoix.domain.accounts import commands
from portevoix.doors.mastodon.answers import Answer, answer, empty
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotAllowed
from portevoix.wire.mastodon import whole


class _Newcomer(msgspec.Struct):
    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool = False
    locale: str = ""
    reason: str = ""
    invite_code: str = ""
    date_of_birth: str = ""


class _Address(msgspec.Struct):
    email: str = ""


@route(
    "POST",
    "/api/v1/accounts",
    scope="write:accounts",
    auth=Auth.APP,
    family="joining",
    gives=whole.Token,
    asks=(_Newcomer,),
)
def join(call: Call) -> Answer:
    """Makes an account and returns a token of it, which works at once where joining is open.

    Where joining waits for approval, or for an address to be confirmed, the token works
    from then on.
    """
    bearer = call.bearer
    app = app_by_id(bearer.app_id) if bearer is not None and bearer.app_id else None
    if bearer is None or app is None or bearer.account_id is not None:
        raise NotAllowed("This method requires an application token")
    asked = call.read(_Newcomer)
    member = commands.join(
        name=asked.username,
        password=asked.password,
        email=asked.email,
        language=asked.locale[:12],
        reason=asked.reason,
        invitation=asked.invite_code,
        agreed=asked.agreement,
        born_on=_day(asked.date_of_birth),
    )
    granted = sorted(scope for scope in bearer.scopes if not is_administrative(scope))
    token = access.member_token(member, app, granted)
    return answer(
        {
            "access_token": token,
            "token_type": "Bearer",
            "scope": " ".join(granted),
            "created_at": int(member.joined_at.timestamp()),
        }
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@route(
    "POST",
    "/api/v1/emails/confirmations",
    scope="",
    auth=Auth.USER,
    family="letters",
    gives=dict[str, Any],
    asks=(_Address,),
    unconfirmed=True,
)
def confirm_again(call: Call) -> Answer:
    """Sends the letter again by which who joined shows that the address is theirs.

    `email` corrects an address that was mistyped.
    """
    commands.ask_confirmation(account_id=call.account_id, email=call.read(_Address).email)
    return empty()
