"""The log: one line an event, for people or for programs, and never a token in it."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# Bearer tokens, codes and secrets in headers, forms and addresses; 43 characters is our own token.
_SECRET = re.compile(
    r"(?i)(bearer\s+|(?:access_token|client_secret|code|password|token|key)[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s\"'&,}]+"
    r"|/(first-key|sign-in/key)/[^\s\"'?]+"
)


def without_secrets(text: str) -> str:
    """Returns `text` with whatever looks like a token or password blotted out."""
    return _SECRET.sub(lambda found: f"{found[1] or '/' + (found[2] or '') + '/'}[hidden]", text)


class _TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["fault"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure(log_format: str) -> None:
    """Sends every log to stderr, as text or as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _JsonLines()
        if log_format == "json"
        else _TextLines("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    for old in [each for each in root.handlers if getattr(each, "of_the_house", False)]:
        root.removeHandler(old)
    handler.of_the_house = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # Django repeats each 404 here; the doors answer those on purpose.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("aiohttp").setLevel(logging.WARNING)
