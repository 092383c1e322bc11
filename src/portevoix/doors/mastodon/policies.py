"""Who may answer, quote and boost a post: Mastodon's word for quotes, ours for all three."""

import msgspec

from portevoix.domain.posts import commands, queries
from portevoix.domain.posts.asking import policy_from
from portevoix.domain.posts.models import Policy
from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.posts import entity
from portevoix.doors.mastodon.quote_words import quote_policy_from
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole


class _Ours(msgspec.Struct):
    reply_policy: str = ""
    quote_policy: str = ""
    boost_policy: str = ""


class _Policies(msgspec.Struct):
    quote_approval_policy: str = ""
    portevoix: _Ours | None = None


@route(
    "PUT",
    "/api/v1/statuses/:id/interaction_policy",
    scope="write:statuses",
    auth=Auth.USER,
    gives=whole.Status,
    asks=(_Policies,),
)
def change(call: Call, post_id: str) -> Answer:
    """Changes who may do what with one's own post from now on; what is not said stays."""
    asked = call.read(_Policies)
    post = queries.get(call.viewer, identifier(post_id))
    if post.author_id != call.account_id:
        raise NotFound
    ours = asked.portevoix or _Ours()
    quote = _named(ours.quote_policy, "quote_policy") or quote_policy_from(
        asked.quote_approval_policy
    )
    commands.set_policies(
        actor_id=call.account_id,
        post_id=post.id,
        reply=_named(ours.reply_policy, "reply_policy"),
        quote=quote,
        boost=_named(ours.boost_policy, "boost_policy"),
    )
    return entity(call, post.id)


def _named(text: str, field: str) -> Policy | None:
    return policy_from(text, field) if text else None
