"""Shapes are coerced, documents are refused whole or not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.wire.activitystreams import reading
from portevoix.wire.activitystreams.vocabulary import PUBLIC

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"1", b"\xff", b'{"a":1,"a":2}', b'{"x":NaN}', b'{"x":{"@graph":[]}}',
     b'{"x":[[{"@reverse":1}]]}', b"[" * 100_000, b'{"a":' * 70 + b"1" + b"}" * 70,
     b'{"a":"' + b"x" * 1_100_000 + b'"}'],
)  # fmt: skip
def test_documents_that_are_refused(body: bytes) -> None:
    with pytest.raises(reading.UnreadableError):
        reading.parse(body)


def test_documents_that_are_read() -> None:
    assert reading.parse(b'\xef\xbb\xbf{"a":1}') == {"a": 1}
    assert reading.parse(b'{"a":"' + b"[" * 500 + b'"}') == {"a": "[" * 500}
    assert reading.parse(b'{"a":"\\"[[[["}') == {"a": '"[[[['}
    assert reading.parse(b'{"a":"\\ud83d\\ude00"}') == {"a": "\U0001f600"}
    assert reading.parse(b'{"a":"x\\ud800"}') == {"a": "x\ufffd"}
    assert reading.parse(b'{"a":' * 60 + b"1" + b"}" * 60)


def test_half_a_pair_inside_a_list_is_replaced_too() -> None:
    found = reading.parse(b'{"a":["\\ud800"]}')
    found["a"][0].encode()


@given(ANYTHING)
def test_every_shape_is_coerced_without_a_fault(value: Any) -> None:
    document = {"type": value, "id": value, "content": value, "contentMap": value}
    assert isinstance(reading.as_list(value), list)
    assert all(isinstance(one, str) for one in reading.types_of(document))
    assert isinstance(reading.id_of(value), str)
    assert all(isinstance(one, str) for one in reading.ids_of(value))
    assert all(isinstance(one, dict) for one in reading.objects_of(value))
    assert isinstance(reading.text_of(document, "content"), str)
    assert isinstance(reading.address_of(value), str)
    assert reading.count_of(value) is None or reading.count_of(value) >= 0  # type: ignore[operator]


def test_ids_in_each_form() -> None:
    assert reading.id_of(["x"]) == reading.id_of("x") == reading.id_of({"id": "x"}) == "x"
    assert reading.id_of("y" * 3000) == ""
    assert reading.ids_of("as:Public") == reading.ids_of(["Public", PUBLIC]) == [PUBLIC]
    assert reading.ids_of(["a", {"id": "a"}, {"href": "b"}]) == ["a", "b"]


def test_contexts_in_each_place() -> None:
    streams = "https://www.w3.org/ns/activitystreams"
    for context in (streams, [streams], ["https://x.example", {"a": "b"}, streams],
                    "http://www.w3.org/ns/activitystreams", f"{streams}#"):  # fmt: skip
        assert reading.has_context({"@context": context})
    for context in (None, [], {}, "https://w3id.org/security/v1", 7):
        assert not reading.has_context({"@context": context})
    assert reading.has_context({"@context": "https://w3id.org/security/v1"}, key=True)


def test_texts_in_each_form() -> None:
    assert reading.text_of({"name": ["a"]}, "name") == "a"
    assert reading.text_of({"name": {"@value": "a", "@language": "en"}}, "name") == "a"
    assert reading.text_of({"nameMap": {"fr": "b"}}, "name") == "b"
    assert reading.text_of({"name": None}, "name") == ""


def test_counts_are_clamped() -> None:
    assert [reading.count_of(one) for one in ("3", 3.9, -5, 10**30, 1e400, True, "x", None)] == [
        3, 3, 0, 2**31 - 1, None, None, None, None,
    ]  # fmt: skip
