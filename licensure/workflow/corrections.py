"""Correct what the packs say, withdraw a correction: an administrator, with a reason.

A correction counts for her own organization; the operator may take it over for all (`common_corrections`, decision 22).
Everything that was judged before is judged again by a job (`licensure.judge_again`), so that standing follows.
"""

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licensure.catalog import Fact
from licensure.corrections import FIELDS, corrected, plain_value
from licensure.corrections import Correction as Said
from licensure.facts.corrected import touched, unsupported
from licensure.models import Correction
from licensure.pack_faults import contradictions
from licensure.packs import PackError
from licensure.policy import known
from licensure.workflow.packs import load
from licensure.workflow.verifications import write_covers
from network import jobs
from network.access import Action, require, system
from network.events import record
from network.sentences import Sentence
from network.transitions import Refusal, Refused
from network.workflow import standing
from network.workflow.revising import day_of

JUDGE_AGAIN = "licensure.judge_again"


@transaction.atomic
def correct(*, organization, kind, subject, field, value, fact: Fact, reason: str, actor, at) -> Correction:
    """Say for this organization what one field of one row is. `value` is plain, as JSON keeps it.

    Raises Refused without a reason, source, past day or confidence, and when the rows would contradict themselves;
    PackError on a row or field that does not exist. Returns the correction, which the next load keeps.
    """
    row = Correction(organization=organization, kind=kind, subject=subject, field=field, value=value, corrected_at=at)
    require(actor, Action.CORRECT_REFERENCE, row)
    before = plain_value(known(organization), kind, subject, field)
    refuse([*unsourced(fact, reason, day_of(organization, at)), *contradicting(known(organization), kind, subject, field, value, fact)])
    same = Correction.objects.within(organization).filter(kind=kind, subject=subject, field=field, withdrawn_at=None)
    same.update(withdrawn_at=at)
    row.pack, row.reason = plain_value(known(), kind, subject, field), reason.strip()
    row.checked_on, row.source, row.confidence, row.note = fact.checked_on, fact.source, fact.confidence, fact.note
    row.full_clean()
    row.save()
    after = {field: value, "source": fact.source, "checked_on": fact.checked_on}
    event = record(row, "reference.corrected", actor=actor, at=at, before={field: before}, after=after, reason=reason)
    enqueue_judging(event, kind, subject, organization)
    return row


@transaction.atomic
def withdraw(row: Correction, *, reason: str, actor, at):
    """Let what counts for everyone count again where this organization corrected it. Raises Refused without a reason."""
    require(actor, Action.CORRECT_REFERENCE, row)
    refuse(unreasoned(reason))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    event = record(row, "reference.withdrawn", actor=actor, at=at, reason=reason)
    enqueue_judging(event, row.kind, row.subject, row.organization)


@transaction.atomic
def keep(row: Correction, *, reason: str, actor, at):
    """What counts for everyone says otherwise now, and the correction stays. Raises Refused without a reason."""
    require(actor, Action.CORRECT_REFERENCE, row)
    refuse(unreasoned(reason))
    before, row.pack = row.pack, plain_value(known(), row.kind, row.subject, row.field)
    row.save(update_fields=["pack"])
    record(row, "reference.kept", actor=actor, at=at, before={"pack": before}, after={"pack": row.pack}, reason=reason)


def judge_again(*, kind: str, subject: str, organization=None, at) -> int:
    """Write the covers of everybody whom the corrected row concerns as the facts have it now; the number of checks.

    `organization` None: in every one of them. A cover in which the row takes part, and which the facts give no longer, is voided.
    """
    return write_again(touched(kind, subject, organization), at=at)


def write_again(concerned, *, at) -> int:
    """Write the covers of the checks concerned; void those that the facts give no longer. The number of checks."""
    for check in concerned.checks:
        with transaction.atomic():
            kept = {cover.key for cover in write_covers(check, at=at)}
            for cover in unsupported(check, concerned, kept=kept):
                standing.void_cover(cover=cover, reason=JUDGE_AGAIN, actor=system("covers", check.organization), at=at)
    return len(concerned.checks)


def mirror_and_judge(event, kind, subject, *, at):
    """What counts for everyone changed: the rows mirror it at once, every organization's covers follow by a job."""
    load(actor=system("corrections"), at=at)
    jobs.enqueue(JUDGE_AGAIN, key=event.hash, kind=kind, subject=subject)


def enqueue_judging(event, kind, subject, organization):
    """What counts for one organization changed: its covers follow by a job."""
    jobs.enqueue(JUDGE_AGAIN, key=event.hash, organization=organization, kind=kind, subject=subject, organization_id=organization.pk)


def refuse(found):
    """Raise Refused with everything that is wrong, if anything is."""
    if unmet := list(found):
        raise Refused(unmet)


def unreasoned(reason):
    """A missing reason."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why the row is wrong."))


def unsourced(fact, reason, on):
    """A missing source, day or reason; `on` is the organization's day."""
    if not fact.source.strip():
        yield Refusal("no_source", _("No source is given."), _("Name the page or the law that says so; without it the row is unknown."))
    if fact.checked_on is None or fact.checked_on > on:
        yield Refusal("no_day", _("Nobody can have looked on that day."), _("Give the day on which the source was read."))
    yield from unreasoned(reason)


def contradicting(found, kind, subject, field, value, fact):
    """Why the value cannot stand in `found`: it is no value of that field, or the rows would contradict each other."""
    cure, asked = _("Correct the value."), FIELDS.get(kind, {}).get(field)
    if asked is not None and not asked.fits(value):
        least, most = asked.letters
        words = _("Write %(least)s to %(most)s letters.") % {"least": least, "most": most}
        yield Refusal("not_a_value", _("This value is too short or too long."), words)
        return
    try:
        FIELDS[kind][field].read(value)
        faults = list(contradictions(corrected(found, [Said(kind, subject, field, value, fact)])))
    except (PackError, ValueError, TypeError, KeyError) as error:
        yield Refusal("not_a_value", _("This value cannot stand here: %(why)s") % {"why": _said(*error.args)}, cure)
        return
    for fault in faults:
        yield Refusal("contradiction", _("The rows would contradict each other: %(why)s") % {"why": _said(fault)}, cure)


def _said(why, *_more) -> str:
    """What a pure module says of a value, in the reader's language; what Python says of one that no form can send, as it is."""
    return gettext(why.text) % why.values if isinstance(why, Sentence) else str(why)

