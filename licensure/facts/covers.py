"""The covers that verified evidence gives: where a license lets her serve, and what an insurance policy covers.

A compact privilege rests on two licenses, so all her verified licenses are judged together each time one is verified.
"""

from collections import defaultdict

from licensure.facts.licenses import held, verified_licenses
from licensure.models import Credential
from licensure.packs import packs
from licensure.rules import authority
from network.dates import Day, Span
from network.money import Money
from network.models import Parameter, Participation
from network.standing import Basis

MODES = ("in_person", "video", "phone")
SERVICES = ("counseling", "addiction", "couples", "crisis")


def covers_from(verification, *, at) -> list[dict]:
    """The covers a verification just made gives, as arguments of `network.workflow.standing.record_cover`."""
    participation = Participation.objects.within(verification.organization).filter(practitioner=verification.practitioner).first()
    if participation is None:
        return []
    build = {"license": _authority, "register": _authority, "insurance": _insurance}.get(verification.element)
    if build is None:
        return []
    common = {"participation": participation, "verification": f"verification:{verification.pk}"}
    return [{**common, **cover} for cover in build(verification)]


def _insurance(check):
    row = Credential.objects.within(check.organization).get(pk=check.item.partition(":")[2])
    if row.covers_from is None or not row.currency:
        return []
    last = check.good_through or row.covers_through
    amounts = {"per_claim": row.per_claim, "aggregate": row.aggregate}
    return [
        {
            "kind": "insurance",
            "bases": (Basis(row.key, Span(row.covers_from, last, check.organization.zone)),),
            "amounts": tuple((name, Money(value, row.currency)) for name, value in amounts.items() if value is not None),
        }
    ]


def _authority(check):
    """One cover per place, service and set of bases in which the verified license takes part; its modes together."""
    pairs = verified_licenses(check.organization, check.practitioner)
    mine = [one for one in (held(row, each) for row, each in pairs) if one]
    days = {one.key: max(day for day in (one.first, one.verified_as_of) if day) for one in mine}
    if check.item not in days:
        return []
    found = defaultdict(set)
    for place, service, mode, where in _questions(mine):
        requirement = packs().requirement(place, service, accepted_registers=_accepted(check.organization))
        answer = authority(
            requirement, mine, client_in=place, practitioner_in=where, mode=mode, when=Day(days[check.item])
        )
        for way in answer.alternatives:
            if any(basis.key == check.item for basis in way.bases):
                compact = len(way.bases) > 1 and place != where
                found[(place, service, way.bases, where if compact else None)].add(mode)
    return [
        {
            "kind": "authority", "jurisdiction": place, "service": service,
            "modes": None if modes == set(MODES) else frozenset(modes),
            "practitioner_in": frozenset({where}) if where else None,
            "bases": tuple(Basis(one.key, Span(one.first or days[one.key], one.last, one.zone)) for one in bases),
        }
        for (place, service, bases, where), modes in found.items()
    ]


def _questions(mine):
    """Every place a license of hers could speak for, with every service, mode and place she may sit in."""
    homes = {one.key.split(":")[0] for one in (each.type for each in mine)} & set(packs().places)
    compact = any(one.type.compact for one in mine)
    places = set(packs().places) if compact else homes
    for place in sorted(places):
        for service in SERVICES:
            for mode in MODES:
                for where in sorted(homes | {place}) if compact else (place,):
                    yield place, service, mode, where


def _accepted(organization) -> frozenset[str]:
    """Voluntary registers this organization's policy accepts, written down into licensure when a policy becomes active."""
    row = Parameter.objects.within(organization).filter(key="licensure.accepted_registers").order_by("-effective_from").first()
    return frozenset(row.value) if row else frozenset()
