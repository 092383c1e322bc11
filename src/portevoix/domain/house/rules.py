"""What is done to the rules of the house. They are withdrawn, never erased: decisions cite them."""

from django.db.models import Max

from portevoix.domain.house.errors import HouseInvalid
from portevoix.domain.house.events import RulesChanged
from portevoix.domain.house.models import Rule
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit

_LONGEST = 300


@command
def add_rule(text: str, hint: str = "") -> Rule:
    """Adds a rule after the others, with its reason as `hint`. Raises HouseInvalid."""
    last = Rule.objects.aggregate(last=Max("position"))["last"] or 0
    rule = Rule.objects.create(position=last + 1, text=_checked(text), hint=hint.strip())
    emit(RulesChanged(rule_id=rule.pk))
    return rule


@command
def change_rule(rule_id: int, *, text: str, hint: str = "") -> Rule:
    """Writes a rule anew. Raises NotFound, HouseInvalid."""
    rule = Rule.objects.filter(id=rule_id, withdrawn_at=None).first()
    if rule is None:
        raise NotFound
    rule.text, rule.hint = _checked(text), hint.strip()
    rule.save(update_fields=["text", "hint"])
    emit(RulesChanged(rule_id=rule_id))
    return rule


@command
def withdraw_rule(rule_id: int) -> None:
    """Takes a rule out of force. Raises NotFound."""
    if not Rule.objects.filter(id=rule_id, withdrawn_at=None).update(withdrawn_at=clock.now()):
        raise NotFound
    emit(RulesChanged(rule_id=rule_id))


def _checked(text: str) -> str:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise HouseInvalid(fields={"text": ["too_long" if text else "blank"]})
    return text
