"""What programs may know of this server beforehand (RFC 8414), and who somebody is (OpenID)."""

from typing import Any

from portevoix.domain.access.scopes import KNOWN
from portevoix.domain.accounts.queries import by_id
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire import addresses
from portevoix.wire.mastodon.accounts import AVATAR


def issuer() -> str:
    """Returns the name of this server, which comes with every code too (RFC 9207)."""
    return addresses.address("/")


@route(
    "GET",
    "/.well-known/oauth-authorization-server",
    scope="",
    auth=Auth.PUBLIC,
    gives=dict[str, Any],
)
def metadata(call: Call) -> Answer:
    """Describes the authorisation server."""
    at = addresses.address
    return answer(
        {
            "issuer": issuer(),
            "service_documentation": "https://docs.joinmastodon.org/",
            "authorization_endpoint": at("/oauth/authorize"),
            "token_endpoint": at("/oauth/token"),
            "app_registration_endpoint": at("/api/v1/apps"),
            "revocation_endpoint": at("/oauth/revoke"),
            "userinfo_endpoint": at("/oauth/userinfo"),
            "scopes_supported": sorted(KNOWN),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
                "none",
            ],
            "code_challenge_methods_supported": ["S256", "plain"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


@route("GET", "/oauth/userinfo", scope="profile", auth=Auth.USER, gives=dict[str, Any])
def userinfo(call: Call) -> Answer:
    """Tells an app who let it in."""
    account = by_id(call.account_id)
    if account is None:
        raise NotFound
    return answer(
        {
            "iss": issuer(),
            "sub": addresses.actor_uri(account.name),
            "name": account.display_name,
            "preferred_username": account.name,
            "profile": addresses.profile_url(account.name),
            "picture": addresses.address(AVATAR),
        }
    )
