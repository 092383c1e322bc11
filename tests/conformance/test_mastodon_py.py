"""Mastodon.py against a running house, from its registration to its streams."""

import threading
from typing import Any

import pytest
from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, StreamListener

from tests.conformance.browser import let_in
from tests.harness.house import House

SCOPES = ["read", "write", "follow", "push"]


@pytest.fixture(scope="module")
def clients(shared_house: House) -> dict[str, Mastodon]:
    """Alice came in by the page, Bob by a token of the keeper."""
    shared_house.account("alice")
    client_id, secret = Mastodon.create_app(
        "Conformance", api_base_url=shared_house.url, scopes=SCOPES
    )
    alice = Mastodon(client_id=client_id, client_secret=secret, api_base_url=shared_house.url)
    page = alice.auth_request_url(scopes=SCOPES, allow_http=True)
    code = let_in(shared_house, page, "alice")
    alice.log_in(code=code, scopes=SCOPES, allow_http=True)
    bob = Mastodon(access_token=shared_house.account("bob"), api_base_url=shared_house.url)
    return {"alice": alice, "bob": bob}


def test_it_knows_the_house_and_itself(clients: dict[str, Mastodon], shared_house: House) -> None:
    alice = clients["alice"]
    assert alice.me().acct == "alice"
    assert alice.app_verify_credentials().name == "Conformance"
    assert alice.instance_v2().api_versions.mastodon == 1
    assert alice.instance_v1().uri == shared_house.url.removeprefix("http://")
    assert alice.instance_health()
    assert alice.instance_rules() == []
    assert alice.preferences()["posting:default:visibility"] == "public"


def test_it_writes_reads_and_walks(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    alice.account_follow(bob.me().id)
    made = [bob.status_post(f"Number {number} #walk") for number in range(25)]
    page = alice.timeline_home(limit=10)
    everything = alice.fetch_remaining(page)
    wanted = [each.id for each in reversed(made)]
    assert [each.id for each in everything][:25] == wanted
    assert [each.id for each in alice.timeline_hashtag("walk", limit=5)] == wanted[:5]
    newer = alice.timeline_home(min_id=wanted[10], limit=3)
    assert [each.id for each in newer] == wanted[7:10]


def test_it_talks(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    root = bob.status_post("Who is there?", spoiler_text="Riddle", language="en")
    answer = alice.status_reply(root, "Me")
    assert answer.in_reply_to_id == root.id
    assert [each.id for each in bob.status_context(root.id).descendants] == [answer.id]
    assert bob.status_favourite(answer.id).favourited
    assert alice.status_favourited_by(answer.id)[0].acct == "bob"
    assert bob.status_reblog(answer.id).reblog.id == answer.id
    assert not bob.status_unreblog(answer.id).reblogged
    assert not bob.status_unfavourite(answer.id).favourited
    assert bob.status_source(root.id).text == "Who is there?"
    gone = bob.status_delete(root.id)
    assert gone.text == "Who is there?"
    with pytest.raises(MastodonAPIError):
        alice.status(root.id)


def test_it_says_whom_for(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    quiet = bob.status_post("Softly", visibility="unlisted")
    assert quiet.visibility == "unlisted"
    secret = bob.status_post("Only mine", visibility="private")
    assert alice.status(secret.id).visibility == "private"
    direct = bob.status_post("@alice psst", visibility="direct")
    assert alice.status(direct.id).visibility == "direct"
    with pytest.raises(MastodonNotFoundError):
        Mastodon(api_base_url=alice.api_base_url).status(direct.id)


def test_it_keeps_people(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    who = alice.account_lookup("bob")
    assert alice.account_search("bo")[0].id == who.id
    assert alice.account_mute(who.id).muting
    assert not alice.account_unmute(who.id).muting
    assert alice.account_relationships([who.id])[0].following
    bob.account_update_credentials(display_name="Bob", note="Hello", locked=True)
    assert alice.account(who.id).display_name == "Bob"
    alice.account_unfollow(who.id)
    assert alice.account_follow(who.id).requested
    assert bob.follow_requests()[0].acct == "alice"
    assert bob.follow_request_authorize(alice.me().id).followed_by
    bob.account_update_credentials(locked=False)
    assert alice.search_v2("bob").accounts[0].acct == "bob"


def test_it_is_notified(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    with Ear(alice) as ear:
        bob.status_post("@alice come")
        told = ear.wait("notification")
    assert told.type == "mention"
    assert alice.notifications(types=["mention"])[0].id == told.id
    assert alice.grouped_notifications(limit=5).notification_groups
    assert alice.notifications_unread_count().count > 0
    alice.notifications_dismiss(told.id)
    alice.notifications_clear()
    assert alice.notifications() == []


def test_it_hears_posts_come_and_go(clients: dict[str, Mastodon]) -> None:
    alice, bob = clients["alice"], clients["bob"]
    with Ear(alice) as ear:
        made = bob.status_post("Live")
        assert ear.wait("update").id == made.id
        bob.status_delete(made.id)
        assert str(ear.wait("delete")) == str(made.id)


def test_what_apps_ask_at_their_start_is_there(clients: dict[str, Mastodon]) -> None:
    alice = clients["alice"]
    assert alice.lists() == alice.filters_v2() == alice.custom_emojis() == []
    assert alice.announcements() == alice.followed_tags() == []
    assert alice.markers_get() == {}


class Ear(StreamListener):
    """Listens to somebody's own stream in a thread."""

    def __init__(self, client: Mastodon) -> None:
        self._client = client
        self._open = threading.Event()
        self._heard: dict[str, Any] = {}
        self._new = threading.Condition()

    def __enter__(self) -> "Ear":
        self._handle = self._client.stream_user(self, run_async=True, timeout=20)
        assert self._open.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.close()

    def wait(self, event: str) -> Any:
        """Returns what came with the first such event."""
        with self._new:
            assert self._new.wait_for(lambda: event in self._heard, 20), f"no {event} came"
            return self._heard[event]

    def _note(self, event: str, what: Any) -> None:
        with self._new:
            self._heard.setdefault(event, what)
            self._new.notify_all()

    def on_update(self, status: Any) -> None:
        self._note("update", status)

    def on_notification(self, notification: Any) -> None:
        self._note("notification", notification)

    def on_delete(self, status_id: Any) -> None:
        self._note("delete", status_id)

    def handle_heartbeat(self) -> None:
        self._open.set()
