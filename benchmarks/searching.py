"""Finding posts among many: `python -m benchmarks.searching [--posts 100000] [--database-url …]`.

Members write, a third of them wish to be found, and each follows twenty others. The posts
are put into the tables in bulk and indexed by `rebuild`; then each kind of question is asked by
several members, within this process. Figures are milliseconds of CPU of this process a question;
on PostgreSQL, whose own work is elsewhere, they are milliseconds of the clock.
"""

import argparse
import os
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

MEMBERS = 200
FOLLOWED = 20
TIMES = 40
_ASKED = (
    ("a rare word", "rarity77"),
    ("a common word", "garden"),
    ("a beginning", "gard"),
    ("a phrase", '"green garden"'),
    ("two words", "garden kettle"),
    ("one and not another", "garden -kettle"),
    ("from somebody", "garden from:member7"),
    ("mine", "garden in:mine"),
    ("in home", "garden in:home"),
    ("a month", "garden during:2024-05"),
    ("everything of a month", "during:2024-05"),
    ("nothing", "nowhere"),
)
_WORDS = ["green", "garden", "kettle", "bread", "river", "train", "letter", "window", "morning"]


def main() -> None:
    """Fills a house, indexes it, asks, prints."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", type=int, default=100_000)
    arguments.add_argument("--database-url", default="")
    chosen = arguments.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portevoix.site.settings")
    if chosen.database_url:
        os.environ["PORTEVOIX_DATABASE_URL"] = chosen.database_url
    with tempfile.TemporaryDirectory(prefix="portevoix-bench-") as folder:
        from portevoix.cli.opening import open_house

        open_house(Path(folder))
        members = _fill(chosen.posts)
        started = time.monotonic()
        _index()
        print(f"indexed {chosen.posts} posts in {time.monotonic() - started:.1f} s; {_size()}")
        for name, text in _ASKED:
            _ask(name, text, members, on_clock=bool(chosen.database_url))


def _fill(number: int) -> list[int]:
    from django.utils import timezone

    from portevoix.domain.accounts.models import Account
    from portevoix.domain.audiences.models import Subject
    from portevoix.domain.posts.models import Post
    from portevoix.domain.relationships.models import Follow
    from portevoix.kernel.ids import id_at, new_id

    chance = random.Random(20261125)
    now = timezone.now()
    people = Account.objects.bulk_create(
        Account(id=new_id(), name=f"member{each}", created_at=now, indexable=each % 3 == 0)
        for each in range(MEMBERS)
    )
    ids = [each.id for each in people]
    Follow.objects.bulk_create(
        Follow(
            id=new_id(),
            follower_id=one,
            followee_id=ids[(place + step) % MEMBERS],
            accepted=True,
            created_at=now,
        )
        for place, one in enumerate(ids)
        for step in range(1, FOLLOWED + 1)
    )
    first = datetime(2022, 1, 1, tzinfo=UTC)
    step = timedelta(days=3 * 365) / number
    for start in range(0, number, 5000):
        posts, subjects = [], []
        for place in range(start, min(start + 5000, number)):
            moment = first + step * place
            post_id, author = id_at(moment), chance.choice(ids)
            text = " ".join([*chance.choices(_WORDS, k=25), f"rarity{chance.randrange(5000)}"])
            posts.append(
                Post(
                    id=post_id, author_id=author, text=text, html=f"<p>{text}</p>", language="en",
                    thread_id=post_id, created_at=moment,
                )
            )  # fmt: skip
            grants = chance.choice([128, 128, 128, 64, 8, 16])
            subjects.append(
                Subject(id=post_id, author_id=author, grants=grants, published_at=moment)
            )
        Post.objects.bulk_create(posts)
        Subject.objects.bulk_create(subjects)
    return ids


def _index() -> None:
    from portevoix.domain.search.commands import rebuild_after
    from portevoix.kernel import database

    last = rebuild_after(0)
    while last:
        last = rebuild_after(last)
    database.run("ANALYZE")


def _size() -> str:
    from portevoix.kernel import database

    if database.is_postgresql():
        size = database.rows("SELECT pg_total_relation_size('search_post')")[0][0]
    else:
        size = database.rows(
            "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search_%%'"
            if _has_dbstat()
            else "SELECT SUM(LENGTH(block)) FROM search_words_data"
        )[0][0]
    return f"{int(size) / 2**20:.1f} MiB"


def _has_dbstat() -> bool:
    from portevoix.kernel import database

    return bool(database.rows("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'"))


def _ask(name: str, text: str, members: list[int], *, on_clock: bool) -> None:
    from portevoix.domain.accounts.reader import Reader
    from portevoix.domain.search.queries import posts
    from portevoix.kernel.pagination import Page

    clock = time.perf_counter if on_clock else time.process_time
    times = []
    found = 0
    for number in range(TIMES):
        viewer = Reader(members[number * 7 % len(members)], is_member=True)
        started = clock()
        found += len(posts(text, viewer, Page(limit=20)).ids)
        times.append((clock() - started) * 1000)
    times.sort()
    middle, worst = times[len(times) // 2], times[-1]
    print(f"{name:26}{middle:8.2f} ms{worst:9.2f} at worst   {found / TIMES:5.1f} found")


if __name__ == "__main__":
    main()
