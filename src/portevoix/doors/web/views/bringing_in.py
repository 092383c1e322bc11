"""Settings › Data: bringing in lists and posts; nothing is written before it was reviewed."""

import csv
import io
from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from portevoix.domain.archives import commands, queries
from portevoix.domain.archives.errors import ImportRefused
from portevoix.domain.archives.models import Import, ImportKind, ImportState
from portevoix.doors.web import answers
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.gateways import import_files
from portevoix.kernel.errors import Conflict, NotFound
from portevoix.kernel.files import FileRefused

LARGEST_LIST = 20 * 1024 * 1024
LARGEST_ARCHIVE = 1024 * 1024 * 1024
_SHOWN = 20
_NOTHING_SAID = {"actor": "", "name": "", "handle": "", "left_out": {}}
_FAULTS_SHOWN = 50
KINDS = {
    ImportKind.FOLLOWING: later("People to follow"),
    ImportKind.BLOCKING: later("People to block"),
    ImportKind.MUTING: later("People to mute"),
    ImportKind.DOMAIN_BLOCKING: later("Houses not to meet"),
    ImportKind.LISTS: later("Lists, with people I follow"),
    ImportKind.BOOKMARKS: later("Posts put aside"),
    ImportKind.POSTS: later("My own posts, from an archive"),
}
_LABELS = {"kind": later("What it is"), "file": later("The file"), "agreed": later("My own")}


@signed_in
def bring(request: HttpRequest) -> HttpResponse:
    """`/settings/data/import`: takes a file in, to be read and then reviewed."""
    values = {
        "kind": str(request.POST.get("kind", "")),
        "mode": str(request.POST.get("mode", "merge")),
    }
    form = Form(values, _LABELS)
    if request.method != "POST":
        return _form(request, form)
    member = me(request)
    given = request.FILES.get("file")
    if values["kind"] not in KINDS:
        form.faults["kind"] = sentence("blank")
    if not isinstance(given, UploadedFile):
        form.faults["file"] = sentence("file_missing")
    if form.faults or not isinstance(given, UploadedFile):
        return _form(request, form, status=422)
    is_archive = values["kind"] == ImportKind.POSTS
    folder = ""
    try:
        most = LARGEST_ARCHIVE if is_archive else LARGEST_LIST
        folder = import_files.save(given.chunks(), most=most)
        made = commands.begin_import(
            owner_id=member.pk,
            kind=values["kind"],
            overwrites=values["mode"] == "overwrite",
            file=given.name or "",
            folder=folder,
        )
    except (FileRefused, Conflict) as refusal:
        if folder:
            import_files.forget(folder)
        form.faults["file"] = sentence(refusal.code)
        return _form(request, form, status=422)
    return answers.go(request, f"/settings/data/import/{made.id}")


@signed_in
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """`/settings/data/import/ID`: how far it is, what to review, what became of it."""
    member = me(request)
    found = queries.own_import(member.pk, import_id)
    form = Form({"agreed": False}, _LABELS)
    if request.method == "POST":
        try:
            return _act(request, found)
        except ImportRefused as refusal:
            form.refused(refusal)
    counts = queries.row_counts(found.id)
    faults = list(queries.rows_with_faults(found.id, _FAULTS_SHOWN + 1))
    values = {
        "form": form,
        "brought": found,
        "about": _NOTHING_SAID | found.about,
        "kind": _(KINDS[ImportKind(found.kind)]),
        "counts": counts,
        "whole": sum(counts.values()),
        "ended": sum(counts.values()) - counts["waiting"],
        "refusal": sentence(found.fault) if found.fault else "",
        "first": queries.first_rows(found.id, _SHOWN),
        "faults": [(row, sentence(row.fault)) for row in faults[:_FAULTS_SHOWN]],
        "more_faults": len(faults) > _FAULTS_SHOWN,
    }
    status = 422 if form.faults else 200
    return answers.page(request, "settings/import.html", values, status=status)


@signed_in
def faults(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """`/settings/data/import/ID/faults.csv`: every row with something wrong; none is lost."""
    found = queries.own_import(me(request).pk, import_id)
    answer = StreamingHttpResponse(_fault_lines(found))
    answer["Content-Type"] = "text/csv; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="faults-{found.id}.csv"'
    return answer


def _act(request: HttpRequest, found: Import) -> HttpResponse:
    """Does what the pressed button says."""
    owner, place = found.owner_id, f"/settings/data/import/{found.id}"
    verb = str(request.POST.get("verb", ""))
    if verb == "confirm":
        agreed = bool(request.POST.get("agreed"))
        commands.confirm_import(owner_id=owner, import_id=found.id, agreed=agreed)
        return answers.go(request, place, _("It is being brought in."))
    if verb == "again":
        commands.try_failed_again(owner_id=owner, import_id=found.id)
        return answers.go(request, place, _("What failed is tried again."))
    if verb != "withdraw":
        raise NotFound
    commands.withdraw_import(owner_id=owner, import_id=found.id)
    import_files.forget(found.folder)
    said = _("Nothing more is brought in from this file.")
    if found.state in (ImportState.READING, ImportState.REVIEW, ImportState.REFUSED):
        said = _("The file is forgotten. Nothing was brought in.")
    return answers.go(request, "/settings/data", said)


def _form(request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
    kinds = [(str(kind), _(words), "") for kind, words in KINDS.items()]
    values = {"form": form, "kinds": kinds}
    return answers.page(request, "settings/bring.html", values, status=status)


def _fault_lines(found: Import) -> Iterator[bytes]:
    for row in queries.rows_with_faults(found.id):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(
            (row.number, row.data.get("raw", ""), sentence(row.fault))
        )
        yield line.getvalue().encode()
