"""What helps one to write: a preview, names to choose from, what another app shares."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.accounts.search import search
from portevoix.domain.posts import queries as posts
from portevoix.domain.posts.mentions import read
from portevoix.doors.web import answers
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.views.write import filled, write_page

_MOST = 6
_LONGEST = 60
_LONGEST_SHARED = 20_000


@require_POST
@signed_in
def preview(request: HttpRequest) -> HttpResponse:
    """Shows the text as it will be read: a piece for the script, else the page with it on top."""
    form = filled(request, me(request))
    form.preview = read(str(form.values["text"])).html
    if answers.is_piece(request):
        return answers.piece(request, "preview", {"form": form})
    return write_page(request, form, 200)


@require_GET
@signed_in
def complete(request: HttpRequest) -> HttpResponse:
    """Offers people for `?q=@al` and tags for `?q=#ga`, at most six."""
    asked = str(request.GET.get("q", ""))[:_LONGEST]
    sign, word = asked[:1], asked[1:]
    offered: list[tuple[str, str]] = []
    if len(word) >= 2 and sign == "@":
        ids = search(word, viewer=viewer(request), limit=_MOST)
        known = by_ids(ids)
        people = [known[each] for each in ids if each in known]
        offered = [(f"@{_handle(each.name, each.host)}", each.display_name) for each in people]
    elif len(word) >= 2 and sign == "#":
        offered = [(f"#{tag.display}", "") for tag in posts.find_tags(word, limit=_MOST)]
    return answers.piece(request, "completion", {"offered": offered})


@require_GET
@signed_in
def share(request: HttpRequest) -> HttpResponse:
    """`/share?text=&url=`: what another app gives, in the box and not published."""
    given = [str(request.GET.get(name, "")).strip() for name in ("title", "text", "url")]
    text = "\n".join(dict.fromkeys(part for part in given if part))[:_LONGEST_SHARED]
    return HttpResponseRedirect(f"/write?{urlencode({'text': text})}")


def _handle(name: str, host: str) -> str:
    return f"{name}@{host}" if host else name
