"""Untrusted words and lists (security.md D1, D5, D7, D11, D12; inbound-quirks)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portevoix.domain.accounts.models import Account
from portevoix.domain.media.queries import of_posts
from portevoix.domain.posts.models import Post, PostTag
from portevoix.doors.activitypub.verification import resolver
from portevoix.kernel import clock
from portevoix.wire.activitystreams import inbox, reading
from portevoix.wire.activitystreams.reader import NeedsNetworkError, Offline
from portevoix.wire.activitystreams.resolve import Resolver
from tests.factories.people import stranger
from tests.federation.peers import HOME, Peer, Person
from tests.federation.shapes import AS, PUBLIC, act, create, mention, note

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"
VECTORS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>', '<a href="data:text/html,x">x</a>',
    '<p style="position:fixed">x</p>', "<iframe src=https://evil.example></iframe>",
    '<p onclick="alert(1)">x</p>', "<style>*{display:none}</style>", "<form action=/x><input>",
    '<span class="evil" id="top">x</span>', "<math><mi xlink:href=javascript:alert(1)>",
]  # fmt: skip
FORBIDDEN = ("<script", "onerror", "onload", "onclick", "javascript:", "data:", "style", "<iframe",
             "<img", "<svg", "<form", "<input", "<math", 'class="evil"', " id=")  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_d1_nothing_that_runs_is_stored(
    bob: Account, alice: Person, settle: Settle, vector: str
) -> None:
    alice.send(
        create(note(alice.uri, 1, to=[BOB], content=f"<p>hello</p>{vector}", summary=vector))
    )
    settle()
    stored = Post.objects.get()
    assert "hello" in stored.html
    assert not [word for word in FORBIDDEN if word in stored.html.lower()]
    assert "<" not in stored.warning


@pytest.mark.parametrize("vector", VECTORS)
def test_d1_nothing_that_runs_is_stored_of_a_profile(home: None, peer: Peer, vector: str) -> None:
    field = {"type": "PropertyValue", "name": vector, "value": vector}
    eve = peer.person("eve", name=vector, summary=vector, attachment=field)
    found = resolver().account(eve.uri)
    texts = json.dumps([found.display_name, found.bio_html, found.fields]).lower()
    assert not [word for word in FORBIDDEN if word in texts.replace("&lt;", "")]


def test_d5_lists_and_lengths_are_cut(bob: Account, peer: Peer, settle: Settle) -> None:
    fields = [{"type": "PropertyValue", "name": f"n{i}", "value": "v" * 3000} for i in range(200)]
    eve = peer.person("eve", attachment=fields, name="n" * 5000, summary=f"<p>{'s' * 50_000}</p>")
    tags = [{"type": "Hashtag", "name": f"#t{i}"} for i in range(10_000)]
    made = note(
        eve.uri, 1, to=[BOB] * 500, tag=tags, content="<p>" + "c" * 200_000, summary="w" * 9_000
    )
    made["attachment"] = [{"type": "Image", "url": f"https://x.example/{i}"} for i in range(99)]
    assert eve.send(create(made)).status_code == 202
    settle()
    author, stored = Account.objects.get(uri=eve.uri), Post.objects.get()
    assert len(author.fields) == 50
    assert all(len(field["html"]) <= 2047 for field in author.fields)
    assert len(author.display_name) <= 2048
    assert len(author.bio_html) <= 20_000
    assert PostTag.objects.count() <= 100
    assert len(stored.html) <= 110_000
    assert len(of_posts([stored.pk])[stored.pk]) == 16
    assert len(stored.warning) <= 5_000


def test_d7_deep_json_is_refused(bob: Account, alice: Person) -> None:
    assert alice.send(b"[" * 100_000).status_code == 400
    deep: Any = "x"
    for _ in range(80):
        deep = [deep]
    assert alice.send({**alice.note(), "x": deep}).status_code == 400
    assert alice.send(b'{"type":"Note","x":"' + b"[" * 5000 + b'"}').status_code != 500


def test_d7_posts_that_answer_one_another_end(bob: Account, alice: Person, settle: Settle) -> None:
    peer = alice.peer
    first, second = note(alice.uri, 1), note(alice.uri, 2)
    first["inReplyTo"], second["inReplyTo"] = second["id"], first["id"]
    for one in (first, second):
        peer.serve(peer.path(one["id"]), {"@context": AS, **one})
    alice.send(create(note(alice.uri, 3, to=[PUBLIC, BOB], inReplyTo=first["id"])))
    settle()
    assert Post.objects.count() == 3
    assert peer.stub.asked("/users/alice/statuses/1") <= 2


def test_d7_a_thread_is_followed_upwards_twenty_levels(
    bob: Account, alice: Person, settle: Settle
) -> None:
    peer = alice.peer
    for number in range(1, 40):
        one = note(alice.uri, number, inReplyTo=f"{alice.uri}/statuses/{number + 1}")
        peer.serve(peer.path(one["id"]), {"@context": AS, **one})
    alice.send(create(note(alice.uri, 100, to=[PUBLIC, BOB], inReplyTo=f"{alice.uri}/statuses/1")))
    settle()
    assert Post.objects.count() == 21


@pytest.mark.parametrize(
    "published",
    ["4026-01-01T00:00:00Z", "1969-01-01T00:00:00Z", "yesterday", "", None, 7, ["x"], {},
     "2026-13-45T99:99:99Z", "2026-03-02T09:15:00" + "9" * 4000],
)  # fmt: skip
def test_d11_absurd_dates_become_the_arrival(
    bob: Account, alice: Person, settle: Settle, published: object
) -> None:
    alice.send(create(note(alice.uri, 1, to=[BOB], published=published)))
    settle()
    assert abs(Post.objects.get().created_at - clock.now()) < timedelta(minutes=2)


def test_d12_controls_and_overrides_are_taken_out(
    bob: Account, alice: Person, settle: Settle
) -> None:
    alice.send(
        create(note(alice.uri, 1, to=[BOB], content="<p>a\x00b\u202ec</p>", summary="x\u202ey"))
    )
    settle()
    stored = Post.objects.get()
    assert "abc" in stored.html
    assert stored.warning == "xy"


def test_d13_json_that_can_be_read_in_two_ways_is_refused(bob: Account, alice: Person) -> None:
    for text in ('{"actor":"a","actor":"b"}', '{"x":NaN}', '{"x":Infinity}', '{"x":1e999999}'):
        body = text.encode()
        expected = 202 if "1e9" in text else 400
        assert alice.send(body).status_code == expected, text
    assert alice.send(b'{"type":"Like","x":"\\ud800"}').status_code != 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12) | st.sampled_from([PUBLIC, BOB, AS, "https://x.example/1", "Note"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["id", "type", "object", "actor", "to", "cc", "tag", "url", "name",
                         "content", "attributedTo", "href", "0", "inReplyTo", "published"]),
        inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
KINDS = st.sampled_from(sorted(inbox.HANDLED))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=JSON)
def test_any_json_is_answered_without_a_fault(home: None, body: Any) -> None:
    answer = Client().post(
        "/inbox",
        json.dumps(body),
        content_type="application/activity+json",
        headers={"Signature": 'keyId="x",signature="eA=="'},
    )
    assert answer.status_code in (202, 400, 401)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(kind=KINDS, about=JSON, more=st.dictionaries(st.sampled_from(["to", "cc", "id"]), JSON))
def test_any_activity_is_worked_through_without_a_fault(
    bob: Account, kind: str, about: Any, more: dict[str, Any]
) -> None:
    actor = Account.objects.get(pk=stranger("mallory").account_id)
    activity = {"@context": AS, "type": kind, "actor": actor.uri, "object": about, **more}
    if isinstance(about, dict):
        activity["object"] = {"id": f"{actor.uri}/1", "attributedTo": actor.uri, **about}
    for owner in (None, bob):
        try:
            inbox.receive(activity, actor=actor, owner=owner, resolver=Resolver(Offline()))
        except NeedsNetworkError:
            continue


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_refused(body: bytes) -> None:
    try:
        assert isinstance(reading.parse(body), dict)
    except reading.UnreadableError:
        return


def test_only_some_of_many_mentions_are_looked_up(
    bob: Account, alice: Person, settle: Settle
) -> None:
    tags = [mention(f"{alice.peer.stub.url}/users/u{i}", f"@u{i}") for i in range(200)]
    alice.send(create(note(alice.uri, 1, to=[BOB], tag=tags)))
    settle()
    assert Post.objects.count() == 1
    asked = [one for one in alice.peer.stub.seen if one.path.startswith("/users/u")]
    assert len(asked) <= 20


def test_a_like_of_something_unknown_asks_nobody(
    bob: Account, alice: Person, settle: Settle
) -> None:
    alice.send(act("Like", alice.uri, f"{alice.peer.stub.url}/unknown"))
    settle()
    assert alice.peer.stub.asked("/unknown") == 0
