"""Talks of which a member wants to be told nothing more."""

from portevoix.domain.audiences.public import Viewer, readable
from portevoix.kernel import database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command


@command
def mute_thread(*, viewer: Viewer, post_id: int) -> None:
    """Tells the viewer nothing more of the talk that a post is in; again is no change.

    Raises NotFound when the viewer may not read the post.
    """
    thread_id = _thread(viewer, post_id)
    database.insert("muted_thread", once=True, owner_id=viewer.account_id, thread_id=thread_id)


@command
def unmute_thread(*, viewer: Viewer, post_id: int) -> None:
    """Tells the viewer of the talk again; when it was not muted it is no change.

    Raises NotFound when the viewer may not read the post.
    """
    database.run(
        "DELETE FROM muted_thread WHERE owner_id = %s AND thread_id = %s",
        [viewer.account_id, _thread(viewer, post_id)],
    )


def thread_is_muted(owner_id: int, post_id: int) -> bool:
    """Whether the owner muted the talk that a post, or a boost's original, is in."""
    return bool(
        database.rows(
            "SELECT 1 FROM muted_thread m JOIN post p ON p.thread_id = m.thread_id"
            " JOIN post asked ON p.id = COALESCE(asked.boost_of_id, asked.id)"
            " WHERE m.owner_id = %s AND asked.id = %s",
            [owner_id, post_id],
        )
    )


def _thread(viewer: Viewer, post_id: int) -> int:
    if viewer.account_id is None or not readable(viewer, [post_id]):
        raise NotFound
    found = database.rows(
        "SELECT original.thread_id FROM post asked"
        " JOIN post original ON original.id = COALESCE(asked.boost_of_id, asked.id)"
        " WHERE asked.id = %s",
        [post_id],
    )
    return int(found[0][0])
