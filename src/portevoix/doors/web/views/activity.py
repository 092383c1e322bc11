"""The history of what was said after acts."""

from django.http import HttpRequest, HttpResponse

from portevoix.doors.web import activity, answers
from portevoix.doors.web.viewers import signed_in


@signed_in
def history(request: HttpRequest) -> HttpResponse:
    """`/settings/activity`: the last sentences said in this browser, with *Undo* where it can."""
    return answers.page(request, "settings/activity.html", {"lines": activity.lines(request)})
