"""A claimed line and all it is held against, read once, as `payments.rules.stops` takes it."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from network.dates import At, Day
from network.facts.standing import rows_from, stored_rows
from network.money import Money
from network.standing import Clearance, Need, Use
from payments import counting, lines, rates
from payments.facts.accounts import link_on
from payments.facts.pricing import code_of, policy_of, rate_of
from payments.facts.taxes import purpose_of, vat_rules
from payments.models import Authorization, AuthorizationKind, FeeSchedule, InvoiceLine, PayeeLink, Unit
from payments.parameters import value

NUMBERS = ("payments.report_days", "payments.closing_form")
FAR = 9999  # kilometers a job may claim: their number is no allowance
ALL = ("organization", "participation__practitioner__person", "payee", "session__authorization__panel", "schedule", "invoice")


@dataclass(frozen=True, slots=True)
class Held:
    """What `stops` takes, beside the day on which it is asked."""

    line: lines.Line
    authorization: lines.Authorization
    clearance: Clearance
    schedule: lines.Schedule
    history: lines.History


def held_against(row: InvoiceLine) -> Held:
    """Read everything for one line. About a dozen queries."""
    return Held(line_of(row), authorization_of(row.session.authorization), clearance_of(row), schedule_of(row), history_of(row))


CLAIMED = {  # what is read of a claim: by the name it has here its way from a line
    "pk": "pk", "position": "position", "reference": "session__authorization__reference", "day": "session__day",
    "unit": "session__unit", "session": "session_id", "practitioner": "participation__practitioner_id",
    "subject": "session__authorization__subject_key", "payee": "payee_id", "service": "session__authorization__service",
    "paid_unit": "paid_unit", "units": "session__units", "paid_units": "paid_units", "attendance": "session__attendance",
    "version": "schedule__version", "minor": "minor", "vat_minor": "vat_minor", "currency": "currency",
    "submitted_at": "submitted_at", "since": "state_since", "final": "session__final", "waived": "waived",
}
Claim = namedtuple("Claim", CLAIMED)
_CLAIM_OF = attrgetter(*(way.replace("__", ".") for way in CLAIMED.values()))


def line_of(row: InvoiceLine) -> lines.Line:
    """One claim."""
    return claimed(Claim(*_CLAIM_OF(row)), ZoneInfo(row.organization.zone))


def claimed(row: Claim, zone: ZoneInfo) -> lines.Line:
    """A claim as it was read. Its number is the session's day in its authorization; the branch is the payee."""
    return lines.Line(
        key=str(row.pk), order=row.position, number=f"{row.reference}/{row.day:%Y%m%d}/{row.unit}",
        session=str(row.session), authorization=row.reference, practitioner=str(row.practitioner),
        subject=row.subject or None, branch=str(row.payee), payee=str(row.payee),
        code=code_of(row.service, row.paid_unit or row.unit), day=row.day,
        units=row.units if row.paid_units is None else row.paid_units,
        attendance=counting.Attendance(row.attendance), version=str(row.version), net=Money(row.minor, row.currency),
        vat=Money(row.vat_minor, row.currency), submitted=(row.submitted_at or row.since).astimezone(zone).date(),
        final=row.final, waived=frozenset(row.waived),
    )


def authorization_of(row: Authorization) -> lines.Authorization:
    """What was authorized. On a canceled one nothing more is reported; what was delivered before stays as it is."""
    kind = lines.Kind.JOB if row.kind == AuthorizationKind.JOB else lines.Kind.SESSIONS
    allowances = (lines.Allowance((code_of(row.service, Unit.SESSION),), row.units),)
    if kind is lines.Kind.JOB:
        units = {Unit.HOUR: row.units, Unit.KILOMETER: FAR, Unit.FIXED: 1}
        allowances = tuple(lines.Allowance((code_of(row.service, unit),), most) for unit, most in units.items())
    return lines.Authorization(
        number=row.reference, kind=kind, practitioner=str(row.participation.practitioner_id), first=row.first, last=row.last,
        allowances=allowances, closing_form_on=row.closing_form_on,
    )


def clearance_of(row: InvoiceLine) -> Clearance:
    """Was she in good standing for that session on its day, as known now?"""
    return rows_from(stored_rows(row.participation)).known(None).clear(need_of(row, Use.SESSION), Day(row.session.day))


def may_be_paid(row: InvoiceLine, at) -> Clearance:
    """Does a hold stop money to her at this instant, whatever the day of the session?"""
    return rows_from(stored_rows(row.participation)).known(None).clear(need_of(row, Use.RELEASE), At(at))


def need_of(row: InvoiceLine, use: Use) -> Need:
    """What is asked of her standing for that session."""
    session, authorization = row.session, row.session.authorization
    place = session.client_in or authorization.client_in or row.organization.country
    return Need(
        authorization.service, place, session.practitioner_in or place, session.mode, use,
        panel=authorization.panel.code if authorization.panel else "", age_band=authorization.age_band or "adult",
    )


def schedule_of(row: InvoiceLine) -> lines.Schedule:
    """What was agreed: payees by day, rates by day, the payee's tax, the organization's numbers."""
    organization = row.organization
    links = PayeeLink.objects.within(organization).filter(participation=row.participation).select_related("payee")
    profession = row.participation.practitioner.profession
    payees = tuple(lines.PayeeLink(str(link.payee_id), link.payee.currency, profession, link.first, link.last) for link in links)
    authorization, day = row.session.authorization, row.session.day
    purpose, paid = purpose_of(authorization), link_on(row.participation, day)
    taxes = vat_rules(paid.payee, profession, purpose, day) if paid else ()
    deadline, form = (value(organization, key, on=day) for key in NUMBERS)
    rules = lines.Rules(attendance=policy_of(row.schedule), deadline_days=deadline, closing_form=bool(form))
    purposes = ((code_of(authorization.service, row.unit), purpose),)
    return lines.Schedule(payees, versions_of(organization, row.currency), taxes, purposes, rules)


def versions_of(organization, currency: str) -> tuple[rates.Version, ...]:
    """Every published schedule with its days: each ends the day before the next begins."""
    rows = list(FeeSchedule.objects.within(organization).published().prefetch_related("fees").order_by("effective_from"))
    ends = [row.effective_from - timedelta(days=1) for row in rows[1:]] + [None]
    return tuple(
        rates.Version(
            str(row.version), row.effective_from, last, tuple(rate_of(fee) for fee in row.fees.all() if fee.currency == currency)
        )
        for row, last in zip(rows, ends, strict=True)
    )


def history_of(row: InvoiceLine) -> lines.History:
    """Other claims of the same therapist or of the same person, in every branch of the organization."""
    rows = InvoiceLine.objects.within(row.organization).counting().exclude(pk=row.pk).select_related(*ALL)
    hers = rows.filter(participation=row.participation)
    key = row.session.authorization.subject_key
    same = rows.filter(session__authorization__subject_key=key) if key else rows.none()
    found = {other.pk: other for other in [*hers, *same]}
    return lines.History(tuple(line_of(other) for other in found.values()))
