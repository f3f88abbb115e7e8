"""Which checks an organization's policy asks for one file."""

from dataclasses import dataclass

from licensure.facts.licenses import kind_of
from network.formats import day
from vetting.facts.policies import elements_of, panel_thresholds, policies_of
from vetting.facts.profile import profile_of

PER_ROW = {
    "insurance": "insurance", "education": "degree", "training": "training", "reference": "reference", "register": "register",
    "supervision": "supervision",
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
    """One check per element the policies in force or scheduled read, and per item of hers that has it."""
    rows = [row for policy in policies_of(application.organization) for row in policy.thresholds]
    rows += panel_thresholds(application.organization)
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
    return found


def claim_label(row) -> str:
    """A claim or loss run among others of its kind: by carrier and day."""
    return ", ".join(filter(None, (str(row), row.issuer, day(row.issued_on) if row.issued_on else "")))
