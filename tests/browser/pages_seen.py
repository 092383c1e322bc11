"""The pages that are looked at, and a house that has something on each of them."""

from tests.browser.neighbours import call, say
from tests.harness.house import House

FOR_ANYONE = [
    "/",
    "/house",
    "/world",
    "/join",
    "/sign-in",
    "/about",
    "/rules",
    "/privacy",
    "/accessibility",
    "/keys",
    "/@walker",
    "/@walker/followers",
    "/authorize_interaction?uri=walker@house.example",
    "/nothing-here",
]
FOR_MEMBERS = [
    "/",
    "/house",
    "/world",
    "/write",
    "/notifications",
    "/notifications?around=1",
    "/follow-requests",
    "/search?q=walk",
    "/search?q=walk&in=tags",
    "/search?q=walk&in=posts",
    "/more",
    "/settings",
    "/settings/profile",
    "/settings/pictures",
    "/settings/appearance",
    "/settings/security",
    "/settings/security/again",
    "/settings/security/password",
    "/settings/security/sessions",
    "/settings/security/apps",
    "/settings/security/log",
    "/settings/security/codes",
    "/settings/security/passkeys",
    "/settings/account",
    "/settings/data",
    "/settings/data/import",
    "/settings/blocks",
    "/invitations",
    "/desk/approvals",
    "/keep/house",
    "/keep/rules",
    "/keep/emoji",
    "/@walker",
    "/@neighbour",
    "/@neighbour/ties",
    "TALK",
    "/nothing-here",
    "/circles",
    "/settings/activity",
]
SAMPLE_FOR_ANYONE = ["/", "/join", "/sign-in", "/about", "/@walker"]
SAMPLE_FOR_MEMBERS = [
    "/",
    "/write",
    "/notifications",
    "/settings/appearance",
    "/@neighbour",
    "TALK",
    "/more",
]


def furnish(house: House) -> str:
    """Puts people, posts and a talk in a house; returns the path of the talk."""
    walker = house.account("walker", role="owner")
    neighbour = house.account("neighbour")
    first = say(house, walker, "Where does one #walk here, @neighbour?", visibility="public")
    answer = say(
        house, neighbour, "@walker along the quay.", in_reply_to_id=first, visibility="public"
    )
    say(house, walker, "Thank you, @neighbour", in_reply_to_id=answer, visibility="public")
    say(house, neighbour, "The end of the film.", spoiler_text="A film", visibility="public")
    say(house, neighbour, "Ce soir on répète.", language="fr", visibility="public")
    say(house, walker, "A word\n\n" + "and another\n" * 30, visibility="public")
    call(house, neighbour, f"/api/v1/statuses/{first}/favourite", now=True)
    call(house, neighbour, f"/api/v1/statuses/{first}/reblog", visibility="public")
    return f"/@walker/{first}"
