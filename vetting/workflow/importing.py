"""What an organization does with a roster it trusts: make a practitioner nobody has claimed of every row.

Everything is written as attested: a roster proves nothing. Once she claims the profile it is hers, and no roster touches it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.models import Credential, License
from licensure.workflow.evidence import add_credential, add_license
from network.access import Action, require
from network.events import record
from network.models import Jurisdiction, Organization, Practitioner, PractitionerName
from network.transitions import Refusal, Refused
from network.workflow import standing
from network.workflow.people import add_name, register_practitioner
from vetting.claims import Claims
from vetting.criteria.eligibility import PROFESSIONS
from vetting.models import RosterEntry, RosterMapping
from vetting.roster_keys import key_of


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one row: `created`, `changed`, `unchanged`, or `claimed` when the profile is hers by now."""

    practitioner: Practitioner
    outcome: str


def import_person(claims: Claims, *, organization, actor, at) -> Imported:
    """Make or update the unclaimed practitioner of one row, with what it says she holds. Raises Refused.

    She takes part as somebody invited: onboarding, seen by this organization only.
    """
    require(actor, Action.IMPORT_ROSTER, organization)
    _known_place(claims)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        entry = (
            RosterEntry.objects.within(organization).filter(key=key_of(claims)).select_related("practitioner__person").first()
        )
        if entry is not None and entry.cells_sha256 == fingerprint(claims):
            return Imported(entry.practitioner, "unchanged")
        if entry is not None and entry.practitioner.claimed_at is not None:
            return Imported(entry.practitioner, "claimed")
        outcome = "changed" if entry else "created"
        practitioner = entry.practitioner if entry else _register(claims, organization, actor, at)
        _write_names(claims, practitioner, actor, at)
        _write_license(claims, practitioner, actor, at)
        _write_credentials(claims, practitioner, actor, at)
        entry = entry or RosterEntry(organization=organization, key=key_of(claims), practitioner=practitioner)
        entry.cells_sha256, entry.saved_at = fingerprint(claims), at
        entry.save()
        record(entry, f"roster.{outcome}", actor=actor, at=at, after={"practitioner": practitioner.reference})
    return Imported(practitioner, outcome)


def recognize(claims: Claims, *, practitioner, organization, actor, at) -> RosterEntry:
    """Somebody says that this row is a therapist known here: from now on its number is hers, and nothing about her changes.

    Raises Forbidden and Refused.
    """
    require(actor, Action.IMPORT_ROSTER, organization)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        entry = RosterEntry.objects.within(organization).filter(key=key_of(claims)).first()
        if entry is not None:
            return entry
        if not Practitioner.objects.within(organization).filter(pk=practitioner.pk).exists():
            message = _("This therapist takes no part in your network.")
            raise Refused([Refusal("not_ours", message, _("Choose somebody of your own network, or somebody new."))])
        entry = RosterEntry(
            organization=organization, key=key_of(claims), practitioner=practitioner, cells_sha256=fingerprint(claims), saved_at=at
        )
        entry.save()
        record(entry, "roster.recognized", actor=actor, at=at, after={"practitioner": practitioner.reference})
    return entry


def remember_columns(organization, fields: dict[str, str], *, actor, at) -> RosterMapping:
    """Keep what the columns of this organization's files mean; the next file is read by it. Raises Forbidden."""
    require(actor, Action.RECORD_NETWORK, organization)
    with transaction.atomic():
        row = RosterMapping(organization=organization, fields=fields, set_at=at, set_by_id=actor.person_id)
        row.save()
        record(row, "roster.columns_set", actor=actor, at=at, after=fields)
    return row


def columns_of(organization) -> dict[str, str]:
    """Their column to ours, as last said."""
    row = RosterMapping.objects.within(organization).first()
    return row.fields if row else {}


def fingerprint(claims: Claims) -> str:
    """SHA-256 over everything the row claims."""
    told = {**asdict(claims), "row": 0, "license_title": claims.license_title and claims.license_title.key}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _known_place(claims: Claims) -> None:
    place = claims.license_jurisdiction
    if claims.license_title and not Jurisdiction.objects.filter(code=place).exists():
        raise Refused(
            [
                Refusal(
                    "packs_not_loaded",
                    _("The jurisdiction %(code)s is not loaded.") % {"code": place},
                    _("Run manage.py load_packs, then save again."),
                )
            ]
        )


def _register(claims: Claims, organization, actor, at) -> Practitioner:
    name, title = claims.person.names[0], claims.license_title
    practitioner = register_practitioner(
        given_name=name.given,
        family_name=name.family,
        date_of_birth=claims.person.date_of_birth,
        npi=claims.person.npi,
        profession=title.profession if title and title.profession in PROFESSIONS else "",
        imported_by=organization,
        actor=actor,
        at=at,
    )
    participation = standing.take_part(organization=organization, practitioner=practitioner, actor=actor, at=at)
    standing.share(participation=participation, actor=actor, at=at)
    return practitioner


def _write_names(claims: Claims, practitioner, actor, at) -> None:
    """Every way to read a former name is a key for screening."""
    known = {(row.given_name, row.family_name) for row in PractitionerName.objects.of(practitioner)}
    for name in claims.person.names[1:]:
        if (name.given, name.family) not in known:
            add_name(practitioner, given_name=name.given, family_name=name.family, actor=actor, at=at)


def _write_license(claims: Claims, practitioner, actor, at) -> None:
    if claims.license_title is None or not claims.license_number:
        return
    fields = {
        "jurisdiction_id": claims.license_jurisdiction,
        "license_type": claims.license_title.key,
        "number": claims.license_number,
        "issued_on": claims.license_issued_on,
        "expires_on": claims.license_expires_on,
    }
    held = License.objects.of(practitioner).filter(retired_at=None)
    _replace(held.filter(jurisdiction_id=claims.license_jurisdiction), add_license, fields, practitioner, actor, at)


def _write_credentials(claims: Claims, practitioner, actor, at) -> None:
    held = Credential.objects.of(practitioner).filter(retired_at=None)
    if claims.degree:
        fields = {"kind": "degree", "code": claims.degree, "issued_on": claims.degree_on}
        _replace(held.filter(kind="degree"), add_credential, fields, practitioner, actor, at)
    if claims.liability_expires_on:
        fields = {
            "kind": "insurance",
            "covers_through": claims.liability_expires_on,
            "per_claim": claims.liability_per_claim,
            "aggregate": claims.liability_aggregate,
            "currency": claims.liability_currency or "",
        }
        _replace(held.filter(kind="insurance"), add_credential, fields, practitioner, actor, at)


def _replace(held, add, fields, practitioner, actor, at) -> None:
    """Add what the row says in place of what an earlier roster said, unless it says the same."""
    row = held.order_by("-pk").first()
    if row is None or any(getattr(row, name) != value for name, value in fields.items()):
        add(practitioner=practitioner, replaces=row, actor=actor, at=at, **fields)
