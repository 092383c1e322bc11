"""From the words of apps to an audience (audiences.md, Mastodon's words)."""

from portevoix.domain.audiences.public import Audience, Rung, details
from portevoix.kernel.errors import Invalid

WORDS = {
    "public": Rung.PUBLIC,
    "unlisted": Rung.QUIET,
    "private": Rung.FOLLOWERS,
    "direct": Rung.DIRECT,
}
_EXTRAS = {"connections": Rung.CONNECTIONS, "house": Rung.HOUSE, "only_me": Rung.ONLY_ME}


def audience_of(
    *, word: str, local_only: bool, extras: list[str], parent_id: int | None, usual: str
) -> tuple[Audience, bool]:
    """Returns the audience that an app asks for, and whether it asked by one of its four words.

    A reply with any word but `direct` to a post without a public grant becomes *as
    parent*: never refused for it, never wider. Raises Invalid for unknown words.
    """
    asked, by_word = _asked(word, local_only, extras, usual)
    if parent_id is not None and asked.rung is not Rung.DIRECT and _is_narrow(parent_id):
        return Audience(Rung.AS_PARENT), False
    return asked, by_word


def _asked(word: str, local_only: bool, extras: list[str], usual: str) -> tuple[Audience, bool]:
    if word and word not in WORDS:
        raise Invalid(fields={"visibility": ["inclusion"]})
    if extras:
        return _extra(extras), False
    if local_only:
        return Audience(Rung.HOUSE), False
    if word:
        return Audience(WORDS[word]), True
    return Audience(Rung(usual) if usual in set(Rung) else Rung.PUBLIC), False


def _extra(extras: list[str]) -> Audience:
    if len(extras) > 1:
        raise Invalid("portevoix[audience] takes one audience")
    kind, _, number = extras[0].partition(":")
    if kind == "circle" and number.isascii() and number.isdigit() and len(number) <= 19:
        return Audience(Rung.CIRCLE, int(number))
    if extras[0] not in _EXTRAS:
        raise Invalid("portevoix[audience] is one of circle:ID, connections, house, only_me")
    return Audience(_EXTRAS[extras[0]])


def _is_narrow(parent_id: int) -> bool:
    """Whether a post, or what a boost carries, has no public grant. Unknown ones: later."""
    above = details(parent_id)
    if above is not None and above.carried_id is not None:
        above = details(above.carried_id)
    return above is not None and not above.is_open
