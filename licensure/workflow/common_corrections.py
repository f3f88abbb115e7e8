"""What counts for every organization: the operator takes a correction over or declines it, at the terminal, by name.

An organization's own correction stays in force whatever the operator says (decision 22); nobody else learns whose it was.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.catalog import Fact
from licensure.corrections import plain_value
from licensure.models import Answer, CommonCorrection, Correction
from licensure.packs import packs
from licensure.policy import known
from licensure.workflow.corrections import contradicting, mirror_and_judge, refuse, unreasoned
from network.access import Action, Actor, ActorKind, require
from network.events import record
from network.transitions import Refusal


@transaction.atomic
def take_over(row: Correction, *, operator: str, reason: str, at) -> CommonCorrection:
    """Let an organization's correction count for everyone who says nothing of her own.

    Raises Refused without a name or a reason, when it is withdrawn or taken over already, and when what counts for
    everyone would contradict itself.
    """
    fact = Fact(row.checked_on, row.source, row.confidence, row.note)
    refuse([*_unanswerable(row, operator, reason), *contradicting(known(), row.kind, row.subject, row.field, row.value, fact)])
    before = plain_value(known(), row.kind, row.subject, row.field)
    actor = _answer(row, Answer.TAKEN_OVER, operator, reason, at)
    same = {"kind": row.kind, "subject": row.subject, "field": row.field}
    CommonCorrection.objects.filter(**same, withdrawn_at=None).update(withdrawn_at=at)
    common = CommonCorrection(
        **same, value=row.value, pack=plain_value(packs(), **same), checked_on=row.checked_on, source=row.source,
        confidence=row.confidence, note=row.note, reason=reason.strip(), corrected_at=at, operator=operator.strip(),
    )
    common.full_clean()
    common.save()
    told = {"before": {row.field: before}, "after": {row.field: row.value, "source": row.source}, "reason": reason}
    mirror_and_judge(record(common, "reference.taken_over", actor=actor, at=at, **told), row.kind, row.subject, at=at)
    return common


@transaction.atomic
def decline(row: Correction, *, operator: str, reason: str, at):
    """The correction stays with its organization alone. Raises Refused without a name or a reason, or when it was answered."""
    refuse(_unanswerable(row, operator, reason))
    _answer(row, Answer.DECLINED, operator, reason, at)


@transaction.atomic
def withdraw_common(row: CommonCorrection, *, operator: str, reason: str, at):
    """Let the pack count again for everyone who says nothing of her own. Raises Refused without a name or a reason."""
    refuse([*_unnamed(operator), *unreasoned(reason)])
    actor = _operator(operator)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    mirror_and_judge(record(row, "reference.withdrawn", actor=actor, at=at, reason=reason), row.kind, row.subject, at=at)


@transaction.atomic
def keep_common(row: CommonCorrection, *, operator: str, reason: str, at):
    """The pack says otherwise now, and what was taken over stays. Raises Refused without a name or a reason."""
    refuse([*_unnamed(operator), *unreasoned(reason)])
    before, row.pack = row.pack, plain_value(packs(), row.kind, row.subject, row.field)
    row.save(update_fields=["pack"])
    told = {"before": {"pack": before}, "after": {"pack": row.pack}, "reason": reason}
    record(row, "reference.kept", actor=_operator(operator), at=at, **told)


def _operator(name: str, organization_id=None) -> Actor:
    return Actor(label=name.strip(), kind=ActorKind.TERMINAL, organization_id=organization_id)


def _answer(row, answer, operator, reason, at) -> Actor:
    """Write the answer down where the organization that asked reads it."""
    actor = _operator(operator, row.organization_id)
    require(actor, Action.ANSWER_CORRECTION, row)
    row.answer, row.answer_reason, row.answered_at, row.answered_by = answer, reason.strip()[:300], at, actor.label
    row.save(update_fields=["answer", "answer_reason", "answered_at", "answered_by"])
    record(row, "reference.answered", actor=actor, at=at, after={"answer": str(answer)}, reason=reason)
    return actor


def _unanswerable(row, operator, reason):
    yield from _unnamed(operator)
    yield from unreasoned(reason)
    if row.withdrawn_at:
        yield Refusal("withdrawn", _("This correction was withdrawn."), _("Answer the one that counts now."))
    if row.answer:
        yield Refusal("answered", _("This correction was answered already."), _("Withdraw what was taken over, if it is wrong."))


def _unnamed(operator):
    if not operator.strip():
        yield Refusal("no_name", _("It is not said who you are."), _("Give your own name: it is kept on record."))
