"""Joining by an app."""

import msgspec

from portevoix.domain.access import commands as access
from portevoix.domain.access.queries import app_by_id
from portevoix.domain.access.scopes import is_administrative
from portevoix.domain.accounts import commands
from portevoix.doors.mastodon.answers import Answer, answer
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

    Where joining waits for approval the token works from then on.
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
