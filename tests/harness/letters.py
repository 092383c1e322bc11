"""The letters of a house whose MAIL_URL is a folder."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def letters(folder: Path) -> list[EmailMessage]:
    """Returns the letters that left so far, the oldest first."""
    found = []
    for path in sorted(folder.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def link_in(message: EmailMessage) -> str:
    """Returns the path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.get_content())
    assert found
    return found[1]
