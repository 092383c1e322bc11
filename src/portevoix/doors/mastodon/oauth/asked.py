"""What an app asks of a member, from the address of the consent page (RFC 6749 4.1.1)."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import QueryDict

from portevoix.domain.access import pkce, redirects
from portevoix.domain.access.commands import grantable
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.access.models import App
from portevoix.domain.access.queries import app_by_client_id
from portevoix.domain.accounts.public import Member
from portevoix.doors.mastodon.oauth.metadata import issuer

NAMES = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)
_LONGEST = 4000


class UnknownApp(AccessRefused):
    """The app or its address is not known: nobody may be sent there."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One wish to be let in, whose app and address are known to belong together."""

    app: App
    redirect_uri: str
    scope: str
    state: str
    challenge: str
    challenge_method: str
    response_type: str

    @property
    def is_out_of_band(self) -> bool:
        """Whether the code is to be shown, and carried over by hand."""
        return self.redirect_uri == redirects.OUT_OF_BAND

    def check(self, member: Member) -> tuple[str, ...]:
        """Returns the scopes that the member can give. Raises AccessRefused."""
        if self.response_type != "code":
            raise AccessRefused("only codes are given", code="unsupported_response_type")
        pkce.checked(self.challenge, self.challenge_method)
        return grantable(member, self.app, self.scope)

    def back(self, **answer: str) -> str:
        """Returns the app's address with the answer in its query, state and issuer with it."""
        if self.state:
            answer["state"] = self.state
        query = urlencode({**answer, "iss": issuer()})
        parts = urlsplit(self.redirect_uri)
        joined = f"{parts.query}&{query}" if parts.query else query
        if not parts.netloc and not parts.path:
            # urlunsplit would lose the two slashes of "app://".
            return f"{self.redirect_uri}?{joined}"
        return urlunsplit(parts._replace(query=joined))


def asked(said: QueryDict) -> Asked:
    """Returns what is asked. Raises UnknownApp: then nobody must be redirected."""
    words = {name: said.get(name, "")[:_LONGEST].replace("\x00", "") for name in NAMES}
    app = app_by_client_id(words["client_id"]) if words["client_id"] else None
    if app is None:
        raise UnknownApp("this app is not known here", code="unknown_app")
    redirect_uri = words["redirect_uri"]
    if not redirect_uri and len(app.redirect_uris) == 1:
        redirect_uri = app.redirect_uris[0]
    if not redirects.matches(app.redirect_uris, redirect_uri):
        raise UnknownApp("the app did not register this address", code="unknown_redirect")
    return Asked(
        app=app,
        redirect_uri=redirect_uri,
        scope=words["scope"],
        state=words["state"],
        challenge=words["code_challenge"],
        challenge_method=words["code_challenge_method"],
        response_type=words["response_type"],
    )
