"""What is known of therapists in the network now and was not when they were decided on."""

from collections import defaultdict
from datetime import date

from licensure.models import Credential, License
from network.models import Concern
from vetting.between import Heard, Said
from vetting.facts.policies import policy_binding, pure_policy
from vetting.models import Application
from vetting.models.application import OPEN

LEFT_OUT = ("not_substantiated", "struck")


def heard_of(organization, participations, *, on: date) -> dict[int, Heard]:
    """By participation; five queries and two of the policy, for any number of them. Nothing of who was never decided on here."""
    participations = {row.pk: row for row in participations}
    people = {row.practitioner_id for row in participations.values()}
    files, said = defaultdict(list), defaultdict(list)
    for row in Application.objects.within(organization).filter(participation__in=participations).order_by("pk"):
        files[row.participation_id].append(row)
    for row in Concern.objects.within(organization).filter(participation__in=participations).exclude(state__in=LEFT_OUT):
        said[row.participation_id].append(Said(row.pk, row.received_on, row.severity == "serious"))
    licenses, credentials = _of(License, organization, people), _of(Credential, organization, people)
    needs = _needs(organization, on)
    return {
        pk: _one(files[pk], said[pk], licenses[row.practitioner_id], credentials[row.practitioner_id], needs)
        for pk, row in participations.items() if any(file.state == "approved" for file in files[pk])
    }


def _of(model, organization, people):
    found = defaultdict(list)
    for row in model.objects.within(organization).filter(practitioner__in=people, retired_at=None).order_by("pk").distinct():
        found[row.practitioner_id].append(row)
    return found


def _needs(organization, on):
    policy = policy_binding(organization, on)
    row = pure_policy(policy).threshold("service_training") if policy else None
    return row.limit["needs"] if row else {}


def _one(files, said, licenses, credentials, needs) -> Heard:
    """Against everything she signed and was approved for; a file without a statement (an existing network) knows no rows."""
    granted = [file for file in files if file.state == "approved" or file.state in OPEN]
    signed = [file.snapshot for file in files if file.snapshot]
    known = {(kind, row["id"]) for each in signed for kind in ("licenses", "credentials") for row in each.get(kind, ())}
    claims = {(row["issued_on"], row["number"]) for each in signed for row in each.get("credentials", ()) if row["kind"] == "claim"}
    new = [row for row in credentials if signed and ("credentials", row.pk) not in known]
    return Heard(
        concerns=tuple(said),
        claims=tuple(row.pk for row in new if row.kind == "claim" and (str(row.issued_on), row.number) not in claims),
        licenses=tuple((row.pk, row.jurisdiction_id) for row in licenses if ("licenses", row.pk) not in known),
        trainings=tuple((row.pk, row.code) for row in new if row.kind == "training"),
        places=frozenset(place for file in granted for place in file.jurisdictions),
        services=frozenset(service for file in granted for service in file.services), needs=needs,
    )
