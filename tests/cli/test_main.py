"""The program: exit codes, and one plain sentence for each refusal."""

import subprocess
from pathlib import Path

import pytest

from portevoix.cli import opening, serve
from portevoix.cli.main import main
from portevoix.cli.opening import Refusal, sole_server
from portevoix.domain.house import commands as house
from portevoix.kernel import config
from portevoix.kernel.config import Config
from tests.harness.house import PROGRAM


def run(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    given = {f"PORTEVOIX_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [PROGRAM, *words, "--data", str(data)],
        env={"PATH": "/usr/bin:/bin", **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["unheard-of"], ["serve", "--port", "none"], ["rebuild"]])
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_and_version_need_no_house(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["--help"], ["--version"], ["serve", "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"registrations": "maybe"}, "REGISTRATIONS is 'maybe', but it must be open"),
        ({"database_url": "postgresql://127.0.0.1:1/none"}, "The database cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    finished = run(tmp_path, "doctor", **settings)
    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr.startswith(sentence)
    assert len(finished.stderr.splitlines()) == 1


def test_damaged_secrets_are_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("nonsense")
    finished = run(tmp_path, "doctor")
    assert finished.returncode == 1
    assert "SECRET_KEY_FILE" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert (tmp_path / "secrets.toml").read_text() == "nonsense"


def test_one_folder_is_served_once(tmp_path: Path) -> None:
    with sole_server(tmp_path, "http://localhost:8000"):
        second = sole_server(tmp_path, "http://localhost:8001")
        with pytest.raises(Refusal, match="already serves"):
            second.__enter__()
    with sole_server(tmp_path, "http://localhost:8001"):
        assert "8001" in (tmp_path / "portevoix.lock").read_text()


def test_a_port_in_use_is_refused() -> None:
    listening = serve._listen("127.0.0.1", 0)
    with pytest.raises(Refusal, match="cannot be used"):
        serve._listen("127.0.0.1", listening.getsockname()[1])
    listening.close()


def test_several_processes_are_refused() -> None:
    with pytest.raises(Refusal, match="PROCESSES"):
        serve._one_process_only(Config(processes=2))


@pytest.mark.django_db
def test_the_origin_that_others_know_stays() -> None:
    serve._same_origin_as_ever(Config(origin="https://first.example"))
    house.fix_origin("https://first.example")
    serve._same_origin_as_ever(Config(origin="https://first.example"))
    with pytest.raises(Refusal, match=r"known? this one as https://first\.example"):
        serve._same_origin_as_ever(Config(origin="https://second.example"))


@pytest.mark.django_db
def test_opening_twice_changes_nothing() -> None:
    before = config.current()
    opening.open_house(None)
    assert config.current() == before
