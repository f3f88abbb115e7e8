"""The letters of an adverse action, made by a job: suspended, restricted or not renewed, ended, undone (domain 6, L15, L16)."""

from django.utils import translation

from vetting.facts.letters_actions import action_context, undone_context
from vetting.models import AdverseAction
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import language_for, write


def write_of_action(*, action_id, kind, at):
    """One letter of the action and one mail without detail."""
    rows = AdverseAction.objects.everywhere(reason="a job loads its row by id")
    action = rows.select_related("participation", "noticed_by", "proposed_by").get(pk=action_id)
    row = action.participation
    with translation.override(language_for(row)):
        context = action_context(action)
        if kind == "action_undone":
            context |= undone_context(action, day_of(action.organization, at))
    again = f":{action.review_by}" if kind == "suspension" else ""  # one that stays at its review is told anew
    write(row, kind, context, key=f"{action.key}:{kind}{again}", at=at, reference=action.practitioner.reference)
