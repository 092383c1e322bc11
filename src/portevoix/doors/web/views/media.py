"""Media of posts: each has a page, which is also the dialog over a list."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from portevoix.domain.media import queries as media
from portevoix.domain.posts import queries as posts
from portevoix.doors.web import answers, people, pictures
from portevoix.doors.web.forms.composer_pieces.media import Pictured, Row
from portevoix.doors.web.forms.composer_pieces.piece import Place
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.kernel.errors import DomainError, Invalid, NotFound, TooFast, Unavailable


def medium(request: HttpRequest, handle: str, number: str, place: str) -> HttpResponse:
    """`/@name/ID/media/N`: a picture as large as the window, with what is said of it.

    Whoever may read the post may see it; a wrong name leads to the right one.
    """
    post = posts.get(viewer(request), int(number))
    post = post.boost_of or post
    address = people.post_path(post.author, post.id)
    if handle.lower() != people.handle_of(post.author).lower():
        return HttpResponseRedirect(f"{address}/media/{place}")
    found = pictures.of_post(media.of_posts([post.id]).get(post.id, []), address)
    seen = [each for each in found if each.is_picture or each.is_played]
    picture = next((each for each in seen if each.number == int(place)), None)
    if picture is None:
        raise NotFound
    at = seen.index(picture)
    values = {
        "picture": picture,
        "before": seen[at - 1].page if at else "",
        "after": seen[at + 1].page if at + 1 < len(seen) else "",
        "count": len(found),
        "address": address,
        "author": post.author.display_name or post.author.name,
    }
    if answers.is_piece(request):
        return answers.piece(request, "medium", values)
    return answers.page(request, "medium.html", values)


@signed_in
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """`/write/media`: takes one file for the composer and answers with its row.

    What is refused is said as plain text, which the script shows.
    """
    piece = Pictured(Place(me(request), None))
    files = [each for each in request.FILES.getlist("files") if each]
    try:
        made = piece.take(files, len(request.POST.getlist("there")))
    except (Invalid, TooFast, Unavailable) as error:
        return HttpResponse(_sentence(error), "text/plain; charset=utf-8", 422)
    rows = [Row(medium, "", "") for medium in made]
    return answers.piece(request, "media_row", {"rows": rows, "piece": piece})


def _sentence(error: DomainError) -> str:
    if isinstance(error, Invalid) and error.fields:
        name, codes = next(iter(error.fields.items()))
        return sentence(codes[0], name)
    return sentence(error.code)
