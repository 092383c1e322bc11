"""A PostgreSQL cluster of the tests' own, in a temporary folder, gone when they end.

One serves every worker: the first process starts it and hands its address on in the environment.
`PORTEVOIX_TEST_DATABASE_URL` set from outside names a server to use instead.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

GIVEN = "PORTEVOIX_TEST_DATABASE_URL"
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "autovacuum": "off",
}
_START_SECONDS = 30


class Server:
    """A server that answers at `url`, a maintenance database on which others can be made."""

    def __init__(self, url: str) -> None:
        self.url = url

    def new_database(self) -> str:
        """Returns the address of a new, empty database."""
        name = f"portevoix_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop_database(self, url: str) -> None:
        """Removes a database that `new_database` made, whoever is connected to it."""
        name = urlsplit(url).path.lstrip("/")
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@cache
def server() -> Server:
    """Returns the one server of this run, started at the first call."""
    if not os.environ.get(GIVEN):
        os.environ[GIVEN] = _start()
    return Server(os.environ[GIVEN])


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="portevoix-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    subprocess.run(
        [*_as_owner(), _binary("initdb"), "-D", str(folder / "cluster"), "-U", "postgres"]
        + ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    port = _free_port()
    options = [part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*_as_owner(), _binary("postgres"), "-D", str(folder / "cluster"), "-p", str(port)]
            + ["-c", f"unix_socket_directories={folder}", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    atexit.register(_stop, process, folder, os.getpid())
    return _wait_for(process, f"postgresql://postgres@127.0.0.1:{port}", folder / "log")


def _wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> str:
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE portevoix")
            return f"{address}/portevoix"
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes], folder: Path, owner_pid: int) -> None:
    if os.getpid() != owner_pid:  # a forked child must not stop its parent's server
        return
    process.send_signal(signal.SIGINT)  # fast shutdown: open transactions are rolled back
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def _as_owner() -> list[str]:
    """Returns what to write before a command: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _binary(name: str) -> str:
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} is not there: apt-get install postgresql")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
