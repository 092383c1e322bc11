"""Apps: how a program introduces itself."""

from typing import Any

import msgspec

from portevoix.domain.access import commands, queries
from portevoix.domain.access.models import App
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import whole


class _NewApp(msgspec.Struct):
    client_name: str = ""
    redirect_uris: Any = ""
    scopes: str = "read"
    website: str = ""


@route(
    "POST",
    "/api/v1/apps",
    scope="",
    auth=Auth.PUBLIC,
    family="apps",
    gives=whole.AppWithSecret,
    asks=(_NewApp,),
)
def register(call: Call) -> Answer:
    """Registers a program; its secret is told this once."""
    asked = call.read(_NewApp)
    given = asked.redirect_uris
    app, secret = commands.register_app(
        name=asked.client_name,
        redirect_uris=[str(uri) for uri in given]
        if isinstance(given, list)
        else str(given).split(),
        scopes_asked=asked.scopes,
        website=asked.website,
    )
    told = application(app) | {
        "client_id": app.client_id,
        "client_secret": secret,
        "client_secret_expires_at": 0,
    }
    return answer(told)


@route("GET", "/api/v1/apps/verify_credentials", scope="", auth=Auth.APP, gives=whole.App)
def verify(call: Call) -> Answer:
    """Tells an app that its token is good."""
    bearer = call.bearer
    app = queries.app_by_id(bearer.app_id) if bearer is not None and bearer.app_id else None
    if app is None:
        return answer(_by_hand(sorted(bearer.scopes) if bearer else []))
    return answer(application(app))


def application(app: App) -> dict[str, Any]:
    """Returns the entity Application. There is no push yet, so no key for it."""
    uris = list(app.redirect_uris)
    return {
        "id": str(app.id),
        "name": app.name,
        "website": app.website or None,
        "scopes": list(app.scopes),
        "redirect_uris": uris,
        "redirect_uri": "\n".join(uris),
        "vapid_key": "",
    }


def _by_hand(scopes: list[str]) -> dict[str, Any]:
    """Of a token that the keeper made on the command line."""
    return {
        "id": "0",
        "name": "Portevoix",
        "website": None,
        "scopes": scopes,
        "redirect_uris": [],
        "redirect_uri": "",
        "vapid_key": "",
    }
