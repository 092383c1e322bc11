"""Settings › Data: taking everything out."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from portevoix.domain.archives import commands, queries
from portevoix.domain.archives.models import ExportState, ImportKind
from portevoix.doors.web import answers
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.views.bringing_in import KINDS
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.gateways import export_files
from portevoix.kernel.errors import NotFound
from portevoix.wire.archives import lists_out

LISTS = {
    "following_accounts.csv": later("Whom I follow"),
    "blocked_accounts.csv": later("Whom I have blocked"),
    "muted_accounts.csv": later("Whom I do not hear for now"),
    "blocked_domains.csv": later("Houses not to meet"),
    "lists.csv": later("My lists"),
    "bookmarks.csv": later("What I put aside"),
}
_PIECE = 256 * 1024


@signed_in
def data(request: HttpRequest) -> HttpResponse:
    """`/settings/data`: archives, lists, and the way in for those of elsewhere."""
    found = queries.exports_of(me(request).pk)
    values = {
        "building": next((each for each in found if each.state == ExportState.BUILDING), None),
        "ready": [each for each in found if each.state == ExportState.READY],
        "lists": LISTS,
        "imports": [
            (each, _(KINDS[ImportKind(each.kind)])) for each in queries.imports_of(me(request).pk)
        ],
    }
    return answers.page(request, "settings/data.html", values)


@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """`/settings/data/export`: asks for an archive of everything."""
    if request.method == "POST":
        commands.ask_export(me(request).pk)
        return answers.go(request, "/settings/data", _("The archive is being made."))
    return answers.go(request, "/settings/data")


@signed_in
def archive(request: HttpRequest, export_id: int) -> HttpResponseBase:
    """`/settings/data/export/ID`: the archive itself, for its owner and for seven days."""
    found = queries.finished_export(me(request).pk, export_id)
    path = export_files.archive(found.folder, found.file)
    if path is None:
        raise NotFound
    answer = StreamingHttpResponse(export_files.read_part(found.folder, found.file))
    answer["Content-Type"] = "application/zip"
    answer["Content-Length"] = str(path.stat().st_size)
    answer["Content-Disposition"] = f'attachment; filename="{found.file}"'
    return answer


@signed_in
def listing(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/settings/data/NAME.csv`: one list, made while it is sent."""
    file = f"{name}.csv"
    if file not in lists_out.NAMES:
        raise NotFound
    answer = StreamingHttpResponse(_together(lists_out.lines(file, me(request).pk)))
    answer["Content-Type"] = "text/csv; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _together(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yields the lines some at once, so that a long list is not a thousand small writes."""
    held = b""
    for line in lines:
        held += line
        if len(held) > _PIECE:
            yield held
            held = b""
    yield held
