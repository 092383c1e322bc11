"""What members bring: reviewed first, then done row by row; bad rows are told, none is lost."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from portevoix.consumers import importing
from portevoix.domain.archives import commands, queries
from portevoix.domain.archives.errors import ImportRefused
from portevoix.domain.archives.models import Import, ImportRow
from portevoix.domain.audiences.queries import known_details
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.bookmarks import bookmark
from portevoix.domain.relationships.commands import block, block_house, follow, mute
from portevoix.domain.relationships.models import Block, Follow, Mute
from portevoix.domain.timelines.list_queries import lists_of
from portevoix.domain.timelines.lists import add_to_list, create_list
from portevoix.gateways import import_files
from portevoix.kernel.errors import Conflict, NotFound
from portevoix.kernel.jobs import run_due
from portevoix.wire.archives import lists_out
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]
ACTOR = "https://far.example/users/alice"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def brought(owner: int, kind: str, body: bytes | str, *, overwrites: bool = False) -> Import:
    """A file handed in, and read."""
    data = body.encode() if isinstance(body, str) else body
    folder = import_files.save([data], most=10**8)
    made = commands.begin_import(
        owner_id=owner, kind=kind, overwrites=overwrites, file="file.csv", folder=folder
    )
    run_due()
    made.refresh_from_db()
    return made


def done(made: Import, settle: Settle, *, agreed: bool = True) -> Import:
    commands.confirm_import(owner_id=made.owner_id, import_id=made.id, agreed=agreed)
    settle()
    made.refresh_from_db()
    return made


def faults(made: Import) -> dict[int, str]:
    return {row.number: row.fault for row in queries.rows_with_faults(made.id)}


def note(number: int, text: str = "<p>Hello</p>", **about: Any) -> dict[str, Any]:
    """A Create as Mastodon's archives have it."""
    made = {
        "id": f"{ACTOR}/statuses/{number}",
        "type": "Note",
        "attributedTo": ACTOR,
        "published": f"2019-05-03T12:{number:02d}:00Z",
        "to": [PUBLIC],
        "cc": [f"{ACTOR}/followers"],
        "content": text,
    } | about
    return {
        "id": f"{ACTOR}/statuses/{number}/activity",
        "type": "Create",
        "actor": made["attributedTo"],
        "to": made["to"],
        "cc": made["cc"],
        "object": made,
    }


def archive(*items: Any, **files: bytes) -> bytes:
    actor = {
        "id": ACTOR,
        "type": "Person",
        "preferredUsername": "alice",
        "name": "Alice",
        "followers": f"{ACTOR}/followers",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("actor.json", json.dumps(actor))
        made.writestr("outbox.json", json.dumps({"orderedItems": items}))
        for name, body in files.items():
            made.writestr(name, body)
    return packed.getvalue()


def test_nothing_is_written_before_it_was_reviewed(settle: Settle) -> None:
    alice, bob = member("alice"), member("bob")
    text = "Account address,Show boosts,Notify on new posts,Languages\nbob@localhost:8000,false,,fr"
    made = brought(id_of(alice), "following", text)
    assert (made.state, queries.row_counts(made.id)["waiting"]) == ("review", 1)
    settle()
    assert not Follow.objects.exists()
    assert done(made, settle).state == "done"
    row = Follow.objects.get(followee_id=id_of(bob))
    assert (row.shows_boosts, row.notifies, row.languages) == (False, False, ["fr"])
    assert not import_files.path_of(made.folder).exists()


def test_bad_rows_are_told_with_their_place(settle: Settle) -> None:
    alice = member("alice")
    member("bob")
    lines = ["bob", "", "no address", "alice", "bob@localhost:8000", "gone@localhost:8000", "\0@x"]
    made = brought(id_of(alice), "blocking", "\n".join(lines))
    assert faults(made) == {3: "no_address", 4: "own", 5: "twice", 7: "no_address"}
    done(made, settle)
    assert Block.objects.count() == 1
    assert faults(made)[6] == "not_there"
    counts = queries.row_counts(made.id)
    assert (counts["done"], counts["failed"], counts["bad"]) == (1, 1, 4)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b'"' * 50_000, b'a b,b\n"c d', "é\n".encode()])
def test_rubbish_is_no_fault_of_the_house(body: bytes) -> None:
    made = brought(id_of(member("alice")), "muting", body)
    assert made.state in ("review", "refused")
    assert queries.row_counts(made.id)["waiting"] == 0


def test_overwriting_takes_away_what_the_file_does_not_hold(settle: Settle) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    number = id_of(alice)
    for other in (bob, carla):
        follow(follower_id=number, followee_id=id_of(other))
        mute(muter_id=number, muted_id=id_of(other))
    for kind in ("following", "muting"):
        done(brought(number, kind, "bob@localhost:8000", overwrites=True), settle)
    assert [row.followee_id for row in Follow.objects.all()] == [id_of(bob)]
    assert [row.muted_id for row in Mute.objects.all()] == [id_of(bob)]
    done(brought(number, "following", "carla@localhost:8000"), settle)
    assert Follow.objects.count() == 2


def test_bookmarks_of_what_may_be_read(settle: Settle) -> None:
    alice, bob = member("alice"), member("bob")
    mine, theirs = post(bob), post(bob, rung="only_me")
    other = post(bob, "Another")
    bookmark(actor_id=id_of(alice), post_id=other.id)
    base = "http://localhost:8000/users/bob/statuses"
    text = f"#uri\n{base}/{mine.id}\n{base}/{theirs.id}\njavascript:alert(1)\n"
    made = done(brought(id_of(alice), "bookmarks", text, overwrites=True), settle)
    assert list(lists_out.bookmarked(id_of(alice))) == [f"{base}/{mine.id}"]
    assert faults(made) == {3: "not_there", 4: "no_link"}


def test_lists_go_out_and_come_in_the_same(settle: Settle) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    number = id_of(alice)
    follow(follower_id=number, followee_id=id_of(bob), shows_boosts=False, languages=["fr"])
    follow(follower_id=number, followee_id=id_of(carla), notifies=True)
    mute(muter_id=number, muted_id=id_of(carla), hides_notifications=False)
    block(blocker_id=number, blocked_id=id_of(stranger("chloe")))
    bookmark(actor_id=number, post_id=post(bob).id)
    block_house(owner_id=number, host="far.example")
    friends = create_list(owner_id=number, title="Friends, near")
    add_to_list(owner_id=number, list_id=friends.id, account_ids=[id_of(bob), id_of(carla)])
    kinds = {
        "following_accounts.csv": "following",
        "lists.csv": "lists",
        "blocked_domains.csv": "domain_blocking",
        "muted_accounts.csv": "muting",
        "bookmarks.csv": "bookmarks",
    }
    dora = id_of(member("dora"))
    for name, kind in kinds.items():
        text = b"".join(lists_out.lines(name, number))
        assert done(brought(dora, kind, text), settle).state == "done"
        lines = sorted(b"".join(lists_out.lines(name, dora)).splitlines())
        assert lines == sorted(text.splitlines())


def test_lists_and_houses_overwritten_and_their_bad_rows(settle: Settle) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    number = id_of(alice)
    follow(follower_id=number, followee_id=id_of(bob))
    for title in ("Old", "Kept"):
        made = create_list(owner_id=number, title=title)
        add_to_list(owner_id=number, list_id=made.id, account_ids=[id_of(bob)])
    text = "Kept,carla\nNew,bob\n,bob\nNew,bob@localhost:8000\n"
    told = done(brought(number, "lists", text, overwrites=True), settle)
    assert faults(told) == {1: "not_followed", 3: "no_title", 4: "twice"}
    assert [each.title for each in lists_of(number)] == ["Kept", "New"]
    assert b"".join(lists_out.lines("lists.csv", number)) == b"New,bob@localhost:8000\n"
    block_house(owner_id=number, host="old.example")
    text = "#domain\nNew.example\nnot a house\nlocalhost:8000\n"
    told = done(brought(number, "domain_blocking", text, overwrites=True), settle)
    assert list(lists_out.blocked_hosts(number)) == ["new.example"]
    assert faults(told) == {3: "no_house", 4: "invalid"}
    assert id_of(carla)


def test_one_at_a_time_and_for_its_owner() -> None:
    alice, bob = id_of(member("alice")), id_of(member("bob"))
    made = brought(alice, "blocking", "bob")
    with pytest.raises(Conflict):
        brought(alice, "blocking", "bob")
    for act in (commands.confirm_import, commands.withdraw_import, commands.try_failed_again):
        with pytest.raises(NotFound):
            act(owner_id=bob, import_id=made.id)
    commands.withdraw_import(owner_id=alice, import_id=made.id)
    assert not ImportRow.objects.exists()
    with pytest.raises(ImportRefused):
        brought(alice, "spells", "bob")


def test_who_does_not_answer_can_be_asked_again(settle: Settle) -> None:
    alice = member("alice")
    made = done(brought(id_of(alice), "following", "bob@127.0.0.1:1"), settle)
    assert faults(made)[1]
    assert queries.row_counts(made.id)["failed"] == 1
    commands.try_failed_again(owner_id=id_of(alice), import_id=made.id)
    made.refresh_from_db()
    assert made.state == "running"
    settle()
    assert queries.row_counts(made.id)["failed"] == 1


def test_posts_of_mastodon_with_their_dates_and_audiences(settle: Settle) -> None:
    alice = member("alice")
    followers = f"{ACTOR}/followers"
    mention = (
        '<p><span class="h-card"><a href="https://far.example/@bob" class="u-url mention">'
        "@<span>bob</span></a></span> hi<br>you &amp; me</p><script>x</script>"
    )
    tag = {"type": "Mention", "href": "https://far.example/@bob", "name": "@bob@far.example"}
    items = [
        note(1, mention, tag=[tag], summary="Ferry", contentMap={"fr": mention}),
        note(2, to=[followers], cc=[PUBLIC]),
        note(3, to=[followers], cc=[]),
        note(4, to=["https://far.example/users/bob"], cc=[]),
        note(5, inReplyTo=f"{ACTOR}/statuses/1"),
        note(6, inReplyTo="https://else.example/1"),
        note(7, type="Question", oneOf=[{"name": "tea"}, {"name": "coffee"}]),
        {"type": "Announce", "actor": ACTOR, "object": "https://else.example/2"},
    ]
    made = brought(id_of(alice), "posts", archive(*items))
    assert made.about["handle"] == "alice@far.example"
    assert made.about["left_out"] == {"boosts": 1}
    with pytest.raises(ImportRefused):
        commands.confirm_import(owner_id=id_of(alice), import_id=made.id, agreed=False)
    done(made, settle)
    posts = list(Post.objects.order_by("id"))
    assert [each.created_at.minute for each in posts] == [1, 2, 3, 4, 5, 6, 7]
    assert posts[0].created_at == datetime(2019, 5, 3, 12, 1, tzinfo=UTC)
    assert posts[0].text == "@bob@far.example hi\nyou & me"
    assert (posts[0].warning, posts[0].language, posts[0].sensitive) == ("Ferry", "fr", True)
    grants = [str(known_details(each.id).grants.name) for each in posts[:4]]
    assert grants == ["PUBLIC", "QUIET", "FOLLOWERS", "NONE"]
    assert posts[4].in_reply_to_id == posts[0].id
    assert posts[5].in_reply_to_uri == "https://else.example/1"
    assert posts[6].text == "Hello\n– tea\n– coffee"


def test_what_is_not_the_members_own_or_has_no_date_stays_outside(settle: Settle) -> None:
    alice = member("alice")
    other = "https://far.example/users/mallory"
    items = [
        note(1, attributedTo=other),
        note(2, published="1812-01-01T00:00:00Z"),
        note(3, published="2990-01-01T00:00:00Z"),
        note(4, published=7),
        note(5, "   "),
        note(6),
        note(6),
        {"type": "Create", "actor": ACTOR, "object": f"{ACTOR}/statuses/7"},
        "rubbish",
        note(8) | {"actor": other},
    ]
    made = done(brought(id_of(alice), "posts", archive(*items)), settle)
    assert faults(made) == {
        1: "not_yours",
        2: "no_date",
        3: "no_date",
        4: "no_date",
        5: "no_text",
        7: "twice",
        8: "unreadable",
        9: "unreadable",
        10: "not_yours",
    }
    assert Post.objects.count() == 1


def test_again_brings_nothing_twice(settle: Settle) -> None:
    alice = member("alice")
    for _ in range(2):
        made = done(brought(id_of(alice), "posts", archive(note(1), note(2))), settle)
    assert faults(made) == {1: "already_here", 2: "already_here"}
    assert Post.objects.count() == 2


def test_a_worker_that_dies_does_no_row_twice(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = member("alice")
    made = brought(id_of(alice), "posts", archive(*(note(each) for each in range(1, 8))))
    real, calls = importing.commands.settle_row, 0

    def dies_once(*given: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise MemoryError
        real(*given, **named)

    monkeypatch.setattr(importing.commands, "settle_row", dies_once)
    commands.confirm_import(owner_id=id_of(alice), import_id=made.id)
    run_due()
    assert Post.objects.count() == 3
    monkeypatch.undo()
    from portevoix.kernel.models import Job

    Job.objects.filter(kind="archives.import").update(run_at=made.made_at)
    settle()
    assert Post.objects.count() == 7
    assert Import.objects.get().state == "done"


@pytest.mark.parametrize("body", [b"rubbish", b"{}", b"[1]", archive(), b"PK\x03\x04 broken"])
def test_a_file_that_is_no_archive_is_refused_with_a_word(body: bytes) -> None:
    made = brought(id_of(member("alice")), "posts", body)
    assert made.state == "refused"
    assert made.fault
    assert not import_files.path_of(made.folder).exists()


def test_pictures_come_along_or_are_told_of(settle: Settle) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    items = [
        note(1, attachment=[{"type": "Document", "url": "/media/a.png", "name": "The harbour"}]),
        note(2, attachment=[{"type": "Document", "url": "media/none.png"}]),
        note(3, "", attachment=[{"type": "Document", "url": "media/none.png"}]),
        note(4, attachment=[{"type": "Document", "url": "../../secrets.toml"}]),
    ]
    files = {"media/a.png": picture.getvalue()}
    made = done(brought(id_of(member("alice")), "posts", archive(*items, **files)), settle)
    from portevoix.domain.media.models import Medium

    [medium] = Medium.objects.all()
    assert (medium.description, medium.width) == ("The harbour", 40)
    assert medium.post_id == Post.objects.order_by("id")[0].id
    left_out = "picture_left_out"
    assert faults(made) == {2: left_out, 3: left_out, 4: left_out}
    assert queries.row_counts(made.id)["failed"] == 1


def test_old_reports_and_files_go(settle: Settle) -> None:
    import os

    alice = member("alice")
    made = done(brought(id_of(alice), "blocking", "bob"), settle)
    left = import_files.save([b"nobody's"], most=100)
    Import.objects.update(ended_at=datetime(2020, 1, 1, tzinfo=UTC))
    os.utime(import_files.path_of(left).parent, (0, 0))
    importing.forget({})
    assert not Import.objects.filter(id=made.id).exists()
    assert not import_files.path_of(left).exists()
