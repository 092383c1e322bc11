"""Which app speaks at the token endpoint (RFC 6749 2.3.1): by header, or in the body."""

import base64
import binascii
from urllib.parse import unquote_plus

import msgspec

from portevoix.domain.access.commands import knows_secret
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.access.models import App
from portevoix.domain.access.queries import app_by_client_id
from portevoix.doors.mastodon.call import Call
from portevoix.kernel.errors import Invalid


class Credentials(msgspec.Struct):
    """How an app names itself in the body."""

    client_id: str = ""
    client_secret: str = ""


def client_of(call: Call) -> tuple[App, bool]:
    """Returns the app and whether it showed its secret.

    Raises AccessRefused with invalid_client: no app is named, or the secret is wrong.
    """
    client_id, secret = _by_header(call) or _in_body(call)
    app = app_by_client_id(client_id) if client_id else None
    if app is None or (secret and not knows_secret(app, secret)):
        raise AccessRefused(
            "Client authentication failed due to unknown client, no client authentication "
            "included, or unsupported authentication method.",
            code="invalid_client",
        )
    return app, bool(secret)


def _by_header(call: Call) -> tuple[str, str] | None:
    kind, _, coded = call.request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        text = base64.b64decode(coded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def _in_body(call: Call) -> tuple[str, str]:
    try:
        said = call.read(Credentials)
    except Invalid:
        return "", ""
    return said.client_id, said.client_secret
