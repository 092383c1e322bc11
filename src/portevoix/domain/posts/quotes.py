"""Questions about quotes."""

from portevoix.domain.accounts.public import members_among
from portevoix.domain.audiences.public import Viewer, may_read, visible_to
from portevoix.domain.posts.models import Quote, QuoteState
from portevoix.kernel import database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page


def quote_of(post_id: int) -> Quote | None:
    """Returns what a post quotes, or None."""
    return Quote.objects.filter(post_id=post_id).first()


def quote_with_stamp(uri: str) -> Quote | None:
    """Returns the quote to which somebody elsewhere agreed by the stamp ``uri``, or None."""
    return Quote.objects.select_related("quoted").filter(stamp_uri=uri).first() if uri else None


def quoting(viewer: Viewer, post_id: int, page: Page) -> list[int]:
    """Returns ids of posts that quote a post with consent and that the viewer may read.

    Raises NotFound when the viewer may not read the post itself.
    """
    if not may_read(viewer, post_id):
        raise NotFound
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT s.id FROM quote q JOIN audience_subject s ON s.id = q.post_id"
        f" WHERE q.quoted_id = %(post)s AND q.state = '{QuoteState.ACCEPTED}'"
        f" AND {visible.sql}{page.where('s.id')}{page.order('s.id')}",
        {"post": post_id} | visible.params | page.params(),
    )
    return page.arrange([row[0] for row in found])


def members_who_quote(post_id: int) -> list[tuple[int, int]]:
    """Returns (member, quoting post) for the agreed quotes of a post by members here."""
    found = Quote.objects.filter(quoted_id=post_id, state=QuoteState.ACCEPTED)
    pairs = list(found.values_list("post__author_id", "post_id"))
    here = set(members_among(author for author, _ in pairs))
    return [pair for pair in pairs if pair[0] in here]
