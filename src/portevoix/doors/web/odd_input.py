"""What a browser would not send: read as far as it has a meaning, else refused in one place."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

_NUL = "\x00"


def can_be_read(request: HttpRequest) -> bool:
    """Whether a request's address and form can be read; leaves NUL out of what they say.

    NUL is no letter and not every database takes it. Everything is read as UTF-8, whatever
    alphabet the request names: some of Python's codecs are none.
    """
    if _NUL in request.path_info:
        return False
    if request.encoding is not None:
        request.encoding = "utf-8"
    try:
        for name in ("GET", "POST") if request.method == "POST" else ("GET",):
            setattr(request, name, _without_nul(getattr(request, name)))
    except RequestDataTooBig:
        raise
    except (SuspiciousOperation, BadRequest, MultiPartParserError, LookupError, ValueError):
        return False
    return True


def _without_nul(said: QueryDict) -> QueryDict:
    lists = list(said.lists())
    if not any(_NUL in name or _NUL in "".join(values) for name, values in lists):
        return said
    cleaned = QueryDict(mutable=True)
    for name, values in lists:
        cleaned.setlist(name.replace(_NUL, ""), [value.replace(_NUL, "") for value in values])
    return cleaned
