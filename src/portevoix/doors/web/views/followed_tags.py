"""Tags whose posts come home."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.timelines.followed_tags import follow_tag, tags_of, unfollow_tag
from portevoix.doors.web import answers
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.pagination import Page

_ALL = 500


@signed_in
def followed(request: HttpRequest) -> HttpResponse:
    """`/followed-tags`: which tags one follows."""
    tags = tags_of(me(request).pk, Page(limit=_ALL))
    return answers.page(request, "followed_tags.html", {"tags": tags})


@require_POST
@signed_in
def follow(request: HttpRequest, name: str) -> HttpResponse:
    """Follows a tag."""
    folded = follow_tag(owner_id=me(request).pk, name=name)
    said = _("What carries #%(tag)s comes to your home now.") % {"tag": name}
    return answers.back(request, f"/tags/{folded}", said)


@require_POST
@signed_in
def unfollow(request: HttpRequest, name: str) -> HttpResponse:
    """Follows a tag no longer."""
    folded = unfollow_tag(owner_id=me(request).pk, name=name)
    said = _("You do not follow #%(tag)s any more.") % {"tag": name}
    return answers.back(request, f"/tags/{folded}", said)
