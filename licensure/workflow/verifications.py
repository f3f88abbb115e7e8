"""Opening, answering and closing checks. A verified license or policy becomes a cover at once: a cover needs no decision."""

from django.db import transaction

from licensure.facts.covers import covers_from
from licensure.models import Verification
from network.access import Action, require
from network.events import record
from network.transitions import perform
from network.workflow import standing


def open_verification(*, organization, practitioner, file, element, item="", label="", actor, at, on) -> Verification:
    """Open a check of one element for one file; the one that is already there when there is one."""
    rows = Verification.objects.within(organization).filter(file=file, element=element, item=item).exclude(state="superseded")
    if existing := rows.first():
        return existing
    require(actor, Action.BEGIN_CHECKS)
    verification = Verification(
        organization=organization, practitioner=practitioner, file=file, element=element, item=item, label=label[:200], opened_on=on
    )
    verification.save()
    record(verification, "verification.opened", actor=actor, at=at, after={"element": element, "item": item})
    return verification


def ask_source(verification, *, source, due_on=None, actor, at):
    """Note that the source was asked and by when its answer is expected."""
    return perform(verification, "ask", actor=actor, at=at, source=source, due_on=due_on)


def obtain(verification, *, actor, at, **answer):
    """Keep the source's answer; it is *obtained* until a named person reviews it."""
    return perform(verification, "obtain", actor=actor, at=at, detail=_told(answer), **_with_hash(answer))


def verify(verification, *, actor, at, seen=None, **answer):
    """A named person says that the source confirms it. Writes the cover a license or insurance policy gives.

    `answer`: method, source, query, as_of, good_through, values, artefact (Document) or sighting (dict), comment.
    Raises Refused without a source day, an artefact or a sighting, or a named source.
    """
    with transaction.atomic():
        event = perform(verification, "verify", actor=actor, at=at, detail=_told(answer), seen=seen, **_with_hash(answer))
        for cover in covers_from(verification, at=at):
            standing.record_cover(actor=actor, at=at, **cover)
    return event


def flag(verification, *, comment, actor, at, **answer):
    """The source says something else than she does."""
    return perform(verification, "flag", actor=actor, at=at, note=comment, comment=comment, **_with_hash(answer))


def mark_unavailable(verification, *, comment, actor, at, **answer):
    """The source could not be asked; keep the proof of that."""
    return perform(verification, "mark_unavailable", actor=actor, at=at, note=comment, comment=comment, **_with_hash(answer))


def waive(verification, *, comment, actor, at):
    """A director does without the element."""
    return perform(verification, "waive", actor=actor, at=at, note=comment, comment=comment)


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
    kept = {name: answer[name] for name in ("method", "source", "query", "as_of", "good_through") if answer.get(name)}
    if answer.get("artefact"):
        kept["sha256"] = answer["artefact"].sha256
    return kept
