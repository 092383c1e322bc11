"""Fills a house in bulk through the rooms' commands, in a process of its own.

`python -m benchmarks.growing FOLDER --accounts N --posts N --seconds N` grows it to a size,
or as far as the time goes, and prints what there is as JSON. Run again it goes on. Events are
not kept: homes of the readers are built anew at the end and renderings are kept as they come, so
that the house finds nothing to work off.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

READERS = 50
FOLLOWED = 20
_BATCH = 500
_SCOPES = "read write follow push"


def main() -> None:
    """Grows the house."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, required=True)
    parser.add_argument("--posts", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    chosen = parser.parse_args()
    os.environ["PORTEVOIX_DATA"] = str(chosen.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portevoix.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(_grown(chosen)))


def _grown(chosen: argparse.Namespace) -> dict[str, Any]:
    until = time.monotonic() + chosen.seconds
    _one_key_for_all()
    share = chosen.seconds / (1 + chosen.posts / max(chosen.accounts * 6, 1))
    members = _members(chosen.accounts, time.monotonic() + share)
    readers = members[:READERS]
    known = _world(readers)
    posts = _posts(chosen.posts, members, until)
    _look_again(readers)
    return {**known, "accounts": len(members), "posts": posts, "recent": _recent(readers)}


def _one_key_for_all() -> None:
    """Making a pair of keys takes a tenth of a second; nobody signs here."""
    from portevoix.domain.accounts import joining, keys

    pair = keys.generate()
    joining.keys.generate = lambda: pair  # type: ignore[assignment]


def _batch(work: Callable[[], object]) -> None:
    """One transaction for many commands; what they told is forgotten."""
    from portevoix.kernel import database
    from portevoix.kernel.unit_of_work import unit_of_work

    with unit_of_work():
        work()
    database.run("DELETE FROM outbox")


def _members(wanted: int, until: float) -> list[int]:
    from portevoix.domain.accounts.commands import create_member
    from portevoix.domain.accounts.models import Member
    from portevoix.domain.relationships.commands import follow
    from portevoix.wire.mastodon import keeping

    members = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    while len(members) < wanted and time.monotonic() < until:
        start, made = len(members), []

        def some(made: list[int] = made, start: int = start, members: list[int] = members) -> None:
            for number in range(start, min(start + _BATCH, wanted)):
                password = "a long enough password" if number == 0 else None
                made.append(create_member(name=f"member{number}", password=password).pk)
            for number, one in enumerate(made, start):
                if number >= READERS:
                    # Two each, so that a home and a count of followers are not those of a crowd.
                    for other in {number * 7 % start if start else 0, number // 2}:
                        if other != number and other < len(members):
                            follow(follower_id=one, followee_id=members[other])
            keeping.keep_accounts(made)

        _batch(some)
        members += made
        _say(f"{len(members)} accounts")
    return members


def _world(readers: list[int]) -> dict[str, Any]:
    """The readers' ties, tokens, a talk of fifty answers and notifications; made once."""
    kept = Path(os.environ["PORTEVOIX_DATA"]) / "world.json"
    if kept.exists():
        found: dict[str, Any] = json.loads(kept.read_text())
        return found
    from portevoix.domain.access.commands import member_token
    from portevoix.domain.accounts.queries import member
    from portevoix.domain.audiences.public import Audience, Rung
    from portevoix.domain.posts.commands import publish
    from portevoix.domain.relationships.commands import follow

    public = Audience(Rung.PUBLIC)
    tokens: list[str] = []
    talk: list[int] = []

    def ties() -> None:
        for number, one in enumerate(readers):
            for step in range(1, FOLLOWED + 1):
                other = readers[(number + step) % len(readers)]
                follow(follower_id=one, followee_id=other)
            found = member(one)
            assert found is not None
            tokens.append(member_token(found, None, _SCOPES))
        root = publish(author_id=readers[0], text="Who has a spare ladder?", audience=public)
        talk.append(root.id)
        for number in range(50):
            publish(
                author_id=readers[number % len(readers)], text=f"Answer {number}.",
                audience=public, in_reply_to_id=root.id,
            )  # fmt: skip

    _batch(ties)
    made = {"tokens": tokens, "ids": [str(one) for one in readers], "thread": str(talk[0])}
    kept.write_text(json.dumps(made))
    return made


def _posts(wanted: int, members: list[int], until: float) -> int:
    from portevoix.domain.audiences.public import Grant
    from portevoix.domain.posts.commands import OldPost, import_post
    from portevoix.domain.posts.models import Post
    from portevoix.kernel import clock
    from portevoix.wire.mastodon import keeping

    chance = random.Random(Post.objects.count())
    there = Post.objects.count()
    first = clock.now() - timedelta(days=700)
    while there < wanted and time.monotonic() < until:
        made: list[int] = []

        def some(made: list[int] = made, there: int = there) -> None:
            for number in range(there, min(there + _BATCH, wanted)):
                # A fifth by the readers, who follow one another, whatever the size of the house.
                own = number % 5 == 0
                author = members[number // 5 % READERS] if own else chance.choice(members)
                old = OldPost(
                    text=_text(chance, number), warning="", sensitive=False, language="en",
                    grants=Grant.PUBLIC, created_at=first + timedelta(seconds=number * 50),
                )  # fmt: skip
                made.append(import_post(author_id=author, old=old).id)
            keeping.keep_posts(made)

        _batch(some)
        there += len(made)
        if there % 10_000 < _BATCH:
            _say(f"{there} posts")
    return there


def _text(chance: random.Random, number: int) -> str:
    from benchmarks.seeding import words

    return words(chance, number)


def _look_again(readers: list[int]) -> None:
    """The readers are told of the last posts; then their homes are built anew."""
    from portevoix.domain.notifications.commands import notify
    from portevoix.domain.notifications.models import Kind
    from portevoix.domain.posts.models import Post
    from portevoix.domain.timelines.commands import rebuild

    last = list(Post.objects.order_by("-id").values_list("id", "author_id")[:200])

    def tell() -> None:
        for one in readers:
            for post_id, author_id in last[:40]:
                if author_id != one:
                    notify(owner_id=one, kind=Kind.MENTION, actor_id=author_id, post_id=post_id)

    _batch(tell)
    for one in readers:
        _batch(lambda one=one: rebuild(owner_id=one))  # type: ignore[misc]


def _recent(readers: list[int]) -> list[str]:
    from portevoix.domain.posts.models import Post

    own = Post.objects.filter(author_id__in=readers, deleted_at=None).order_by("-id")[:800]
    return [str(post.id) for post in own][::-1]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
