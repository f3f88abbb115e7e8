"""Finance's queue of lines, and one line with what stands against it and what may be done, each barred act with its reason."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.formats import amount, day
from network.guards import today
from network.keyed import pager
from network.models import Service
from network.parts import Entry, Link, Pager, Pair, Tag
from payments import words_stops
from payments.duplicates import SAME
from payments.models import LineState
from payments.pages.line_acts import ACT_OF, LineAct, line_acts, rules_of
from payments.pages.tabs import tabs
from payments.queries.lines import ASKED, HELD, VIEWS

KINDS = {
    "exception": "warn", "matched": "ours", "submitted": "theirs", "approved": "good", "in_batch": "good", "sent": "source", "paid": "done",
    "declined": "stop", "disputed": "ours",
}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the queue. No client stands in it: the authorization's reference is all finance reads."""

    reference: str
    url: str
    who: str
    session: str
    why: str
    amount: str


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Everything `payments/lines.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    views: tuple[Link, ...]
    rows: tuple[LineRow, ...]
    total: str
    pager: Pager


def lines_page(queue, *, organization, actor) -> LinesPage:
    """One view of the queue."""
    here = {"organization": organization.slug}
    where = reverse("lines", kwargs=here)
    views = tuple(
        Link(view_label(view), f"{where}?view={view}", str(queue.counts.get(view, 0)), current=view == queue.view)
        for view in VIEWS
    )
    total = amount(queue.minor, organization.currency)
    title = ngettext("%(count)s line, %(amount)s", "%(count)s lines, %(amount)s", queue.count) % {"count": queue.count, "amount": total}
    text = _("Each line is held against what was agreed on the day of its session. No client’s name stands anywhere here.")
    rows = tuple(_row(line, here) for line in queue.lines)
    return LinesPage(title, text, tabs(organization, actor, "lines"), views, rows, total, pager(queue.page, where, view=queue.view))


def view_label(view: str) -> str:
    """What a view of the queue is called."""
    return {ASKED: _("Asked"), HELD: pgettext("line", "Waiting")}.get(view) or str(LineState(view).label)


def _row(line, here) -> LineRow:
    session = line.session
    return LineRow(
        line.reference, reverse("line", kwargs={**here, "pk": line.pk}), line.participation.practitioner.person.full_name,
        f"{day(session.day)} · {Service(session.authorization.service).label}", rules_of(line.stops),
        amount(line.total.minor, line.currency),
    )


@dataclass(frozen=True, slots=True)
class StopCard:
    """One stop in words, with its two fixes as buttons: each as (value it sends, label)."""

    said: words_stops.SaidStop
    fixes: tuple[tuple[str, str], ...]
    other: Link | None = None


def stop_card(stop, *, open_to, here) -> StopCard:
    """`open_to`: names of the acts the reader may do now; another button would lead nowhere. `here` leads to the line it resembles."""
    said = words_stops.said(stop)
    fixes = tuple((f"{ACT_OF[fix]}:{stop.key}", label) for fix, label in said.buttons if ACT_OF[fix] in open_to)
    alike = stop.code.startswith(SAME) and stop.other
    return StopCard(said, fixes, Link(_("Open the other line"), reverse("line", kwargs={**here, "pk": stop.other})) if alike else None)


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything `payments/line.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    stops: tuple[StopCard, ...]
    thread: tuple[Entry, ...]
    zone: str
    waits: str
    acts: tuple[LineAct, ...]
    links: tuple[Link, ...] = ()


def line_page(line, stops, *, chosen=("", ""), actor, at) -> LinePage:
    """One line. `chosen`: the act and the stop of the button that was pressed; its form comes first."""
    session = line.session
    pairs = [
        Pair(_("Therapist"), line.participation.practitioner.person.full_name), Pair(_("Paid to"), line.payee.name),
        Pair(_("Authorization"), session.authorization.reference), Pair(_("Date of the session"), day(session.day)),
        Pair(_("What became of it"), str(session.get_attendance_display())),
        Pair(_("Net"), amount(line.minor, line.currency)), Pair(_("VAT"), amount(line.vat_minor, line.currency)),
        Pair(_("Rates"), _("version %(number)s") % {"number": line.schedule.version}),
        Pair(_("Invoice"), line.invoice.number or _("not sent yet")),
    ]
    pairs += _set_right(line)
    if line.claimed_minor != line.minor:
        pairs.append(Pair(_("Claimed"), amount(line.claimed_minor, line.currency)))
    if line.units != session.units or line.unit != session.unit:
        pairs.append(Pair(_("Units paid"), _("%(paid)s of %(claimed)s") % {"paid": line.units, "claimed": session.units}))
    if line.expected_on and line.state != "withdrawn":
        pairs.append(Pair(_("Expected on"), day(line.expected_on)))
    if line.expected_why:
        pairs.append(Pair(_("Why the day was moved"), line.expected_why))
    if line.reason:
        pairs.append(Pair(_("Reason"), line.reason))
    here = {"organization": line.organization.slug}
    tag = Tag(KINDS.get(line.state, "draft"), str(line.get_state_display()))
    acts = line_acts(line, stops, chosen=chosen, actor=actor, at=at)
    cards = tuple(stop_card(stop, open_to={act.name for act in acts}, here=here) for stop in stops)
    return LinePage(
        line.reference, (Link(_("Lines"), f"{reverse('lines', kwargs=here)}?view={line.state}"),), tag, tuple(pairs), cards, thread(line),
        line.organization.zone, waiting(line, at), acts, _links(line),
    )


def _set_right(line):
    """What the therapist had reported before she corrected it, and what became of what she took back."""
    session = line.session
    if session.corrects is not None:
        yield Pair(_("Reported before"), said_of(session.corrects))
    if session.taken_back_at is not None:
        yield Pair(_("Taken back by the therapist"), day(session.taken_back_at, line.organization.zone))
    for other in session.corrections.all():
        yield Pair(_("Corrected to"), said_of(other))


def said_of(session) -> str:
    """A session as it was reported: its day, what became of it and how many of which unit, with its line where it has one."""
    line = session.lines.order_by("-pk").first()
    parts = [day(session.day), str(session.get_attendance_display()), f"{session.units} × {session.get_unit_display()}"]
    return " · ".join(parts + ([line.reference] if line else []))


def _links(line) -> tuple[Link, ...]:
    """What was posted for it, its recoveries and its credit notes."""
    here = {"organization": line.organization.slug}
    recoveries = [Link(row.reference, reverse("line_recovery", kwargs={**here, "pk": row.pk})) for row in line.recoveries.all()]
    notes = [Link(row.number, reverse("credit_note", kwargs={**here, "pk": row.pk})) for row in line.credit_notes.all()]
    posted = Link(_("What was posted"), f"{reverse('ledger', kwargs=here)}?of=payments.invoiceline:{line.pk}")
    return (posted, *recoveries, *notes)


def thread(line) -> tuple[Entry, ...]:
    """What was asked and answered about it, the newest first."""
    found = []
    for row in line.questions.select_related("asked_by", "settled_by"):
        asked = {"name": row.asked_by.full_name, "text": row.question}
        found.append(Entry(_("%(name)s asked: “%(text)s”") % asked, row.asked_at, "person"))
        if row.state == "answered":
            found.append(Entry(_("Answered: “%(text)s”") % {"text": row.answer}, row.settled_at, "them"))
        elif row.state == "withdrawn":
            found.append(Entry(_("The question was taken back."), row.settled_at, "person"))
    return tuple(reversed(found))


def waiting(line, at) -> str:
    """For whom or for what it waits, in a sentence; nothing where it waits for finance."""
    if line.questions.filter(state="asked").exists():
        return _("The therapist was asked. The days until she answers do not count toward the day of payment.")
    row = line.waits.holding(today(line, at)).select_related("set_by").first()
    if row is None:
        return ""
    facts = {"name": row.set_by.full_name, "reason": row.reason}
    if row.until is None:
        return _("%(name)s lets it wait until this is gone: “%(reason)s”") % facts
    return _("%(name)s lets it wait until %(day)s: “%(reason)s”") % {**facts, "day": day(row.until)}
