"""Which VAT counts for a payee on a day: its own rows before the organization's; without any it is exempt."""

from datetime import date

from payments import rates
from payments.models import AuthorizationKind, Payee, VatPosition

EXEMPT = rates.VatRule("none", None, None, None, date.min)


def purpose_of(authorization) -> rates.Purpose:
    """What a service is for: a job is work for a company, everything else is care."""
    return rates.Purpose.COMPANY if authorization.kind == AuthorizationKind.JOB else rates.Purpose.CARE


def vat_rules(payee: Payee, profession: str, purpose: rates.Purpose, day: date) -> tuple[rates.VatRule, ...]:
    """The rules that speak of the payee that day: where one of its own does, its own alone. One query."""
    rows = [*VatPosition.objects.within(payee.organization).filter(payee=payee)]
    rows += VatPosition.objects.within(payee.organization).filter(payee__isnull=True)
    own = tuple(rule_of(row) for row in rows if row.payee_id)
    general = tuple(rule_of(row) for row in rows if not row.payee_id)
    return counting(own, general, profession, purpose, day)


def counting(own, general, profession: str, purpose: rates.Purpose, day: date) -> tuple[rates.VatRule, ...]:
    """Of its own rules and the organization's those that speak of the payee that day. Nothing is read."""
    if rates.vat_rule(own, profession, purpose, day):
        return own
    return general or (EXEMPT,)  # where nobody keeps positions a payee without one is exempt


def vat_points(payee: Payee, profession: str, purpose: rates.Purpose, day: date) -> int | None:
    """Hundredths of a percent, or None: exempt, or nobody said; then the line stops when it is checked."""
    rule = rates.vat_rule(vat_rules(payee, profession, purpose, day), profession, purpose, day)
    return rule.basis_points if rule else None


def rule_of(row: VatPosition) -> rates.VatRule:
    """One row as the pure rules take it."""
    purpose = rates.Purpose(row.purpose) if row.purpose else None
    return rates.VatRule(str(row.pk), row.profession or None, purpose, row.basis_points, row.first)
