"""Terms and rates: every version with its days and the two people behind it, and one version with what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.formats import amount, day, percent
from network.models import Service
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from payments.models import FeeSchedule, Terms, Unit
from payments.pages.tabs import tabs

STEPS = ("publish", "withdraw")


def title_of(row) -> str:
    """What a version is called."""
    if isinstance(row, FeeSchedule):
        return _("Rates, version %(number)s") % {"number": row.version}
    words = _("Referral terms, version %(number)s") if row.kind == "referral" else _("Payment terms, version %(number)s")
    return words % {"number": row.version}


def url_of(row) -> str:
    """The page of a version."""
    name = "rates_version" if isinstance(row, FeeSchedule) else "terms_version"
    return reverse(name, kwargs={"organization": row.organization.slug, "pk": row.pk})


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Everything `payments/terms.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    sheets: tuple[tuple[str, str, tuple[Task, ...]], ...]


def versions_page(texts, schedules, *, organization, actor, on) -> VersionsPage:
    """Three sheets: referral terms, payment terms, rates."""
    here, links = {"organization": organization.slug}, []
    if can(actor, Action.WRITE_TERMS, organization):
        links = [
            Link(_("Write referral terms"), reverse("draft_terms", kwargs={**here, "kind": "referral"})),
            Link(_("Write payment terms"), reverse("draft_terms", kwargs={**here, "kind": "payment"})),
            Link(_("Write rates"), reverse("draft_rates", kwargs=here), note="primary"),
        ]
    by_kind = {kind: [row for row in texts if row.kind == kind] for kind in ("referral", "payment")}
    sheets = (
        ("referral", _("Referral terms"), _tasks(by_kind["referral"], on)),
        ("payment", _("Payment terms"), _tasks(by_kind["payment"], on)),
        ("rates", _("Rates"), _tasks(schedules, on)),
    )
    text = _("One person writes a version, another publishes it. Therapists are told first; sessions keep the rate of their day.")
    return VersionsPage(_("Terms and rates"), text, tabs(organization, actor, "terms_and_rates"), tuple(links), sheets)


def _tasks(rows, on) -> tuple[Task, ...]:
    counting = next((row for row in rows if row.state == "published" and row.effective_from <= on), None)
    return tuple(Task(title_of(row), tag_of(row, counting, on), url_of(row), row.note) for row in rows)


def tag_of(row, counting, on) -> Tag:
    """Whether it counts now, later or no longer."""
    if row.state == "draft":
        return Tag("ours", _("Draft"))
    if row.state == "withdrawn":
        return Tag("draft", _("Withdrawn"))
    if row == counting:
        return Tag("good", _("Counts since %(day)s") % {"day": day(row.effective_from)})
    if row.effective_from > on:
        return Tag("warn", _("Counts from %(day)s") % {"day": day(row.effective_from)})
    return Tag("draft", _("Replaced"))


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Everything `payments/version.html` shows beside its form. `off`: why a step may not be taken."""

    title: str
    crumbs: tuple[Link, ...]
    pairs: tuple[Pair, ...]
    rules: tuple[str, ...]
    language: str
    fees: tuple[tuple[str, str, str], ...]
    may_write: bool
    publish: bool
    withdraw: bool
    off: tuple


def version_page(row, gone=(), *, actor, at) -> VersionPage:
    """One version, read before it is published or to look up what was agreed. `gone`: fees of the version before that it leaves out."""
    zone = row.organization.zone
    unmet = {name: refusals(row, name, actor=actor, at=at) for name in STEPS}
    writer = f"{row.drafted_by.full_name}, {day(row.drafted_at, zone)}"
    pairs = [Pair(_("First day"), day(row.effective_from)), Pair(_("Written by"), writer)]
    if row.note:
        pairs.insert(1, Pair(_("What is new"), row.note))
    if row.settled_by:
        label = _("Published by") if row.state == "published" else _("Withdrawn by")
        pairs.append(Pair(label, f"{row.settled_by.full_name}, {day(row.settled_at, zone)}"))
    if isinstance(row, FeeSchedule):
        pairs += missed(row)
        if gone:
            pairs.append(Pair(_("Paid no more from then on"), ", ".join(f"{service} · {unit}" for service, unit, _rate in _words(gone))))
    crumb = Link(_("Terms and rates"), reverse("terms_and_rates", kwargs={"organization": row.organization.slug}))
    is_text = isinstance(row, Terms)
    return VersionPage(
        title=title_of(row), crumbs=(crumb,), pairs=tuple(pairs), rules=row.rules if is_text else (),
        language=row.language if is_text else "", fees=() if is_text else fees(row),
        may_write=row.state == "draft" and can(actor, Action.WRITE_TERMS, row), publish=not unmet["publish"],
        withdraw=not unmet["withdraw"], off=tuple(each for each in unmet["publish"] if each.code != "wrong_state"),
    )


def missed(schedule) -> list[Pair]:
    """What a session pays that did not take place."""
    words = ngettext(
        "%(percent)s, with less notice than %(hours)s hour", "%(percent)s, with less notice than %(hours)s hours", schedule.notice_hours
    )
    late = words % {"percent": percent(schedule.late_percent), "hours": schedule.notice_hours}
    return [
        Pair(_("Late cancellation pays"), late), Pair(_("No-show pays"), percent(schedule.missed_percent)),
        Pair(_("Uses a session of the client"), _uses(schedule)),
    ]


def _uses(schedule) -> str:
    if schedule.late_counts:
        return _("Late cancellation and no-show") if schedule.missed_counts else _("Late cancellation")
    return _("No-show") if schedule.missed_counts else _("Neither")


def fees(schedule) -> tuple[tuple[str, str, str], ...]:
    """The rates in words: service, unit, amount."""
    return _words(schedule.fees.all())


def _words(rows) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(Service(fee.service).label), str(Unit(fee.unit).label), amount(fee.minor, fee.currency)) for fee in rows)
