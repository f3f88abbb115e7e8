"""What an auditor reads: people about whom a file was decided in the days of her audit, and those files."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from vetting.models import Application, Decision

PAGE = 50


def people(actor):
    """The practitioners of an auditor's audit, as a subquery. Called with her actor, whose audit has days."""
    whole = replace(actor, audit=None, roles=frozenset())  # what decides who is in the audit is not itself cut by it
    rows = Decision.objects.visible_to(whole).filter(decided_on__range=actor.audit)
    return rows.order_by().values("application__practitioner")


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """One decision in the days of the audit, and its file."""

    application: Application
    decided_on: date
    outcome: str
    pk: int


def audited_files(actor, *, text="", before=None) -> tuple[list[AuditedFile], bool]:
    """Decisions in the days of the audit, newest first, by name or reference; and whether there are older ones. One query."""
    rows = Decision.objects.visible_to(actor).filter(decided_on__range=actor.audit)
    if text:
        person = "application__practitioner__person__"
        named = Q(**{f"{person}given_name__icontains": text}) | Q(**{f"{person}family_name__icontains": text})
        rows = rows.filter(named | Q(application__reference__iexact=text))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("application__practitioner__person", "application__organization").order_by("-pk")[: PAGE + 1]
    found = [AuditedFile(row.application, row.decided_on, row.outcome, row.pk) for row in rows]
    return found[:PAGE], len(found) > PAGE
