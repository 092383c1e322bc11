"""What counts as a link, a mention, a tag: the expectations of people who come from Mastodon."""

import time

import pytest
from hypothesis import given

from portevoix.kernel.text.entities import find
from portevoix.kernel.text.parse import Handle, parse
from tests.kernel.text.strategies import texts


def links(text: str) -> list[str]:
    return [entity.value for entity in find(text) if entity.kind == "link"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://leaf.example", "https://leaf.example"),
        ("see https://leaf.example.", "https://leaf.example"),
        ("see https://leaf.example/, then", "https://leaf.example/"),
        ("really? https://leaf.example/what?!", "https://leaf.example/what"),
        ("(https://leaf.example/a)", "https://leaf.example/a"),
        ("https://leaf.example/wiki/Oak_(tree)", "https://leaf.example/wiki/Oak_(tree)"),
        ("(see https://leaf.example/Oak_(tree))", "https://leaf.example/Oak_(tree)"),
        ("https://leaf.example/a_(b_(c))_d.", "https://leaf.example/a_(b_(c))_d"),
        ("https://leaf.example/a(open", "https://leaf.example/a"),
        ("HTTPS://LEAF.example/X", "HTTPS://LEAF.example/X"),
        ("http://leaf.example:8080/x?y=z&w=v#part", "http://leaf.example:8080/x?y=z&w=v#part"),
        ("https://leaf.example?q=", "https://leaf.example?q="),
        ("https://münchen.example/straße", "https://münchen.example/straße"),
        ("https://例え.テスト/あ。", "https://例え.テスト/あ"),
        ("https://leaf.exampleです", "https://leaf.example"),
        ("見てhttps", None),
        ('"https://leaf.example/a"', "https://leaf.example/a"),
        ("<https://leaf.example/a>", "https://leaf.example/a"),
        ("« https://leaf.example/a »", "https://leaf.example/a"),
        ("http://127.0.0.1:8000/@bob/1", "http://127.0.0.1:8000/@bob/1"),
        ("http://localhost:8000/about", "http://localhost:8000/about"),
        ("https://leaf.example/@bob@house.example", "https://leaf.example/@bob@house.example"),
        ("https://leaf.example/#tag", "https://leaf.example/#tag"),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("leaf.example/a", None),
        ("ftp://leaf.example/a", None),
        ("javascript://leaf.example/%0aalert(1)", None),
        ("https://leaf", None),
        ("https://", None),
        ("xhttps://leaf.example", None),
        ("https://-/x", None),
    ],
)
def test_links(text: str, expected: str | None) -> None:
    assert links(text) == ([] if expected is None else [expected])


def test_several_links_and_no_mention_inside_them() -> None:
    text = "https://a.example/@alice https://b.example/#c @alice"
    assert links(text) == ["https://a.example/@alice", "https://b.example/#c"]
    assert parse(text).mentions == (Handle("alice"),)
    assert parse(text).tags == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@alice", [Handle("alice")]),
        ("hello @Alice!", [Handle("alice")]),
        ("@alice.", [Handle("alice")]),
        ("@a.b-c_d", [Handle("a.b-c_d")]),
        ("(@alice)", [Handle("alice")]),
        ("@aliceさん", [Handle("alice")]),
        ("@bob@house.example", [Handle("bob", "house.example")]),
        ("@bob@House.Example.", [Handle("bob", "house.example")]),
        ("@bob@house.example:3000,", [Handle("bob", "house.example:3000")]),
        ("@bob@127.0.0.1:3000", [Handle("bob", "127.0.0.1:3000")]),
        ("@bob@münchen.example", [Handle("bob", "xn--mnchen-3ya.example")]),
        ("@alice @bob @alice", [Handle("alice"), Handle("bob")]),
        ("@alice@", [Handle("alice")]),
        ("bob@house.example", []),
        ("/@alice", []),
        ("@@alice", []),
        ("@", []),
        ("@ alice", []),
        ("@élodie", []),
    ],
)
def test_mentions(text: str, expected: list[Handle]) -> None:
    assert list(parse(text).mentions) == expected


def test_the_name_of_this_house_means_here(settings: object) -> None:
    from portevoix.kernel import config

    assert parse(f"@bob@{config.current().host}").mentions == (Handle("bob"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#garden", ["garden"]),
        ("a #Garden.", ["Garden"]),
        ("#été #ÉTÉ", ["été", "ÉTÉ"]),
        ("#2026", []),
        ("#4ever", ["4ever"]),
        ("#20_26", ["20_26"]),
        ("#_", []),
        ("#हिन्दी", ["हिन्दी"]),
        ("#日本語、", ["日本語"]),
        ("＃日本語", ["日本語"]),
        ("#l·l", ["l·l"]),
        ("#a·", ["a"]),
        ("#ツイッター・クラブ", ["ツイッター・クラブ"]),
        ("x#garden", []),
        ("/#garden", []),
        ("##garden", []),
        ("&#39;", []),
        ("(#garden)", ["garden"]),
        ("#semi;colon", ["semi"]),
        ("#one#two", ["one"]),
        ("#c++", ["c"]),
        ("#" + "a" * 101, []),
    ],
)
def test_tags(text: str, expected: list[str]) -> None:
    assert list(parse(text).tags) == expected


@given(texts)
def test_entities_are_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for entity in find(text):
        assert end <= entity.start < entity.end <= len(text)
        assert entity.value in text[entity.start : entity.end]
        end = entity.end


MALICE = [
    "<", "@a", "@", " @a", "#a", " #a", "http://", "http://a.", "http://a.bc/(", "http://a.bc/((x)",
    "(http://a.bc/(x)", "@a@a.", "@a.", "a.", "((", "&", "#・", "\u0301", "http://a.bc/!", "@a@",
]  # fmt: skip


@pytest.mark.parametrize("unit", MALICE)
@pytest.mark.parametrize("start", ["", "http://a.bc/(", "@", "#a"])
def test_a_megabyte_of_anything_is_read_in_linear_time(unit: str, start: str) -> None:
    text = start + unit * (1_000_000 // len(unit))
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 1.0
