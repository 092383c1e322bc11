"""The site's own settings, pointed at a throw-away data folder and the engine that is asked for.

`PORTEVOIX_TEST_ENGINE` is `sqlite` (the default) or `postgresql`. Nothing else differs from a house
that serves, so that tests hold for it.
"""

import atexit
import os
import shutil
import tempfile

from tests.harness.postgresql import server

ENGINE = os.environ.setdefault("PORTEVOIX_TEST_ENGINE", "sqlite")
if ENGINE not in {"sqlite", "postgresql"}:
    raise SystemExit("PORTEVOIX_TEST_ENGINE is sqlite or postgresql")

_folder = tempfile.mkdtemp(prefix="portevoix-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("PORTEVOIX_")]:
    if not _name.startswith("PORTEVOIX_TEST_"):
        del os.environ[_name]
os.environ["PORTEVOIX_DATA"] = _folder
if ENGINE == "postgresql":
    os.environ["PORTEVOIX_DATABASE_URL"] = server().url

from portevoix.site.settings import *  # noqa: E402, F403
from portevoix.site.settings import DATABASES  # noqa: E402

if ENGINE == "sqlite":
    # A file, not memory: what is tested is the write-ahead log and its locks.
    DATABASES["default"].setdefault("TEST", {})["NAME"] = os.path.join(_folder, "test.sqlite3")
