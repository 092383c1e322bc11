"""What the keeper reads: results on standard output, refusals in a sentence on the other."""

import argparse
import json
import sys
from collections.abc import Callable

from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.kernel.errors import DomainError, Invalid, NotFound

_FAULTS = {
    ("name", "blank"): "A name is needed.",
    ("name", "too_long"): "A name has at most 30 characters.",
    ("name", "invalid"): "A name is made of the letters a to z, digits and _.",
    ("name", "reserved"): "That name is kept for the house.",
    ("name", "taken"): "That name is taken, or was once; names are never given again.",
    ("email", "invalid"): "That is no e-mail address.",
    ("email", "too_long"): "That e-mail address is too long.",
    ("email", "taken"): "Somebody here has that e-mail address already.",
    ("password", "too_short"): "A password has at least 8 characters.",
    ("password", "too_long"): "A password has at most 1024 characters.",
    ("role", "invalid"): "A role is member, moderator, admin or owner.",
    ("uses", "invalid"): "An invitation is for 1 to 1000 uses.",
    ("days", "invalid"): "An invitation is for 1 to 365 days.",
}


class Refused(Exception):
    """The verb will not do it; the message is the sentence."""


def guarded(act: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> int:
    """Does `act`; a refusal becomes a sentence on standard error and the exit code 1."""
    try:
        act(arguments)
    except (DomainError, Refused) as refusal:
        print(sentence(refusal, getattr(arguments, "name", "")), file=sys.stderr)
        return 1
    return 0


def sentence(refusal: Exception, name: str) -> str:
    """Returns a refusal as the keeper reads it."""
    if isinstance(refusal, Refused):
        return str(refusal)
    if isinstance(refusal, LastOwner):
        return f"{name} is the last owner; give somebody else that role first."
    if isinstance(refusal, NotFound):
        return f"There is no such account: {name}."
    if isinstance(refusal, Invalid) and refusal.fields:
        told = [
            _FAULTS.get((field, fault), f"{field}: {fault}.")
            for field, faults in refusal.fields.items()
            for fault in faults
        ]
        if isinstance(refusal, MemberInvalid) and refusal.proposals:
            told.append(f"These are free: {', '.join(refusal.proposals)}.")
        return " ".join(told)
    text = str(refusal)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def say(arguments: argparse.Namespace, text: str, **facts: object) -> None:
    """Prints the result: `text` for a person, `facts` as one JSON object with --json."""
    print(json.dumps(facts, ensure_ascii=False) if arguments.json else text)
