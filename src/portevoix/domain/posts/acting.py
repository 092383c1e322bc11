"""Who acts, and on which post: what every verb of posts asks first."""

from portevoix.domain.accounts.public import Standing
from portevoix.domain.audiences.public import Viewer, readable
from portevoix.domain.posts.target import Target
from portevoix.kernel import database
from portevoix.kernel.errors import NotAllowed, NotFound


def must_be_able_to_speak(author_id: int) -> bool:
    """Refuses every new act of somebody who is not active or frozen (NotAllowed, so coded).

    Returns whether the account is of this house.
    """
    found = database.rows("SELECT standing, frozen, host FROM account WHERE id = %s", [author_id])
    if not found or found[0][0] != Standing.ACTIVE:
        raise NotAllowed(code="not_active")
    if found[0][1]:
        raise NotAllowed(code="frozen")
    return bool(found[0][2] == "")


def answered_post(post_id: int, *, actor_id: int, here: bool) -> Target:
    """Returns the post that an act is about, a boost's original in its place.

    Raises NotFound when the actor may not read it, or what it carries, and while it
    waits for somebody's word.
    """
    if readable(Viewer(actor_id, is_member=here), [post_id]):
        found = database.rows(
            "SELECT p.id, p.author_id, p.thread_id, p.reply_policy, p.quote_policy,"
            " p.boost_policy, p.uri IS NULL FROM post asked"
            " JOIN post p ON p.id = COALESCE(asked.boost_of_id, asked.id)"
            " JOIN audience_subject s ON s.id = p.id WHERE asked.id = %s AND s.state <> 3",
            [post_id],
        )
        if found:
            return Target(*found[0])
    raise NotFound
