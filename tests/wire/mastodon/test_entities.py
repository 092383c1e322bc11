"""Entities have what the table of the API asks for, and survive another port."""

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.posts.commands import boost
from portevoix.wire.mastodon import instance, keeping
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.models import AccountRendering, PostRendering
from portevoix.wire.mastodon.own_account import credential_account
from portevoix.wire.mastodon.parts import posts
from tests.factories.people import id_of, member
from tests.factories.posts import post

ACCOUNT = [
    "id",
    "username",
    "acct",
    "url",
    "uri",
    "display_name",
    "note",
    "avatar",
    "avatar_static",
    "avatar_description",
    "header",
    "header_static",
    "header_description",
    "locked",
    "fields",
    "emojis",
    "bot",
    "group",
    "discoverable",
    "indexable",
    "noindex",
    "moved",
    "memorial",
    "created_at",
    "last_status_at",
    "statuses_count",
    "followers_count",
    "following_count",
    "hide_collections",
    "show_media",
    "show_media_replies",
    "show_featured",
    "roles",
    "feature_approval",
]
STATUS = [
    "id",
    "uri",
    "created_at",
    "account",
    "content",
    "visibility",
    "sensitive",
    "spoiler_text",
    "media_attachments",
    "mentions",
    "tags",
    "emojis",
    "reblogs_count",
    "favourites_count",
    "quotes_count",
    "replies_count",
    "url",
    "in_reply_to_id",
    "in_reply_to_account_id",
    "reblog",
    "poll",
    "card",
    "language",
    "edited_at",
    "quote",
    "quote_approval",
    "tagged_collections",
    "local_only",
    "portevoix",
]
FLAGS = [
    "favourited",
    "reblogged",
    "muted",
    "bookmarked",
    "pinned",
    "filtered",
]


@pytest.fixture
def alice(db: None) -> Reader:
    return member("alice")


def told(viewer: Reader, post_id: int) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(posts(viewer, [post_id])[post_id])
    return found


def test_an_account_is_whole(alice: Reader) -> None:
    found = msgspec.json.decode(accounts([id_of(alice)])[id_of(alice)])
    assert sorted(found) == sorted(ACCOUNT)
    own = msgspec.json.decode(credential_account(id_of(alice)))
    assert set(own) - set(found) == {"source", "role"}


def test_a_post_is_whole_and_a_boost_too(alice: Reader) -> None:
    made = post(alice, "One #tag")
    carried = boost(actor_id=id_of(alice), post_id=made.id)
    assert sorted(told(NOBODY, made.id)) == sorted(STATUS)
    assert sorted(told(alice, made.id)) == sorted([*STATUS, *FLAGS])
    assert sorted(told(alice, carried.id)) == sorted([*STATUS, *FLAGS])


def test_kept_and_fresh_renderings_are_the_same(alice: Reader, settle: Callable[[], None]) -> None:
    made = post(alice, "@alice #tag <b>", warning="W")
    fresh = told(alice, made.id)
    settle()
    assert PostRendering.objects.count() == AccountRendering.objects.count() == 1
    assert told(alice, made.id) == fresh


def test_a_changed_profile_is_told_at_once_and_kept_anew(
    alice: Reader, settle: Callable[[], None]
) -> None:
    made = post(alice)
    settle()
    update_profile(account_id=id_of(alice), display_name="Alice the Great")
    assert told(alice, made.id)["account"]["display_name"] == "Alice the Great"
    settle()
    assert "Alice the Great" in AccountRendering.objects.get().body


def test_another_port_changes_every_address(
    alice: Reader, settle: Callable[[], None], settings: Any
) -> None:
    made = post(alice, "@alice #tag http://localhost:8000/mine")
    settle()
    settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, origin="http://localhost:9999")
    with CaptureQueriesContext(connection) as asked:
        found = told(alice, made.id)
    assert len(asked) == 2, "nothing had to be rendered anew"
    assert found["url"] == f"http://localhost:9999/@alice/{made.id}"
    assert 'href="http://localhost:9999/@alice"' in found["content"]
    assert found["account"]["avatar"].startswith("http://localhost:9999/")
    assert found["tags"][0]["url"] == "http://localhost:9999/tags/tag"
    # What somebody wrote is theirs, and stays.
    assert 'href="http://localhost:8000/mine"' in found["content"]


def test_words_cannot_pass_for_the_mark(alice: Reader, settle: Callable[[], None]) -> None:
    made = post(alice, "one \\u0001 two \x01 three")
    settle()
    assert "\\u0001 two" in told(alice, made.id)["content"]
    assert "http" not in told(alice, made.id)["content"]


def test_the_house_describes_itself(db: None) -> None:
    second, first = instance.second(), instance.first()
    assert second["version"].startswith("4.6.0 (compatible; Portevoix ")
    assert second["api_versions"] == {"mastodon": 1}
    assert second["configuration"]["statuses"]["max_characters"] == 5000
    assert second["configuration"]["urls"]["streaming"].startswith("ws://")
    assert first["uri"] == second["domain"] == "localhost:8000"
    assert set(first["configuration"]) == {"accounts", "statuses", "media_attachments", "polls"}


def test_what_was_kept_in_a_shape_of_before_is_made_anew(
    alice: Reader, settle: Callable[[], None]
) -> None:
    told = post(alice, "Kept for long")
    settle()
    kept = PostRendering.objects.get(post_id=told.id)
    PostRendering.objects.update(version=told.version, body='{"id":"old"}')
    PostRendering.objects.create(post_id=1, version=1, body="{}")
    assert keeping.renew_posts() == 2
    again = PostRendering.objects.get()
    assert (again.post_id, again.version, again.body) == (told.id, kept.version, kept.body)
    assert keeping.renew_posts() == 0
