"""Takes a picture of every page of the demo house: wide and narrow, light and dark, en and fr.

`make screenshots`, or `python scripts/screenshots.py [FOLDER] [--languages en fr]
[--widths 1280 320] [--schemes light dark] [--only PART]`. Pages with no variable part in their
address are found by themselves; a few of people, posts and searches are named here.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, BrowserContext, Error  # noqa: E402

from tests.harness.browser import chromium  # noqa: E402
from tests.harness.house import House  # noqa: E402

SHOWN = {
    "": (
        "/", "/house", "/world", "/join", "/sign-in", "/about", "/rules", "/privacy",
        "/accessibility", "/keys", "/tags/boats", "/@bob", "/@farah", "/@bob/POST", "/nothing-here",
    ),
    "alice": (
        "/search?q=jardin&in=posts", "/search?q=bo", "/search?q=lum&in=tags", "/tags/lumiere",
        "/search?q=xylophone&in=posts", "/@bob", "/@bob/ties", "/@farah", "/@alice", "/@jules",
        "/@jules/followers", "/@leon", "/nothing-here",
    ),
    "dora": ("/", "/more", "/keep/house", "/keep/rules", "/desk/approvals", "/invitations"),
}  # fmt: skip
# What answers without a page, or ends the session.
_NO_PAGES = re.compile(r"/(?:sign-out|language|first-key|sign-in|join|robots\.txt|house\.atom)")
_HEIGHTS = {1280: 900, 320: 640}
_ALL_PICTURES = """
async () => {
  const pictures = [...document.querySelectorAll("img")];
  for (const each of pictures) each.loading = "eager";
  await Promise.all(pictures.map((each) => each.decode().catch(() => null)));
}
"""
_SPEAK = """
import sys
from portevoix.cli.opening import open_house
open_house(sys.argv[1])
from portevoix.domain.accounts.commands import set_preferences
from portevoix.domain.accounts.queries import members
for each in members():
    set_preferences(account_id=each.pk, language=sys.argv[2])
"""


def main() -> None:
    """Makes the house, signs in, looks at everything, and says where the pictures are."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("folder", type=Path, nargs="?", default=ROOT / "screenshots")
    asking.add_argument("--languages", nargs="+", default=["en", "fr"])
    asking.add_argument("--widths", nargs="+", type=int, default=[1280, 320])
    asking.add_argument("--schemes", nargs="+", default=["light", "dark"])
    asking.add_argument("--only", default="", help="only addresses that hold this")
    asked = asking.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    fixed = _fixed()
    with _demo() as (house, password), chromium() as browser:
        for language in asked.languages:
            _speak(house, language)
            for width in asked.widths:
                for scheme in asked.schemes:
                    _look(browser, house, password, language, width, scheme, asked, fixed)
    print(f"{len(list(asked.folder.glob('*.png')))} pictures in {asked.folder}")


@contextmanager
def _demo() -> Iterator[tuple[House, str]]:
    with tempfile.TemporaryDirectory(prefix="portevoix-demo-") as folder:
        house = House(Path(folder), registrations="open")
        told = house.run("demo")
        password = re.search(r"password: (.*)", told)
        if password is None:
            raise SystemExit(told)
        house.start()
        try:
            yield house, password[1]
        finally:
            house.stop()


def _speak(house: House, language: str) -> None:
    environment = house.environment() | {"DJANGO_SETTINGS_MODULE": "portevoix.site.settings"}
    command = [sys.executable, "-c", _SPEAK, str(house.data), language]
    subprocess.run(command, env=environment, check=True)


def _look(
    browser: Browser,
    house: House,
    password: str,
    language: str,
    width: int,
    scheme: str,
    asked: argparse.Namespace,
    fixed: list[str],
) -> None:
    for name, named in SHOWN.items():
        context = browser.new_context(
            viewport={"width": width, "height": _HEIGHTS.get(width, 900)},
            locale=language,
            extra_http_headers={"Accept-Language": language},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=house.url,
        )
        if name:
            _sign_in(context, name, password)
        paths = [*dict.fromkeys([*named, *(fixed if name == "alice" else ())])]
        for path in paths:
            if asked.only in path:
                file = f"{language}-{width}-{scheme}-{name or 'nobody'}{_file(path)}.png"
                _take(context, path, asked.folder / file)
        context.close()


def _sign_in(context: BrowserContext, name: str, password: str) -> None:
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main .button.main")
    page.wait_for_url(lambda address: not address.endswith("/sign-in"))
    page.close()


def _take(context: BrowserContext, path: str, file: Path) -> None:
    page = context.new_page()
    try:
        if path.endswith("/POST"):
            page.goto(path.removesuffix("/POST"))
            page.click("article.card .when, article.card a:has(time)")
            page.wait_for_load_state()
        elif (answer := page.goto(path)) is None or answer.status >= 500:
            print(f"{path}: {answer and answer.status}")
        elif answer.status == 405:
            return
        page.evaluate(_ALL_PICTURES)
        page.screenshot(path=file, full_page=True, animations="disabled")
    except Error as fault:
        print(f"{path}: {fault.message.splitlines()[0]}")
    finally:
        page.close()


def _fixed() -> list[str]:
    """Every address of a page that has no variable part."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "portevoix.site.settings"
        os.environ["PORTEVOIX_DATA"] = folder
        import django

        django.setup(set_prefix=False)
    from django.urls import URLPattern

    from portevoix.doors.web.urls import urlpatterns

    routes = [str(each.pattern) for each in urlpatterns if isinstance(each, URLPattern)]
    paths = [f"/{route}" for route in routes if "<" not in route and "^" not in route]
    return [path for path in paths if not _NO_PAGES.match(path)]


def _file(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9@]+", "-", path).rstrip("-") or "-home"


if __name__ == "__main__":
    main()
