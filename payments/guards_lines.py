"""Four eyes on a line, by natural person; a reason where something is not paid; a line that stops is not approved."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.duties import DECLARED, Duty
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from payments import words_duties
from payments.duties import BARS, SUBJECTS, Act, Done, Subject, barred
from payments.parameters import value

for each in BARS:
    if SUBJECTS[each.act] in (Subject.ACCOUNT, Subject.RECOVERY):  # declared where it is refused: guards_accounts, guards_recoveries
        continue
    act, earlier = each.act.value.replace("_", " "), each.earlier.value.replace("_", " ")
    earlier += ", while it stands" if each.standing else ""
    DECLARED.append(Duty("payments", act, earlier, "four_eyes", "payments.duties.barred"))


def not_taken_up(line, *, actor, at, **inputs):
    """Whoever asked, changed, waived or approved has it in hand: from then on it is theirs to settle."""
    if line.acts.filter(voided_at__isnull=True).exclude(act=Act.ENTER_LINE).exists():
        cure = _("Answer on the page of the line, or ask them to decline it: what was declined you report anew.")
        yield Refusal("line_taken_up", _("Finance is working on this session already."), cure)


def has_lines(invoice, *, actor, at, **inputs):
    """An empty invoice claims nothing."""
    if not invoice.lines.filter(state="draft").exists():
        yield Refusal("invoice_empty", _("There is nothing on this invoice yet."), _("Report a session first."))


def gives_reason(row, *, actor, at, reason="", **inputs):
    """What is not paid, or disputed, says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def nothing_stops(line, *, actor, at, **inputs):
    """What stood against it when it was checked last has to be resolved first."""
    if line.stops:
        yield Refusal("line_stops", _("Something stands against this line."), _("Resolve it first; then approve it."))


def bars(line, act: Act, actor) -> list[Refusal]:
    """Why this person may not do the act to the line after what she did before, under any account of hers."""
    persons = same_persons(actor.person_id)
    me = str(actor.person_id)
    done = [
        Done(Act(row.act), me if row.person_id in persons else str(row.person_id), str(line.pk), row.pk)
        for row in line.acts.filter(voided_at__isnull=True)
    ]
    found = {bar.by.act: bar for bar in barred(act, me, str(line.pk), done)}  # the same twice is said once
    return [
        Refusal("four_eyes", words_duties.said(act, bar), _("A colleague does it."), {"earlier": str(earlier)})
        for earlier, bar in found.items()
    ]


def against(line, act: Act, actor, at) -> list[Refusal]:
    """Everything that keeps this person from the act: what she did to the line before, and that it pays her."""
    return [*bars(line, act, actor), *not_own_money(line, actor=actor, at=at)]


def nobody_twice(line, *, actor, at, **inputs):
    """Who entered, changed or resolved it does not approve it."""
    yield from bars(line, Act.APPROVE_LINE, actor)


def nobody_declines_twice(line, *, actor, at, **inputs):
    """Who decided the dispute does not decline it again."""
    yield from bars(line, Act.DECLINE_LINE, actor)


def nobody_decides_twice(line, *, actor, at, **inputs):
    """Who declined it does not decide the dispute."""
    yield from bars(line, Act.DECIDE_DISPUTE, actor)


def not_own_money(line, *, actor, at, **inputs):
    """Nobody acts on what pays herself, be it through a practice."""
    paid = {line.participation.practitioner.person_id}
    paid |= set(line.payee.links.values_list("participation__practitioner__person", flat=True))
    if paid & set(same_persons(actor.person_id)):
        yield Refusal("own_money", words_duties.OWN_MONEY, _("A colleague does it."))


def in_time_to_dispute(line, *, actor, at, **inputs):
    """A declined line is disputed within the organization's days."""
    on = today(line, at)
    last = today(line, line.state_since) + timedelta(days=value(line.organization, "payments.dispute_days", on=on))
    if on > last:
        yield Refusal("dispute_late", _("The days to dispute it have passed."), _("Write to the organization."))


def not_reported_anew(line, *, actor, at, **inputs):
    """Of a session she took back nothing is claimed any more: what took place she has reported anew."""
    if line.session.taken_back_at is not None:
        words = _("You took this session back.")
        yield Refusal("reported_anew", words, _("Dispute the line of what you reported instead, if that is declined."))


def nobody_confirms_twice(waiver, *, actor, at, **inputs):
    """Who proposed a waiver, or entered the line, does not confirm it."""
    yield from bars(waiver.line, Act.CONFIRM_WAIVER, actor)


def not_own_line(waiver, *, actor, at, **inputs):
    """Nobody lets a stop of her own line pass."""
    yield from not_own_money(waiver.line, actor=actor, at=at)


def still_stops(waiver, *, actor, at, **inputs):
    """What does not stand against the line any more needs no waiver, and neither does a line that nobody checks now."""
    if waiver.line.state != "exception" or waiver.key not in waiver.line.stops:
        yield Refusal("stop_gone", _("This does not stand against the line any more."), _("Nothing is to be done."))
