"""A real house for tests: `portevoix serve` in a process of its own, on a free port."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

PROGRAM = str(Path(sys.executable).parent / "portevoix")
EVERY_SCOPE = "read write follow push"
_START_SECONDS = 60
_STOP_SECONDS = 30


class House:
    """A house that serves. `url` is its origin, `data` its folder.

    `settings` are the contract's, without their prefix: `House(folder, registrations="open")`.
    """

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = _free_port()
        self.url = settings.get("origin", f"http://localhost:{self.port}")
        self.first_key_link = ""
        self.output: list[str] = []
        self._settings = {"rate_limits": "off", **settings}
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Self:
        """Starts serving and returns once the house answers that it is ready."""
        self._process = subprocess.Popen(
            [PROGRAM, "serve", "--data", str(self.data), "--port", str(self.port)],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, args=(self._process,), daemon=True).start()
        self._wait_until_ready()
        return self

    def stop(self) -> int:
        """Asks the house to stop, as a service manager does; returns its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Takes the process away at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> Self:
        """Stops the house if it serves, and starts it again on the same data and port."""
        if self.is_running:
            self.stop()
        return self.start()

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def run(self, *arguments: str, stdin: str = "") -> str:
        """Runs a verb of the command line on this house's data; returns what it printed."""
        finished = self.try_run(*arguments, stdin=stdin)
        assert finished.returncode == 0, f"portevoix {' '.join(arguments)}: {finished.stderr}"
        return finished.stdout.strip()

    def try_run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """As `run`, but lets the verb refuse: look at `returncode`, `stdout` and `stderr`."""
        return subprocess.run(
            [PROGRAM, *arguments],
            env=self.environment(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def account(
        self,
        name: str,
        scopes: str = EVERY_SCOPE,
        *,
        role: str = "member",
        password: str = "correct horse",
    ) -> str:
        """Makes a member with a password; returns a token for `scopes`."""
        self.run("account", "create", name, "--role", role, "--password-stdin", stdin=password)
        return self.token(name, scopes)

    def token(self, name: str, scopes: str = EVERY_SCOPE) -> str:
        """Returns a new token of a member who exists."""
        return self.run("account", "token", name, "--scopes", scopes)

    def environment(self) -> dict[str, str]:
        """Returns the environment of every process of this house; nothing of the tests' own."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PORTEVOIX_", "DJANGO_"))
        }
        given = {f"PORTEVOIX_{name.upper()}": value for name, value in self._settings.items()}
        where = {"PORTEVOIX_DATA": str(self.data)}
        return clean | where | given | {"PYTHONUNBUFFERED": "1"}

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(how)
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"the house did not stop:\n{self.tail()}") from None

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output.append(line.rstrip())
            link = re.search(rf"{re.escape(self.url)}/\S+", line)
            if link and not self.first_key_link:
                self.first_key_link = link[0]

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if not self.is_running:
                raise AssertionError(f"the house did not start:\n{self.tail()}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2):
                    return
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the house was not ready in time:\n{self.tail()}")

    def tail(self) -> str:
        """Returns the last lines that the house printed."""
        return "\n".join(self.output[-40:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
