"""What stands against a step of a recovery: four eyes on a write-off by natural person, a reason, and nobody's own money."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
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


@bars("payments", "confirm write off", "propose write off", code="four_eyes")
def another_proposed(recovery, *, actor, at, **inputs):
    """Who proposed to write it off does not confirm it, under any account of hers."""
    yield from _barred(recovery.proposed_by_id, Act.PROPOSE_WRITE_OFF, Act.CONFIRM_WRITE_OFF, actor)


@bars("payments", "propose write off", "confirm write off, while it stands", code="four_eyes")
def another_let_go(recovery, *, actor, at, **inputs):
    """Who confirmed a write-off that stands does not propose the next one, under any account of hers.

    A recovery that was written off is claimed again where a payment that kept a part of it came back.
    """
    yield from _barred(recovery.let_go_by_id, Act.CONFIRM_WRITE_OFF, Act.PROPOSE_WRITE_OFF, actor)


def not_reserved(recovery, *, actor, at, **inputs):
    """What a payment on its way keeps is not let go meanwhile."""
    if recovery.offsets.filter(taken_at__isnull=True, undone_at__isnull=True).exists():
        words = _("A payment that is being made sets this off.")
        yield Refusal("offset_waits", words, _("Wait until it was sent, or take the therapist’s lines out of that batch."))


def _barred(who, did, act, actor):
    persons, me = same_persons(actor.person_id), str(actor.person_id)
    for bar in barred(act, me, "recovery", [Done(did, me if who in persons else str(who), "recovery", 1)]):
        yield Refusal("four_eyes", words_duties.said(act, bar), _("A colleague does it."), {"earlier": str(bar.by.act)})
