"""What clients send, in every manner, and whatever they send by mistake or on purpose."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portevoix.doors.mastodon.decoder import parameters_of
from portevoix.doors.mastodon.nesting import nest
from portevoix.doors.mastodon.parameters import convert
from portevoix.kernel.errors import Invalid
from tests.doors.mastodon.asking import Api

# Many tests share two cores: how long a draw takes says nothing here.
calm = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
FORM = "application/x-www-form-urlencoded"
ask = RequestFactory()


@contextmanager
def refusal_at_most() -> Iterator[None]:
    """Lets the block succeed or refuse what was sent; any other fault is one."""
    with suppress(Invalid):
        yield


def said(body: str, kind: str = FORM) -> dict[str, Any]:
    return parameters_of(ask.post("/api/v1/statuses", body, content_type=kind))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a=1&b=2", {"a": "1", "b": "2"}),
        ("ids[]=1&ids[]=2", {"ids": ["1", "2"]}),
        ("ids[0]=1&ids[1]=2", {"ids": ["1", "2"]}),
        ("ids[1]=b&ids[0]=a&ids[10]=c", {"ids": ["a", "b", "c"]}),
        ("a[b]=1&a[c]=2", {"a": {"b": "1", "c": "2"}}),
        ("a[0][n]=1&a[0][v]=2&a[1][n]=3", {"a": [{"n": "1", "v": "2"}, {"n": "3"}]}),
        (
            "a[][n]=1&a[][v]=2&a[][n]=3&a[][v]=4",
            {"a": [{"n": "1", "v": "2"}, {"n": "3", "v": "4"}]},
        ),
        ("p[audience][]=house", {"p": {"audience": ["house"]}}),
        ("a[=1&b]=2&[c]=3", {"a[": "1", "b]": "2", "[c]": "3"}),
        ("a=%00x&b=%ff", {"a": "x", "b": "\ufffd"}),
        ("a=", {"a": ""}),
    ],
)
def test_forms_nest_in_rails_manner(text: str, meaning: dict[str, Any]) -> None:
    assert said(text) == meaning
    assert parameters_of(ask.get("/api/v1/statuses?" + text)) == meaning


def test_multipart_says_the_same() -> None:
    body = {"status": "hi", "media_ids[]": ["1", "2"], "fields_attributes[][name]": ["a", "b"],
            "fields_attributes[][value]": ["c", "d"]}  # fmt: skip
    meaning = parameters_of(ask.post("/", body))
    assert meaning["media_ids"] == ["1", "2"]
    pairs = [{"name": "a", "value": "c"}, {"name": "b", "value": "d"}]
    assert meaning["fields_attributes"] == pairs


def test_the_body_wins_over_the_query() -> None:
    request = ask.post("/?a=1&b=2", '{"a": 3}', content_type="application/json")
    assert parameters_of(request) == {"a": 3, "b": "2"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("[1]", "application/json"),
        ('"a"', "application/json"),
        ('{"a": NaN}', "application/json"),
        ("[" * 100_000, "application/json"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "application/json"),
        ('{"a":' * 9 + "1" + "}" * 9, "application/json"),
        ("a=1", "text/plain"),
        ("x", "multipart/form-data"),
        ("x", "multipart/form-data; boundary=y"),
        ("a[][][]=1", FORM),
        ("a" + "[b]" * 20 + "=1", FORM),
        ("a=1&a[b]=2", FORM),
        ("&".join(f"a{number}=1" for number in range(2000)), FORM),
        ("x" * 300 + "=1", FORM),
    ],
)
def test_what_cannot_be_understood_is_a_400(db: None, body: str, kind: str) -> None:
    answer = Api()._client.post("/api/v1/apps", body, content_type=kind)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]


names = some.text(alphabet="ab[]01%&=", max_size=12)
leaves = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8)
trees = some.recursive(
    leaves,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(names, inner, max_size=3),
)


@calm
@given(some.lists(some.tuples(names, some.text(max_size=5)), max_size=12))
def test_nesting_ends_in_an_object_or_a_refusal(pairs: list[tuple[str, str]]) -> None:
    with refusal_at_most():
        assert isinstance(nest(pairs), dict)


@calm
@given(some.dictionaries(some.sampled_from(["a", "b", "c"]), some.text(max_size=6), max_size=3))
def test_plain_pairs_mean_themselves(pairs: dict[str, str]) -> None:
    assert nest(list(pairs.items())) == pairs


@calm
@given(some.lists(some.text(max_size=4), min_size=1, max_size=30))
def test_lists_keep_their_order(values: list[str]) -> None:
    assert nest([("a[]", value) for value in values]) == {"a": values}
    assert nest([(f"a[{index}]", value) for index, value in enumerate(values)]) == {"a": values}


class Field(msgspec.Struct):
    name: str = ""


class Form(msgspec.Struct):
    text: str = ""
    on: bool | None = None
    count: int = 0
    ids: list[str] = []
    fields: list[Field] | None = None
    inner: Field | None = None
    anything: Any = None


@calm
@given(some.dictionaries(some.sampled_from(list(Form.__struct_fields__)), trees, max_size=7))
def test_any_json_is_taken_or_refused(tree: dict[str, Any]) -> None:
    with refusal_at_most():
        meaning = parameters_of(ask.post("/", json.dumps(tree), content_type="application/json"))
        assert isinstance(convert(meaning, Form), Form)


@calm
@given(
    some.binary(max_size=60),
    some.sampled_from([FORM, "application/json", "multipart/form-data; boundary=a"]),
)
def test_any_bytes_are_taken_or_refused(body: bytes, kind: str) -> None:
    with refusal_at_most():
        assert isinstance(parameters_of(ask.post("/", body, content_type=kind)), dict)


@pytest.mark.parametrize(
    ("word", "truth"),
    [("true", True), ("1", True), ("on", True), ("yes", True), ("false", False), ("0", False),
     ("f", False), ("off", False), ("", None), (True, True), (0, False)],
)  # fmt: skip
def test_truth_is_what_rails_takes_for_it(word: object, truth: bool | None) -> None:
    assert convert({"on": word}, Form).on is truth


def test_numbers_and_single_things_fit_where_words_and_lists_belong() -> None:
    meaning = convert({"text": 5, "count": "7", "ids": 3, "inner": {"name": True}}, Form)
    assert meaning == Form(text="5", count=7, ids=["3"], inner=Field(name="true"))
