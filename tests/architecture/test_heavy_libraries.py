"""What is heavy or rarely needed loads on use, so that a house starts fast and stays small."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = {
    "typst", "ebooklib", "PIL", "pillow_heif", "av", "storages", "boto3", "pywebpush", "icalendar",
    "numpy", "webauthn", "cbor2", "OpenSSL", "pyotp", "segno",
    "hypothesis", "pytest", "playwright", "mypy", "babel.messages", "IPython",
}  # fmt: skip


def test_a_serving_house_has_not_loaded_them(tmp_path: Path) -> None:
    program = (
        "import sys, django; django.setup(); import portevoix.site.front;"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PORTEVOIX_")
    } | {"DJANGO_SETTINGS_MODULE": "portevoix.site.settings", "PORTEVOIX_DATA": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert finished.stdout.split() == []
