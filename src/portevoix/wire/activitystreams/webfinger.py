"""WebFinger (RFC 7033), host-meta and NodeInfo: how this house is found, and how it finds."""

from typing import Any
from urllib.parse import quote

from portevoix.kernel.hosts import a_label, host_of
from portevoix.wire import addresses
from portevoix.wire.activitystreams.reading import as_list
from portevoix.wire.activitystreams.vocabulary import ACTIVITY_JSON, ACTIVITYSTREAMS, Json

JRD_JSON = "application/jrd+json"
_PROFILE_PAGE = "http://webfinger.net/rel/profile-page"
_SELF_TYPES = frozenset({ACTIVITY_JSON, f'application/ld+json; profile="{ACTIVITYSTREAMS}"'})


def name_asked_for(resource: str) -> str | None:
    """Returns the name here that `resource` asks for, or None when it is of no account here.

    Accepted: `acct:name@host` in any case of letters, the actor's id, its page.
    The host's own name is the house's.
    """
    if resource.startswith(("https://", "http://")):
        return addresses.local_actor_name(resource)
    name, at, host = resource.removeprefix("acct:").removeprefix("@").rpartition("@")
    if not at or not name or handle_host(host) != addresses.own_host():
        return None
    if handle_host(name) == addresses.own_host():
        return addresses.HOUSE_NAME
    return name.lower()


def handle_host(host: str) -> str:
    """Returns the host of a handle as hosts are compared: lower case, A-labels, its port kept."""
    name, colon, port = host.strip().rstrip(".").partition(":")
    return a_label(name) + (colon + port if port else "")


def description(name: str) -> Json:
    """Returns the JRD of the account called `name` here."""
    origin = addresses.address("")
    return {
        "subject": f"acct:{name}@{addresses.own_host()}",
        "aliases": [addresses.profile_url(name), addresses.actor_uri(name)],
        "links": [
            {"rel": _PROFILE_PAGE, "type": "text/html", "href": addresses.profile_url(name)},
            {"rel": "self", "type": ACTIVITY_JSON, "href": addresses.actor_uri(name)},
            {
                "rel": "http://ostatus.org/schema/1.0/subscribe",
                "template": f"{origin}/authorize_interaction?uri={{uri}}",
            },
        ],
    }


def question(host: str, resource: str, *, scheme: str = "https") -> str:
    """Returns where to ask `host` about `resource`."""
    return f"{scheme}://{host}/.well-known/webfinger?resource={quote(resource, safe='')}"


def self_link(jrd: Json) -> str:
    """Returns the actor's id in a JRD, or ""."""
    for link in as_list(jrd.get("links")):
        if isinstance(link, dict) and link.get("rel") == "self":
            href = link.get("href")
            if link.get("type") in _SELF_TYPES and isinstance(href, str) and host_of(href):
                return href
    return ""


def subject_handle(jrd: Json) -> tuple[str, str] | None:
    """Returns name and host of the JRD's subject, or None when it is no `acct:`."""
    subject: Any = jrd.get("subject")
    if not isinstance(subject, str) or not subject.startswith("acct:"):
        return None
    name, at, host = subject.removeprefix("acct:").rpartition("@")
    return (name, handle_host(host)) if at and name and host else None


def host_meta_xml() -> str:
    """Returns `/.well-known/host-meta`."""
    template = addresses.address("/.well-known/webfinger?resource={uri}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" template="{template}"/>\n'
        "</XRD>\n"
    )


def host_meta_json() -> Json:
    """Returns `/.well-known/host-meta.json`."""
    template = addresses.address("/.well-known/webfinger?resource={uri}")
    return {"links": [{"rel": "lrdd", "type": JRD_JSON, "template": template}]}
