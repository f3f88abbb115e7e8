"""What a roster claims about one person, as the facts the rules read. Pure.

A claim is her word or her office's, never more: everything here is *attested*. `as_if_verified` answers another question,
where the file would go if every claim turned out true and all a roster has no column for were in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from licensure.catalog import LicenseType, RegisterKind, Renewal
from licensure.packs import packs
from licensure.screening import Candidate, Person
from network.dates import plus_months
from network.money import Money
from vetting.criteria.conduct import QUESTION_SETS
from vetting.criteria.eligibility import PROFESSIONS
from vetting.criteria.papers import RIGHT_TO_WORK, kinds_asked
from vetting.criteria.records import MEETINGS, METHODS
from vetting.evidence import (
    Answer,
    Degree,
    Facts,
    Hit,
    Hours,
    Insurance,
    Job,
    License,
    ListCheck,
    Paper,
    Proof,
    Reference,
    State,
    Supervision,
    Training,
)
from vetting.findings import Policy

ELEMENTS = ("identity", "work_history", "npi", "eap_experience", "disclosures", "supervision", "certificate_of_conduct")
SETTLED_YEARS = 30  # how long ago the history of a file in order begins


@dataclass(slots=True)
class Claims:
    """One row of a roster; None where it says nothing. Amounts are in minor units of `liability_currency`."""

    row: int = 0
    reference: str = ""
    person: Person = field(default_factory=lambda: Person(()))
    license_jurisdiction: str | None = None
    license_title: LicenseType | None = None
    license_number: str | None = None
    license_issued_on: date | None = None
    license_expires_on: date | None = None
    degree: str | None = None
    degree_on: date | None = None
    eap_months: int | None = None
    liability_per_claim: int | None = None
    liability_aggregate: int | None = None
    liability_currency: str | None = None
    liability_expires_on: date | None = None

    @property
    def name(self) -> str:
        """Her name as the roster writes it."""
        return " ".join(part for part in (self.person.names[0].given, self.person.names[0].family) if part)


def facts_of(
    claims: Claims, *, on: date, hits: Iterable[tuple[str, Candidate]] = (), lists: Iterable[tuple[str, date]] = ()
) -> Facts:
    """The facts of one row on `on`: `hits` are candidates by list, `lists` the lists she was screened on, each with its day.

    What the roster leaves blank stays unknown. A candidate is somebody's question; a list software looked at is obtained.
    """
    title = claims.license_title
    return Facts(
        profession=title.profession if title and title.profession in PROFESSIONS else None,
        jurisdictions=(claims.license_jurisdiction,) if claims.license_jurisdiction else None,
        npi=claims.person.npi or None,
        degrees=(Degree(claims.degree, claims.degree_on, Proof("education")),) if claims.degree else None,
        licenses=(_license(claims),) if title and claims.license_jurisdiction else None,
        insurance=(_insurance(claims, on),) if claims.liability_expires_on else None,
        eap_months=claims.eap_months,
        hits=tuple(Hit(key, str(found.band), "open", on) for key, found in hits),
        list_checks=tuple(ListCheck(key, as_of, State.OBTAINED) for key, as_of in lists),
    )


def _license(claims: Claims) -> License:
    title = claims.license_title
    register = packs().registers.get(title.register)
    return License(
        jurisdiction=claims.license_jurisdiction,
        register=title.register,
        level=str(title.level),
        proof=Proof("license"),
        statutory=register is None or register.kind is not RegisterKind.VOLUNTARY,
        issued_on=claims.license_issued_on,
        expires_on=claims.license_expires_on,
        lifelong=title.renewal is Renewal.LIFELONG,
    )


def _insurance(claims: Claims, on: date) -> Insurance:
    """Her policy. A roster says no first day: a policy that still runs is taken to have begun."""
    last = claims.liability_expires_on
    per_claim, aggregate = (
        Money(minor, claims.liability_currency) if minor is not None and claims.liability_currency else None
        for minor in (claims.liability_per_claim, claims.liability_aggregate)
    )
    return Insurance(min(on, last), last, per_claim, aggregate, Proof("insurance"))


def as_if_verified(facts: Facts, policy: Policy, *, on: date) -> Facts:
    """The same file had everything it claims been verified on `on`, and all a roster cannot say been in order.

    Blank cells stay unknown and candidates stay unjudged: neither becomes true by verifying.
    """
    long_ago = plus_months(on, -12 * SETTLED_YEARS)

    def proof(element: str, method: str = "seen") -> Proof:
        return Proof(element, State.VERIFIED, on, method)

    return replace(
        facts,
        attested_on=on,
        languages=_asked(policy, "languages", "languages"),
        modes=_asked(policy, "works_by", "modes"),
        office=_asked(policy, "office_has", "features"),
        services=(),
        conflicts=(),
        clinical_hours=max(_number(policy, "clinical_hours", "hours") or 0, _number(policy, "license_or_register", "hours") or 0) or None,
        degrees=_each(
            facts.degrees,
            proof=proof("education"),
            accredited_by=next(iter(_asked(policy, "degree_accredited", "accreditors")), None),
        ),
        licenses=_each(facts.licenses, proof=proof("license", "web_lookup"), status="active", encumbered=False),
        license_actions=(),
        supervision=(Supervision("independent", long_ago, None, proof("supervision")),),
        insurance=_each(
            facts.insurance, proof=proof("insurance"), named="self", form="occurrence",
            also=_asked(policy, "insurance_also", "kinds") or None,
        ),
        jobs=_history(facts, policy, on, long_ago),
        papers=_papers(facts, policy, on, proof("paper")),
        trainings=tuple(Training(code, on, proof("training")) for code in _certificates(policy)),
        hours=_hours(policy, on, proof("training")),
        references=tuple(Reference(on, relation, proof("reference"), 5) for relation in ("peer", "supervisor") * 5),
        claims=(),
        answers=tuple(Answer(code, False) for code in QUESTION_SETS["us"]),
        list_checks=tuple(replace(item, state=State.VERIFIED, run_on=on) for item in facts.list_checks),
        proofs=tuple(proof(element, method) for element in ELEMENTS for method in (*METHODS, *MEETINGS)),
    )


def _each(rows, **fields):
    return None if rows is None else tuple(replace(row, **fields) for row in rows)


def _asked(policy: Policy, criterion: str, name: str) -> tuple:
    row = policy.threshold(criterion)
    return tuple(row.limit[name]) if row else ()


def _papers(facts: Facts, policy: Policy, on: date, proof: Proof) -> tuple[Paper, ...]:
    """Each paper the policy asks for, as it asks for it: a roster has no column for any."""
    wanted = kinds_asked(policy.thresholds, facts.profession, facts.jurisdictions or ())
    basis = next(iter(_asked(policy, "right_to_work", "bases")), None)
    said = {"language": next(iter(_asked(policy, "papers_translated", "languages")), None)}
    said |= {"place": next(iter(_asked(policy, "papers_legalized", "countries")), None)}
    return tuple(Paper(kind, proof, on, basis=basis) if kind == RIGHT_TO_WORK else Paper(kind, proof, on, **said) for kind in wanted)


def _number(policy: Policy, criterion: str, name: str) -> int | None:
    row = policy.threshold(criterion)
    return row.limit[name] if row else None


def _hours(policy: Policy, on: date, proof: Proof) -> tuple[Hours, ...]:
    taught, supervised = policy.threshold("continuing_education"), policy.threshold("supervision_hours")
    found = [Hours(taught.limit["kind"], plus_months(on, -12), on, taught.limit["hours"], proof)] if taught else []
    if supervised:
        minutes = 13 * supervised.limit["minutes"]  # a year touches thirteen calendar months
        found.append(Hours("supervision", plus_months(on, -12), on, -(-minutes // 60), proof))
    return tuple(found)


def _certificates(policy: Policy) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_asked(policy, "eap_training", "courses"), *_asked(policy, "certificate_held", "courses"))))


def _history(facts: Facts, policy: Policy, on: date, long_ago: date) -> tuple[Job, ...] | None:
    """Work without a gap, of which the claimed months are EAP work. Unclaimed EAP work stays unknown where it is asked."""
    if facts.eap_months is None and (policy.threshold("eap_years") or policy.threshold("eap_training")):
        return None
    eap = (Job(plus_months(on, -facts.eap_months), None, "eap"),) if facts.eap_months else ()
    return (Job(long_ago, None), *eap)
