"""Another house, as a stub on loopback: it serves actors and posts, and signs what it sends."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portevoix.gateways.signatures import OwnKey, signed_headers
from portevoix.kernel import clock
from tests.federation import shapes
from tests.gateways.keys_for_tests import Pair, rsa_pair
from tests.gateways.stub import Stub

AS2 = "application/activity+json"
HOME = "https://home.example"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


@dataclass
class Person:
    """An account of the other house."""

    peer: "Peer"
    name: str
    document: dict[str, Any] = field(default_factory=dict)

    @property
    def uri(self) -> str:
        """The actor's id."""
        return f"{self.peer.stub.url}/users/{self.name}"

    @property
    def key_id(self) -> str:
        """The id of the actor's key."""
        return f"{self.uri}#main-key"

    @property
    def pair(self) -> Pair:
        """The key that everybody of this name has."""
        return rsa_pair(self.name)

    def send(
        self, activity: dict[str, Any], *, to: str = "/inbox", style: str = "cavage", **change: Any
    ) -> HttpResponse:
        """Delivers an activity, signed by this person; `change` alters what is sent or signed."""
        return deliver(
            activity, key=OwnKey(self.key_id, self.pair.private_pem), to=to, style=style, **change
        )

    def note(self, number: int = 1, **about: Any) -> dict[str, Any]:
        """A public Note of this person, in Mastodon's shape."""
        return shapes.note(self.uri, number, **about)

    def create(self, note: dict[str, Any]) -> dict[str, Any]:
        """The Create of a note."""
        return shapes.create(note)


class Peer:
    """Another house."""

    def __init__(self, stub: Stub) -> None:
        self.stub = stub

    def person(self, name: str, /, **about: Any) -> Person:
        """Makes an account and serves its actor and its WebFinger."""
        person = Person(self, name)
        document = shapes.mastodon_actor(person.uri, name, person.pair.public_pem, self.stub.host)
        person.document = {**document, **about}
        self.serve(f"/users/{name}", person.document)
        self.finger(name, person.uri)
        return person

    def serve(self, path: str, document: Any, content_type: str = AS2) -> str:
        """Serves a document; returns where."""
        self.stub.answer(path, json.dumps(document).encode(), Content_Type=content_type)
        return self.stub.url + path

    def finger(self, name: str, uri: str, subject: str = "") -> None:
        """Answers WebFinger for `name` with `uri`."""
        subject = subject or f"acct:{name}@{self.stub.host}"
        asked = f"acct:{name}@{self.stub.host}".replace(":", "%3A").replace("@", "%40")
        self.serve(
            f"/.well-known/webfinger?resource={asked}",
            {"subject": subject, "links": [{"rel": "self", "type": AS2, "href": uri}]},
            "application/jrd+json",
        )

    def path(self, uri: str) -> str:
        """The path of an address of this house."""
        return uri.removeprefix(self.stub.url)


def deliver(
    activity: Any,
    *,
    key: OwnKey,
    to: str = "/inbox",
    style: str = "cavage",
    content_type: str = AS2,
    signed_body: bytes | None = None,
    without: str = "",
) -> HttpResponse:
    """Posts signed bytes to the house under test."""
    body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
    headers = signed_headers(
        key,
        method="POST",
        url=HOME + to,
        body=body if signed_body is None else signed_body,
        now=clock.now(),
        style=style,
    )
    sent = {
        name: value
        for name, value in headers.items()
        if name.lower() not in ("content-type", without.lower())
    }
    return Client().post(to, body, content_type=content_type, headers=sent)


def get(path: str, person: Person | None = None, accept: str = AS2) -> HttpResponse:
    """Asks the house under test for a document, signed by `person` if there is one."""
    headers = {"Accept": accept}
    if person is not None:
        own = OwnKey(person.key_id, person.pair.private_pem)
        signed = signed_headers(own, method="GET", url=HOME + path, body=b"", now=clock.now())
        headers |= signed
    return Client().get(path, headers=headers)


def sent(peer: Peer, kind: str = "") -> list[dict[str, Any]]:
    """What arrived at the other house's inboxes."""
    bodies = [json.loads(one.body) for one in peer.stub.seen if one.method == "POST"]
    return [body for body in bodies if not kind or body["type"] == kind]


def takes(peer: Peer, *paths: str) -> None:
    """Makes the other house take what comes to its inboxes."""
    for path in paths:
        peer.stub.answer(path, status=202)
