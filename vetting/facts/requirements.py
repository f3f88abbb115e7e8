"""Which checks an organization's policy asks for one file."""

from dataclasses import dataclass

from licensure.facts.licenses import kind_of
from licensure.queries import verifications
from network.formats import day
from vetting.facts.once import asked, earlier_files, with_carried
from vetting.facts.policies import elements_of, panel_thresholds, policies_of
from vetting.facts.profile import profile_of

PER_ROW = {
    "insurance": "insurance", "education": "degree", "training": "training", "reference": "reference", "register": "register",
    "supervision": "supervision", "paper": "paper",
}
CLAIMS = ("claim", "loss_run")
ABOUT_HER = ("exclusion_list", "identity", "certificate_of_conduct", "npi", "work_history", "disclosures", "eap_experience")


@dataclass(frozen=True, slots=True)
class Required:
    """One check to open: its element, the item it is about (empty when about the person), what the item is called."""

    element: str
    item: str
    label: str


def requirements_of(application) -> list[Required]:
    """One check per element the policies in force or scheduled read, and per item of hers that has it.

    At a re-vetting, also one out of turn, without what was verified once: it is not asked again, and nobody is asked to speak for her anew.
    """
    rows = [row for policy in policies_of(application.organization) for row in policy.thresholds]
    rows = asked([*rows, *panel_thresholds(application.organization)], application.kind)
    elements = elements_of(rows)
    if not any(row.limit.get("lists") for row in rows):
        elements.discard("exclusion_list")  # judging a hit asks for no list; only a rule that names one does
    profile = profile_of(application.practitioner)
    found = []
    if "license" in elements:
        found += [Required("license", row.key, kind_of(row, application.organization).title) for row in profile.licenses]
    for element, kind in PER_ROW.items():
        if element in elements:
            found += [Required(element, row.key, str(row)) for row in profile.of_kind(kind)]
    if "claims" in elements:
        found += [Required("claims", row.key, claim_label(row)) for kind in CLAIMS for row in profile.of_kind(kind)]
    found += [Required(element, "", element) for element in ABOUT_HER if element in elements]
    return _not_twice(application, found)


def _not_twice(application, found) -> list[Required]:
    earlier = earlier_files([application]).get(application.pk)
    if earlier is None:
        return found
    kept = {(row.element, row.item) for row in with_carried((), [row for file in earlier for row in verifications(file)])}
    return [row for row in found if row.element != "reference" and (row.element, row.item) not in kept]


def claim_label(row) -> str:
    """A claim or loss run among others of its kind: by carrier and day."""
    return ", ".join(filter(None, (str(row), row.issuer, day(row.issued_on) if row.issued_on else "")))
