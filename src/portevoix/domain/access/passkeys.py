"""Passkeys (WebAuthn Level 3), by py_webauthn: made, named, removed, and come in by.

A passkey is asked to know its person (user verification) and to name them
(discoverable), so it stands for password and code at once. Challenges are kept by
the door, which gives each out once.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from portevoix.domain.access import entering, events
from portevoix.domain.access.errors import LastKey, PasskeyRefused
from portevoix.domain.access.models import Passkey
from portevoix.domain.access.visits import Visit
from portevoix.domain.accounts.public import Member, StandingRefused, let_in, member
from portevoix.kernel import clock, config, ids
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.secrets import app_secret, hash_token
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.unit_of_work import command, emit

MOST = 20
LONGEST_NAME = 60
_LONGEST_ANSWER = 20_000
_ID = re.compile(r"[A-Za-z0-9_-]{1,1400}")


def registration(found: Member, *, house: str) -> tuple[str, bytes]:
    """Returns what a browser is asked in order to make a passkey (JSON), and its challenge.

    Raises PasskeyRefused ("too_many").
    """
    import webauthn
    from webauthn.helpers import structs

    held = list(Passkey.objects.filter(member_id=found.pk))
    if len(held) >= MOST:
        raise PasskeyRefused(code="too_many")
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=house,
        user_name=found.name,
        user_id=_handle(found.pk),
        user_display_name=found.account.display_name or found.name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_descriptor(row) for row in held],
    )
    return webauthn.options_to_json(options), options.challenge


@command
def add_passkey(*, member_id: int, name: str, answer: str, challenge: bytes) -> Passkey:
    """Keeps the passkey that a browser made for `challenge`.

    Raises PasskeyRefused when it cannot be believed, Invalid for its name.
    """
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    given = _read(answer, challenge)
    name = _named(name)
    try:
        made = webauthn.verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=config.current().origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    credential_id = bytes_to_base64url(made.credential_id)
    if Passkey.objects.filter(credential_id=credential_id).exists():
        raise PasskeyRefused
    row = Passkey.objects.create(
        id=ids.new_id(),
        member_id=member_id,
        credential_id=credential_id,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=name,
        transports=_transports(given),
        created_at=clock.now(),
    )
    emit(events.PasskeyAdded(member_id=member_id, passkey_id=row.id))
    return row


@command
def rename_passkey(*, member_id: int, passkey_id: int, name: str) -> None:
    """Names a passkey of the member anew. Raises NotFound, Invalid."""
    if not Passkey.objects.filter(id=passkey_id, member_id=member_id).update(name=_named(name)):
        raise NotFound


@command
def remove_passkey(*, member_id: int, passkey_id: int) -> None:
    """Removes a passkey of the member.

    Raises NotFound; LastKey when it is the only way in: no password, no other passkey.
    """
    held = list(Passkey.objects.select_for_update().filter(member_id=member_id))
    if all(row.id != passkey_id for row in held):
        raise NotFound
    found = member(member_id, lock=True)
    if found is None:
        raise NotFound
    if len(held) == 1 and not found.has_usable_password():
        raise LastKey
    Passkey.objects.filter(id=passkey_id).delete()
    emit(events.PasskeyRemoved(member_id=member_id, passkey_id=passkey_id))


def assertion() -> tuple[str, bytes]:
    """Returns what a browser is asked in order to come in (JSON), and its challenge.

    Nobody is named: the passkey says who it is of.
    """
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    options = webauthn.generate_authentication_options(
        rp_id=_host(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options), options.challenge


def enter_by_passkey(
    *, answer: str, challenge: bytes, visit: Visit, only: int | None = None
) -> Member:
    """Returns the member whose passkey answered `challenge`; `only` takes that member's alone.

    A counter that went back says that the passkey was copied: refused. Raises
    PasskeyRefused; StandingRefused, which is logged.
    """
    try:
        return _answered(answer, challenge, only)
    except StandingRefused as error:
        entering.note(error.member_id, entering.PASSKEY, entering.REFUSED, visit)
        raise


@command
def _answered(answer: str, challenge: bytes, only: int | None) -> Member:
    import webauthn
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    given = _read(answer, challenge)
    row = Passkey.objects.select_for_update().filter(credential_id=str(given.get("id"))).first()
    if row is None or (only is not None and row.member_id != only):
        raise PasskeyRefused
    try:
        seen = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=config.current().origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
        handle = given["response"].get("userHandle")
        if handle and base64url_to_bytes(handle) != _handle(row.member_id):
            raise PasskeyRefused
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    row.sign_count, row.used_at = seen.new_sign_count, clock.now()
    row.save(update_fields=["sign_count", "used_at"])
    found = member(row.member_id)
    if found is None:
        raise PasskeyRefused
    return let_in(found)


def possible() -> bool:
    """Whether passkeys can be: the origin is a name, by https or on this machine."""
    current = config.current()
    host = _host()
    if host == "localhost":
        return True
    is_name = ":" not in host and not host.replace(".", "").isdigit()
    return is_name and current.is_https


def _host() -> str:
    from urllib.parse import urlsplit

    return urlsplit(config.current().origin).hostname or ""


def _handle(member_id: int) -> bytes:
    """The member as their passkeys know them: says nothing to anybody else (WebAuthn 14.6.1)."""
    return bytes.fromhex(hash_token(f"passkey:{member_id}:{app_secret()}"))


def _descriptor(row: Passkey) -> Any:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return PublicKeyCredentialDescriptor(
        id=base64url_to_bytes(row.credential_id),
        transports=[AuthenticatorTransport(each) for each in row.transports],
    )


def _transports(given: dict[str, Any]) -> list[str]:
    from webauthn.helpers.structs import AuthenticatorTransport

    known = {each.value for each in AuthenticatorTransport}
    told: Sequence[Any] = given["response"].get("transports") or []
    return sorted({each for each in told if isinstance(each, str)} & known)


def _read(answer: str, challenge: bytes) -> dict[str, Any]:
    """Returns the browser's answer as far as it can be one. Raises PasskeyRefused.

    Without a challenge, one that is spent or too old, nothing is an answer: not even to none.
    """
    if not challenge:
        raise PasskeyRefused
    try:
        given = json.loads(answer) if len(answer) <= _LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not isinstance(given.get("response"), dict):
        raise PasskeyRefused
    if not isinstance(given.get("id"), str) or not _ID.fullmatch(given["id"]):
        raise PasskeyRefused
    return given


def _named(name: str) -> str:
    clean = clean_line(name, LONGEST_NAME + 1)
    if not clean or len(clean) > LONGEST_NAME:
        raise Invalid(fields={"name": ["too_long" if clean else "blank"]})
    return clean
