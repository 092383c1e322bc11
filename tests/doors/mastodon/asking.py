"""The API, asked as an app asks."""

from typing import Any

from django.test import Client

from portevoix.domain.access.commands import member_token, register_app
from portevoix.domain.access.models import App
from portevoix.domain.accounts import queries
from portevoix.domain.accounts.reader import Reader
from tests.factories.people import id_of

EVERYTHING = "read write follow push profile"


class Api:
    """An app of somebody; without a token, of nobody."""

    def __init__(self, token: str = "") -> None:
        self.token = token
        self._client = Client()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Sends a JSON body and returns the response."""
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        about: dict[str, Any] = {"headers": headers}
        if body is not None:
            about |= {"data": body, "content_type": "application/json"}
        return getattr(self._client, method.lower())(path, **about)

    def get(self, path: str) -> Any:
        """Returns what a GET finds, which must be there."""
        answer = self("GET", path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Returns what a POST answers, which must succeed."""
        answer = self("POST", path, {} if body is None else body, **headers)
        assert answer.status_code == 200, answer.content
        return answer.json()


def app_of(person: Reader, scopes: str = EVERYTHING) -> Api:
    """An app that `person` let in."""
    found = queries.member(id_of(person))
    assert found is not None
    return Api(member_token(found, None, scopes))


def an_app(
    scopes: str = EVERYTHING, redirect_uri: str = "urn:ietf:wg:oauth:2.0:oob"
) -> tuple[App, str]:
    """A registered app with its secret."""
    return register_app(name="Seagull", redirect_uris=[redirect_uri], scopes_asked=scopes)
