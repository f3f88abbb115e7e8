"""What is known about one therapist for one organization, as plain frozen data: the input of every criterion.

`None` means nobody has said; an empty tuple means somebody said there are none. Dates and counts are stored, never ages.
Months are dates of which only year and month are read. Pure: standard library and `network.money` only.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.money import Money


class State(StrEnum):
    """How far a fact has come: she says it, software fetched it, a named person reviewed it, or its source disagrees."""

    ATTESTED = "attested"
    OBTAINED = "obtained"
    VERIFIED = "verified"
    DISCREPANT = "discrepant"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Proof:
    """Who stands behind a fact. `as_of` is the source's own day, never the day somebody clicked; `ref` names the record.

    `rule`: "1.1", the documented rule and its version that verified it when no person did.
    """

    element: str
    state: State = State.ATTESTED
    as_of: date | None = None
    method: str = ""
    source: str = ""
    ref: str = ""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Degree:
    """An academic degree. `level` is one of LEVELS in the criteria or an equivalent's code; `accredited_by` names a body."""

    level: str
    conferred_on: date | None
    proof: Proof
    accredited_by: str | None = None


@dataclass(frozen=True, slots=True)
class License:
    """A statutory license, a compact privilege or a voluntary register entry (`statutory` False).

    `expires_on` None with `lifelong` True never expires; None with `lifelong` False means nobody knows.
    `status` is the register's word: active, inactive, expired, suspended, revoked, surrendered, retired. `encumbered`
    covers probation, conditions and restrictions. `register` is a code such as `NL:big` or `US-OH:cswmft`, as the packs write it.
    """

    jurisdiction: str
    register: str
    level: str
    proof: Proof
    statutory: bool = True
    status: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    lifelong: bool = False
    encumbered: bool | None = None
    disclosed: bool = True


@dataclass(frozen=True, slots=True)
class LicenseAction:
    """A disciplinary act of a board, from any jurisdiction, in force or past."""

    kind: str
    on: date
    jurisdiction: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Supervision:
    """An agreement under which somebody licensed supervises her; `last` None while it runs."""

    level: str
    first: date
    last: date | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Insurance:
    """A liability policy. `last` is the last covered day (included). `named` is self, group or other; None is unknown.

    `also`: what else it covers, such as cyber or general liability.
    """

    first: date
    last: date
    per_claim: Money | None
    aggregate: Money | None
    proof: Proof
    named: str | None = None
    form: str | None = None
    also: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A stretch of work, month precision; `last` None while it goes on. `kind` is eap, clinical or other."""

    first: date
    last: date | None
    kind: str = "clinical"


@dataclass(frozen=True, slots=True)
class GapExplanation:
    """What she said about months without work; `written` when it is on paper."""

    first: date
    last: date
    written: bool


@dataclass(frozen=True, slots=True)
class Training:
    """A course or certificate: EAP-101, CEAP, CISM, SAP … `expires_on` None never expires."""

    code: str
    completed_on: date
    proof: Proof
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A statement of hours over a closed period, such as a continuing education cycle."""

    kind: str
    first: date
    last: date
    hours: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Reference:
    """A peer's answer. `relation` is peer, supervisor, partner, relative or employee; `rating` 1 to 5."""

    received_on: date
    relation: str
    proof: Proof
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A malpractice claim, settlement or judgment. `paid` None when the amount is not known."""

    on: date
    open: bool
    proof: Proof
    paid: Money | None = None


SEVERITIES = ("minor", "moderate", "serious")  # of a concern, from least to most


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern about her that was looked into and found to be so. `severity` is one of SEVERITIES."""

    received_on: date
    severity: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Her answer to one disclosure question. `grade` (minor, moderate, serious) is given by whoever reviewed a yes."""

    question: str
    yes: bool
    grade: str | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source that says yes to a disclosure question, whatever she answered."""

    question: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Hit:
    """A possible match on an exclusion or sanctions list, raised to this organization."""

    list_code: str
    band: str
    state: str
    seen_on: date
    until: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ListCheck:
    """One run of one exclusion list over her names; `as_of` is the date of the list's file, `run_on` the day of the run."""

    list_code: str
    as_of: date
    state: State
    ref: str = ""
    run_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """Any other paper she shows (kinds in `criteria.papers`), and as `degree` what is known of a diploma as a paper.

    `place` is the country it is from; of a right to work the one it lets her work in, None for wherever she asks. `expires_on`
    None never ends. `basis` is why she may work. None in `language` or `place`: nobody said.
    """

    kind: str
    proof: Proof
    issued_on: date | None = None
    expires_on: date | None = None
    place: str | None = None
    basis: str | None = None
    language: str | None = None
    translation: str | None = None
    legalization: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """The decision that one criterion shall not decide this file, from `first` through `last`.

    `role` is who stands behind it: a director, or a committee (two named people), which counts for a director's too.
    """

    criterion: str
    by: str
    first: date
    last: date | None = None
    ref: str = ""
    role: str = "director"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the criteria may read. `submitted_on`, `decided_on` and `event_on` fix the days that bind.

    `eap_months` is EAP work told as one number, as a roster does; it is read only where no work history is known.
    """

    submitted_on: date | None = None
    decided_on: date | None = None
    event_on: date | None = None
    attested_on: date | None = None
    profession: str | None = None
    languages: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    office: tuple[str, ...] | None = None
    jurisdictions: tuple[str, ...] | None = None
    services: tuple[str, ...] | None = None
    npi: str | None = None
    denied_on: date | None = None
    conflicts: tuple[str, ...] | None = None
    clinical_hours: int | None = None
    degrees: tuple[Degree, ...] | None = None
    licenses: tuple[License, ...] | None = None
    license_actions: tuple[LicenseAction, ...] | None = None
    supervision: tuple[Supervision, ...] | None = None
    insurance: tuple[Insurance, ...] | None = None
    jobs: tuple[Job, ...] | None = None
    eap_months: int | None = None
    gap_explanations: tuple[GapExplanation, ...] = ()
    trainings: tuple[Training, ...] | None = None
    hours: tuple[Hours, ...] | None = None
    references: tuple[Reference, ...] | None = None
    papers: tuple[Paper, ...] | None = None
    claims: tuple[Claim, ...] | None = None
    answers: tuple[Answer, ...] | None = None
    records: tuple[SourceRecord, ...] = ()
    concerns: tuple[Concern, ...] = ()
    hits: tuple[Hit, ...] = ()
    list_checks: tuple[ListCheck, ...] = ()
    proofs: tuple[Proof, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def proofs_of(self, element: str) -> tuple[Proof, ...]:
        """The proofs of one evidence element, oldest source day first; those without a day come first."""
        found = [proof for proof in self.proofs if proof.element == element]
        return tuple(sorted(found, key=lambda proof: proof.as_of or date.min))
