"""What this house is, told to apps."""

from typing import Any

from portevoix.domain.house.queries import rules
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import activity as weeks
from portevoix.wire.mastodon import instance
from portevoix.wire.mastodon.entities import Rule


@route("GET", "/api/v2/instance", scope="", auth=Auth.PUBLIC, gives=dict[str, Any])
def second(call: Call) -> Answer:
    """Returns the entity Instance."""
    return answer(instance.second())


@route("GET", "/api/v1/instance", scope="", auth=Auth.PUBLIC, gives=dict[str, Any])
def first(call: Call) -> Answer:
    """Returns the older entity V1::Instance, which many apps still ask for."""
    return answer(instance.first())


@route("GET", "/api/v1/instance/rules", scope="", auth=Auth.PUBLIC, gives=list[Rule])
def house_rules(call: Call) -> Answer:
    """Returns the rules of the house."""
    return answer([instance.rule(row) for row in rules()])


@route("GET", "/api/v1/instance/peers", scope="", auth=Auth.PUBLIC, gives=list[str])
def peers(call: Call) -> Answer:
    """Returns the other houses that this one knows."""
    return answer(instance.peers())


@route("GET", "/api/v1/instance/activity", scope="", auth=Auth.PUBLIC, gives=list[dict[str, str]])
def activity(call: Call) -> Answer:
    """Returns what happened in each of the last twelve weeks."""
    return answer(weeks.activity())


@route(
    "GET", "/api/v1/instance/domain_blocks", scope="", auth=Auth.PUBLIC, gives=list[dict[str, Any]]
)
def domain_blocks(call: Call) -> Answer:
    """Publishing whom a house keeps away is its keepers' choice, not built: nothing is told."""
    return Answer(b"[]")


@route(
    "GET", "/api/v1/instance/extended_description", scope="", auth=Auth.PUBLIC, gives=dict[str, Any]
)
def extended_description(call: Call) -> Answer:
    """Returns the keeper's words of welcome."""
    return answer(instance.extended_description())


@route("GET", "/api/v1/instance/privacy_policy", scope="", auth=Auth.PUBLIC, gives=dict[str, Any])
def privacy_policy(call: Call) -> Answer:
    """Returns what this software keeps of people, and why."""
    return answer(instance.privacy_policy())


@route(
    "GET",
    "/api/v1/instance/translation_languages",
    scope="",
    auth=Auth.PUBLIC,
    gives=dict[str, Any],
)
def translation_languages(call: Call) -> Answer:
    """Nothing is translated here yet."""
    return Answer(b"{}")
