"""Lists that members bring, as Mastodon and others write them: CSV with a header or without."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from portevoix.domain.archives.importing import NewRow
from portevoix.kernel.text.clean import clean_line
from portevoix.wire.addresses import own_host

_HEADS = {
    "account address": "address",
    "show boosts": "shows_boosts",
    "notify on new posts": "notifies",
    "languages": "languages",
    "hide notifications": "hides_notifications",
    "#uri": "uri",
    "#domain": "domain",
    "list name": "list",
}
_COLUMNS = {
    "following": ("address", "shows_boosts", "notifies", "languages"),
    "blocking": ("address",),
    "muting": ("address", "hides_notifications"),
    "bookmarks": ("uri",),
    "domain_blocking": ("domain",),
    "lists": ("list", "address"),
}
_SWITCHES = {"shows_boosts": True, "notifies": False, "hides_notifications": True}
_NO = frozenset({"false", "0", "no", "f", "off"})
_YES = frozenset({"true", "1", "yes", "t", "on"})
_ADDRESS = re.compile(r"@?([\w.-]{1,255})@([^\s@/]{1,255})")
_HERE = re.compile(r"@?([A-Za-z0-9_]{1,30})")
_DOMAIN = re.compile(r"[a-z0-9.-]{1,250}(?::\d{1,5})?")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})?")
_LONGEST_URI = 2048
_LONGEST_SHOWN = 200
_LONGEST_FIELD = 10_000


class _Head(NamedTuple):
    columns: tuple[str, ...]
    given: bool


def rows(path: Path, kind: str, *, own_name: str) -> Iterator[NewRow]:
    """Yields every row of the list at `path`; what cannot be meant has a fault.

    Faults: unreadable, no_address, no_link, no_house, no_title, own, twice.
    """
    seen: set[str] = set()
    head: _Head | None = None
    for number, cells in _lines(path):
        if cells is None:
            yield NewRow(number, {"raw": ""}, "unreadable")
            continue
        if head is None:
            head = _head_of(cells, kind)
            if head.given:
                continue
        if any(cell.strip() for cell in cells):
            yield _row(number, cells, head, kind, seen, own_name)


def _lines(path: Path) -> Iterator[tuple[int, list[str] | None]]:
    """Yields the numbered lines; None for one that is no CSV."""
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(_without_nul(file))
        number = 0
        while True:
            number += 1
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "\ufffd")


def _head_of(cells: list[str], kind: str) -> _Head:
    names = [_HEADS.get(cell.strip().lower(), "") for cell in cells]
    return _Head(tuple(names), True) if names and names[0] else _Head(_COLUMNS[kind], False)


def _row(
    number: int, cells: list[str], head: _Head, kind: str, seen: set[str], own_name: str
) -> NewRow:
    given = dict(zip(head.columns, cells, strict=False))
    raw = clean_line(", ".join(cells), _LONGEST_SHOWN)
    found, fault = _READ.get(kind, _person)(given, kind)
    key = "\n".join(str(found.get(name, "")) for name in ("list", "address", "uri", "domain"))
    if not fault and found.get("address") == f"{own_name}@{own_host()}":
        fault = "own"
    elif not fault and key in seen:
        fault = "twice"
    seen.add(key)
    return NewRow(number, {**found, "raw": raw}, fault)


def _link(given: dict[str, str], _kind: str) -> tuple[dict[str, Any], str]:
    uri = given.get("uri", "").strip()
    is_good = uri.startswith(("https://", "http://")) and len(uri) <= _LONGEST_URI
    return ({"uri": uri}, "") if is_good and uri.isprintable() else ({}, "no_link")


def _domain(given: dict[str, str], _kind: str) -> tuple[dict[str, Any], str]:
    domain = given.get("domain", "").strip().lower()
    return ({"domain": domain}, "") if _DOMAIN.fullmatch(domain) else ({}, "no_house")


def _listed(given: dict[str, str], kind: str) -> tuple[dict[str, Any], str]:
    title = clean_line(given.get("list", ""), 255)
    found, fault = _person(given, kind)
    return ({**found, "list": title}, fault) if title else ({}, "no_title")


def _person(given: dict[str, str], kind: str) -> tuple[dict[str, Any], str]:
    address = address_of(given.get("address", ""))
    if not address:
        return {}, "no_address"
    found: dict[str, Any] = {"address": address}
    for name in _COLUMNS[kind]:
        if name in _SWITCHES:
            found[name] = _switch(given.get(name, ""), otherwise=_SWITCHES[name])
    if kind == "following":
        found["languages"] = _LANGUAGE.findall(given.get("languages", ""))[:20]
    return found, ""


def address_of(text: str) -> str:
    """Returns `name@host` in lower case, a name alone being of this house; "" for no address."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is not None:
        return f"{match[1]}@{match[2]}".lower()
    here = _HERE.fullmatch(text.strip())
    return f"{here[1]}@{own_host()}".lower() if here is not None else ""


def _switch(text: str, *, otherwise: bool) -> bool:
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else otherwise


_READ = {"bookmarks": _link, "domain_blocking": _domain, "lists": _listed}
