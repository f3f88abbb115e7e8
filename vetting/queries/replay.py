"""Does a file's history still say what it said? Every assessment evaluated again on the facts and policies it kept."""

from dataclasses import dataclass
from datetime import date

from vetting import codec
from vetting.facts.history import history_of
from vetting.models import Application, AssessmentRecord
from vetting.rules import evaluate


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that differs: which criterion and field (empty for the route), then and now, as plain values."""

    criterion: str
    field: str
    then: object
    now: object


@dataclass(frozen=True, slots=True)
class Replayed:
    """One assessment evaluated again; `difference` None when it says the same."""

    id: int
    on: date
    route: str
    findings: int
    difference: Difference | None


def replay(application: Application) -> list[Replayed]:
    """Every assessment of the file, oldest first."""
    rows = AssessmentRecord.objects.within(application.organization).filter(application=application).order_by("pk")
    return [
        Replayed(row.pk, row.on, row.route, len(row.findings), difference(row) or _not_attested(application, row)) for row in rows
    ]


def _not_attested(application, row: AssessmentRecord) -> Difference | None:
    """Work history in the kept facts that she had neither signed nor a reviewer verified by then."""
    if application.submitted_at is None or row.recorded_at < application.submitted_at:
        return None
    facts = codec.load_facts(row.facts)
    history = history_of(application, on=facts.attested_on or row.on, known=row.recorded_at)
    for name, kept, attested in (("jobs", facts.jobs, history.jobs), ("gap_explanations", facts.gap_explanations, history.gaps)):
        if kept != attested:
            return Difference("", name, codec.encode(kept), codec.encode(attested))
    return None


def difference(row: AssessmentRecord) -> Difference | None:
    """The first difference between what was found then and what the rules find now, in the order of the registry."""
    try:
        policies = [codec.load_policy(policy) for policy in row.policies]
        again = evaluate(policies, codec.load_facts(row.facts), on=row.on)
    except (codec.Unreadable, LookupError) as error:
        return Difference("", "readable", True, str(error))
    now = {finding.criterion: codec.dump_finding(finding) for finding in again.findings}
    then = {finding["criterion"]: finding for finding in row.findings}
    for criterion in dict.fromkeys([*then, *now]):
        old, new = then.get(criterion, {}), now.get(criterion, {})
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                return Difference(criterion, name, old.get(name), new.get(name))
    if row.route != again.route:
        return Difference("", "route", row.route, str(again.route))
    return None
