"""`portevoix serve` and `work`, as programs: ready, whole under load, and gone when told."""

import json
import signal
import socket
import subprocess
import threading
from collections.abc import Callable

import pytest

from tests.crash.writer import Api
from tests.harness.house import PROGRAM, House, _free_port


def ask(house: House, request: bytes) -> socket.socket:
    """Sends bytes as they are; returns the connection to read from."""
    connection = socket.create_connection(("127.0.0.1", house.port), timeout=30)
    connection.sendall(request)
    return connection


def read_all(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


def head(method: str, path: str, house: House, *headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{house.port}", *headers, "", ""]
    return "\r\n".join(lines).encode()


def test_the_first_start_prints_address_and_first_key(shared_house: House) -> None:
    assert f"The house is open: {shared_house.url}" in shared_house.output
    assert shared_house.first_key_link.startswith(f"{shared_house.url}/first-key/")


def test_a_second_house_on_the_folder_is_refused(shared_house: House) -> None:
    refused = shared_house.try_run("serve", "--port", str(_free_port()))
    assert refused.returncode == 1
    assert refused.stderr.startswith("A house already serves the folder")
    assert shared_house.is_running


def test_other_verbs_know_where_the_house_is(shared_house: House) -> None:
    assert f"{shared_house.url}/sign-in/key/" in shared_house.run("account", "create", "dora")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_every_name_of_this_machine_is_answered_and_others_are_not(
    shared_house: House, host: str
) -> None:
    port = shared_house.port
    known = f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode()
    assert read_all(ask(shared_house, known)).split()[1] in {b"200", b"302", b"303"}
    strange = b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert read_all(ask(shared_house, strange)).split()[1] == b"400"


def test_a_body_in_chunks_is_read_whole(shared_house: House) -> None:
    token = shared_house.account("chloe")
    asked = head(
        "POST",
        "/api/v1/statuses",
        shared_house,
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        "Transfer-Encoding: chunked",
        "Connection: close",
    )
    chunks = b'9\r\n{"status"\r\n7\r\n:"Hello\r\n3\r\n!"}\r\n0\r\n\r\n'
    answer = read_all(ask(shared_house, asked + chunks))
    assert answer.split()[1] == b"200"
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["content"] == "<p>Hello!</p>"


def test_a_body_too_large_is_refused_before_it_is_sent(shared_house: House) -> None:
    asked = head(
        "POST", "/api/v1/statuses", shared_house, "Content-Length: 99999999", "Connection: close"
    )
    answer = read_all(ask(shared_house, asked))
    assert answer.split()[1] == b"413"
    assert b'{"error"' in answer


def test_told_to_stop_it_ends_streams_finishes_answers_and_leaves_with_0(house: House) -> None:
    token = house.account("alice")
    bearer = f"Authorization: Bearer {token}"
    stream = ask(house, head("GET", "/api/v1/streaming/user", house, bearer))
    assert stream.recv(65536).startswith(b"HTTP/1.1 200")
    idle = ask(house, head("GET", "/health", house))
    assert idle.recv(65536).startswith(b"HTTP/1.1 200")
    codes: list[int] = []
    stopping = threading.Thread(target=lambda: codes.append(house.stop()))
    stopping.start()
    read_all(stream)
    read_all(idle)
    stopping.join(30)
    assert codes == [0]
    assert "Traceback" not in house.tail()


def test_everything_goes_on_when_the_port_changes(house: House) -> None:
    token = house.account("alice")
    said = Api(house, token).ask("POST", "/api/v1/statuses", {"status": "Still here."})
    house.stop()
    house.port = _free_port()
    house.url = f"http://localhost:{house.port}"
    house.start()
    [found] = Api(house, token).whole_home()
    assert found["id"] == said["id"]
    assert found["url"] == f"{house.url}/@alice/{said['id']}"


def test_work_goes_on_beside_a_house_and_ends_when_told(shared_house: House) -> None:
    assert shared_house.run("work", "--until-done") == ""
    working = subprocess.Popen(
        [PROGRAM, "work"], env=shared_house.environment(), stderr=subprocess.PIPE, text=True
    )
    shared_house.run("doctor")
    working.send_signal(signal.SIGTERM)
    assert working.wait(30) in {0, -signal.SIGTERM}


def test_rebuilding_homes_gives_what_events_gave(make_house: Callable[..., House]) -> None:
    house = make_house()
    api = Api(house, house.account("alice"))
    for number in range(3):
        api.ask("POST", "/api/v1/statuses", {"status": f"Post {number}."})
    before = [post["id"] for post in api.whole_home()]
    house.run("rebuild", "timelines")
    assert [post["id"] for post in api.whole_home()] == before


def test_rebuilding_the_index_says_how_many_posts(make_house: Callable[..., House]) -> None:
    house = make_house()
    house.stop()
    assert house.run("rebuild", "search").strip().endswith("0 posts")
