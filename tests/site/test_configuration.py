"""Settings: where they come from, and the sentence for each that cannot be used."""

from pathlib import Path

import pytest

from portevoix.site import configuration
from portevoix.site.configuration import Chosen, SettingsError, read


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def given(data: Path, *, port: int | None = None, **environ: str) -> configuration.Config:
    named = {f"PORTEVOIX_{name.upper()}": value for name, value in environ.items()}
    return read(named, Chosen(data=data, port=port))


def test_a_house_runs_without_any_settings(data: Path) -> None:
    config = given(data)
    assert (config.origin, config.rate_limits, config.processes) == (
        "http://localhost:8000",
        True,
        1,
    )
    assert config.given == frozenset()
    assert config.data == data


def test_the_environment_wins_over_the_file_and_both_are_known_as_given(data: Path) -> None:
    (data / "portevoix.toml").write_text(
        'registrations = "open"\nrate_limits = false\ntrusted_proxies = ["10.0.0.0/8"]'
    )
    config = given(data, registrations="closed")
    assert config.registrations == "closed"
    assert config.rate_limits is False
    assert config.trusted_proxies == ("10.0.0.0/8",)
    assert config.given == {"REGISTRATIONS", "RATE_LIMITS", "TRUSTED_PROXIES"}


def test_an_empty_variable_is_not_given(data: Path) -> None:
    assert given(data, origin="").origin == "http://localhost:8000"


def test_the_origin_follows_the_port_unless_it_is_given(data: Path) -> None:
    assert given(data, port=8123).origin == "http://localhost:8123"
    assert given(data, port=8123, origin="https://voix.example").origin == "https://voix.example"


def test_verbs_find_the_address_of_the_house_that_serves(data: Path) -> None:
    (data / configuration.LOCK_FILE).write_text('{"origin": "http://localhost:8123"}')
    assert given(data).origin == "http://localhost:8123"
    (data / configuration.LOCK_FILE).write_text("")
    assert given(data).origin == "http://localhost:8000"


@pytest.mark.parametrize(
    ("said", "understood", "host"),
    [
        ("https://voix.example/", "https://voix.example", "voix.example"),
        ("HTTPS://Voix.Example:443", "https://voix.example", "voix.example"),
        ("http://voix.example:8080", "http://voix.example:8080", "voix.example:8080"),
        ("https://mégaphone.example", "https://xn--mgaphone-b1a.example", None),
        ("http://[::1]:8000", "http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_origins_are_written_one_way(
    data: Path, said: str, understood: str, host: str | None
) -> None:
    config = given(data, origin=said)
    assert config.origin == understood
    assert host is None or config.host == host


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("origin", "voix.example", "begin with https://"),
        ("origin", "https://voix.example/path", "nothing after"),
        ("origin", "https://a@voix.example", "nothing after"),
        ("origin", "https://voix.example:99999", "not an address"),
        ("database_url", "mysql://x/y", "postgresql://"),
        ("database_url", "postgresql://localhost", "no database"),
        ("registrations", "maybe", "open, approval, invited or closed"),
        ("rate_limits", "perhaps", "on or off"),
        ("authorized_fetch", "2", "on or off"),
        ("allow_private_peers", "10.0.0.0/33", "not a network"),
        ("trusted_proxies", "proxy.example", "not a network"),
        ("processes", "many", "a number"),
        ("processes", "0", "between 1 and 64"),
        ("log_format", "xml", "text or json"),
        ("mail_url", "localhost", "smtp://, smtps:// or file:///"),
        ("mail_url", "smtp://", "names no host"),
        ("mail_url", "file://letters", "file:///whole/path"),
        ("mail_url", "smtp://mail.example:99999", "not an address"),
        ("replica_url", "x", "cannot be set"),
        ("broker_url", "x", "cannot be set"),
        ("storage_url", "x", "cannot be set"),
        ("media_origin", "x", "cannot be set"),
        ("translate_url", "x", "cannot be set"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence_that_names_it(
    data: Path, name: str, value: str, fault: str
) -> None:
    with pytest.raises(SettingsError, match=fault) as refused:
        given(data, **{name: value})
    assert str(refused.value).startswith(f"{name.upper()} ")
    assert str(refused.value).endswith(".")


def test_a_password_in_a_setting_is_never_shown(data: Path) -> None:
    for name, value in (
        ("mail_url", "xmtp://a:secret@b"),
        ("database_url", "mysql://a:secret@b/c"),
    ):
        with pytest.raises(SettingsError) as refused:
            given(data, **{name: value})
        assert "secret" not in str(refused.value)


def test_mail_can_be_given(data: Path) -> None:
    assert given(data, mail_url="smtp://localhost").sends_mail
    assert not given(data).sends_mail


def test_several_processes_need_postgresql(data: Path) -> None:
    with pytest.raises(SettingsError, match="PostgreSQL"):
        given(data, processes="2")
    assert given(data, processes="2", database_url="postgresql://h/n").processes == 2


@pytest.mark.parametrize("content", ["colour = 1", "origin = 3", "= nonsense", b"\xff"])
def test_a_bad_file_is_refused_in_a_sentence(data: Path, content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (data / "portevoix.toml").write_bytes(raw)
    with pytest.raises(SettingsError):
        given(data)


def test_networks_are_read_with_commas_and_spaces(data: Path) -> None:
    config = given(data, allow_private_peers="127.0.0.0/8, ::1/128 10.1.2.3/8")
    assert config.allow_private_peers == ("127.0.0.0/8", "::1/128", "10.0.0.0/8")
