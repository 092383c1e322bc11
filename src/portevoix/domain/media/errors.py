"""What this room refuses."""

from portevoix.kernel.errors import Invalid


class MediaRefused(Invalid):
    """Media cannot be put beside a post.

    `code`: media_too_many, media_not_found (not one's own, or of another post),
    media_mixed (a film or sound is alone), media_attached (it is of a post already),
    media_waiting (too many uploads wait for a post).
    """

    code = "media_not_found"
