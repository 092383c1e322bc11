"""A house of its own for a benchmark, and what it costs while it works."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_START_SECONDS = 60


@dataclass
class Served:
    """A house that serves: its address, its data folder, its process."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    started_in: float

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rsplit(":", 1)[1])

    def cpu(self) -> float:
        """Returns the CPU seconds, user and system, of the process and its children so far."""
        seconds = 0.0
        for pid in _family(self.process.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            except FileNotFoundError:
                continue
            seconds += (int(fields[11]) + int(fields[12])) / _TICKS
        return seconds

    def memory(self) -> float:
        """Returns the resident memory in MiB of the process and its children."""
        pages = 0
        for pid in _family(self.process.pid):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _family(pid: int) -> list[int]:
    found = [pid]
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if children.exists():
        for child in children.read_text().split():
            found += _family(int(child))
    return found


@contextmanager
def house(
    *, database_url: str = "", settings: str = "", folder: Path | None = None
) -> Iterator[Served]:
    """Serves an open house without rate limits until the block ends: `folder`'s, else a new one."""
    with ExitStack() as stack:
        if folder is None:
            made = tempfile.TemporaryDirectory(prefix="portevoix-bench-")
            folder = Path(stack.enter_context(made))
        yield stack.enter_context(_served(folder, database_url, settings))


@contextmanager
def _served(folder: Path, database_url: str, settings: str) -> Iterator[Served]:
    port = _free_port()
    environment = clean_environment()
    if database_url:
        environment["PORTEVOIX_DATABASE_URL"] = database_url
    if settings:
        environment["DJANGO_SETTINGS_MODULE"] = settings
        environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    command = [
        str(Path(sys.executable).with_name("portevoix")),
        "serve", "--data", str(folder), "--port", str(port),
    ]  # fmt: skip
    log = open(folder / "log", "wb")  # noqa: SIM115
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/health", process)
        yield Served(url, folder, process, time.monotonic() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


def clean_environment() -> dict[str, str]:
    """Returns the environment of a house: nothing of the caller's own settings."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("PORTEVOIX_")}
    return own | {"PORTEVOIX_REGISTRATIONS": "open", "PORTEVOIX_RATE_LIMITS": "off"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the house ended at once, with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    raise SystemExit("the house did not become ready")
