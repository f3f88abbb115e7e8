"""The letters of an appeal, made by a job: that it is here, when she is heard, what became of it (domain 6, L17)."""

from django.utils import translation

from vetting.facts.letters_appeals import appeal_context
from vetting.models import Appeal
from vetting.workflow.correspondence import language_for, write


def write_of_appeal(*, appeal_id, kind, at):
    """One letter of the appeal and one mail without detail; asked again for the same hearing, nothing."""
    rows = Appeal.objects.everywhere(reason="a job loads its row by id")
    appeal = rows.select_related("decision__application", "action", "participation").get(pk=appeal_id)
    row = appeal.decision.application if appeal.decision else appeal.participation
    with translation.override(language_for(row)):
        context = appeal_context(appeal)
    key = f"{appeal.key}:{kind}:{appeal.hearing_on or ''}"
    write(row, kind, context, key=key, at=at, reference=appeal.reference)
