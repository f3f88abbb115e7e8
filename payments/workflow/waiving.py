"""Letting a stop of a line pass: proposed by who checks lines, confirmed by who approves them, never what standing says."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import Refusal, locked, perform, raise_unmet
from network.workflow.revising import day_of
from payments.duties import Act
from payments.guards_lines import against
from payments.models import InvoiceLine, Waiver
from payments.queries.stops import stops_of
from payments.workflow.checking import check
from payments.workflow.invoicing import note_act


def propose(line: InvoiceLine, *, key, reason, actor, at) -> Waiver:
    """Propose to let one stop pass. Raises Refused for a stop that is not there or never waived, and where one waits already."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        found = {stop.key: stop for stop in stops_of(line, on=day_of(line.organization, at))}
        raise_unmet([*_faults(line, found.get(key), reason), *against(line, Act.PROPOSE_WAIVER, actor, at)])
        row = Waiver(
            organization=line.organization, line=line, key=key, reason=reason.strip(), proposed_at=at, proposed_by_id=actor.person_id
        )
        row.full_clean()
        row.save()
        note_act(line, Act.PROPOSE_WAIVER, actor=actor, at=at)
        record(row, "waiver.proposed", actor=actor, at=at, after={"stop": key}, reason=reason)
    return row


def confirm(line: InvoiceLine, *, actor, at) -> Waiver:
    """A second person lets it pass: the line is checked again without it. Raises Refused."""
    require(actor, Action.APPROVE_LINES, line)
    with locked(line):  # before it is judged: a correction meanwhile must not be waived unseen
        row = _waiting(line)
        perform(row, "confirm", actor=actor, at=at)
        note_act(line, Act.CONFIRM_WAIVER, actor=actor, at=at)
        line.waived = sorted({*line.waived, row.key})
        line.save(update_fields=["waived"])
        check(line, at=at)
    return row


def refuse(line: InvoiceLine, *, reason, actor, at) -> Waiver:
    """The stop stays. Raises Refused without a reason."""
    row = _waiting(line)
    perform(row, "refuse", actor=actor, at=at, note=reason, reason=reason)
    return row


def _waiting(line) -> Waiver:
    row = line.waivers.filter(state="proposed").select_related("organization", "line").first()
    if row is None:
        raise_unmet([Refusal("stop_gone", _("This does not stand against the line any more."), _("Nothing is to be done."))])
    return row


def _faults(line, stop, reason):
    if stop is None or line.state != "exception":
        yield Refusal("stop_gone", _("This does not stand against the line any more."), _("Nothing is to be done."))
    elif not stop.waivable:
        words = _("Nobody can let this pass.")
        yield Refusal("not_waivable", words, _("Correct the line, decline it, or wait until the cause is gone."))
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
    if line.waivers.filter(state="proposed").exists():
        yield Refusal("waiver_waits", _("Another waiver waits already."), _("It is confirmed or refused first."))
