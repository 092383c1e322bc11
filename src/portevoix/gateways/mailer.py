"""Letters out, by SMTP or into a folder of files: the only module that sends mail.

`smtp://user:password@host:587` asks for TLS as soon as the server offers it, and gives a
password away under TLS only; `smtps://` speaks it from the first byte; `file:///folder` writes
each letter as a file, for tests and for a look before the first real one. `?from=` is the sender.
"""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from portevoix.kernel import clock, config, ids

_SECONDS = 20
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_FOR_GOOD = 500


class NotSent(Exception):
    """The letter did not leave. Trying again may help."""


class Refused(NotSent):
    """The letter did not leave, and never will: the address is refused, or cannot be one."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter to one person, in plain text."""

    to: str
    subject: str
    text: str
    language: str
    house: str
    """Who it is from, as people read it."""


def is_configured() -> bool:
    """Whether this house sends mail."""
    return bool(config.current().mail_url)


def send(letter: Letter) -> None:
    """Sends a letter. Raises NotSent, or Refused when trying again is of no use."""
    try:
        message = _message(letter)
    except (ValueError, IndexError, MessageError) as error:
        raise Refused(f"not a letter that can be sent: {error}") from error
    place = urlsplit(config.current().mail_url)
    if place.scheme == "file":
        _write(Path(unquote(place.path)), message)
        return
    try:
        with _open() as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        kind = Refused if codes and min(codes) >= _FOR_GOOD else NotSent
        raise kind("the server refused the address") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error


def check() -> None:
    """Reaches the server, as far as a letter would go before it is given. Raises NotSent."""
    place = urlsplit(config.current().mail_url)
    if place.scheme == "file":
        folder = Path(unquote(place.path))
        if not os.access(folder, os.W_OK):
            raise NotSent(f"{folder} cannot be written")
        return
    try:
        with _open() as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error


def sender() -> str:
    """Returns the address that letters come from: `?from=`, the user's, or noreply at the host."""
    place = urlsplit(config.current().mail_url)
    given = parse_qs(place.query).get("from", [""])[0]
    user = unquote(place.username or "")
    host = urlsplit(config.current().origin).hostname or "localhost"
    return given or (user if "@" in user else f"noreply@{host}")


def _message(letter: Letter) -> EmailMessage:
    address = sender()
    message = EmailMessage()
    message["From"] = Address(display_name=letter.house, addr_spec=address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message["Content-Language"] = letter.language
    return message


def _open() -> smtplib.SMTP:
    """Returns a connection that a letter may be given to. Raises OSError, SMTPException."""
    place = urlsplit(config.current().mail_url)
    host, user = place.hostname or "localhost", unquote(place.username or "")
    context = ssl.create_default_context()
    if place.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, place.port or 465, timeout=_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, place.port or (587 if user else 25), timeout=_SECONDS)
    try:
        if place.scheme == "smtp" and host not in _LOOPBACK:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
            elif user:
                raise smtplib.SMTPException("the server offers no TLS, so no password is given")
        if user:
            server.login(user, unquote(place.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _write(folder: Path, message: EmailMessage) -> None:
    """Writes a letter aside and moves it, so that whoever looks finds it whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f".{ids.new_id()}"
        aside.write_bytes(message.as_bytes())
        aside.chmod(0o600)
        aside.rename(folder / f"{aside.name[1:]}.eml")
    except OSError as error:
        raise NotSent(str(error)) from error
