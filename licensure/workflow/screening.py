"""Screening therapists against the lists in use. It raises questions; two people answer them."""

from licensure.facts_screening import index_of, person_of, versions_in_use
from licensure.models import Screening
from licensure.screening import Bands, screen
from licensure.workflow.hits import note_screening
from network.access import Action, require
from network.models import Practitioner


def screen_practitioner(*, organization, practitioner, actor, at, lists=None, bands=None) -> list[Screening]:
    """Screen her for one organization against every list in use (or those keyed in `lists`); one Screening per list.

    A list that was never loaded gives none: not screened is not "not excluded". Other organizations learn nothing.
    """
    require(actor, Action.BEGIN_CHECKS)
    person = person_of(practitioner)
    done = []
    for version in versions_in_use(lists):
        found = screen(person, index_of(version), bands or Bands())
        done.append(note_screening(organization, practitioner, version, person, found, actor=actor, at=at))
    return done


def screen_organization(*, organization, actor, at, lists=None) -> int:
    """Screen everyone in the organization's network; the number of therapists screened."""
    people = Practitioner.objects.within(organization).select_related("person").distinct().order_by("pk")
    for practitioner in people:
        screen_practitioner(organization=organization, practitioner=practitioner, actor=actor, at=at, lists=lists)
    return len(people)
