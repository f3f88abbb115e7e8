"""Verifying an obtained answer by the documented rule, where the organization switched it on; nobody's act, and told as that."""

from django.db import transaction

from licensure.facts.allowed import source_faults
from licensure.facts.by_rule import ruling_on
from licensure.workflow.verifications import write_covers
from network.access import rule_actor
from network.events import record
from network.transitions import Refused, perform
from network.workflow.revising import day_of


def verify_by_rule(verification, *, at):
    """Let the rule judge the answer that was just kept: verified by the rule, or left to a person with everything that stopped it.

    None where the rule is switched off: then nothing happens and nothing is said. Returns the event.
    """
    ruling = ruling_on(verification, on=day_of(verification.organization, at))
    if ruling.off:
        return None
    if ruling.yes:
        try:
            return _taken_over(verification, ruling, at=at)
        except Refused as refused:
            return _left(verification, ruling, refused.codes, at=at)
    return _left(verification, ruling, ruling.stops, at=at)


def _taken_over(verification, ruling, *, at):
    told = {**_told(verification, ruling), "sha256": verification.artefact_sha256}
    faults = source_faults(verification, verification.source, verification.artefact)
    with transaction.atomic():
        event = perform(
            verification, "verify_by_rule", actor=_actor(verification, ruling), at=at, detail=told, ruling=ruling, source_faults=faults
        )
        write_covers(verification, at=at)
    return event


def _left(verification, ruling, stops, *, at):
    told = {**_told(verification, ruling), "stops": list(stops)}
    return record(verification, "verification.left_to_person", actor=_actor(verification, ruling), at=at, detail=told)


def _told(verification, ruling) -> dict:
    return {"rule": ruling.rule, "version": ruling.version, "source": verification.source, "as_of": verification.as_of}


def _actor(verification, ruling):
    return rule_actor(f"by rule {ruling.rule}, version {ruling.version}", verification.organization)
