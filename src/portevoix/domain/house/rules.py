"""What is done to the rules of the house. They are withdrawn, never erased: decisions cite them."""

from django.db.models import Max

from portevoix.domain.house import queries
from portevoix.domain.house.errors import HouseInvalid
from portevoix.domain.house.events import RulesChanged
from portevoix.domain.house.models import Rule
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.unit_of_work import command, emit

_LONGEST = 300
# Nothing is cut in silence: what is too long is refused.
_WHOLE = 100_000


@command
def add_rule(text: str, hint: str = "") -> Rule:
    """Adds a rule after the others, with its reason as `hint`. Raises HouseInvalid."""
    rule = Rule.objects.create(position=_end(), text=_checked(text), hint=clean_text(hint))
    emit(RulesChanged(rule_id=rule.pk))
    return rule


@command
def change_rule(rule_id: int, *, text: str, hint: str = "") -> Rule:
    """Writes a rule anew. Raises NotFound, HouseInvalid."""
    rule = Rule.objects.filter(id=rule_id, withdrawn_at=None).first()
    if rule is None:
        raise NotFound
    rule.text, rule.hint = _checked(text), clean_text(hint)
    rule.save(update_fields=["text", "hint"])
    emit(RulesChanged(rule_id=rule_id))
    return rule


@command
def withdraw_rule(rule_id: int) -> None:
    """Takes a rule out of force. Raises NotFound."""
    if not Rule.objects.filter(id=rule_id, withdrawn_at=None).update(withdrawn_at=clock.now()):
        raise NotFound
    emit(RulesChanged(rule_id=rule_id))


@command
def restore_rule(rule_id: int) -> None:
    """Puts a withdrawn rule into force again, after the others. Raises NotFound."""
    withdrawn = Rule.objects.filter(id=rule_id).exclude(withdrawn_at=None)
    if not withdrawn.update(withdrawn_at=None, position=_end()):
        raise NotFound
    emit(RulesChanged(rule_id=rule_id))


@command
def move_rule(rule_id: int, *, up: bool) -> None:
    """Changes places with the rule before or after; at either end nothing changes.

    Raises NotFound.
    """
    rules = queries.rules()
    place = next((place for place, rule in enumerate(rules) if rule.pk == rule_id), None)
    if place is None:
        raise NotFound
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rules):
        return
    rules[place], rules[other] = rules[other], rules[place]
    for position, rule in enumerate(rules, start=1):
        Rule.objects.filter(id=rule.pk).update(position=position)
    emit(RulesChanged(rule_id=rule_id))


def _end() -> int:
    return int(Rule.objects.aggregate(last=Max("position"))["last"] or 0) + 1


def _checked(text: str) -> str:
    text = clean_line(text, _WHOLE)
    if not text or len(text) > _LONGEST:
        raise HouseInvalid(fields={"text": ["too_long" if text else "blank"]})
    return text
