"""Pictures that lie elsewhere: their addresses here, and the room their copies may take."""

from datetime import timedelta

import pytest

from portevoix.domain.media import commands, copies, queries
from portevoix.domain.media.commands import RemoteMedium
from portevoix.domain.media.models import Copy
from portevoix.domain.posts import commands as posts
from portevoix.gateways import blob_store
from portevoix.kernel import clock
from portevoix.kernel.files import Rendition, StoredFile
from tests.factories.people import id_of, stranger
from tests.factories.posts import received
from tests.harness.settling import settle

pytestmark = pytest.mark.django_db
URL = "https://files.neighbour.example/cat.jpg"


def copied(url: str, size: int = 100) -> str:
    """A picture that was fetched; returns its folder."""
    folder = copies.remember(url, "post")
    blob_store.remove(blob_store.FAR, folder)
    blob_store.write(blob_store.FAR, folder, "full.jpg", b"x" * size)
    full = Rendition(name="full", file="full.jpg", media_type="image/jpeg", bytes=size)
    copies.fetched(
        folder=folder, stored=StoredFile(folder=folder, kind="image", renditions=(full,))
    )
    return folder


def test_an_address_is_the_same_each_time_and_differs_by_purpose() -> None:
    assert copies.remember(URL, "post") == copies.remember(URL, "post") == copies.folder_of(
        URL, "post"
    )  # fmt: skip
    assert copies.folder_of(URL, "face") != copies.folder_of(URL, "post")
    assert Copy.objects.count() == 1


def test_what_could_not_be_had_is_asked_for_later_each_time() -> None:
    folder = copies.remember(URL, "post")
    waits = []
    for _ in range(3):
        copies.failed(folder=folder)
        found = copies.find(folder)
        assert found is not None
        assert found.retry_at is not None
        waits.append(round((found.retry_at - clock.now()).total_seconds() / 60))
    assert waits == [10, 20, 40]


def test_the_longest_unused_make_room() -> None:
    old, used, new = (copied(f"{URL}?{number}") for number in range(3))
    Copy.objects.filter(folder__in=[old, used]).update(used_on=clock.now() - timedelta(days=9))
    copies.used(folder=used)
    Copy.objects.filter(folder=used).update(fetched_at=clock.now() + timedelta(seconds=1))
    assert copies.total_bytes() == 300
    assert copies.make_room(most_bytes=250) == 1
    settle()
    there = [
        blob_store.path_of(blob_store.FAR, each, "full.jpg") is not None
        for each in (old, used, new)
    ]
    assert there == [False, True, True]
    assert copies.count() == 2
    assert copies.make_room(most_bytes=250) == 0


def test_a_copy_fetched_again_meanwhile_is_not_removed() -> None:
    folder = copied(URL)
    copies.make_room(most_bytes=0)
    Copy.objects.filter(folder=folder).update(fetched_at=clock.now())
    settle()
    assert blob_store.path_of(blob_store.FAR, folder, "full.jpg") is not None


def test_copies_go_with_the_last_post_that_showed_them() -> None:
    bob = stranger("bob")
    made = [received(bob, number=number) for number in (1, 2)]
    picture = RemoteMedium(url=URL, kind="image", description="A cat")
    for each in made:
        assert each is not None
        commands.receive(post_id=each.id, author_id=id_of(bob), media=[picture])
        commands.receive(post_id=each.id, author_id=id_of(bob), media=[picture])
        assert len(queries.of_posts([each.id])[each.id]) == 1
    folder = copied(URL)
    for each, left in zip(made, (True, False), strict=True):
        assert each is not None
        posts.delete(actor_id=id_of(bob), post_id=each.id)
        settle()
        assert (copies.find(folder) is not None) == left
        assert (blob_store.path_of(blob_store.FAR, folder, "full.jpg") is not None) == left


def test_many_media_of_a_stranger_are_kept_to_sixteen() -> None:
    bob = stranger("bob")
    made = received(bob)
    assert made is not None
    many = [RemoteMedium(url=f"{URL}?{number}", kind="unknown") for number in range(40)]
    commands.receive(post_id=made.id, author_id=id_of(bob), media=many)
    assert len(queries.of_posts([made.id])[made.id]) == 16
    assert not Copy.objects.exists()
