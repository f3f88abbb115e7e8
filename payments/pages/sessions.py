"""A therapist's own pages about sessions and invoices."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.dates import At
from network.formats import amount, day
from network.models import Service
from network.money import Money
from network.parts import Entry, Link, Pair, Pay
from payments.models import Unit
from payments.pages.authorizations import days_of, of_units
from payments.pages.papers import mention_of
from payments.words_lines import reasons, status

PAY_STATES = {"approved": "sent", "paid": "paid"}


@dataclass(frozen=True, slots=True)
class Reported:
    """One session she reported; `number` while it may be corrected or taken back."""

    label: str
    note: str
    number: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """Everything `me/session.html` shows beside its form."""

    title: str
    crumbs: tuple[Link, ...]
    pairs: tuple[Pair, ...]
    warning: str
    sessions: tuple[Reported, ...]
    may_log: bool
    late: str
    may_ask: bool
    asked: str
    may_finish: bool
    finish: str
    wrong: str = ""
    wrong_number: int = 0


def log_page(row, sessions, asked=None, *, may_log, open_still=(), wrong=None) -> LogPage:
    """One authorization with what was reported on it. `may_log`: something may still be reported, also after its end.

    `open_still`: keys of sessions she may correct or take back; `wrong`: the one she is correcting.
    """
    left = {0: _("All authorized sessions are used."), 1: _("One more session is authorized. Ask for more in time.")}
    pairs = (
        Pair(_("Organization"), row.organization.name), Pair(_("Service"), str(Service(row.service).label)),
        Pair(_("Left"), of_units(row)), Pair(_("Days"), days_of(row)),
    )
    return LogPage(
        title=row.reference, crumbs=(Link(_("Sessions and money"), reverse("my_money")),), pairs=pairs,
        warning=left.get(row.left, "") if row.state == "issued" else "",
        sessions=tuple(_reported(each, open_still) for each in sessions), may_log=may_log,
        wrong=_what(wrong) if wrong else "", wrong_number=wrong.pk if wrong else 0,
        late=_late(row) if may_log else "", may_ask=row.state == "issued",
        asked=_asked(asked), may_finish=not row.outcome and row.kind == "sessions" and row.state != "canceled",
        finish=_("You said on %(day)s: %(outcome)s.") % {"day": day(row.closing_form_on), "outcome": row.get_outcome_display()}
        if row.outcome else "",
    )


def _late(row) -> str:
    """After its end: until which day sessions count that are reported now."""
    if row.state == "issued":
        return ""
    ended = day(min(At(row.ended_at).day_in(row.organization.zone), row.last))
    return _("It ended on %(day)s. Sessions that were held until then can still be reported.") % {"day": ended}


def _asked(row) -> str:
    """What became of her last question for more; nothing where there is none."""
    if row is None:
        return ""
    if row.state == "asked":
        return _("You asked for %(units)s more. You get an answer here.") % {"units": row.units}
    if row.state == "declined":
        return _("No more units: %(reason)s") % {"reason": row.answer}
    return _("%(units)s more were granted.") % {"units": row.units}


def claim_of(session):
    """The line that claims it now; None where none does."""
    return next((each for each in session.lines.all() if each.state != "withdrawn"), None)


def _reported(session, open_still) -> Reported:
    line = claim_of(session)
    return Reported(_what(session), status(line) if line else _("Not on an invoice."), session.pk if session.pk in open_still else 0)


def _what(session) -> str:
    """Its day and what became of it, or what was counted."""
    what = str(session.get_attendance_display()) if session.unit == Unit.SESSION else f"{session.units} × {session.get_unit_display()}"
    return f"{day(session.day)} · {what}"


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """Everything `me/invoice.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    pays: tuple[Pay, ...]
    pairs: tuple[Pair, ...]
    wording: str
    may_send: bool
    notes: tuple[Link, ...] = ()
    mention: str = ""


def invoice_page(invoice, lines, *, expected, on) -> InvoicePage:
    """One invoice: what it claims, in whose name, and when it is paid."""
    net = Money(sum(line.claimed_minor for line in lines), invoice.currency)
    vat = Money(sum(line.claimed_vat_minor for line in lines), invoice.currency)
    draft = invoice.state == "draft"
    pairs = (
        Pair(_("Paid to"), invoice.payee.name), Pair(_("Net"), amount(net.minor, net.currency)),
        Pair(_("VAT"), amount(vat.minor, vat.currency) if vat else _("exempt")),
        Pair(_("Total"), amount((net + vat).minor, net.currency)),
    )
    text = _("It builds itself from the sessions you report. Sent today, it is expected on %(day)s.") % {"day": day(expected)}
    if not draft:
        text = _("Sent on %(day)s.") % {"day": day(invoice.sent_at, invoice.organization.zone)}
    mention = mention_of(invoice.organization)
    wording = _("Written by %(name)s in your name: self-billing, as agreed in the payment terms.") % {"name": invoice.organization.name}
    title = _("Invoice %(number)s") % {"number": invoice.number} if invoice.number else _("The invoice that is being filled")
    pays = tuple(pay_of(line, on=on) for line in lines)
    notes = tuple(
        Link(f"{note.number} · {amount(note.total.minor, note.currency)}", reverse("my_credit_note", kwargs={"pk": note.pk}),
             str(note.get_why_display()))
        for note in invoice.credit_notes.all()
    )
    back = (Link(_("Sessions and money"), reverse("my_money")),)
    return InvoicePage(title, text, back, pays, pairs, wording, draft and bool(lines), notes, mention)


def pay_of(line, *, on) -> Pay:
    """A line of money with where it is."""
    label = f"{day(line.session.day)} · {Service(line.session.authorization.service).label}"
    return Pay(label, line.total, status(line, on=on), PAY_STATES.get(line.state, "said"))


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything `me/line.html` shows beside its form."""

    title: str
    crumbs: tuple[Link, ...]
    status: str
    pairs: tuple[Pair, ...]
    reasons: tuple
    thread: tuple[Entry, ...]
    zone: str
    question: str
    may_dispute: bool


def line_page(line, *, on, may_dispute) -> LinePage:
    """One line of hers: what was claimed, where it is, what stands against it."""
    pairs = [
        Pair(_("Date of the session"), day(line.session.day)), Pair(_("Authorization"), line.session.authorization.reference),
        Pair(_("Amount"), amount(line.total.minor, line.currency)), Pair(_("Invoice"), line.invoice.number or _("not sent yet")),
    ]
    if line.claimed_minor != line.minor:
        pairs.append(Pair(_("Claimed"), amount(line.claimed_minor, line.currency)))
    for row in line.recoveries.exclude(state="closed"):
        said = {"left": amount(row.left.minor, row.currency), "amount": amount(row.amount.minor, row.currency)}
        pairs.append(Pair(_("Claimed back"), _("%(left)s of %(amount)s left, set off against your next payments") % said))
    if line.reason:
        pairs.append(Pair(_("Reason"), line.reason))
    if line.units != line.session.units:
        pairs.append(Pair(_("Units paid"), _("%(paid)s of %(claimed)s") % {"paid": line.units, "claimed": line.session.units}))
    if line.expected_why:
        pairs.append(Pair(_("Why the day was moved"), line.expected_why))
    crumbs = (Link(_("Sessions and money"), reverse("my_money")),)
    question, waits = open_question(line), line.waits.holding(on).first()
    text = status(line, on=on)
    if question is not None:
        text = _("We asked you something. The days until you answer do not count toward the day of payment.")
    elif waits is not None:
        text = _("It waits until %(day)s.") % {"day": day(waits.until)} if waits.until else _("It waits; nobody can say yet until when.")
    return LinePage(
        line.reference, crumbs, text, tuple(pairs), reasons(line, on=on), her_thread(line), line.organization.zone,
        question.question if question else "", may_dispute,
    )


def open_question(line):
    """What she is asked about it now, or None."""
    return line.questions.filter(state="asked").first()


def her_thread(line) -> tuple[Entry, ...]:
    """What was asked and what she answered, the newest first; who asked is the organization."""
    found = []
    for row in line.questions.exclude(state="withdrawn"):
        found.append(Entry(_("Asked: “%(text)s”") % {"text": row.question}, row.asked_at, "person"))
        if row.answer:
            found.append(Entry(_("You answered: “%(text)s”") % {"text": row.answer}, row.settled_at, "them"))
    return tuple(reversed(found))
