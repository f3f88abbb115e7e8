"""Whether somebody who is to be paid was searched for on the lists in use, and which rows may be that payee (settings.PAYEE_SCREENING).

A therapist who is paid herself uses her own screenings and their matches, which two people judge. Any other name (a practice,
another holder of an account) is searched by name now; it may be a firm's or a person's.
"""

from datetime import date

from licensure.facts_screening import versions_in_use
from licensure.models import Hit, Screening
from licensure.models.lists import UNSETTLED
from licensure.queries.name_look_up import look_up_firm, look_up_name
from licensure.screening import Name, Person


def screened(organization, practitioner, names) -> tuple[date | None, tuple[tuple[str, str], ...]]:
    """The day of the oldest list version that was searched, and the rows that may be the payee: (key, as it is listed).

    `practitioner` None: a payee that is no therapist of the network. No day where a list in use was not searched, or none is loaded.
    """
    versions = versions_in_use()
    if not versions:
        return None, ()
    through = [version.as_of for version in versions] if practitioner is None else list(_own(organization, practitioner, versions))
    found = () if practitioner is None else _matches(organization, practitioner)
    rows = {key: listed for name in names for key, listed in _named(name)}
    return (None if None in through else min(through)), (*found, *rows.items())


def _own(organization, practitioner, versions):
    """Of each list in use the day of the newest version she was screened against; None for one of which she never was."""
    for version in versions:
        rows = Screening.objects.within(organization).filter(practitioner=practitioner)
        newest = rows.filter(version__exclusion_list=version.exclusion_list_id).order_by("-version_id").first()
        yield newest.version.as_of if newest else None


def _matches(organization, practitioner) -> tuple[tuple[str, str], ...]:
    rows = Hit.objects.within(organization).filter(practitioner=practitioner, state__in=(*UNSETTLED, "confirmed")).select_related("entry")
    return tuple((f"hit:{hit.pk}", hit.name) for hit in rows.order_by("pk"))


def _named(name: str):
    """Rows of a firm like this name, and of a person called so: (list and row, the listed name)."""
    for row in look_up_firm(name):
        yield f"{row.version.exclusion_list_id}:{row.entry.row_hash}", row.name
    given, _, family = name.strip().rpartition(" ")
    if given:
        for version, found in look_up_name(Person((Name(given, family),), None, "")):
            yield f"{version.exclusion_list_id}:{found.entry.key}", f"{found.entry.family}, {found.entry.given}"
