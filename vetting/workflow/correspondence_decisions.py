"""Which letter a decision is told in: on terms (L9), provisional (L11), or the ordinary one."""

from django.utils import translation
from django.utils.translation import pgettext

from licensure.queries import open_verifications
from vetting import words_terms
from vetting.facts.letters import Condition
from vetting.models import Decision
from vetting.terms import load
from vetting.workflow import correspondence, correspondence_notices
from vetting.workflow.correspondence import language_for


def send_decision(*, decision_id, at):
    """Write the letter of a decision and mail that it is there."""
    rows = Decision.objects.everywhere(reason="a job loads its row by id").select_related("application__organization")
    decision = rows.get(pk=decision_id)
    if decision.outcome == "provisional":
        open_items = tuple(open_verifications(decision.application.reference).values_list("label", flat=True))
        correspondence_notices.write_provisional(
            decision.application, starts_on=decision.decided_on, ends_on=decision.due_on, open_items=open_items, at=at
        )
    elif decision.terms:
        with translation.override(language_for(decision.application)):
            rows = _conditions(decision)
        correspondence_notices.write_conditional(decision, rows, at=at)
    else:
        correspondence.send_decision(decision_id=decision_id, at=at)


def _conditions(decision) -> list[Condition]:
    """The shorter time and every condition, in the language in force."""
    terms, found = load(decision.terms), []
    if terms.due_on:
        found.append(Condition(pgettext("letter", "The next review is due earlier than usual."), terms.why, terms.due_on))
    asked = decision.conditions.select_related("watcher")
    return [*found, *(Condition(row.text, words_terms.whom_to_tell(row), row.due_on) for row in asked)]
