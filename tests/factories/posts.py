"""Posts by invented people, through the rooms' own commands."""

from datetime import UTC, datetime
from typing import Any

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import Audience, Grant, Rung
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.public import RemotePost
from portevoix.kernel import clock
from tests.factories.people import id_of


def post(author: Reader, text: str = "Good morning.", rung: str = "public", **about: Any) -> Post:
    """A post by a member, to a rung of the ladder (`circle` with `circle_id`)."""
    audience = Audience(Rung(rung), about.pop("circle_id", None))
    return commands.publish(author_id=id_of(author), text=text, audience=audience, **about)


def reply(author: Reader, parent: Post, text: str = "And to you.", rung: str = "public") -> Post:
    """A member's answer to a post."""
    return post(author, text, rung, in_reply_to_id=parent.id)


def received(author: Reader, grants: Grant = Grant.PUBLIC, **about: Any) -> Post | None:
    """A post that came from another house."""
    number = about.pop("number", 1)
    values: dict[str, Any] = {
        "uri": f"https://neighbour.example/posts/{id_of(author)}/{number}",
        "url": f"https://neighbour.example/@somebody/{number}",
        "author_id": id_of(author),
        "html": "<p>From afar.</p>",
        "warning": "",
        "sensitive": False,
        "language": "en",
        "grants": grants,
        "named_ids": (),
        "mention_ids": (),
        "direct": False,
        "in_reply_to_id": None,
        "in_reply_to_uri": "",
        "tags": (),
        "created_at": clock.now(),
    }
    return commands.receive(RemotePost(**(values | about)))


LONG_AGO = datetime(2020, 5, 3, 12, 40, tzinfo=UTC)
