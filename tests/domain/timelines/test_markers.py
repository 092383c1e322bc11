"""Reading places: set anywhere by apps, only onwards by pages, counted."""

import pytest

from portevoix.domain.timelines import markers
from portevoix.domain.timelines.markers import home_marker, mark_home, read_on
from portevoix.kernel.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db


def test_apps_may_go_back_pages_only_on() -> None:
    assert home_marker(7) is None
    assert mark_home(owner_id=7, last_read_id=50).version == 1
    told = mark_home(owner_id=7, last_read_id=40)
    assert (told.last_read_id, told.version) == (40, 2)
    assert read_on(owner_id=7, last_read_id=30) == home_marker(7)
    found = read_on(owner_id=7, last_read_id=60)
    assert found is not None
    assert (found.last_read_id, found.version) == (60, 3)
    assert home_marker(8) is None


@pytest.mark.parametrize("wrong", [-1, 2**63])
def test_what_is_no_id_is_refused(wrong: int) -> None:
    with pytest.raises(Invalid):
        mark_home(owner_id=7, last_read_id=wrong)


def test_two_devices_at_one_instant_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    mark_home(owner_id=7, last_read_id=1)
    stale = home_marker(7)
    mark_home(owner_id=7, last_read_id=2)
    monkeypatch.setattr(markers, "home_marker", lambda owner_id: stale)
    with pytest.raises(Conflict):
        mark_home(owner_id=7, last_read_id=3)
