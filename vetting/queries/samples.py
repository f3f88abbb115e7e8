"""Samples of an audit: what could be drawn, whether it is still the same, and the worksheet of the files in it."""

from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from licensure.models import Verification
from vetting import rules, sampling, worksheet
from vetting.facts.policies import policies_of
from vetting.models import Application, Attestation, AuditSample, Decision, EvidencePack, Kind
from vetting.queries.windows import windows_of

VETTED = ("approved", "denied")
ATTESTATION = "attestation"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file on the worksheet: its decision, and each element as it stood then."""

    application: Application
    decision: Decision
    kind: str
    place: int
    first: bool
    lines: tuple[worksheet.Line, ...]


def readable(actor):
    """The samples this reader may open: an auditor those drawn from days of her own audit."""
    rows = AuditSample.objects.visible_to(actor)
    if not actor.audits:
        return rows
    first, last = actor.audit
    return rows.filter(first__gte=first, last__lte=last)


def packs_of(about: AuditSample | Application, actor):
    """The files of evidence asked for of a sample or of one file, the newest first; an auditor's own."""
    of = {"sample" if isinstance(about, AuditSample) else "application": about}
    return EvidencePack.objects.visible_to(actor).filter(**of).select_related("asked_by", "document", "sample", "application")


def universe(organization, first, last, *, at=None) -> list[sampling.File]:
    """Every file decided in these days, once: renewals are later vettings, all others first ones. One query.

    As it was known at the instant `at`, so that a drawing can be repeated after more was decided; everything without it.
    What moved in as a record was decided elsewhere, on another day: nobody vetted it here, and it is in no drawing.
    """
    rows = Decision.objects.within(organization).filter(decided_on__range=(first, last), outcome__in=VETTED).exclude(origin="recorded")
    rows = rows.filter(decided_at__lte=at) if at else rows
    found = dict(rows.order_by("pk").values_list("application__reference", "application__kind"))
    later = {Kind.RENEWAL, Kind.REINSTATEMENT}
    return [sampling.File(ref, sampling.RENEWAL if kind in later else sampling.INITIAL) for ref, kind in sorted(found.items())]


def beside(sample: AuditSample) -> tuple[int, int]:
    """What lies in the days of a sample and is in no drawing of it: files decided since it was drawn, and recorded decisions."""
    rows = Decision.objects.within(sample.organization).filter(decided_on__range=(sample.first, sample.last), outcome__in=VETTED)
    drawn = {file.reference for file in universe(sample.organization, sample.first, sample.last, at=sample.drawn_at)}
    since = {file.reference for file in universe(sample.organization, sample.first, sample.last)} - drawn
    return len(since), rows.filter(origin="recorded").count()


def same_again(sample: AuditSample) -> bool:
    """Whether drawing it again, from what was decided when it was drawn, gives the same files."""
    files = universe(sample.organization, sample.first, sample.last, at=sample.drawn_at)
    drawn = sampling.draw(files, method=sample.method, seed=sample.seed, number=sample.number or 0, sizes=sampling.Sizes(**sample.sizes))
    return [[row.reference, row.kind, row.place, row.first] for row in drawn] == [list(row) for row in sample.files]


def sheets(organization, files, *, through=None) -> list[Sheet]:
    """The worksheet of these (reference, kind, place, first), by their last vetting decision through a day. Few queries."""
    references = [row[0] for row in files]
    decisions = _decisions(organization, references, through)
    evidence = _evidence(organization, references)
    asked: dict = {}
    found = []
    for reference, kind, place, first in files:
        if (decision := decisions.get(reference)) is None:
            continue
        if decision.decided_on not in asked:
            asked[decision.decided_on] = _asked(organization, decision.decided_on)
        lines = _lines(evidence[reference], decision, asked[decision.decided_on])
        found.append(Sheet(decision.application, decision, kind, place, first, lines))
    return found


def sheet_of(application) -> Sheet | None:
    """The worksheet of one file by its last decision; None when it was not decided."""
    return next(iter(sheets(application.organization, [(application.reference, application.kind, 1, True)])), None)


def _asked(organization, on) -> dict[str, int]:
    """Days per element on that day, her signature included."""
    policy = rules.in_force(policies_of(organization), on)
    signed = policy.threshold("attestation_signed") if policy else None
    return {**windows_of(policy), **({ATTESTATION: signed.limit["days"]} if signed else {})}


def _decisions(organization, references, through) -> dict[str, Decision]:
    rows = Decision.objects.within(organization).filter(application__reference__in=references, outcome__in=VETTED)
    rows = rows.filter(decided_on__lte=through) if through else rows
    rows = rows.select_related("application__practitioner__person", "application__organization", "decided_by", "second_by")
    return {row.application.reference: row for row in rows.order_by("pk")}


def _evidence(organization, references) -> dict[str, list[worksheet.Evidence]]:
    found = defaultdict(list)
    rows = Verification.objects.within(organization).filter(file__in=references).select_related("verified_by", "waived_by")
    for row in rows.order_by("pk"):
        found[row.file].append(of_check(row))
    signed = Attestation.objects.within(organization).filter(application__reference__in=references)
    for row in signed.select_related("application__organization").distinct().order_by("pk"):
        found[row.application.reference].append(_signature(row))
    return found


def _signature(row) -> worksheet.Evidence:
    zone = ZoneInfo(row.application.organization.zone)
    day = row.signed_at.astimezone(zone).date()
    return worksheet.Evidence(
        f"attestation:{row.pk}", ATTESTATION, "", "", row.signed_name, "verified", day, row.signed_at, row.signed_name
    )


def of_check(row) -> worksheet.Evidence:
    """One check as evidence."""
    who = row.verified_by or row.waived_by
    state = "waived" if row.waived_by_id else row.state
    return worksheet.Evidence(
        f"verification:{row.pk}", row.element, row.item, row.label if row.item and row.label else "", row.source, state,
        row.as_of, row.verified_at, who.full_name if who else "", row.rule is not None,
    )


def _lines(rows, decision, asked) -> tuple[worksheet.Line, ...]:
    stood = worksheet.standing_at(rows, decision.decided_at)
    return tuple(
        worksheet.line(row, decided_on=decision.decided_on, decided_at=decision.decided_at, window=asked.get(row.element))
        for row in stood
    )
