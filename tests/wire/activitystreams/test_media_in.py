"""Media of posts from elsewhere: every shape that was seen, and shapes nobody should send."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.wire.activitystreams.media_in import has_sensitive, media_of

HASH = "LEHV6nWB2yk8pyo0adR*.7kCMdnj"


def one(**said: Any) -> Any:
    found = media_of({"type": "Note", "attachment": [{"type": "Document", **said}]})
    return found[0] if found else None


def test_a_picture_with_all_that_is_said_of_it() -> None:
    medium = one(
        mediaType="image/png", url="https://x.example/a?b=1&amp;c=2", name="old",
        summary="<b>new</b>",
        width=100, height=50, blurhash=HASH, focalPoint=[-0.5, 1],
    )  # fmt: skip
    assert (medium.kind, medium.url) == ("image", "https://x.example/a?b=1&c=2")
    assert (medium.description, medium.width, medium.height) == ("new", 100, 50)
    assert (medium.blurhash, medium.focus) == (HASH, (-0.5, 1.0))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"url": "https://x.example/a.JPG"}, "image"),
        ({"url": "https://x.example/a", "type": "Image"}, "image"),
        ({"url": "https://x.example/a.png", "mediaType": "video/mp4"}, "video"),
        ({"url": "https://x.example/a.mp3", "mediaType": None}, "audio"),
        ({"url": "https://x.example/a.svg", "mediaType": "image/svg+xml"}, "unknown"),
        ({"url": "https://x.example/a", "mediaType": "application/pdf"}, "unknown"),
        ({"url": [{"type": "Link", "href": "https://x.example/v.mp4", "mediaType": "video/mp4"}]},
         "video"),
        ({"url": ["https://x.example/b.html", {"href": "https://x.example/b.gif",
          "mediaType": "image/gif"}]}, "image"),
    ],
)  # fmt: skip
def test_what_a_medium_is(said: dict[str, Any], kind: str) -> None:
    assert one(**said).kind == kind


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"url": None},
        {"url": "javascript:alert(1)"},
        {"url": "/etc/passwd"},
        {"url": {"href": 7}},
        {"type": "Link", "href": "https://x.example/page"},
        {"type": "PropertyValue", "url": "https://x.example/a.png"},
    ],
)
def test_what_is_no_medium(said: dict[str, Any]) -> None:
    assert one(**said) is None


@pytest.mark.parametrize(
    "odd", ["x", "LEHV6", HASH + "a", "<script>", "L" * 101, 7, None, "~" * 50]
)
def test_a_blurhash_that_cannot_be_drawn_is_none(odd: Any) -> None:
    assert one(url="https://x.example/a.png", blurhash=odd).blurhash == ""


def test_sensitive_may_be_said_of_one_medium() -> None:
    assert has_sensitive({"attachment": {"type": "Image", "sensitive": True}})
    assert not has_sensitive({"attachment": [{"type": "Image", "sensitive": "yes"}, 7]})


_plain = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20)
_odd = st.one_of(
    _plain,
    st.sampled_from(["Image", "https://[bad", "https://x.example/a.png", "video/mp4", HASH]),
    st.lists(_plain, max_size=3),
    st.dictionaries(st.sampled_from(["href", "url", "mediaType", "@value", "0"]), _plain),
)
_KEYS = ("url", "mediaType", "name", "summary", "width", "height", "blurhash", "focalPoint", "type")


@given(st.lists(st.dictionaries(st.sampled_from(_KEYS), _odd) | _odd, max_size=3))
def test_nothing_that_is_sent_is_a_fault_of_ours(attachment: list[Any]) -> None:
    for document in ({"attachment": attachment}, {"type": "Page", "image": attachment}):
        for medium in media_of(document):
            assert medium.url.startswith("http")
            assert 0 <= medium.width <= 100_000
            assert -1 <= medium.focus[0] <= 1
