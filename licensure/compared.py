"""Reads the two sides of one check: what she attests, and what its source answers. `comparing` says what differs."""

from collections.abc import Mapping
from datetime import date

from licensure.claims import carrier
from licensure.comparing import Difference, Stated, compare
from licensure.models.evidence import Credential, CredentialKind
from licensure.packs import packs
from network.models import PractitionerName

IDENTIFIED = {  # element → what a source must state of whom it speaks before its answer can be taken over unread
    "license": ("names", "number"), "register": ("names", "number"), "npi": ("names", "number"), "insurance": ("names",),
    "supervision": ("names", "number"),
}
GOOD = "active"  # the only status that is taken over unread


def attested(verification) -> Stated:
    """Her side: every name she has or had, and what she wrote about the item."""
    practitioner, row = verification.practitioner, verification.evidence
    person = practitioner.person
    rows = [person, *PractitionerName.objects.of(practitioner).order_by("pk")]
    names = [(each.given_name, f"{each.prefix} {each.family_name}".strip()) for each in rows]
    if (named := getattr(row, "named_person", "")) and _may_name_another(row):
        names.append(("", named))
    if verification.element == "npi":
        return Stated(tuple(names), practitioner.npi, person.date_of_birth)
    if row is None:
        return Stated(tuple(names), born=person.date_of_birth)
    if verification.element == "claims":
        return _claims(row, tuple(names))
    if verification.element == "supervision":  # the source speaks of the supervisor; when that license ends, she does not say
        return Stated((("", row.title),), row.number, **titles_of(verification, row))
    said = {name: getattr(row, name, None) for name in ("per_claim", "aggregate")}
    first = getattr(row, "covers_from", None) if verification.element == "insurance" else row.issued_on
    last = getattr(row, "expires_on", None) or getattr(row, "covers_through", None)
    return Stated(tuple(names), row.number, person.date_of_birth, first, last, **said, **titles_of(verification, row))


def _may_name_another(row) -> bool:
    """Whether a paper may stand in a name that is not one of hers: a policy that she says insures herself may not."""
    return (getattr(row, "detail", None) or {}).get("named") != "self"


def _claims(row, names) -> Stated:
    """Her side of a claim; of a loss run, how many claims of its carrier she entered."""
    if row.kind == CredentialKind.LOSS_RUN:
        return Stated(names, claims=len(claims_with(row)))
    said = row.detail
    return Stated(
        names, incident_on=_day(said.get("incident_on")), reported_on=row.issued_on, closed_on=_day(said.get("closed_on")),
        claim_state=said.get("state"), paid=row.per_claim, reserved=said.get("reserved"), currency=row.currency or None,
    )


def claims_with(row) -> list:
    """The claims she entered with the carrier of a loss run."""
    rows = Credential.objects.of(row.practitioner).filter(kind=CredentialKind.CLAIM, retired_at=None)
    return [each for each in rows if carrier(each.issuer) == carrier(row.issuer)]


def loss_run_for(row):
    """The newest loss run with a copy that she sent of the carrier of a claim, or None."""
    rows = Credential.objects.of(row.practitioner).filter(kind=CredentialKind.LOSS_RUN, retired_at=None, document__isnull=False)
    found = [each for each in rows.select_related("document").order_by("issued_on", "pk") if carrier(each.issuer) == carrier(row.issuer)]
    return found[-1] if found else None


def titles_of(verification, row) -> dict[str, tuple[str, ...]]:
    """How a license's title is written where it is issued, and every other title there; nothing for other items.

    Of a supervision it is the supervisor's license.
    """
    types = packs().types
    named = {"license": "license_type", "supervision": "code"}.get(verification.element, "")
    kind = types.get(getattr(row, named, "")) if named else None
    if kind is None:
        return {}
    rest = [each for each in types.values() if each.jurisdiction == kind.jurisdiction and each.key != kind.key]
    return {"titles": writings(kind), "others": tuple(text for each in rest for text in writings(each))}


def writings(kind) -> tuple[str, ...]:
    """The ways a title is written: in full, abbreviated, and what else a pack knows."""
    return tuple(filter(None, (kind.title, kind.abbreviation, *kind.also)))


def answered(verification, *, values: Mapping | None = None, good_through: date | None = None) -> Stated:
    """The source's side as it is kept, with what is just being answered.

    Of `values` it reads names (a list) or name, number or npi, title, date_of_birth, first and last (ISO days), per_claim,
    aggregate, and what `Stated` holds about a claim.
    """
    said = {**verification.values, **(values or {})}
    names = said.get("names") or [said.get("name")]
    return Stated(
        tuple(("", str(name)) for name in names if name),
        str(said.get("number") or said.get("npi") or ""),
        _day(said.get("date_of_birth")),
        _day(said.get("first")),
        good_through or verification.good_through or _day(said.get("last")),
        said.get("per_claim"),
        said.get("aggregate"),
        (str(said["title"]),) if said.get("title") else (),
        **{name: _day(said.get(name)) for name in ("incident_on", "reported_on", "closed_on")},
        **{name: said.get(name) for name in ("claim_state", "paid", "reserved", "currency", "claims")},
    )


def _day(value) -> date | None:
    """A day as a source's answer keeps it; a text that is no ISO day says nothing that could be compared."""
    if not isinstance(value, str):
        return value or None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def differences(verification, *, values=None, good_through=None) -> tuple[Difference, ...]:
    """The fields in which her word and the source's answer differ, with what is just being answered. Two queries."""
    return compare(attested(verification), answered(verification, values=values, good_through=good_through))


def unidentified(verification) -> tuple[str, ...]:
    """What the kept answer does not say of whom it speaks, though answers about this element must: "names", "number"."""
    theirs = answered(verification)
    return tuple(name for name in IDENTIFIED.get(verification.element, ()) if not getattr(theirs, name))


def needs_reading(verification) -> bool:
    """Whether the kept answer says something about her standing that a person must read: a status that is not active, a
    restriction, a remark. A status word nobody knows counts as not active; so does none, about a license."""
    said = verification.values
    status = said.get("status", GOOD if verification.element not in ("license", "register", "supervision") else "")
    return status != GOOD or any(said.get(name) for name in ("encumbered", "actions", "remarks"))
