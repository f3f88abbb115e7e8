"""The texts of terms as other apps show them, and the versions as the pages of payments list them."""

from network.dates import ONE_DAY
from network.facts.terms import OfferedRates, OfferedTerms
from payments.facts.terms import KINDS
from payments.models import Fee, FeeSchedule, Terms


def offered_terms(organization) -> tuple[OfferedTerms, ...]:
    """The newest published text of each kind, referral terms first."""
    newest = {}
    for row in Terms.objects.within(organization).published():
        newest.setdefault(row.kind, row)
    return tuple(
        OfferedTerms(row.kind, str(row.version), row.rules, row.language, row.effective_from, row.note)
        for kind in KINDS if (row := newest.get(kind))
    )


def newest_rates(organization) -> OfferedRates | None:
    """The newest published fee schedule, in force or announced; None where there is none."""
    row = FeeSchedule.objects.within(organization).published().first()
    return OfferedRates(str(row.version), row.settled_at, row.effective_from) if row else None


def texts(organization) -> list[Terms]:
    """Every version of both texts, the newest first."""
    rows = Terms.objects.within(organization).select_related("drafted_by", "settled_by")
    return list(rows.order_by("-kind", "-effective_from", "-version"))


def schedules(organization) -> list[FeeSchedule]:
    """Every fee schedule, the newest first."""
    return list(FeeSchedule.objects.within(organization).select_related("drafted_by", "settled_by"))


def left_out(schedule: FeeSchedule) -> list[Fee]:
    """Fees of the version in force until it begins for which it has none: from its first day on they are paid no more."""
    before = FeeSchedule.objects.within(schedule.organization).on(schedule.effective_from - ONE_DAY).exclude(pk=schedule.pk).first()
    kept = set(schedule.fees.values_list("service", "unit", "currency"))
    fees = before.fees.all() if before else ()
    return [fee for fee in fees if (fee.service, fee.unit, fee.currency) not in kept]
