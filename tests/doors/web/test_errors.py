"""Pages that refuse: in words, without telling what is not to be told."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client, RequestFactory

from portevoix.domain.accounts.models import Standing
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web import refusals
from portevoix.doors.web.views import errors as pages
from portevoix.kernel import clock, errors
from tests.factories.people import member
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_not_there_and_not_for_you_are_the_same_bytes(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    hidden = post(bob, "Mine alone", rung="only_me")
    browser = as_member(alice)
    nothing = browser.get(f"/@bob/{hidden.id - 1}")
    secret = browser.get(f"/@bob/{hidden.id}")
    nowhere = browser.get("/no/such/page")
    assert [each.status_code for each in (nothing, secret, nowhere)] == [404, 404, 404]
    assert nothing.content == secret.content
    assert "It may never have been here" in secret.content.decode()
    assert "It may never have been here" in nowhere.content.decode()


def test_nobody_learns_of_a_member_who_waits(visitor: Client, alice: Reader) -> None:
    assert visitor.get("/@nobody").status_code == 404
    member("nadia", standing=Standing.PENDING)
    assert visitor.get("/@nadia").status_code == 404


RAISED = [
    (errors.NotFound(), 404),
    (errors.Gone(), 410),
    (errors.NotAllowed(), 403),
    (errors.NotSignedIn(), 401),
    (errors.Invalid(), 422),
    (errors.Conflict(), 409),
    (errors.Unavailable(), 502),
    (errors.TooFast(retry_at=clock.now() + timedelta(minutes=5)), 429),
]


@pytest.mark.parametrize(("error", "status"), RAISED)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_refusal_has_its_page(
    error: errors.DomainError, status: int, language: str, visitor: Client, alice: Reader
) -> None:
    with patch("portevoix.doors.web.views.public.house.rules", side_effect=error):
        answer = visitor.get("/rules", headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == status
    assert page.count("<h1") == 1
    assert 'class="button main"' in page


def test_too_fast_says_when(visitor: Client, alice: Reader) -> None:
    error = errors.TooFast(retry_at=clock.now() + timedelta(minutes=5))
    with patch("portevoix.doors.web.views.public.house.rules", side_effect=error):
        answer = visitor.get("/rules")
    assert "possible again at" in answer.content.decode()
    assert "Retry-After" in answer


def test_every_status_has_words() -> None:
    expected = {400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503}
    assert set(refusals.PAGES) == expected


def test_our_fault_is_a_page_that_needs_nothing(alice: Reader) -> None:
    visitor = Client(raise_request_exception=False)
    with patch("portevoix.doors.web.views.public.house.rules", side_effect=RuntimeError("secret")):
        answer = visitor.get("/rules")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "our fault" in page
    assert "notre fait" in page
    assert "@reference@" not in page
    assert "secret" not in page
    assert "/static/" not in page


def test_our_fault_needs_no_database() -> None:
    answer = pages.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
