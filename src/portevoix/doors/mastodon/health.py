"""Whether the house is ready."""

from django.db import connection
from django.db.utils import DatabaseError

from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel import health as health_of_threads


@route("GET", "/health", scope="", auth=Auth.PUBLIC, gives=str, counted=False)
def health(call: Call) -> Answer:
    """Answers OK when the database answers and the threads behind the house live."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Answer(b"the database does not answer", 503, content_type="text/plain")
    if health_of_threads.silent():
        return Answer(b"work is not being done", 503, content_type="text/plain")
    return Answer(b"OK", content_type="text/plain; charset=utf-8")
