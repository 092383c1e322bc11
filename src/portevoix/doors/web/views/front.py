"""The front page: in ten seconds, what this house is and that it is alive."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.house import queries as house
from portevoix.domain.posts import queries as posts
from portevoix.doors.web import answers, cards
from portevoix.doors.web.viewers import viewer
from portevoix.kernel.pagination import Page

_POSTS = 10
_LOOKED_AT = 40


def front(request: HttpRequest) -> HttpResponse:
    """`/` for whoever is not signed in."""
    described = house.house()
    reader = viewer(request)
    keeper = accounts.by_id(described.contact_account_id) if described.contact_account_id else None
    lately = cards.shown(reader, posts.house_page(reader, Page(limit=_LOOKED_AT)))
    values = {
        # The street is not the house: who has not agreed to be found is not shown on it.
        "posts": [each for each in lately if each.card.author.indexable][:_POSTS],
        "keeper": keeper,
        "is_open": described.opened_at is not None,
    }
    return answers.page(request, "front.html", values)
