"""The settings of this house, read once at start and handed to whoever needs them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting of the contract, with its default. See docs/keeper/settings.md."""

    data: Path = Path("data")
    origin: str = "http://localhost:8000"
    database_url: str = ""
    registrations: str = ""
    mail_url: str = ""
    rate_limits: bool = True
    allow_private_peers: tuple[str, ...] = ()
    authorized_fetch: bool = False
    trusted_proxies: tuple[str, ...] = ()
    processes: int = 1
    media_quota: int = 2 * 1024**3
    log_format: str = "text"
    secret_key_file: Path | None = None
    given: frozenset[str] = frozenset()
    """Names of the settings that were given, not left to their default: locked on pages."""

    @property
    def secrets_file(self) -> Path:
        """Where the secrets of this house are kept."""
        return self.secret_key_file or self.data / "secrets.toml"

    @property
    def sends_mail(self) -> bool:
        """Whether the house sends mail, and so confirms addresses."""
        return bool(self.mail_url)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the house by https."""
        return self.origin.startswith("https:")

    @property
    def host(self) -> str:
        """The host, with its port where the origin has one: what handles and other houses see."""
        return urlsplit(self.origin).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether the origin is only this machine's."""
        return urlsplit(self.origin).hostname in {"localhost", "127.0.0.1", "::1"}


def current() -> Config:
    """Returns the settings of this process."""
    config: Config = settings.PORTEVOIX
    return config
