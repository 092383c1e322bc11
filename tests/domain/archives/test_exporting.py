"""Asking for an archive: one at a time, for its owner, for seven days."""

from datetime import timedelta

import pytest

from portevoix.domain.accounts.commands import disable
from portevoix.domain.archives import commands, queries
from portevoix.domain.archives.models import Export
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db


def test_one_at_a_time_for_each() -> None:
    alice, bob = id_of(member("alice")), id_of(member("bob"))
    first = commands.ask_export(alice)
    assert commands.ask_export(alice).id == first.id
    assert commands.ask_export(bob).id != first.id
    commands.finish_export(first.id, file="archive.zip", size=7)
    second = commands.ask_export(alice)
    assert second.id != first.id
    assert [each.id for each in queries.exports_of(alice)] == [second.id, first.id]
    commands.finish_export(second.id, file="archive.zip", size=7)
    assert [each.id for each in queries.exports_of(alice)] == [second.id]


def test_only_the_owner_and_only_for_seven_days() -> None:
    alice, bob = id_of(member("alice")), id_of(member("bob"))
    made = commands.ask_export(alice)
    with pytest.raises(NotFound):
        queries.finished_export(alice, made.id)
    commands.finish_export(made.id, file="archive.zip", size=7)
    assert queries.finished_export(alice, made.id).size == 7
    with pytest.raises(NotFound):
        queries.finished_export(bob, made.id)
    assert commands.forget_exports() == {made.folder}
    Export.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        queries.finished_export(alice, made.id)
    assert commands.forget_exports() == set()


def test_whoever_may_not_be_here_gets_none() -> None:
    alice = id_of(member("alice"))
    disable("alice")
    for number in (alice, 12345):
        with pytest.raises(NotFound):
            commands.ask_export(number)
