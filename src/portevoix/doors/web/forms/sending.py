"""From a filled composer to a post, or to one that waits."""

import hashlib
from datetime import timedelta, tzinfo
from typing import Any

from portevoix.domain.accounts.models import Member
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.models import Post, WaitingPost
from portevoix.doors.web.appearance import Appearance
from portevoix.doors.web.forms.composer import Composer, audience_from
from portevoix.doors.web.forms.composer_pieces.hour import moment
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid


def leave(form: Composer, member: Member, zone: tzinfo) -> Post | WaitingPost:
    """Publishes what the form holds, or lets it wait: for its hour, or to be undone.

    Its draft goes in the same transaction. Raises what `publish` and `let_wait` raise.
    """
    arguments = _arguments(form)
    about: dict[str, Any] = {"author_id": member.pk, "place": form.draft_place, "writer": form.key}
    hour = moment(str(form.values["leaves_at"]), zone)
    seconds = Appearance.of(member).undo_seconds
    if hour is None and not seconds:
        return posts.publish_draft(**about, **arguments)
    about |= {"values": form.values, "scheduled": hour is not None}
    try:
        soon = clock.now() + timedelta(seconds=seconds)
        return posts.let_wait(**about, leaves_at=hour or soon, **arguments)
    except Invalid as error:
        if "scheduled_at" in error.fields:
            error.fields["leaves_at"] = error.fields.pop("scheduled_at")
        raise


def _arguments(form: Composer) -> dict[str, Any]:
    values = form.values
    # The same form sent twice is one post; another text in a form that was kept is another.
    written = "\n".join(str(values[name]) for name in sorted(values))
    key = hashlib.sha256(f"{form.key}\n{written}".encode()).hexdigest()
    return {
        "text": values["text"],
        "audience": audience_from(values["audience"]),
        "in_reply_to_id": int(values["in_reply_to"]) if values["in_reply_to"] else None,
        "idempotency_key": key,
        **form.arguments(),
    }
