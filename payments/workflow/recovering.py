"""Recoveries: opened when a paid line counts no more, told to the therapist, paid back or written off, closed when it counts again.

What is set off against payments: `payments.workflow.offsetting`; what was paid too much: `payments.workflow.excess`.
"""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import letters, mail
from network.access import Action, require, system
from network.events import record as note
from network.formats import amount
from network.money import Money
from network.site import absolute
from network.transitions import Refusal, locked, perform, raise_unmet
from network.workflow.revising import day_of
from payments import postings
from payments.facts.ledger import times
from payments.guards_recoveries import not_own_money
from payments.models import InvoiceLine, LineRecovery
from payments.postings import Event
from payments.workflow import crediting
from payments.workflow.posting import record
from payments.workflow.telling import account_of


def source_of(recovery: LineRecovery) -> str:
    """What postings of a recovery are found by."""
    return f"recovery:{recovery.pk}"


def live_of(line: InvoiceLine) -> LineRecovery | None:
    """The recovery of a line whose day counts no more, that is not closed."""
    return line.recoveries.for_days().exclude(state="closed").select_related("organization", "line", "payee").first()


def open_for(line: InvoiceLine, *, at) -> LineRecovery:
    """A paid line counts no more: it is claimed back, and she is told. Once: a live recovery of the line is returned as it is."""
    with locked(line):
        if (row := live_of(line)) is not None:
            return row
        row = LineRecovery(
            organization=line.organization, line=line, payee=line.payee, currency=line.currency, minor=line.minor,
            vat_minor=line.vat_minor, opened_at=at, state_since=at,
        )
        row.full_clean()
        row.save()
        by = system("recoveries", line.organization)
        note(row, "linerecovery.opened", actor=by, at=at, after={"line": line.reference, "minor": row.amount.minor})
        record(
            postings.recovery_opened(day_of(line.organization, at), source_of(row), line.net, line.vat), organization=line.organization,
            at=at, of=row,
        )
        crediting.credit(line, "recovered", at=at)
        tell(row, "recovery_opened", at)
    return row


def close_for(line: InvoiceLine, *, at) -> LineRecovery | None:
    """The line counts again: its recovery closes by itself, and what came back goes to the payee with the next payment."""
    with locked(line):
        row = live_of(line)
        if row is None:
            return None
        came_back, written_off = Money(row.returned_minor, row.currency), Money(row.written_off_minor, row.currency)
        perform(row, "close", actor=system("recoveries", row.organization), at=at)
        made = postings.recovery_closed(
            day_of(row.organization, at), source_of(row), Money(row.minor, row.currency), Money(row.vat_minor, row.currency),
            came_back=came_back, written_off=written_off,
        )
        for posting in made:
            post(row, posting, at)
        crediting.settle(line, "restored", at=at)
        tell(row, "recovery_closed", at)
    return row


def repay(recovery: LineRecovery, *, minor, actor, at) -> LineRecovery:
    """The payee paid so much of it back onto the organization's account. Raises Refused for nothing, or more than is left."""
    require(actor, Action.CHECK_LINES, recovery)
    with locked(recovery):
        raise_unmet([*_wrong_amount(recovery, minor), *not_own_money(recovery, actor=actor, at=at)])
        paid = Money(minor, recovery.currency)
        recovery.returned_minor += minor
        recovery.save(update_fields=["returned_minor"])
        note(recovery, "linerecovery.paid_back", actor=actor, at=at, after={"minor": minor})
        post(recovery, postings.moved(Event.REPAID, day_of(recovery.organization, at), source_of(recovery), paid), at)
        if not recovery.left:
            perform(recovery, "repay", actor=actor, at=at)
    return recovery


def propose_write_off(recovery: LineRecovery, *, reason, actor, at):
    """Propose not to claim what is left. Raises Refused."""
    return perform(recovery, "propose_write_off", actor=actor, at=at, note=reason, reason=reason)


def confirm_write_off(recovery: LineRecovery, *, actor, at):
    """A second person lets it go: what is left is a loss. Raises Refused."""
    with transaction.atomic():
        left = recovery.left
        event = perform(recovery, "confirm_write_off", actor=actor, at=at)
        day = day_of(recovery.organization, at)
        post(recovery, postings.moved(Event.WRITTEN_OFF, day, source_of(recovery), left), at)
    return event


def refuse_write_off(recovery: LineRecovery, *, reason, actor, at):
    """It is claimed after all. Raises Refused."""
    return perform(recovery, "refuse_write_off", actor=actor, at=at, note=reason, reason=reason)


def post(recovery: LineRecovery, posting, at) -> None:
    """Write a posting of a recovery, as often as its event befell it."""
    before = times(recovery.organization, posting.event, posting.source)
    record(posting, organization=recovery.organization, at=at, of=recovery, sequence=before + 1)


def _wrong_amount(recovery, minor):
    if recovery.state != "noticed":
        words = _("Nothing of this is to be paid back now.")
        yield Refusal("recovery_settled", words, _("A write-off that waits is confirmed or refused first."))
    elif not 0 < minor <= recovery.left.minor - _reserved(recovery):
        words = _("It has to be more than nothing, and at most what is left.")
        yield Refusal("amount_wrong", words, _("Enter what came onto the account for this recovery."), {"field": "amount"})


def _reserved(recovery) -> int:
    """What a payment that is being made keeps already."""
    rows = recovery.offsets.filter(taken_at__isnull=True, undone_at__isnull=True, minor__gt=0)
    return sum(rows.values_list("minor", flat=True))


def tell(recovery: LineRecovery, kind: str, at) -> None:
    """A letter with day, amount, effect and rights on her own page, and a mail without detail."""
    participation = recovery.line.participation
    key = f"{kind}:{recovery.pk}"
    with translation.override(letters.language_of(participation.practitioner, recovery.organization)):
        returned = amount(recovery.returned_minor, recovery.currency) if recovery.returned_minor else ""
        context = {
            "line": recovery.line.reference, "session_day": recovery.line.session.day,
            "amount": amount(recovery.amount.minor, recovery.currency), "returned": returned,
        }
    letters.issue(
        organization=recovery.organization, practitioner=participation.practitioner, kind=kind, context=context,
        reference=recovery.reference, key=key, at=at,
    )
    user = account_of(participation.practitioner)
    if user is not None:
        said = {"reference": recovery.reference, "url": absolute("/me/letters/")}
        mail.send(user, "letter", said, key=f"mail:{key}", organization=recovery.organization, at=at)
