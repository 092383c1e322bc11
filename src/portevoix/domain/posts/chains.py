"""The verb by which several texts are published as one thread."""

from collections.abc import Sequence
from typing import Any

from portevoix.domain.audiences.public import Audience, Rung, details
from portevoix.domain.posts.drafts import close_draft
from portevoix.domain.posts.errors import NotAPost
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.publishing import publish
from portevoix.kernel.unit_of_work import command

MOST_PARTS = 50


@command
def publish_thread(
    *,
    author_id: int,
    texts: Sequence[str],
    audience: Audience,
    place: str = "",
    writer: str = "",
    idempotency_key: str = "",
    **first: Any,
) -> list[Post]:
    """Publishes each text as the answer to the one before it: all of them or none.

    ``first`` is what `publish` takes besides for the first post; its warning and language
    hold for all. The draft of ``place`` goes with them. The same ``idempotency_key``
    publishes once. Raises NotAPost (none, or more than fifty) and what `publish` raises.
    """
    if not texts or len(texts) > MOST_PARTS:
        raise NotAPost(fields={"text": ["too_many" if texts else "blank"]})
    made: list[Post] = []
    for number, text in enumerate(texts):
        key = f"{idempotency_key}/{number}" if idempotency_key else ""
        about = dict(first) if not made else _following(made[-1], first)
        wanted = _audience_below(made[-1], audience) if made else audience
        made.append(
            publish(author_id=author_id, text=text, audience=wanted, idempotency_key=key, **about)
        )
    if place:
        whole = "\n\n".join(texts)
        close_draft(author_id=author_id, place=place, writer=writer, text=whole)
    return made


def _following(above: Post, first: dict[str, Any]) -> dict[str, Any]:
    kept = ("warning", "sensitive", "language", "application")
    about = {name: first[name] for name in kept if name in first}
    return {**about, "in_reply_to_id": above.id}


def _audience_below(above: Post, audience: Audience) -> Audience:
    """A public post is answered in public; what is narrower goes to those who read the first."""
    about = details(above.id)
    return audience if about is not None and about.is_open else Audience(Rung.AS_PARENT)
