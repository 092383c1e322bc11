"""Letters out: an SMTP server in this process, and a folder."""

import dataclasses
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from portevoix.gateways import mailer
from tests.harness.letters import letters

LETTER = mailer.Letter(
    to="alice@mail.example",
    subject="Une clé d’accès",
    text="Bonjour Alice,\n\nà bientôt.\n",
    language="fr",
    house="La Lanterne",
)


class Box:
    """Takes letters, or answers as a test wants."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _o: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def mail_url(settings: Any) -> Callable[[str], None]:
    """Gives the house a MAIL_URL."""

    def give(url: str) -> None:
        settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, mail_url=url)

    return give


@pytest.fixture
def box(mail_url: Callable[[str], None]) -> Iterator[Box]:
    made = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    mail_url(f"smtp://127.0.0.1:{port}?from=house@voix.example")
    yield made
    controller.stop()


def test_a_letter_arrives_whole(box: Box) -> None:
    mailer.check()
    mailer.send(LETTER)
    [envelope] = box.taken
    assert envelope.rcpt_tos == ["alice@mail.example"]
    assert envelope.mail_from == "house@voix.example"
    import email
    from email.policy import default

    message = email.message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "Une clé d’accès"
    assert message["From"] == "La Lanterne <house@voix.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Message-ID"].strip().endswith("@voix.example>")
    assert message.get_content_type() == "text/plain"
    assert "à bientôt." in message.get_content()


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 No such person", mailer.Refused), ("451 Later", mailer.NotSent)]
)
def test_what_the_server_says_decides(box: Box, answer: str, kind: type[Exception]) -> None:
    box.answer = answer
    with pytest.raises(mailer.NotSent) as refused:
        mailer.send(LETTER)
    assert type(refused.value) is kind


def test_a_server_that_is_away_is_tried_again(mail_url: Callable[[str], None]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mail_url(f"smtp://127.0.0.1:{probe.getsockname()[1]}")
        for act in (mailer.check, lambda: mailer.send(LETTER)):
            with pytest.raises(mailer.NotSent) as failed:
                act()
            assert type(failed.value) is mailer.NotSent


def test_no_password_is_given_in_the_clear(
    box: Box,
    mail_url: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    address = settings.PORTEVOIX.mail_url.replace("smtp://", "smtp://user:secret@")
    mail_url(address)
    monkeypatch.setattr(mailer, "_LOOPBACK", frozenset())
    with pytest.raises(mailer.NotSent, match="no password is given"):
        mailer.send(LETTER)


@pytest.mark.parametrize("to", ["a@b.example\nBcc: all@c.example", "no address", ""])
def test_what_is_no_address_never_leaves(box: Box, to: str) -> None:
    with pytest.raises(mailer.Refused):
        mailer.send(dataclasses.replace(LETTER, to=to))
    assert box.taken == []


def test_a_folder_takes_letters(mail_url: Callable[[str], None], tmp_path: Path) -> None:
    mail_url(f"file://{tmp_path}/letters")
    mailer.send(LETTER)
    mailer.check()
    [message] = letters(tmp_path / "letters")
    assert message["To"] == "alice@mail.example"
    mail_url("file:///proc/nowhere")
    with pytest.raises(mailer.NotSent):
        mailer.check()
    with pytest.raises(mailer.NotSent):
        mailer.send(LETTER)


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp://mail.example?from=a@b.example", "a@b.example"),
        ("smtps://keeper%40b.example:x@mail.example", "keeper@b.example"),
        ("smtp://keeper:x@mail.example", "noreply@localhost"),
    ],
)
def test_who_it_is_from(mail_url: Callable[[str], None], url: str, sender: str) -> None:
    mail_url(url)
    assert mailer.sender() == sender
