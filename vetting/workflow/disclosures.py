"""Her answers to the disclosure questions."""

from django.db import transaction

from network.access import Action, require
from network.events import record
from vetting.models import DisclosureAnswer


def answer(*, practitioner, question_set, answers, actor, at):
    """Write her answers: `{question: {"answer": bool, "since": date | None, "narrative": str, "document": Document | None}}`."""
    require(actor, Action.OWN_PROFILE, practitioner)
    with transaction.atomic():
        for question, fields in answers.items():
            DisclosureAnswer.objects.of(practitioner).update_or_create(
                practitioner=practitioner, question_set=question_set, question=question, defaults={**fields, "answered_at": at}
            )
        told = {question: fields.get("answer") for question, fields in answers.items()}
        return record(practitioner, "disclosures.answered", actor=actor, at=at, after={"set": question_set, "answers": told})
