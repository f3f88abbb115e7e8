"""Screening therapists against the lists in use. It raises questions; two people answer them."""

from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.facts_screening import index_of, person_of, terms_hash, terms_of
from licensure.models import ExclusionList, Hit, Screening
from licensure.screening import Bands, Candidate, screen
from network.access import Action, require, system
from network.events import record
from network.models import Practitioner
from network.transitions import perform


def screen_practitioner(*, organization, practitioner, actor, at, lists=None, bands=None) -> list[Screening]:
    """Screen her for one organization against every list in use (or those keyed in `lists`); one Screening per list.

    A list that was never loaded gives none: not screened is not "not excluded". Other organizations learn nothing.
    """
    require(actor, Action.BEGIN_CHECKS)
    person = person_of(practitioner)
    done = []
    with transaction.atomic():
        for version in versions_in_use(lists):
            found = screen(person, index_of(version), bands or Bands())
            done.append(_note(organization, practitioner, version, person, found, actor=actor, at=at))
    return done


def screen_organization(*, organization, actor, at, lists=None) -> int:
    """Screen everyone in the organization's network; the number of therapists screened."""
    people = Practitioner.objects.within(organization).select_related("person").distinct().order_by("pk")
    for practitioner in people:
        screen_practitioner(organization=organization, practitioner=practitioner, actor=actor, at=at, lists=lists)
    return len(people)


def versions_in_use(keys=None):
    """The version in use of every list, or of those named; lists never loaded are left out."""
    rows = ExclusionList.objects.order_by("key")
    rows = rows.filter(key__in=keys) if keys is not None else rows
    return [version for listed in rows if (version := listed.current)]


def _note(organization, practitioner, version, person, found, *, actor, at) -> Screening:
    screening = Screening(
        organization=organization, practitioner=practitioner, version=version, at=at,
        on=at.astimezone(ZoneInfo(organization.zone)).date(), by_id=actor.person_id, by_label=actor.label,
        terms=terms_of(person), terms_hash=terms_hash(person), candidates=len(found),
    )
    screening.save()
    told = {"list": version.exclusion_list_id, "as_of": version.as_of, "sha256": version.sha256, "candidates": len(found)}
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
    hit.reasons = [
        {"identifier": reason.identifier, "verdict": reason.verdict, "how": reason.how} for reason in candidate.reasons
    ]
    hit.save()
