"""The closing form: the therapist says how a case ended, with nothing of what it was about. Its last line waits for it."""

from django.db import transaction

from network import news
from network.transitions import perform
from network.workflow.revising import day_of
from payments.models import Authorization, Outcome
from payments.workflow.rechecking import hear


def finish(authorization: Authorization, *, outcome, actor, at):
    """She says it once; lines that waited for it are checked anew, and whoever made the referral hears that it ended. Raises Refused."""
    with transaction.atomic():
        given = outcome if outcome in Outcome.values else ""
        on = day_of(authorization.organization, at)
        event = perform(authorization, "finish", actor=actor, at=at, outcome=given, closing_form_on=on)
        hear(participation_id=authorization.participation_id)
        news.publish("case.ended", organization_id=authorization.organization_id, authorization=authorization.reference)
    return event
