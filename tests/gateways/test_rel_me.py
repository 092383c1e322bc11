"""Pages that lead back, and pages that only seem to."""

import pytest

from portevoix.gateways import http_client
from portevoix.gateways.http_client import Answer, Request
from portevoix.gateways.outgoing_errors import RefusedError, UnreachableError
from portevoix.gateways.rel_me import leads_back
from portevoix.kernel.errors import Unavailable

MINE = "https://house.example/@alice"


def serve(monkeypatch: pytest.MonkeyPatch, body: str, **about: object) -> list[Request]:
    asked: list[Request] = []

    def fetch(request: Request) -> Answer:
        asked.append(request)
        given = {"status": 200, "kind": "text/html; charset=utf-8", "url": request.url} | about
        return Answer(
            status=int(str(given["status"])),
            url=str(given["url"]),
            headers={"content-type": str(given["kind"])},
            body=body.encode(),
        )

    monkeypatch.setattr(http_client, "fetch_now", fetch)
    return asked


@pytest.mark.parametrize(
    ("body", "is_so"),
    [
        (f'<a rel="me" href="{MINE}">me</a>', True),
        (f'<link rel="nofollow ME" href=" {MINE} ">', True),
        (f"<p>{'x' * 9000}<a href={MINE} rel=me>", True),
        (f'<a href="{MINE}">me</a>', False),
        (f'<a rel="me" href="{MINE}lice">me</a>', False),
        (f'<a rel="me" href="{MINE}?a=b">me</a>', False),
        (f'<a rel="acme" href="{MINE}">me</a>', False),
        (f'<!-- <a rel="me" href="{MINE}"> -->', False),
        (f"<img rel=me src={MINE}>", False),
        ('<a rel="me" href="https://[broken">', False),
        ("<a rel=me>", False),
        ("", False),
    ],
)
def test_to_the_letter(body: str, is_so: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, body)
    assert leads_back("https://alice.example/", {MINE}) is is_so


@pytest.mark.parametrize("about", [{"kind": "text/plain"}, {"status": 404}, {"status": 301}])
def test_only_a_page_counts(about: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, f'<a rel="me" href="{MINE}">', **about)
    assert not leads_back("https://alice.example/", {MINE})


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_passes(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, "", status=status)
    with pytest.raises(Unavailable):
        leads_back("https://alice.example/", {MINE})


def test_silence_is_asked_again_and_a_refusal_is_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: Request) -> Answer:
        raise UnreachableError("nobody there")

    def refused(_: Request) -> Answer:
        raise RefusedError("private_address")

    monkeypatch.setattr(http_client, "fetch_now", silent)
    with pytest.raises(Unavailable):
        leads_back("https://alice.example/", {MINE})
    monkeypatch.setattr(http_client, "fetch_now", refused)
    assert not leads_back("https://alice.example/", {MINE})


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://10.0.0.1/", "https://[::1]/"])
def test_private_addresses_are_never_asked(url: str) -> None:
    assert not leads_back(url, {MINE})
