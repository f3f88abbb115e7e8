"""What stands against a step of a recovery: four eyes on a write-off by natural person, a reason, and nobody's own money."""

from django.utils.translation import gettext_lazy as _

from network.queries.people import same_persons
from network.transitions import Refusal
from payments import guards_lines, words_duties
from payments.duties import Act, Done, barred


def gives_reason(recovery, *, actor, at, reason="", **inputs):
    """What is not claimed, or claimed after all, says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def not_own_money(recovery, *, actor, at, **inputs):
    """Nobody acts on what she was paid herself, be it through a practice."""
    yield from guards_lines.not_own_money(recovery.line, actor=actor, at=at)


def another_proposed(recovery, *, actor, at, **inputs):
    """Who proposed to write it off does not confirm it, under any account of hers."""
    persons, me = same_persons(actor.person_id), str(actor.person_id)
    proposer = me if recovery.proposed_by_id in persons else str(recovery.proposed_by_id)
    done = [Done(Act.PROPOSE_WRITE_OFF, proposer, "recovery", 1)]
    for bar in barred(Act.CONFIRM_WRITE_OFF, me, "recovery", done):
        yield Refusal("four_eyes", words_duties.said(Act.CONFIRM_WRITE_OFF, bar), _("A colleague does it."), {"earlier": str(bar.by.act)})


def not_reserved(recovery, *, actor, at, **inputs):
    """What a payment on its way keeps is not let go meanwhile."""
    if recovery.offsets.filter(taken_at__isnull=True, undone_at__isnull=True).exists():
        words = _("A payment that is being made sets this off.")
        yield Refusal("offset_waits", words, _("Wait until it was sent, or take the therapist’s lines out of that batch."))
