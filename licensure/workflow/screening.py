"""Screening therapists against the lists in use. It raises questions; two people answer them."""

from licensure.facts_screening import basis_of, index_of, person_of, still_listed, terms_hash, versions_in_use
from licensure.models import Screening
from licensure.screening import RULE, Bands, screen
from licensure.workflow.hits import note_screening
from network.access import Action, require
from network.models import Practitioner


def screen_practitioner(*, organization, practitioner, actor, at, lists=None, bands=None, whole=False) -> list[Screening]:
    """Screen her for one organization against every list in use (or those keyed in `lists`); one Screening per list.

    A list that was never loaded gives none: not screened is not "not excluded". Other organizations learn nothing. Where she
    was screened against an older version by the same identifiers, only the rows added since are compared, unless `whole`:
    what comes out is the same.
    """
    require(actor, Action.BEGIN_CHECKS)
    person = person_of(practitioner)
    done = []
    for version in versions_in_use(lists):
        basis = None if whole or bands else basis_of(organization, practitioner, version, terms_hash(person))
        found = screen(person, index_of(version, since=basis and basis.version), bands or Bands())
        kept = still_listed(basis, version) if basis else []
        done.append(
            note_screening(
                organization, practitioner, version, person, found, actor=actor, at=at, basis=basis, kept=kept, rule=0 if bands else RULE
            )
        )
    return done


def screen_organization(*, organization, actor, at, lists=None) -> int:
    """Screen everyone in the organization's network; the number of therapists screened."""
    people = Practitioner.objects.within(organization).select_related("person").distinct().order_by("pk")
    for practitioner in people:
        screen_practitioner(organization=organization, practitioner=practitioner, actor=actor, at=at, lists=lists)
    return len(people)
