"""How content clients were with the help: counted when it ends, by employer and year, and kept of nobody (domain 2.8)."""

from django.db.models import F

from network.care.models import Satisfaction
from network.models import Employer
from network.workflow.revising import day_of

SATISFIED, ANSWERS = "yes", ("yes", "partly", "no")


def count_answer(referral, content: str, *, at) -> None:
    """One answer more of the employer's year, in the caller's transaction. What was said is recorded nowhere else."""
    employer = referral.contact.employer
    if content not in ANSWERS or employer is None:
        return
    Employer.objects.within(referral.organization).select_for_update().get(pk=employer.pk)  # the first two at once count as two
    year = day_of(referral.organization, at).year
    rows = Satisfaction.objects.within(referral.organization).filter(employer=employer, year=year)
    if not rows.exists():
        Satisfaction(organization=referral.organization, employer=employer, year=year).save()
    rows.update(answers=F("answers") + 1, satisfied=F("satisfied") + int(content == SATISFIED))
