"""Opening, answering and closing checks. A verified license or policy becomes a cover at once: a cover needs no decision."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.compared import differences
from licensure.facts import history
from licensure.facts.allowed import source_faults
from licensure.facts.covers import covers_from, shortened
from licensure.models import Verification
from licensure.unread import unread
from network import news
from network.access import Action, require, system
from network.events import record
from network.transitions import Changed, Refusal, Refused, locked, perform, refusals
from network.workflow import standing
from network.workflow.revising import day_of

LEFT_TO_THE_SECOND = {"second_person", "same_person"}


def open_verification(*, organization, practitioner, file, element, item="", label="", actor, at, on) -> Verification:
    """Open a check of one element for one file; the one that is already there when there is one."""
    rows = Verification.objects.within(organization).filter(file=file, element=element, item=item).exclude(state="superseded")
    if existing := rows.first():
        return existing
    require(actor, Action.BEGIN_CHECKS, organization)
    verification = Verification(
        organization=organization, practitioner=practitioner, file=file, element=element, item=item, label=label[:200], opened_on=on
    )
    with transaction.atomic():
        verification.save()
        record(verification, "verification.opened", actor=actor, at=at, after={"element": element, "item": item})
    return verification


def ask_source(verification, *, source, due_on=None, actor, at):
    """Note that the source was asked and by when its answer is expected."""
    return perform(verification, "ask", actor=actor, at=at, source=source, due_on=due_on, detail={"source": source})


def obtain(verification, *, actor, at, **answer):
    """Keep the source's answer; it is *obtained* until a named person reviews it."""
    return perform(verification, "obtain", actor=actor, at=at, detail=_told(answer), **_with_hash(answer))


def verify(verification, *, actor, at, seen=None, **answer):
    """A named person says that the source confirms it. Writes the cover a license or insurance policy gives.

    `answer`: method, source, query, as_of, good_through, values, artefact (Document) or sighting (dict), comment.
    `values` of a license: status, status_since (ISO day), encumbered, actions; of insurance: per_claim, aggregate.
    A status that stops her gives no cover, and shortens one that was there. Work history is kept as she tells it now, so
    that what she edits later changes nothing of what was verified. `named`: fields in which the source differs and that are
    taken over all the same; every difference is kept in the event. Raises Refused without a source day, an artefact or a
    sighting, or a named source, and when somebody else may be meant (`guards.who_is_the_same`).
    """
    with transaction.atomic():
        taken = _with_hash(answer)
        if verification.element in history.ELEMENTS and (shared := history.shared_history(verification)):
            taken["values"] = {**verification.values, **answer.get("values", {}), "history": shared}
        differing = differences(verification, values=answer.get("values"), good_through=answer.get("good_through"))
        told = {**_told(answer), **({"differs": [one.field for one in differing]} if differing else {})}
        source, artefact = answer.get("source") or verification.source, answer.get("artefact") or verification.artefact
        taken["source_faults"] = source_faults(verification, source, artefact)
        event = perform(verification, "verify", actor=actor, at=at, note=reason_of(answer), detail=told, seen=seen, **taken)
        write_covers(verification, at=at)
    return event


def meet(verification, *, method, source, as_of, sighting, values, code="", actor, at):
    """Note that she was met by video or in person, and which document she showed; a second person verifies it.

    `sighting`: document (one of `identity.DOCUMENTS`) and number_end, at most four signs; `values`: names and date_of_birth as
    they stand on it; `code`: what her account shows. Raises Refused.
    """
    answer = {"method": method, "source": source, "as_of": as_of, "sighting": sighting, "values": values}
    return perform(verification, "meet", actor=actor, at=at, detail=_told(answer), code=code, **_with_hash(answer))


def reason_of(answer) -> str:
    """Why a difference was taken over, when one was."""
    return answer.get("comment", "") if answer.get("named") else ""


def confirm(verification, *, obtained_at, actor, at):
    """Verify the answer that was obtained, as it is: what one key does. Nothing of it may differ or ask to be read first.

    `obtained_at`: of the answer the reviewer saw. Raises Changed when another came since, Refused with all that stands in
    the way.
    """
    with transaction.atomic(), locked(verification):
        if verification.obtained_at != obtained_at:
            raise Changed()
        if unmet := list(unread(verification)):
            raise Refused(unmet)
        return verify(verification, actor=actor, at=at)


def note(verification, *, text, actor, at):
    """Write down something about the check for colleagues; it changes nothing else. Raises Refused when it says nothing."""
    require(actor, Action.VERIFY, verification)
    if not text.strip():
        raise Refused([Refusal("no_reason", _("The note is empty."), _("Write down what a colleague should know."))])
    return record(verification, "verification.noted", actor=actor, at=at, reason=text.strip())


def write_covers(verification, *, at) -> list:
    """Write the covers a verified check gives, as they should be today; the same again changes nothing.

    What rests on the evidence and reaches further than its source says is corrected, or voided when it never was.
    Follows from what a person verified, so it is recorded as the system's own work.
    """
    actor = system("covers", verification.organization)
    given = covers_from(verification, on=day_of(verification.organization, at))
    written = [standing.record_cover(actor=actor, at=at, **cover) for cover in given]
    _shorten(verification, kept={cover.key for cover in written}, actor=actor, at=at)
    _publish(verification, at=at)
    return written


def _publish(verification, *, at):
    """Whoever watches her evidence hears of it in the same transaction."""
    news.publish(
        "evidence.changed", organization_id=verification.organization_id, practitioner_id=verification.practitioner_id, at=at
    )


def _shorten(verification, *, actor, at, kept=frozenset()):
    reason = f"verification:{verification.pk}"
    for found in shortened(verification, kept=kept):
        if found.bases is None:
            standing.void_cover(cover=found.cover, reason=reason, actor=actor, at=at)
        else:
            standing.correct_cover(cover=found.cover, bases=found.bases, reason=reason, actor=actor, at=at)


def flag(verification, *, comment, actor, at, **answer):
    """The source says something else than she does. When it says that it stopped her, or ends earlier, covers end there."""
    with transaction.atomic():
        event = perform(
            verification, "flag", actor=actor, at=at, note=comment, comment=comment, detail=_told(answer), **_with_hash(answer)
        )
        _shorten(verification, actor=system("covers", verification.organization), at=at)
        _publish(verification, at=at)
    return event


def mark_unavailable(verification, *, comment, actor, at, **answer):
    """The source could not be asked; keep the proof of that."""
    return perform(verification, "mark_unavailable", actor=actor, at=at, note=comment, comment=comment, **_with_hash(answer))


def waive(verification, *, comment, actor, at):
    """Do without the element: by a director, or as the second of two people where the policy asks that. Raises Refused."""
    with transaction.atomic():
        event = perform(verification, "waive", actor=actor, at=at, note=comment, comment=comment)
        _publish(verification, at=at)
    return event


def propose_waiver(verification, *, comment, actor, at):
    """The first of two people says that the element may be done without. Raises Refused with what would refuse the waiver."""
    require(actor, Action.WAIVE, verification)
    with locked(verification):
        found = refusals(verification, "waive", actor=actor, at=at, comment=comment)
        if unmet := [refusal for refusal in found if refusal.code not in LEFT_TO_THE_SECOND]:
            raise Refused(unmet)
        verification.waiver_by_id = actor.person_id
        verification.save(update_fields=["waiver_by"])
        return record(verification, "verification.waiver_proposed", actor=actor, at=at, reason=comment)


def sign_waiver(verification, *, comment, actor, at):
    """One signature under a waiver: it is waived when no other is needed, else proposed to a second person. Raises Refused."""
    found = refusals(verification, "waive", actor=actor, at=at, comment=comment)
    act = propose_waiver if {refusal.code for refusal in found} == {"second_person"} else waive
    return act(verification, comment=comment, actor=actor, at=at)


def renew(verification, *, actor, at, on, file=None) -> Verification:
    """Open a later check of the same element in place of this one, which stays readable."""
    with transaction.atomic():
        perform(verification, "replace", actor=actor, at=at)
        fresh = Verification(
            organization=verification.organization, practitioner=verification.practitioner, file=file or verification.file,
            element=verification.element, item=verification.item, label=verification.label, opened_on=on, replaces=verification,
        )
        fresh.save()
        record(fresh, "verification.opened", actor=actor, at=at, after={"replaces": verification.pk})
    return fresh


def _with_hash(answer: dict) -> dict:
    """The answer as the steps take it: with the artefact's fingerprint, and `how` for its method (django-fsm keeps `method`)."""
    artefact, given = answer.get("artefact"), dict(answer)
    if "method" in given:
        given["how"] = given.pop("method")
    return {**given, "artefact_sha256": artefact.sha256} if artefact else given


def _told(answer: dict) -> dict:
    """What of the answer the audit trail keeps."""
    names = ("method", "source", "query", "as_of", "good_through", "values", "sighting", "comment")
    kept = {name: answer[name] for name in names if answer.get(name)}
    if answer.get("artefact"):
        kept["sha256"] = answer["artefact"].sha256
    return kept
