"""Custom emoji: those of this house, and those that others use in what they send."""

import re
from collections.abc import Collection, Mapping

from portevoix.domain.house.errors import HouseInvalid
from portevoix.domain.house.events import EmojiAdded, EmojiRemoved, FarEmojiSeen
from portevoix.domain.house.models import Emoji
from portevoix.kernel import clock, database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.files import FULL, MOVING, StoredFile
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.unit_of_work import command, emit

LONGEST_HERE = 30
LONGEST_ADDRESS = 2048
MOST_AT_ONCE = 100
_HERE = re.compile(r"[A-Za-z0-9_]{2,30}")
_ELSEWHERE = re.compile(r"[A-Za-z0-9_.+-]{1,128}")
_IN_TEXT = re.compile(r"(?<![\w:]):([A-Za-z0-9_.+-]{1,128}):(?![\w:])")
_MOST_IN_TEXT = 50


def codes_in(*texts: str) -> set[str]:
    """Returns the words between colons in texts, the first fifty."""
    found: dict[str, None] = {}
    for text in texts:
        if ":" in text:
            found |= dict.fromkeys(_IN_TEXT.findall(text))
    return set(list(found)[:_MOST_IN_TEXT])


def known(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Emoji]:
    """Returns those of (host, shortcode) pairs that are known. One query, none without pairs."""
    if not pairs:
        return {}
    hosts, codes = {host for host, _ in pairs}, {code for _, code in pairs}
    found = Emoji.objects.filter(host__in=hosts, shortcode__in=codes)
    by_pair = {(each.host, each.shortcode): each for each in found}
    return {pair: by_pair[pair] for pair in pairs if pair in by_pair}


def of_house() -> list[Emoji]:
    """Returns the emoji of this house, by category and word."""
    return list(Emoji.objects.filter(host="").order_by("category", "shortcode"))


def folders() -> set[str]:
    """Returns the folders in which the files of this house's emoji lie."""
    own = Emoji.objects.filter(host="").values_list("folder", flat=True)
    return set(own)


@command
def add_emoji(*, shortcode: str, stored: StoredFile, category: str = "") -> Emoji:
    """Gives the house an emoji. Raises HouseInvalid (shortcode: invalid, taken)."""
    code = shortcode.strip().strip(":")
    if not _HERE.fullmatch(code):
        raise HouseInvalid(fields={"shortcode": ["invalid"]})
    if Emoji.objects.filter(host="", shortcode=code).exists():
        raise HouseInvalid(fields={"shortcode": ["taken"]})
    files = {each.name: each.file for each in stored.renditions}
    emoji = Emoji.objects.create(
        shortcode=code,
        category=clean_line(category, 64),
        folder=stored.folder,
        still=files[FULL],
        moving=files.get(MOVING, ""),
        created_at=clock.now(),
    )
    emit(EmojiAdded(emoji_id=emoji.pk))
    return emoji


@command
def change_emoji(*, emoji_id: int, category: str | None = None, visible: bool) -> None:
    """Shows an emoji of the house in pickers or not, in a category. Raises NotFound."""
    emoji = Emoji.objects.filter(pk=emoji_id, host="").first()
    if emoji is None:
        raise NotFound
    emoji.visible = visible
    if category is not None:
        emoji.category = clean_line(category, 64)
    emoji.save(update_fields=["visible", "category"])


@command
def remove_emoji(*, emoji_id: int) -> None:
    """Takes an emoji from the house. Raises NotFound."""
    emoji = Emoji.objects.filter(pk=emoji_id, host="").first()
    if emoji is None:
        raise NotFound
    emoji.delete()
    emit(EmojiRemoved(folder=emoji.folder))


@command
def remember_far(*, host: str, found: Mapping[str, str]) -> None:
    """Notes emoji of another house, by word, and where they lie; odd ones are left out."""
    fine = {
        code: url
        for code, url in list(found.items())[:MOST_AT_ONCE]
        if host and _ELSEWHERE.fullmatch(code) and len(url) <= LONGEST_ADDRESS
    }
    before = known([(host, code) for code in fine])
    new = {
        code: url
        for code, url in fine.items()
        if (host, code) not in before or before[host, code].remote_url != url
    }
    for code, url in new.items():
        database.run(
            "INSERT INTO house_emoji (host, shortcode, category, folder, still, moving,"
            " remote_url, visible, created_at) VALUES (%s, %s, '', '', '', '', %s, FALSE, %s)"
            " ON CONFLICT (host, shortcode) DO UPDATE SET remote_url = excluded.remote_url",
            [host, code, url, database.as_stored(clock.now())],
        )
    if new:
        emit(FarEmojiSeen(urls=sorted(new.values())))
