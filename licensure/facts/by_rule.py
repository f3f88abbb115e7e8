"""Reads a check for the documented rule: whether it was switched on for it, what the source's kept answer says, and the ruling."""

from datetime import date

from licensure.by_rule import ELEMENTS, Obtained, Ruling, rule_verifies
from licensure.compared import answered, attested
from licensure.facts.allowed import allowed_sources, is_allowed, source_faults
from licensure.facts.questions import at_address, register_of
from licensure.policy import verified_by_rule
from licensure.sources.answers import Outcome

AGAINST = ("encumbered", "actions", "remarks")


def ruling_on(check, *, on: date) -> Ruling:
    """What the rule says of the answer this check keeps, on the organization's day `on`. Nothing is stored."""
    switched_on = check.element in ELEMENTS and check.element in verified_by_rule(check.organization, on=on)
    return rule_verifies(attested(check), obtained_of(check), on=on, switched_on=switched_on, taken_back=is_taken_back(check))


def obtained_of(check) -> Obtained:
    """The kept answer as the rule reads it."""
    live = (found := register_of(check)) and at_address(found)
    allowed = allowed_sources(check)  # where no pack knows who may answer, nobody may
    return Obtained(
        stated=answered(check),
        allowed=is_allowed(check.source, allowed) and not source_faults(check, check.source, check.artefact),
        fetched=check.method == "web_lookup" and check.artefact_id is not None,
        shows_discipline=live is not None and live.shows_discipline and live.name == check.source,
        entries=_entries(check.values),
        as_of=check.as_of,
        status=str(check.values.get("status") or ""),
        against=any(check.values.get(name) for name in AGAINST),
    )


def is_taken_back(check) -> bool:
    """Whether a person opened this check in place of one the rule had verified in the same file."""
    before = check.replaces
    return before is not None and before.rule is not None and before.file == check.file


def _entries(values) -> int:
    outcome = values.get("outcome", "")
    if outcome in (Outcome.NOT_FOUND, Outcome.SEVERAL):
        return len(values.get("candidates", ()))
    return 1 if values.get("names") or values.get("number") else 0
