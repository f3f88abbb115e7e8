"""What a screening leaves behind: the proof that it took place, new hits, and known ones asked again."""

from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.facts_screening import terms_hash, terms_of
from licensure.models import Hit, Screening
from licensure.screening import Candidate
from network.access import system
from network.events import record
from network.transitions import perform


@transaction.atomic
def note_screening(organization, practitioner, version, person, found, *, actor, at, basis=None, kept=(), rule=0) -> Screening:
    """Keep that she was screened, and raise a hit for every candidate that is not known yet.

    `kept`: entries that the screening it rests on, `basis`, found and that are still listed; `rule`: `screening.RULE`, or 0
    where nothing may rest on it.
    """
    screening = Screening(
        organization=organization, practitioner=practitioner, version=version, at=at,
        on=at.astimezone(ZoneInfo(organization.zone)).date(), by_id=actor.person_id, by_label=actor.label,
        terms=terms_of(person), terms_hash=terms_hash(person), basis=basis, rule=rule,
        found=[*kept, *(each.entry.key for each in found)], candidates=len(kept) + len(found),
    )
    screening.save()
    told = {"list": version.exclusion_list_id, "as_of": version.as_of, "sha256": version.sha256, "candidates": screening.candidates}
    record(screening, "screening.done", actor=actor, at=at, after=told, detail=screening.terms)
    known = {hit.entry_id: hit for hit in Hit.objects.within(organization).filter(practitioner=practitioner)}
    for candidate in found:
        if hit := known.get(candidate.entry.key):
            _ask_again(hit, screening, candidate, at=at)
        else:
            _raise(screening, candidate, actor=actor, at=at)
    return screening


def _raise(screening: Screening, candidate: Candidate, *, actor, at) -> Hit:
    hit = Hit(
        organization_id=screening.organization_id, practitioner_id=screening.practitioner_id, entry_id=candidate.entry.key,
        raised_at=at, raised_on=screening.on,
    )
    _describe(hit, screening, candidate)
    record(hit, "hit.raised", actor=actor, at=at, after={"band": hit.band, "score": hit.score})
    return hit


def _ask_again(hit: Hit, screening: Screening, candidate: Candidate, *, at) -> None:
    """A hit already known: a clearance is remembered unless her identifiers changed; what is settled keeps its reasons."""
    changed = hit.terms_hash != screening.terms_hash
    if hit.state == "cleared" and changed:
        actor = system("screening", screening.organization)
        perform(hit, "reopen_changed", actor=actor, at=at, note="identifiers_changed", reason="identifiers_changed")
    if changed and hit.state not in ("cleared", "confirmed"):
        _describe(hit, screening, candidate)


def _describe(hit: Hit, screening: Screening, candidate: Candidate) -> None:
    """Write what the candidate rests on."""
    hit.screening, hit.terms_hash = screening, screening.terms_hash
    hit.band, hit.score = candidate.band, candidate.score
    hit.name = f"{candidate.name.given} {candidate.name.family}"[:300]
    hit.listed_as = f"{candidate.entry.family}, {candidate.entry.given}".strip(", ")[:300]
    hit.reasons = [
        {"identifier": reason.identifier, "verdict": reason.verdict, "how": reason.how} for reason in candidate.reasons
    ]
    hit.save()
