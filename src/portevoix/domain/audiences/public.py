"""What other rooms may use of audiences."""

from portevoix.domain.accounts.public import NOBODY
from portevoix.domain.accounts.public import Reader as Viewer
from portevoix.domain.audiences.commands import (
    add_named,
    delete_subject,
    let_stand,
    link_parent,
    narrow,
    publish_subject,
    widen,
)
from portevoix.domain.audiences.errors import AudienceNotPossible
from portevoix.domain.audiences.filter import (
    Condition,
    listed_actor,
    listed_to,
    visible_sql,
    visible_to,
)
from portevoix.domain.audiences.grants import (
    OPEN,
    STAYS_HERE,
    WIDE,
    Audience,
    Grant,
    Rung,
    names_of,
    word_for_apps,
)
from portevoix.domain.audiences.models import State
from portevoix.domain.audiences.policies import audience_of_post, audience_of_reply
from portevoix.domain.audiences.queries import (
    Details,
    circle_members,
    details,
    known_details,
    may_read,
    readable,
    readers_among,
)

__all__ = [
    "NOBODY",
    "OPEN",
    "STAYS_HERE",
    "WIDE",
    "Audience",
    "AudienceNotPossible",
    "Condition",
    "Details",
    "Grant",
    "Rung",
    "State",
    "Viewer",
    "add_named",
    "audience_of_post",
    "audience_of_reply",
    "circle_members",
    "delete_subject",
    "details",
    "known_details",
    "let_stand",
    "link_parent",
    "listed_actor",
    "listed_to",
    "may_read",
    "names_of",
    "narrow",
    "publish_subject",
    "readable",
    "readers_among",
    "visible_sql",
    "visible_to",
    "widen",
    "word_for_apps",
]
