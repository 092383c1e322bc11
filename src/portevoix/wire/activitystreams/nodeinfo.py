"""NodeInfo 2.0 and 2.1 (FEP-f1d5, FEP-0151): what runs here, for programs that count."""

from portevoix.wire import addresses
from portevoix.wire.activitystreams.vocabulary import Json

_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
VERSIONS = ("2.0", "2.1")


def index() -> Json:
    """Returns `/.well-known/nodeinfo`, with the house's actor (FEP-2677)."""
    links = [
        {"rel": _SCHEMA + version, "href": addresses.address(f"/nodeinfo/{version}")}
        for version in VERSIONS
    ]
    application = "https://www.w3.org/ns/activitystreams#Application"
    return {"links": [*links, {"rel": application, "href": addresses.actor_uri("house")}]}


def content_type(version: str) -> str:
    """Returns the media type of a document of `version`."""
    return f'application/json; profile="{_SCHEMA}{version}#"'


def document(
    version: str,
    *,
    software_version: str,
    is_open: bool,
    title: str,
    summary: str,
    members: tuple[int, int, int],
    posts: int,
) -> Json:
    """Returns the document. `members` are all, active in a month, active in half a year."""
    software = {"name": "portevoix", "version": software_version}
    total, month, half_year = members
    return {
        "version": version,
        "software": software,
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": is_open,
        "usage": {
            "users": {"total": total, "activeMonth": month, "activeHalfyear": half_year},
            "localPosts": posts,
        },
        # Programs that know only some names of software read here how to speak with this one.
        "metadata": {
            "nodeName": title,
            "nodeDescription": summary,
            "upstream": {"name": "mastodon"},
        },
    }
