"""Finance's queue of lines, and one line with what stands against it and what may be done, each barred act with its reason."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import amount, day
from network.models import Service
from network.parts import Link, Pair, Tag
from network.transitions import refusals
from payments import words_stops
from payments.duties import Act
from payments.guards_lines import against
from payments.models import LineState
from payments.pages.tabs import tabs
from payments.queries.lines import VIEWS

KINDS = {
    "exception": "warn", "matched": "ours", "submitted": "theirs", "approved": "good", "in_batch": "good", "sent": "source", "paid": "done",
    "declined": "stop", "disputed": "ours",
}
GIVEN = {"reason": "asked in the form"}  # here only people and states stand in the way


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


def lines_page(queue, *, organization, actor) -> LinesPage:
    """One view of the queue."""
    here = {"organization": organization.slug}
    where = reverse("lines", kwargs=here)
    views = tuple(
        Link(str(LineState(view).label), f"{where}?view={view}", str(queue.counts.get(view, 0)), current=view == queue.view)
        for view in VIEWS
    )
    total = amount(queue.minor, organization.currency)
    title = _("%(count)s lines, %(amount)s") % {"count": queue.count, "amount": total}
    text = _("Each line is held against what was agreed on the day of its session. No client’s name stands anywhere here.")
    rows = tuple(_row(line, here) for line in queue.lines)
    return LinesPage(title, text, tabs(organization, actor, "lines"), views, rows, total)


def _row(line, here) -> LineRow:
    session = line.session
    return LineRow(
        line.reference, reverse("line", kwargs={**here, "pk": line.pk}), line.participation.practitioner.person.full_name,
        f"{day(session.day)} · {Service(session.authorization.service).label}", rules_of(line.stops),
        amount(line.total.minor, line.currency),
    )


def rules_of(keys) -> str:
    """What stopped it when it was checked last, in few words."""
    return ", ".join(dict.fromkeys(str(words_stops.SENTENCES[key.partition(":")[0]][0]) for key in keys))


@dataclass(frozen=True, slots=True)
class LineAct:
    """One thing that may be done; `off` is why not. With `reason` it asks one."""

    name: str
    title: str
    text: str
    button: str
    kind: str
    reason: bool
    off: tuple
    key: str = ""


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything `payments/line.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    stops: tuple[words_stops.SaidStop, ...]
    acts: tuple[LineAct, ...]
    links: tuple[Link, ...] = ()


def line_page(line, stops, *, actor, at) -> LinePage:
    """One line."""
    session = line.session
    pairs = [
        Pair(_("Therapist"), line.participation.practitioner.person.full_name), Pair(_("Paid to"), line.payee.name),
        Pair(_("Authorization"), session.authorization.reference), Pair(_("Date of the session"), day(session.day)),
        Pair(_("What became of it"), str(session.get_attendance_display())),
        Pair(_("Net"), amount(line.minor, line.currency)), Pair(_("VAT"), amount(line.vat_minor, line.currency)),
        Pair(_("Rates"), _("version %(number)s") % {"number": line.schedule.version}),
        Pair(_("Invoice"), line.invoice.number or _("not sent yet")),
    ]
    if line.claimed_minor != line.minor:
        pairs.append(Pair(_("Claimed"), amount(line.claimed_minor, line.currency)))
    if line.expected_on:
        pairs.append(Pair(_("Expected on"), day(line.expected_on)))
    if line.reason:
        pairs.append(Pair(_("Reason"), line.reason))
    where = reverse("lines", kwargs={"organization": line.organization.slug})
    tag = Tag(KINDS.get(line.state, "draft"), str(line.get_state_display()))
    return LinePage(
        line.reference, (Link(_("Lines"), f"{where}?view={line.state}"),), tag, tuple(pairs),
        tuple(words_stops.said(stop) for stop in stops), (*_acts(line, actor, at), *_waiving(line, stops, actor, at)), _links(line),
    )


def _links(line) -> tuple[Link, ...]:
    """What was posted for it, its recoveries and its credit notes."""
    here = {"organization": line.organization.slug}
    recoveries = [Link(row.reference, reverse("recovery", kwargs={**here, "pk": row.pk})) for row in line.recoveries.all()]
    notes = [Link(row.number, reverse("credit_note", kwargs={**here, "pk": row.pk})) for row in line.credit_notes.all()]
    posted = Link(_("What was posted"), f"{reverse('ledger', kwargs=here)}?of=payments.invoiceline:{line.pk}")
    return (posted, *recoveries, *notes)


def _acts(line, actor, at):
    """Those of the state the line is in, of the reader's role."""
    words = {
        "approve": (_("Approve it"), _("It is paid with the next batch."), _("Approve"), "primary", False),
        "decline": (_("Decline it"), _("The therapist reads the reason and may dispute it."), _("Decline"), "stop", True),
        "overturn": (_("Let it be checked anew"), _("The therapist may be right."), _("Check it anew"), "primary", True),
        "uphold": (_("Stay with it"), _("The line stays declined."), _("Keep it declined"), "stop", True),
    }
    for name, (title, text, button, kind, reason) in words.items():
        unmet = refusals(line, name, actor=actor, at=at, **GIVEN)
        if not {"wrong_state", "not_allowed"} & {each.code for each in unmet}:
            yield LineAct(name, title, text, button, kind, reason, tuple(unmet))
    if line.state in ("exception", "matched") and can(actor, Action.CHECK_LINES, line):
        text = _("Rate, tax and payee as they were agreed for that day. What was claimed is kept beside it.")
        off = against(line, Act.CHANGE_LINE, actor, at)
        yield LineAct("correct", _("Set it to what was agreed"), text, _("Correct it"), "", True, tuple(off))


def _waiving(line, stops, actor, at):
    """Letting a stop pass: the waiver that waits, or the first stop of which one may be proposed."""
    waits = line.waivers.filter(state="proposed").select_related("proposed_by", "line__payee", "line__participation__practitioner").first()
    if waits is not None:
        said = {"name": waits.proposed_by.full_name, "rule": rules_of([waits.key]), "reason": waits.reason}
        text = _("%(name)s proposes to let “%(rule)s” pass: “%(reason)s”") % said
        if can(actor, Action.APPROVE_LINES, line):
            off = tuple(refusals(waits, "confirm", actor=actor, at=at))
            yield LineAct("confirm", _("A waiver waits"), text, _("Let it pass"), "primary", False, off)
            yield LineAct("refuse", _("Refuse the waiver"), _("The stop stays."), _("Refuse the waiver"), "stop", True, ())
        return
    stop = next((stop for stop in stops if stop.waivable), None)
    if stop is not None and line.state == "exception" and can(actor, Action.CHECK_LINES, line):
        text = _("“%(rule)s”: another person has to agree.") % {"rule": rules_of([stop.key])}
        off = tuple(against(line, Act.PROPOSE_WAIVER, actor, at))
        yield LineAct("waive", _("Let it pass"), text, _("Propose a waiver"), "", True, off, stop.key)
