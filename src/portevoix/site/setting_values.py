"""Understands the value of each setting, as text from the environment or a type of TOML."""

import ipaddress
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)\s*([KMGT])?B?")
MODES = ("open", "approval", "invited", "closed")


class SettingFault(ValueError):
    """What is wrong with a value, as the end of a sentence."""


def text(value: Any) -> str:
    """Returns the value as text without spaces around it."""
    if not isinstance(value, str):
        raise SettingFault("it must be text")
    return value.strip()


def folder(value: Any) -> Path:
    """Returns a path on this machine, whole."""
    return Path(text(value)).expanduser().absolute()


def origin(value: Any) -> str:
    """Returns the public address: scheme and host, nothing after them."""
    parts = urlsplit(text(value))
    try:
        host, port = parts.hostname, parts.port
    except ValueError as fault:
        raise SettingFault("it is not an address") from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingFault("it must begin with https:// (or http://) and a host")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        raise SettingFault("it must be a scheme and a host only, with nothing after")
    shown = f"[{host}]" if ":" in host else host.encode("idna").decode()
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in {None, usual} else "")


def database_url(value: Any) -> str:
    """Returns the address of a PostgreSQL database."""
    address = text(value)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingFault("it must begin with postgresql:// (without it, SQLite is used)")
    if not parts.path.strip("/"):
        raise SettingFault("it names no database")
    return address


def registrations(value: Any) -> str:
    """Returns who may join."""
    mode = text(value).lower()
    if mode not in MODES:
        raise SettingFault("it must be open, approval, invited or closed")
    return mode


def mail_url(value: Any) -> str:
    """Returns the address of the server that takes letters, or of a folder for them."""
    address = text(value)
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as fault:
        raise SettingFault("it is not an address") from fault
    if parts.scheme not in {"smtp", "smtps", "file"}:
        raise SettingFault("it must begin with smtp://, smtps:// or file:///")
    if parts.scheme == "file" and (parts.netloc or not parts.path.strip("/")):
        raise SettingFault("a folder is written file:///whole/path")
    if parts.scheme != "file" and not parts.hostname:
        raise SettingFault("it names no host")
    return address


def switch(value: Any) -> bool:
    """Returns on or off as true or false."""
    if isinstance(value, bool):
        return value
    word = text(value).lower()
    if word not in {"on", "off", "true", "false", "yes", "no", "1", "0"}:
        raise SettingFault("it must be on or off")
    return word in {"on", "true", "yes", "1"}


def networks(value: Any) -> tuple[str, ...]:
    """Returns networks in CIDR notation, separated by commas or as a list."""
    listed = value if isinstance(value, list) else text(value).replace(",", " ").split()
    found = []
    for each in listed:
        try:
            found.append(str(ipaddress.ip_network(text(each), strict=False)))
        except ValueError as fault:
            raise SettingFault(f"{each!r} is not a network such as 10.0.0.0/8") from fault
    return tuple(found)


def processes(value: Any) -> int:
    """Returns a number of processes."""
    try:
        number = int(value)
    except (TypeError, ValueError) as fault:
        raise SettingFault("it must be a number") from fault
    if not 1 <= number <= 64:
        raise SettingFault("it must be between 1 and 64")
    return number


def size(value: Any) -> int:
    """Returns an amount of bytes, written as a number of them or with KB, MB, GB or TB."""
    match = _SIZE.fullmatch(str(value).strip().upper())
    if match is None:
        raise SettingFault("it must be an amount such as 500MB or 2GB")
    return int(float(match[1]) * 1024 ** " KMGT".index(match[2] or " "))


def log_format(value: Any) -> str:
    """Returns how the log is written."""
    word = text(value).lower()
    if word not in {"text", "json"}:
        raise SettingFault("it must be text or json")
    return word
