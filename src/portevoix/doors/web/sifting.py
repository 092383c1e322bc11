"""What a member's filters do to a list of posts: leave out, fold, cover pictures."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from portevoix.domain.accounts.public import Reader
from portevoix.domain.posts.queries import Card
from portevoix.domain.timelines import filter_queries
from portevoix.domain.timelines.filter_matching import Rule, caught, searchable
from portevoix.domain.timelines.models import FilterAction
from portevoix.doors.web import cards
from portevoix.doors.web.cards import Shown
from portevoix.kernel import clock


@dataclass(frozen=True)
class Sifted:
    """What a list shows, and what the viewer's filters left out of it."""

    posts: list[Shown]
    left_out: int = 0
    by: tuple[str, ...] = ()
    """The titles of the filters that left something out."""


def sifted(viewer: Reader, row_ids: Collection[int], context: str) -> Sifted:
    """Returns what a list shows in `context`, with one query more than `cards.shown`.

    What a filter hides is left out; in a talk, where answers hang on it, it is folded.
    """
    everything = cards.shown(viewer, row_ids)
    rules = rules_for(viewer, context) if everything else []
    kept: list[Shown] = []
    left_out = 0
    by: dict[str, None] = {}
    for each in everything:
        found = [] if each.mine else _caught(rules, each)
        hiding = [rule.title for rule in found if rule.action == FilterAction.HIDE]
        if hiding and context != "thread":
            left_out += 1
            by |= dict.fromkeys(hiding)
        else:
            kept.append(_marked(each, found))
    return Sifted(kept, left_out, tuple(by))


def rules_for(viewer: Reader, context: str) -> list[Rule]:
    """Returns the viewer's filters for `context`, over or not. One query."""
    version = filter_queries.version_of(viewer.account_id)
    if version is None or viewer.account_id is None:
        return []
    rules = filter_queries.rules_of(viewer.account_id, version)
    return [rule for rule in rules if context in rule.contexts]


def catching(rules: Collection[Rule], card: Card, descriptions: Collection[str] = ()) -> list[Rule]:
    """Returns those of the rules that catch a post now."""
    if not rules:
        return []
    answers = card.poll.titles if card.poll is not None else ()
    text = searchable(card.warning, card.html, answers, tuple(descriptions))
    return [each.rule for each in caught(rules, text, {card.id, card.row_id}, clock.now())]


def _caught(rules: Collection[Rule], shown: Shown) -> list[Rule]:
    return catching(rules, shown.card, [each.description for each in shown.media])


def _marked(shown: Shown, found: list[Rule]) -> Shown:
    if not found:
        return shown
    folding = tuple(rule.title for rule in found if rule.action != FilterAction.BLUR)
    return replace(shown, caught_by=folding, blurred=len(folding) < len(found))
