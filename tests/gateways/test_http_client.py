"""The one client: where it goes, what it follows, how much it takes (security.md C)."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from portevoix.gateways import destinations, http_client
from portevoix.gateways.http_client import RefusedError, Request, UnreachableError, fetch_now
from tests.gateways.stub import Stub, drip

TARGETS = [
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/",
    "https://0177.0.0.1/", "https://localhost/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://0.0.0.0/", "https://0/",
    "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/",
    "https://192.168.1.1/", "https://100.64.0.1/", "https://[fd00::1]/", "https://224.0.0.1/",
]  # fmt: skip
BAD = [
    "ftp://peer.example/", "file:///etc/passwd", "gopher://peer.example/", "javascript:alert(1)",
    "https://", "https:///x", "https://user:word@peer.example/", "https://peer.example\\@127.0.0.1/",
    "https://peer.example/ x", "https://peer.example/\r\nX: y", "//peer.example/", "",
    "https://peer.example:99999/",
]  # fmt: skip


@pytest.mark.usefixtures("open_network")
@pytest.mark.parametrize("url", TARGETS)
def test_c1_private_targets_are_refused_without_a_connection(url: str, stub: Stub) -> None:
    with pytest.raises((RefusedError, UnreachableError)):
        fetch_now(Request(url=url))
    assert stub.connections == 0


@pytest.mark.usefixtures("open_network")
@pytest.mark.parametrize("url", BAD)
def test_c1_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        fetch_now(Request(url=url))


@pytest.mark.usefixtures("open_network")
def test_c1_the_stub_itself_is_refused_without_the_setting(stub: Stub) -> None:
    for url in (stub.url, stub.url.replace("http:", "https:")):
        with pytest.raises(RefusedError):
            fetch_now(Request(url=url))
    assert stub.connections == 0


def test_c1_only_the_usual_ports_of_public_addresses(
    open_network: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def public(host: str, port: int) -> list[str]:
        return ["8.8.8.8"]

    monkeypatch.setattr(destinations, "look_up", public)
    for url in ("https://peer.example:8443/", "https://peer.example:22/"):
        with pytest.raises(RefusedError, match="port"):
            fetch_now(Request(url=url))
    with pytest.raises(RefusedError, match="not_https"):
        fetch_now(Request(url="http://peer.example/"))


def test_c1_one_private_address_among_public_ones_spoils_a_name(
    open_network: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    monkeypatch.setattr(destinations, "look_up", mixed)
    with pytest.raises(RefusedError, match="address_not_public"):
        fetch_now(Request(url="https://peer.example/"))


def test_c2_a_name_is_resolved_once_and_a_later_answer_gains_nothing(
    closed_network: None, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    monkeypatch.setattr(destinations, "look_up", rebinding)
    stub.answer("/", b"{}")
    answer = fetch_now(Request(url=f"http://peer.example:{stub.port}/"))
    assert answer.status == 200
    assert asked == ["peer.example"]
    assert stub.seen[0].headers["host"] == f"peer.example:{stub.port}"


def test_c2_public_first_then_loopback_never_reaches_loopback(
    open_network: None, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the check had been fooled, the socket asks again for the address it opens."""
    monkeypatch.setattr(destinations.address_rules, "is_public", lambda _: True)
    monkeypatch.setattr(destinations, "_may_connect", lambda _: False)
    with pytest.raises((RefusedError, UnreachableError)):
        fetch_now(Request(url=f"https://127.0.0.1:{stub.port}/"))
    assert stub.connections == 0


@pytest.mark.usefixtures("closed_network")
@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "https://169.254.169.254/", "file:///etc/passwd", "http://[::1]:1/"],
)
def test_c3_a_redirect_is_judged_like_the_first_address(target: str, stub: Stub) -> None:
    stub.answer("/start", status=302, Location=target)
    with pytest.raises(RefusedError):
        fetch_now(Request(url=f"{stub.url}/start"))
    assert len(stub.seen) == 1


@pytest.mark.usefixtures("closed_network")
def test_c3_a_redirect_to_itself_is_asked_once(stub: Stub) -> None:
    stub.answer("/loop", status=302, Location="/loop")
    with pytest.raises(RefusedError, match="circle"):
        fetch_now(Request(url=f"{stub.url}/loop"))
    assert stub.asked("/loop") == 1


@pytest.mark.usefixtures("closed_network")
def test_c3_three_redirects_and_no_more(stub: Stub) -> None:
    for step in range(5):
        stub.answer(f"/{step}", status=302, Location=f"/{step + 1}")
    stub.answer("/5", b"end")
    with pytest.raises(RefusedError, match="too_many"):
        fetch_now(Request(url=f"{stub.url}/0"))
    assert len(stub.seen) == 4
    assert fetch_now(Request(url=f"{stub.url}/2")).body == b"end"


@pytest.mark.usefixtures("closed_network")
def test_c3_a_post_follows_no_redirect(stub: Stub) -> None:
    stub.answer("/inbox", status=307, Location="/other")
    answer = fetch_now(Request(url=f"{stub.url}/inbox", method="POST", body=b"{}"))
    assert answer.status == 307
    assert stub.asked("/other", "POST") == 0


@pytest.mark.usefixtures("closed_network")
def test_c3_nothing_that_proves_who_we_are_crosses_to_another_host(
    new_stub: Callable[[], Stub],
) -> None:
    first, second = new_stub(), new_stub()
    first.answer("/a", status=302, Location="/b")
    first.answer("/b", status=302, Location=f"{second.url}/c")
    second.answer("/c", b"end")

    def sign(method: str, url: str, body: bytes) -> dict[str, str]:
        return {"Signature": f"for {url}"}

    fetch_now(Request(url=f"{first.url}/a", sign=sign))
    assert [one.headers.get("signature") for one in first.seen] == [
        f"for {first.url}/a",
        f"for {first.url}/b",
    ]
    assert "signature" not in second.seen[0].headers
    assert "authorization" not in second.seen[0].headers


@pytest.mark.usefixtures("closed_network")
def test_c6_a_dripping_answer_ends_at_the_deadline(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "TOTAL_SECONDS", 0.5)
    stub.answers["/slow"] = drip(stub)
    with pytest.raises(UnreachableError, match="too long"):
        fetch_now(Request(url=f"{stub.url}/slow"))


@pytest.mark.usefixtures("closed_network")
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "bare deflate"])
def test_c6_a_small_bomb_of_zeros_is_refused_by_what_it_decodes_to(
    encoding: str, stub: Stub
) -> None:
    zeros = bytes(50 * 1024 * 1024)
    if encoding == "gzip":
        packed = gzip.compress(zeros)
    elif encoding == "deflate":
        packed = zlib.compress(zeros)
    else:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(zeros) + packer.flush()
    stub.answer("/bomb", packed, Content_Encoding=encoding.split()[-1])
    with pytest.raises(RefusedError, match="too_large"):
        fetch_now(Request(url=f"{stub.url}/bomb"))


@pytest.mark.usefixtures("closed_network")
def test_c6_a_body_over_the_cap_is_refused(stub: Stub) -> None:
    stub.answer("/large", b"x" * 1001)
    stub.answer("/fits", b"x" * 1000)
    with pytest.raises(RefusedError, match="too_large"):
        fetch_now(Request(url=f"{stub.url}/large", limit=1000))
    assert len(fetch_now(Request(url=f"{stub.url}/fits", limit=1000)).body) == 1000


@pytest.mark.usefixtures("closed_network")
def test_encodings_are_read_or_refused(stub: Stub) -> None:
    stub.answer("/gzip", gzip.compress(b"hello"), Content_Encoding="gzip")
    stub.answer("/deflate", zlib.compress(b"hello"), Content_Encoding="deflate")
    stub.answer("/br", b"hello", Content_Encoding="br")
    stub.answer("/lie", b"hello", Content_Encoding="gzip")
    assert fetch_now(Request(url=f"{stub.url}/gzip")).body == b"hello"
    assert fetch_now(Request(url=f"{stub.url}/deflate")).body == b"hello"
    with pytest.raises(RefusedError, match="encoding"):
        fetch_now(Request(url=f"{stub.url}/br"))
    with pytest.raises(UnreachableError):
        fetch_now(Request(url=f"{stub.url}/lie"))


@pytest.mark.usefixtures("closed_network")
def test_the_house_says_who_it_is(stub: Stub) -> None:
    stub.answer("/x?a=%41&b=", b"")
    fetch_now(Request(url=f"{stub.url}/x?a=%41&b="))
    assert stub.seen[0].path == "/x?a=%41&b="
    assert stub.seen[0].headers["user-agent"].startswith("Portevoix/")
    assert "+https://home.example/" in stub.seen[0].headers["user-agent"]


def test_a_house_on_loopback_speaks_with_nobody(configure: Callable[..., None], stub: Stub) -> None:
    configure(origin="http://localhost:8000", allow_private_peers=())
    with pytest.raises(RefusedError, match="federation_off"):
        fetch_now(Request(url=stub.url))


def test_a_house_on_loopback_with_private_peers_speaks_with_those_alone(
    configure: Callable[..., None], stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(origin="http://localhost:8000", allow_private_peers=("127.0.0.0/8",))
    stub.answer("/", b"hello")
    assert fetch_now(Request(url=f"{stub.url}/")).body == b"hello"

    async def public(host: str, port: int) -> list[str]:
        return ["8.8.8.8"]

    monkeypatch.setattr(destinations, "look_up", public)
    with pytest.raises(RefusedError, match="loopback"):
        fetch_now(Request(url="https://peer.example/"))


@pytest.mark.usefixtures("closed_network")
def test_a_closed_port_is_unreachable(stub: Stub) -> None:
    with pytest.raises(UnreachableError):
        fetch_now(Request(url="http://127.0.0.1:1/"))
