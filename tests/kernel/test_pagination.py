"""Walking a list by pages meets each row once, in order, in either direction."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.pagination import Page

ids = st.sets(st.integers(min_value=1, max_value=2**63 - 1), max_size=60)
limits = st.integers(min_value=1, max_value=9)


def fetch(rows: set[int], page: Page) -> list[int]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE item (id INTEGER)")
    database.executemany("INSERT INTO item VALUES (?)", [(row,) for row in rows])
    # SQLite writes named parameters with a colon; Django turns ours into that.
    where = page.where("id")
    for name in page.params():
        where = where.replace(f"%({name})s", f":{name}")
    query = f"SELECT id FROM item WHERE 1 = 1{where}{page.order('id')}"
    return page.arrange([row for (row,) in database.execute(query, page.params())])


@given(ids, limits)
def test_walking_down_by_max_id_meets_each_row_once_newest_first(
    rows: set[int], limit: int
) -> None:
    met: list[int] = []
    page = Page(limit=limit)
    while found := fetch(rows, page):
        assert len(found) <= limit
        met += found
        page = Page(limit=limit, max_id=found[-1])
    assert met == sorted(rows, reverse=True)


@given(ids, limits)
def test_walking_up_by_min_id_meets_each_row_once_oldest_first(rows: set[int], limit: int) -> None:
    met: list[int] = []
    page = Page(limit=limit, min_id=0)
    while found := fetch(rows, page):
        assert found == sorted(found, reverse=True)
        met += reversed(found)
        page = Page(limit=limit, min_id=found[0])
    assert met == sorted(rows)


@given(ids, limits, st.integers(min_value=0, max_value=2**63 - 1))
def test_since_id_gives_the_newest_and_min_id_the_nearest(
    rows: set[int], limit: int, anchor: int
) -> None:
    newer = sorted(row for row in rows if row > anchor)
    assert fetch(rows, Page(limit=limit, since_id=anchor)) == newer[-limit:][::-1]
    assert fetch(rows, Page(limit=limit, min_id=anchor)) == newer[:limit][::-1]


@given(ids, st.integers(min_value=0, max_value=2**63 - 1), st.integers(0, 2**63 - 1))
def test_bounds_on_both_sides_hold_together(rows: set[int], low: int, high: int) -> None:
    between = sorted((row for row in rows if low < row < high), reverse=True)
    assert fetch(rows, Page(limit=100, since_id=low, max_id=high)) == between
    assert fetch(rows, Page(limit=100, min_id=low, max_id=high)) == between


def test_the_limit_is_clamped() -> None:
    assert Page.from_params({}).limit == 20
    assert Page.from_params({"limit": "7"}).limit == 7
    assert Page.from_params({"limit": "0"}).limit == 1
    assert Page.from_params({"limit": "4000"}).limit == 40
    assert Page.from_params({"limit": 80}, default=40, maximum=80).limit == 80
    assert Page.from_params({"limit": "-1"}).limit == 20


@given(st.dictionaries(st.sampled_from(["limit", "max_id", "since_id", "min_id"]), st.text()))
def test_any_words_make_a_page_that_a_database_takes(params: dict[str, str]) -> None:
    page = Page.from_params(params)
    assert 1 <= page.limit <= 40
    assert fetch({1, 2, 3}, page) == sorted(fetch({1, 2, 3}, page), reverse=True)


def test_numbers_beyond_64_bits_are_the_largest_identifier() -> None:
    assert Page.from_params({"max_id": "9" * 400}).max_id == 2**63 - 1
    assert Page.from_params({"max_id": "११"}).max_id is None
