"""The token endpoint, and taking tokens back."""

from typing import Any

import msgspec

from portevoix.domain.access import commands, queries
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.access.models import Token
from portevoix.doors.mastodon.answers import Answer, answer, empty
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.oauth.client import Credentials, client_of
from portevoix.doors.mastodon.refusals import oauth_refused
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import whole


class _Asked(msgspec.Struct):
    grant_type: str = ""
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str = ""
    scope: str = ""
    token: str = ""


@route(
    "POST",
    "/oauth/token",
    scope="",
    auth=Auth.PUBLIC,
    family="tokens",
    gives=whole.Token,
    asks=(_Asked, Credentials),
)
def token(call: Call) -> Answer:
    """Exchanges a code, or an app's secret, for a token (RFC 6749 4.1.3, 4.4.2)."""
    try:
        return _grant(call, call.read(_Asked))
    except AccessRefused as error:
        return oauth_refused(error)


def _grant(call: Call, asked: _Asked) -> Answer:
    if asked.grant_type not in ("authorization_code", "client_credentials"):
        # A password is for the house's own page, never for an app.
        code = "unsupported_grant_type" if asked.grant_type else "invalid_request"
        raise AccessRefused("The authorization grant type is not supported", code=code)
    app, proved = client_of(call)
    if asked.grant_type == "client_credentials":
        if not proved:
            raise AccessRefused("the app's secret is needed", code="invalid_client")
        return token_entity(*commands.app_token(app=app, scopes_asked=asked.scope))
    return token_entity(
        *commands.exchange_code(
            app=app,
            code=asked.code,
            redirect_uri=asked.redirect_uri,
            verifier=asked.code_verifier,
            proved=proved,
        )
    )


def token_entity(secret: str, row: Token) -> Answer:
    """Returns the entity Token."""
    told = {
        "access_token": secret,
        "token_type": "Bearer",
        "scope": row.scopes,
        "created_at": int(row.created_at.timestamp()),
    }
    return answer(told, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


@route(
    "POST",
    "/oauth/revoke",
    scope="",
    auth=Auth.PUBLIC,
    gives=dict[str, Any],
    asks=(_Asked, Credentials),
)
def revoke(call: Call) -> Answer:
    """Ends a token of the app that asks (RFC 7009). One unknown here is no error."""
    asked = call.read(_Asked)
    held = queries.bearer(asked.token) if asked.token else None
    try:
        app, _ = client_of(call)
    except AccessRefused:
        return _not_yours()
    if held is not None and held.app_id != app.id:
        return _not_yours()
    commands.revoke(token=asked.token, app=app)
    return empty()


def _not_yours() -> Answer:
    return answer(
        {
            "error": "unauthorized_client",
            "error_description": "You are not authorized to revoke this token",
        },
        status=403,
    )
