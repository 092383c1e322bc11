"""Taking back the consent to be quoted."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.posts import commands as posts
from portevoix.domain.posts import queries
from portevoix.doors.web import answers, cards
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import NotFound


@signed_in
def withdraw(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID/withdraw-quote`: asks once, of the author of what is quoted; POST does it."""
    post = queries.get(viewer(request), int(number))
    [shown] = cards.shown(viewer(request), [post.id])
    if not shown.may_withdraw:
        raise NotFound
    if request.method == "POST":
        posts.withdraw_quote(actor_id=me(request).pk, post_id=post.id)
        return answers.go(request, shown.address, _("Your post is no longer quoted there."))
    return answers.page(request, "withdraw_quote.html", {"shown": shown})
