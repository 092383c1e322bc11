"""Questions about the ways in."""

from dataclasses import dataclass
from datetime import date, datetime

from portevoix.domain.access.models import (
    App,
    Attempt,
    Codes,
    Passkey,
    RecoveryCode,
    SignIn,
    Token,
)
from portevoix.kernel.database import rows
from portevoix.kernel.secrets import hash_token

_ACTIVE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who holds a token: an app, a member by an app, or a member by the keeper's hand."""

    token_id: int
    scopes: frozenset[str]
    app_id: int | None
    app_name: str
    app_website: str
    account_id: int | None
    name: str
    role: str
    standing: int
    frozen: bool

    @property
    def is_active_member(self) -> bool:
        """Whether a member stands behind the token who may act."""
        return self.account_id is not None and self.standing == _ACTIVE


_BEARER = """
    SELECT t.id, t.scopes, t.app_id, p.name, p.website, t.member_id, m.name, m.role,
           a.standing, a.frozen
      FROM access_token t
      LEFT JOIN access_app p ON p.id = t.app_id
      LEFT JOIN member m ON m.account_id = t.member_id
      LEFT JOIN account a ON a.id = t.member_id
     WHERE t.{column} = %(wanted)s AND t.revoked_at IS NULL
"""


def bearer(token: str) -> Bearer | None:
    """Returns who holds `token`, or None when it is unknown or revoked. One query."""
    return _one_bearer("token_hash", hash_token(token))


def bearer_by_id(token_id: int) -> Bearer | None:
    """Returns who holds the token with this id, or None when it is revoked. One query."""
    return _one_bearer("id", token_id)


def _one_bearer(column: str, wanted: str | int) -> Bearer | None:
    found = rows(_BEARER.format(column=column), {"wanted": wanted})
    if not found:
        return None
    row = found[0]
    return Bearer(
        token_id=row[0],
        scopes=frozenset(row[1].split()),
        app_id=row[2],
        app_name=row[3] or "",
        app_website=row[4] or "",
        account_id=row[5],
        name=row[6] or "",
        role=row[7] or "",
        standing=row[8] or 0,
        frozen=bool(row[9]),
    )


def app_by_client_id(client_id: str) -> App | None:
    """Returns the app that calls itself `client_id`."""
    return App.objects.filter(client_id=client_id).first()


def app_by_id(app_id: int) -> App | None:
    """Returns the app with this id."""
    return App.objects.filter(id=app_id).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """An app, or the keeper's terminal (no app), with what it may do as a member."""

    app: App | None
    scopes: tuple[str, ...]
    since: datetime
    used_on: date | None


def apps_of(member_id: int) -> list[LetIn]:
    """Returns who holds a good token of the member, by name; the terminal comes last."""
    held: dict[int, list[Token]] = {}
    good = Token.objects.filter(member_id=member_id, revoked_at=None).select_related("app")
    for token in good.order_by("id"):
        held.setdefault(token.app_id or 0, []).append(token)
    found = [
        LetIn(
            app=tokens[0].app,
            scopes=tuple(sorted({word for each in tokens for word in each.scopes.split()})),
            since=tokens[0].created_at,
            used_on=max((each.used_on for each in tokens if each.used_on), default=None),
        )
        for tokens in held.values()
    ]
    return sorted(found, key=lambda each: (each.app is None, each.app.name if each.app else ""))


def sign_in(session_key: str) -> SignIn | None:
    """Returns the sign-in that belongs to a browser's session, or None when it was ended."""
    return SignIn.objects.filter(session_key=session_key).first()


def sign_ins(member_id: int) -> list[SignIn]:
    """Returns the member's signed-in browsers, the last seen first."""
    return list(SignIn.objects.filter(member_id=member_id).order_by("-seen_at"))


def tries(member_id: int, *, before: int | None = None, limit: int = 50) -> list[Attempt]:
    """Returns the log of the member's sign-ins, the failed ones too, the newest first."""
    found = Attempt.objects.filter(member_id=member_id).order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found[:limit])


def asks_code(member_id: int) -> bool:
    """Whether the member's password is not enough: a one-time code is asked after it."""
    return Codes.objects.filter(member_id=member_id).exclude(confirmed_at=None).exists()


def recovery_codes_left(member_id: int) -> int:
    """Returns how many recovery codes the member has not used."""
    return RecoveryCode.objects.filter(member_id=member_id, used_at=None).count()


def passkeys(member_id: int) -> list[Passkey]:
    """Returns the member's passkeys, the oldest first."""
    return list(Passkey.objects.filter(member_id=member_id).order_by("id"))


def has_passkey(member_id: int) -> bool:
    """Whether the member can come in by a passkey."""
    return Passkey.objects.filter(member_id=member_id).exists()
