"""The archive: everything that was put in, nothing of others, part by part."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from portevoix.consumers import exporting
from portevoix.domain.archives import commands
from portevoix.domain.archives.models import Export
from portevoix.domain.archives.queries import export as export_of
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.posts.commands import boost, delete
from portevoix.domain.reactions.bookmarks import bookmark
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import block, follow, mute
from portevoix.gateways import export_files
from portevoix.kernel import jobs
from portevoix.kernel.jobs import run_due
from portevoix.wire.archives import lists_out
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]


def unpacked(made: Export) -> dict[str, Any]:
    """The archive's files by name, JSON read."""
    made.refresh_from_db()
    path = export_files.archive(made.folder, made.file)
    assert path is not None
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name: json.loads(text) if name.endswith(".json") else text for name, text in texts.items()
    }


def made_for(owner: int, settle: Settle) -> dict[str, Any]:
    asked = commands.ask_export(owner)
    settle()
    return unpacked(asked)


def test_posts_with_their_audience_and_nobody_elses(settle: Settle) -> None:
    alice, bob = member("alice"), member("bob")
    circle = create_circle(owner_id=id_of(alice), title="Friends")
    add_to_circle(owner_id=id_of(alice), circle_id=circle.id, account_id=id_of(bob))
    rungs = ("public", "quiet", "followers", "house", "only_me")
    mine = [post(alice, f"Number {rung} @bob", rung, warning="Ferry") for rung in rungs]
    mine.append(post(alice, "Between us", "circle", circle_id=circle.id))
    theirs = post(bob, "Not mine", "house")
    carried = post(bob, "Carry me")
    shared = boost(actor_id=id_of(alice), post_id=carried.id)
    gone = post(alice, "Gone again")
    delete(actor_id=id_of(alice), post_id=gone.id)
    found = made_for(id_of(alice), settle)
    outbox = found["outbox.json"]
    assert outbox["type"] == "OrderedCollection"
    assert outbox["totalItems"] == len(outbox["orderedItems"]) == 7
    notes = [each["object"] for each in outbox["orderedItems"][:6]]
    assert [each["portevoix:audience"] for each in notes] == [
        ["named", "public"],
        ["named", "quiet"],
        ["named", "followers"],
        ["house"],
        ["only_me"],
        ["circle"],
    ]
    assert [each["source"]["content"] for each in notes] == [each.text for each in mine]
    assert notes[0]["summary"] == "Ferry"
    [announce] = outbox["orderedItems"][6:]
    assert (announce["type"], announce["object"].rsplit("/", 1)[1]) == ("Announce", str(carried.id))
    text = json.dumps(found)
    assert "Not mine" not in text
    assert "Carry me" not in text
    assert "Gone again" not in text
    assert str(theirs.id) not in text
    assert str(shared.id) in text
    assert found["actor.json"]["preferredUsername"] == "alice"
    assert found["actor.json"]["outbox"] == "outbox.json"


def test_lists_are_mastodons_to_the_letter(settle: Settle) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    chloe = stranger("chloe")
    number = id_of(alice)
    follow(follower_id=number, followee_id=id_of(bob), shows_boosts=False, languages=["en", "fr"])
    block(blocker_id=number, blocked_id=id_of(chloe))
    mute(muter_id=number, muted_id=id_of(carla), hides_notifications=False)
    here, far = post(bob), received(chloe, number=3)
    hidden = post(carla, rung="only_me")
    bookmark(actor_id=number, post_id=here.id)
    favourite(actor_id=number, post_id=here.id)
    found = made_for(number, settle)
    host = "localhost:8000"
    assert found["following_accounts.csv"] == (
        "Account address,Show boosts,Notify on new posts,Languages\n"
        f'bob@{host},false,false,"en, fr"\n'
    )
    assert found["blocked_accounts.csv"] == "chloe@neighbour.example\n"
    assert (
        found["muted_accounts.csv"] == f"Account address,Hide notifications\ncarla@{host},false\n"
    )
    uri = f"http://{host}/users/bob/statuses/{here.id}"
    assert found["bookmarks.csv"] == f"{uri}\n"
    assert found["bookmarks.json"]["orderedItems"] == [uri]
    assert found["likes.json"]["orderedItems"] == [uri]
    assert far is not None
    assert str(hidden.id) not in json.dumps(found)


def test_pictures_go_along(settle: Settle) -> None:
    from PIL import Image

    from portevoix.domain.media.commands import keep
    from portevoix.gateways.pictures import Purpose, take_in

    alice = member("alice")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    stored = take_in([picture.getvalue()], Purpose.POST)
    medium = keep(owner_id=id_of(alice), stored=stored, description="The harbour")
    post(alice, "Look", media_ids=[medium.id])
    asked = commands.ask_export(id_of(alice))
    settle()
    asked.refresh_from_db()
    path = export_files.archive(asked.folder, asked.file)
    assert path is not None
    with zipfile.ZipFile(path) as archive:
        [item] = json.loads(archive.read("outbox.json"))["orderedItems"]
        [told] = item["object"]["attachment"]
        assert told["name"] == "The harbour"
        assert told["url"].startswith("media_attachments/files/")
        Image.open(io.BytesIO(archive.read(told["url"]))).verify()


def test_what_was_put_aside_and_is_hidden_now_is_left_out() -> None:
    alice, bob = member("alice"), member("bob")
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    made = post(bob, rung="followers")
    bookmark(actor_id=id_of(alice), post_id=made.id)
    assert len(list(lists_out.bookmarked(id_of(alice)))) == 1
    block(blocker_id=id_of(bob), blocked_id=id_of(alice))
    assert list(lists_out.bookmarked(id_of(alice))) == []


def test_long_lists_come_whole(settle: Settle) -> None:
    alice, bob = member("alice"), member("bob")
    for number in range(45):
        favourite(actor_id=id_of(alice), post_id=post(bob, f"Number {number}").id)
    assert len(set(lists_out.liked(id_of(alice)))) == 45


def test_a_worker_that_dies_costs_one_part(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = member("alice")
    for number in range(7):
        post(alice, f"Number {number}")
    settle()
    monkeypatch.setattr(exporting, "POSTS_A_PART", 2)
    asked = commands.ask_export(id_of(alice))
    real, calls = export_files.write_part, 0

    def dies_once(*given: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:
            raise OSError("no space left")
        real(*given)

    monkeypatch.setattr(export_files, "write_part", dies_once)
    run_due()
    halfway = export_of(asked.id)
    assert halfway is not None
    assert (halfway.state, halfway.done) == ("building", 4)
    monkeypatch.setattr(jobs, "DEFAULT", ())
    commands.ask_export(id_of(alice))
    from portevoix.kernel.models import Job

    Job.objects.filter(kind="archives.export").update(run_at=asked.asked_at)
    settle()
    assert unpacked(asked)["outbox.json"]["totalItems"] == 7
    assert len(export_files.parts(asked.folder, "")) == 1


def test_it_gives_its_thread_back(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = member("alice")
    for number in range(3):
        post(alice, f"Number {number}")
    settle()
    monkeypatch.setattr(exporting, "POSTS_A_PART", 1)
    monkeypatch.setattr(exporting, "_SECONDS_A_RUN", -1)
    asked = commands.ask_export(id_of(alice))
    run_due(limit=2)
    assert export_of(asked.id).done == 2  # type: ignore[union-attr]
    settle()
    assert unpacked(asked)["outbox.json"]["totalItems"] == 3


def test_folders_without_an_owner_go(settle: Settle) -> None:
    alice = member("alice")
    asked = commands.ask_export(id_of(alice))
    settle()
    made = export_files.archive(asked.folder, unpacked(asked) and Export.objects.get().file)
    assert made is not None
    Export.objects.all().delete()
    exporting.forget({})
    assert made.exists(), "a day old at least"
    import os

    os.utime(made.parent, (0, 0))
    exporting.forget({})
    assert not made.exists()
