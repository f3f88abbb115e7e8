"""What a screening leaves behind: the proof that it took place, new hits, and known ones asked again."""

from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.facts_screening import terms_hash, terms_of
from licensure.models import Hit, ListEntry, Screening
from licensure.screening import Candidate
from licensure.workflow.hit_rows import predecessor
from network.access import system
from network.events import record
from network.transitions import perform

JUDGED = ("cleared", "proposed_cleared", "proposed_confirmed")  # what is asked again when the row or her identifiers change


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
    known = {hit.entry_id: hit for hit in Hit.objects.within(organization).filter(practitioner=practitioner).select_related("entry")}
    for candidate in found:
        if hit := known.get(candidate.entry.key):
            _ask_again(hit, screening, candidate, at=at)
        elif hit := predecessor(known.values(), candidate.entry.key, version):
            del known[hit.entry_id]
            _move_on(hit, screening, candidate, actor=actor, at=at)
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


def _ask_again(hit: Hit, screening: Screening, candidate: Candidate, *, at, row_changed=False) -> None:
    """A hit already known: what was said of it is remembered unless the row or her identifiers changed; then it is asked once.

    A confirmed hit keeps its reasons.
    """
    if not row_changed and hit.terms_hash == screening.terms_hash:
        return
    actor, judged, before = system("screening", screening.organization), hit.state in JUDGED, {"band": hit.band, "score": hit.score}
    if judged:
        why = "row_changed" if row_changed else "identifiers_changed"
        perform(hit, "reopen_changed", actor=actor, at=at, note=why, reason=why)
    if hit.state == "confirmed":
        return
    _describe(hit, screening, candidate)
    if not judged and not row_changed:  # else that was told already
        record(hit, "hit.identifiers_changed", actor=actor, at=at, before=before, after={"band": hit.band, "score": hit.score})


def _move_on(hit: Hit, screening: Screening, candidate: Candidate, *, actor, at) -> None:
    """The row was written anew. The same content again changes nothing of what was said; another content asks once more."""
    before, content = hit.entry_id, hit.clearance.get("row_hash") or hit.entry.row_hash
    hit.entry = ListEntry.objects.get(pk=candidate.entry.key)
    hit.save(update_fields=["entry"])
    record(hit, "hit.row_changed", actor=actor, at=at, before={"entry": before}, after={"entry": hit.entry_id})
    _ask_again(hit, screening, candidate, at=at, row_changed=hit.entry.row_hash != content)


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
