"""Letting apps in, and out again; the verbs about browsers are listed with them."""

import hmac
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from portevoix.domain.access import events, pkce, redirects, scopes
from portevoix.domain.access.browsers import (
    end_all_sign_ins,
    end_sign_in,
    forget_idle_sign_ins,
    remember_sign_in,
    seen,
)
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.access.models import (
    App,
    Attempt,
    Code,
    Codes,
    Passkey,
    RecoveryCode,
    Token,
)
from portevoix.domain.accounts.public import Member, Role
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import Invalid, NotAllowed
from portevoix.kernel.secrets import hash_token, new_token
from portevoix.kernel.unit_of_work import command, emit

_CODE_LIVES = timedelta(minutes=10)
_LONGEST_NAME = 60
_MOST_REDIRECTS = 20
_MOST_SHOWN = 50_000
_shown: dict[int, date] = {}
_KEEPERS = frozenset({Role.OWNER, Role.ADMIN})


@command
def register_app(
    *, name: str, redirect_uris: Sequence[str], scopes_asked: str = "read", website: str = ""
) -> tuple[App, str]:
    """Registers a program; anyone may. Returns it with its secret, which is not kept.

    Raises Invalid with `fields` for name, redirect_uris, website or scopes.
    """
    faults: dict[str, list[str]] = {}
    name = " ".join(name.split())
    if not name:
        faults["name"] = ["blank"]
    elif len(name) > _LONGEST_NAME:
        faults["name"] = ["too_long"]
    if not redirect_uris:
        faults["redirect_uris"] = ["blank"]
    elif len(redirect_uris) > _MOST_REDIRECTS or not all(map(_is_good_redirect, redirect_uris)):
        faults["redirect_uris"] = ["invalid"]
    if (website and not website.startswith(("https://", "http://"))) or len(website) > 2000:
        faults["website"] = ["invalid"]
    try:
        granted = scopes.parse(scopes_asked or "read")
    except Invalid:
        faults["scopes"] = ["invalid"]
    if faults:
        raise Invalid(fields=faults)
    secret = new_token()
    app = App.objects.create(
        id=ids.new_id(), client_id=new_token(), secret_hash=hash_token(secret), name=name,
        website=website, redirect_uris=list(dict.fromkeys(redirect_uris)), scopes=list(granted),
        created_at=clock.now(),
    )  # fmt: skip
    emit(events.AppRegistered(app_id=app.id))
    return app, secret


def knows_secret(app: App, secret: str) -> bool:
    """Returns whether `secret` is the app's own."""
    return hmac.compare_digest(app.secret_hash, hash_token(secret))


def grantable(member: Member, app: App | None, asked: str) -> tuple[str, ...]:
    """Returns what `member` can let `app` do of what it asked; administrative scopes, keepers only.

    Raises AccessRefused with invalid_scope when the app never registered it, or nothing is left.
    """
    try:
        wanted = scopes.parse(asked or "read")
    except Invalid as unknown:
        raise AccessRefused(str(unknown), code="invalid_scope") from unknown
    if app is not None and not scopes.within(app.scopes, wanted):
        raise AccessRefused("the app did not register these scopes", code="invalid_scope")
    keeper = member.role in _KEEPERS
    left = tuple(scope for scope in wanted if keeper or not scopes.is_administrative(scope))
    if not left:
        raise AccessRefused("nothing of this is yours to give", code="invalid_scope")
    return left


@command
def authorise(
    *, member: Member, app: App, redirect_uri: str, scopes_asked: str,
    challenge: str = "", challenge_method: str = "",
) -> str:  # fmt: skip
    """Lets the app in as the member; returns a code, good once and for ten minutes.

    Raises AccessRefused: the address is not the app's, the scopes or the challenge cannot be.
    """
    if not redirects.matches(app.redirect_uris, redirect_uri):
        raise AccessRefused("this address to return to is not registered")
    challenge, challenge_method = pkce.checked(challenge, challenge_method)
    code, moment = new_token(), clock.now()
    Code.objects.create(
        id=ids.new_id(), code_hash=hash_token(code), app=app, member=member,
        redirect_uri=redirect_uri, scopes=list(grantable(member, app, scopes_asked)),
        challenge=challenge, challenge_method=challenge_method, expires_at=moment + _CODE_LIVES,
    )  # fmt: skip
    return code


def exchange_code(
    *, app: App, code: str, redirect_uri: str, verifier: str = "", proved: bool
) -> tuple[str, Token]:
    """Returns the token for a code, and its row. `proved`: the app showed its secret.

    A code shown twice was stolen: what it gave is revoked (RFC 6749 10.5), which is
    kept although this then raises. An app without its secret must have given a
    S256 challenge. Raises AccessRefused with invalid_grant or invalid_client.
    """
    row = Code.objects.filter(code_hash=hash_token(code), app=app).select_related("member").first()
    if row is None or row.expires_at <= clock.now():
        raise AccessRefused("the code is unknown or too old", code="invalid_grant")
    if row.used_at is not None:
        _revoke_by_code(row)
        raise AccessRefused("the code was already used", code="invalid_grant")
    if row.redirect_uri != redirect_uri:
        raise AccessRefused("redirect_uri is not the one asked before", code="invalid_grant")
    if not proved and row.challenge_method != "S256":
        raise AccessRefused("an app without its secret needs PKCE", code="invalid_client")
    if row.challenge and not pkce.proves(verifier, row.challenge, row.challenge_method):
        raise AccessRefused("code_verifier does not match", code="invalid_grant")
    return _token_for_code(row)


@command
def _token_for_code(row: Code) -> tuple[str, Token]:
    moment = clock.now()
    if not Code.objects.filter(id=row.id, used_at=None).update(used_at=moment):
        raise AccessRefused("the code was already used", code="invalid_grant")
    token, kept = _new_token(app=row.app, member=row.member, granted=row.scopes, code=row)
    emit(events.AppLetIn(app_id=row.app_id, member_id=row.member_id, token_id=kept.id))
    return token, kept


@command
def _revoke_by_code(row: Code) -> None:
    _revoke(Token.objects.filter(code=row, revoked_at=None), row.member_id)


@command
def app_token(*, app: App, scopes_asked: str) -> tuple[str, Token]:
    """Returns a token of the app itself, for what needs no member. Raises AccessRefused."""
    try:
        wanted = scopes.parse(scopes_asked or "read")
    except Invalid as unknown:
        raise AccessRefused(str(unknown), code="invalid_scope") from unknown
    if not scopes.within(app.scopes, wanted):
        raise AccessRefused("the app did not register these scopes", code="invalid_scope")
    return _new_token(app=app, member=None, granted=wanted)


@command
def member_token(member: Member, app: App | None, scopes_granted: str | Iterable[str]) -> str:
    """Returns a token of `member`, by `app` or, without one, by the keeper's hand.

    Raises Invalid for an unknown scope, NotAllowed for one that the member's role does not give.
    """
    granted = scopes.parse(scopes_granted)
    if member.role not in _KEEPERS and any(map(scopes.is_administrative, granted)):
        raise NotAllowed("only keepers hold administrative scopes", code="role")
    token, kept = _new_token(app=app, member=member, granted=granted)
    app_id = None if app is None else app.id
    emit(events.AppLetIn(app_id=app_id, member_id=member.pk, token_id=kept.id))
    return token


@command
def revoke(*, token: str, app: App | None = None) -> None:
    """Ends a token. One that is unknown, or is not of `app`, is no error (RFC 7009 2.2)."""
    found = Token.objects.filter(token_hash=hash_token(token), revoked_at=None)
    if app is not None:
        found = found.filter(app=app)
    for row in found:
        _revoke(Token.objects.filter(id=row.id, revoked_at=None), row.member_id)


@command
def revoke_app(*, member_id: int, app_id: int) -> None:
    """Ends every token that the app holds of the member."""
    _revoke(Token.objects.filter(member_id=member_id, app_id=app_id, revoked_at=None), member_id)
    Code.objects.filter(member_id=member_id, app_id=app_id).delete()


@command
def revoke_unnamed(member_id: int) -> None:
    """Ends the tokens of the member that no app holds: those made on the command line."""
    _revoke(Token.objects.filter(member_id=member_id, app=None, revoked_at=None), member_id)


@command
def revoke_all(member_id: int) -> None:
    """Ends every token of the member; for a new password, a suspension, a leaving."""
    Token.objects.filter(member_id=member_id, revoked_at=None).update(revoked_at=clock.now())
    Code.objects.filter(member_id=member_id, used_at=None).delete()
    emit(events.TokensRevoked(member_id=member_id, token_ids=[]))


def token_shown(token_id: int) -> None:
    """Notes that a token is in use today; costs nothing from the second time on."""
    today = clock.now().date()
    if _shown.get(token_id) == today:
        return
    if len(_shown) >= _MOST_SHOWN:
        _shown.clear()
    Token.objects.filter(id=token_id).exclude(used_on=today).update(used_on=today)
    _shown[token_id] = today


@command
def forget_member(member_id: int) -> None:
    """Removes everything by which a member came in: for one who is gone for good."""
    for table in (Codes, RecoveryCode, Passkey, Attempt):
        table.objects.filter(member_id=member_id).delete()


def _revoke(found: QuerySet[Token], member_id: int | None) -> None:
    token_ids = list(found.values_list("id", flat=True))
    Token.objects.filter(id__in=token_ids).update(revoked_at=clock.now())
    if member_id is not None and token_ids:
        emit(events.TokensRevoked(member_id=member_id, token_ids=token_ids))


def _new_token(
    *, app: App | None, member: Member | None, granted: Iterable[str], code: Code | None = None
) -> tuple[str, Token]:
    token = new_token()
    kept = Token.objects.create(
        id=ids.new_id(), token_hash=hash_token(token), app=app, member=member, code=code,
        scopes=" ".join(granted), created_at=clock.now(),
    )  # fmt: skip
    return token, kept


def _is_good_redirect(uri: str) -> bool:
    try:
        redirects.checked(uri)
    except Invalid:
        return False
    return True


__all__ = [
    "app_token",
    "authorise",
    "end_all_sign_ins",
    "end_sign_in",
    "exchange_code",
    "forget_idle_sign_ins",
    "forget_member",
    "grantable",
    "knows_secret",
    "member_token",
    "register_app",
    "remember_sign_in",
    "revoke",
    "revoke_all",
    "revoke_app",
    "revoke_unnamed",
    "seen",
    "token_shown",
]
