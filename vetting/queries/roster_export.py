"""The whole roster of an organization as rows, in the columns a roster moves in by: what goes out can come in again elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from licensure.models import Credential, License
from licensure.packs import packs
from network.dates import Day
from network.models import Acceptance, Participation, PractitionerName
from network.queries.roster import offered
from vetting.models import Application, Decision, RosterEntry

HEADS = (
    "reference", "given_name", "family_name", "former_names", "date_of_birth", "npi", "license_jurisdiction", "license_title",
    "license_number", "license_issued_on", "license_expires_on", "degree", "degree_on", "liability_per_claim", "liability_aggregate",
    "liability_currency", "liability_expires_on", "decided_on", "decided_by", "document", "due_on", "terms_on", "services",
    "delegated", "audited_on",
)
MORE = ("agreement", "offered_today")  # what only a reader wants to know; a roster that moves in leaves them unread


def rows(organization, *, on: date) -> Iterator[tuple[str, ...]]:
    """One row per therapist who takes part and shares, by family name; as many queries for ten as for ten thousand."""
    found = Participation.objects.within(organization).filter(state__in=("onboarding", "active", "leaving"), shared=True)
    mine = list(found.select_related("practitioner__person", "organization").order_by(
        "practitioner__person__family_name", "practitioner__person__given_name", "pk"
    ))
    known = _Known(organization, mine)
    answers = offered(organization, mine, Day(on))
    for row in mine:
        told = known.of(row)
        yield (*(_cell(told.get(name)) for name in HEADS), str(row.get_state_display()), _cell(answers[row.pk]))


class _Known:
    """Everything the columns say, read once and sorted by therapist."""

    def __init__(self, organization, participations):
        people = [row.practitioner_id for row in participations]
        self.licenses = _by(License.objects.within(organization).filter(practitioner__in=people, retired_at=None).distinct())
        self.credentials = _by(
            Credential.objects.within(organization)
            .filter(practitioner__in=people, retired_at=None, kind__in=("degree", "insurance")).distinct()
        )
        self.names = _by(PractitionerName.objects.within(organization).filter(practitioner__in=people).distinct())
        self.keys = dict(RosterEntry.objects.within(organization).values_list("practitioner_id", "key"))
        files = Application.objects.within(organization).filter(practitioner__in=people, state="approved").order_by("pk")
        self.files = {file.practitioner_id: file for file in files}
        decisions = Decision.objects.within(organization).filter(application__in=self.files.values(), outcome="approved")
        self.decisions = {row.application_id: row for row in decisions.select_related("decided_by").order_by("pk")}
        terms = Acceptance.objects.within(organization).current().filter(participation__in=participations, kind="referral")
        self.terms = dict(terms.values_list("participation_id", "first"))

    def of(self, participation) -> dict:
        """The cells of one therapist by column."""
        her = participation.practitioner
        file = self.files.get(her.pk)
        decision = self.decisions.get(file.pk) if file else None
        key = self.keys.get(her.pk, "")
        return {
            "reference": key.removeprefix("reference:") if key.startswith("reference:") else her.reference,
            "given_name": her.person.given_name, "family_name": f"{her.person.prefix} {her.person.family_name}".strip(),
            "former_names": "; ".join(f"{row.family_name}, {row.given_name}" for row in self.names[her.pk]),
            "date_of_birth": her.person.date_of_birth, "npi": her.npi, "terms_on": self.terms.get(participation.pk),
            **_license(self.licenses[her.pk]), **_credentials(self.credentials[her.pk]), **_decision(file, decision),
        }


def _by(found) -> dict:
    sorted_ = defaultdict(list)
    for row in found.order_by("pk"):
        sorted_[row.practitioner_id].append(row)
    return sorted_


def _license(held) -> dict:
    """The license that runs longest; a title by the words its pack knows."""
    row = max(held, key=lambda each: (each.expires_on or date.max, each.pk), default=None)
    if row is None:
        return {}
    known = packs().types.get(row.license_type)
    return {
        "license_jurisdiction": row.jurisdiction_id, "license_title": (known.abbreviation or known.title) if known else row.license_type,
        "license_number": row.number, "license_issued_on": row.issued_on, "license_expires_on": row.expires_on,
    }


def _credentials(held) -> dict:
    told = {}
    for row in held:
        if row.kind == "degree":
            told |= {"degree": row.code, "degree_on": row.issued_on}
        else:
            told |= {
                "liability_per_claim": _units(row.per_claim), "liability_aggregate": _units(row.aggregate),
                "liability_currency": row.currency, "liability_expires_on": row.covers_through,
            }
    return told


def _units(minor) -> str:
    return "" if minor is None else f"{minor // 100}.{minor % 100:02}"


def _decision(file, decision) -> dict:
    """A recorded decision as it was recorded; our own with its file's number."""
    if decision is None:
        return {}
    first = decision.original
    return {
        "decided_on": first.get("decided_on") or decision.decided_on, "decided_by": first.get("body") or decision.decided_by.full_name,
        "document": first.get("document") or file.reference, "due_on": decision.due_on, "services": ";".join(file.services),
        "delegated": decision.origin == "delegated" or None, "audited_on": first.get("audited_on"),
    }


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
