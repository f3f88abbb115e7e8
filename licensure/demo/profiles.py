"""What one invented therapist says about herself, as plain values, and how it is written into her profile.

Every day is given by the caller, so that two worlds can have their own today.
"""

from dataclasses import dataclass, field
from datetime import date

from licensure.claims import CLOSED_UNPAID, OPEN, SETTLED
from licensure.models import License
from licensure.packs import packs
from licensure.workflow import evidence
from network.demo import papers
from network.demo.dutch import file_name, in_language, paper_in
from network.demo.papers import Paper
from network.documents import keep_own


@dataclass(frozen=True, slots=True)
class Licensed:
    """A license or registration. `title` is the key of its type, such as `US-IL:lcsw`. `shown` names a planted fault."""

    title: str
    number: str
    issued_on: date
    expires_on: date | None
    shown_name: str = ""
    shown_expiry: date | None = None

    @property
    def jurisdiction(self) -> str:
        """Where."""
        return self.title.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Insured:
    """A liability policy; both days are covered. Amounts in minor units."""

    number: str
    first: date
    last: date
    per_claim: int
    aggregate: int
    currency: str = "USD"
    issuer: str = "Lantern Mutual"
    named: str = "self"
    shown_name: str = ""
    shown_last: date | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Degree:
    """An academic degree."""

    level: str
    title: str
    school: str
    conferred_on: date


@dataclass(frozen=True, slots=True)
class Course:
    """A training or certificate."""

    code: str
    title: str
    issuer: str
    completed_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Referee:
    """Somebody who answered for her."""

    name: str
    relation: str
    answered_on: date
    rating: int = 5


@dataclass(frozen=True, slots=True)
class Stint:
    """A stretch of work by month, or (with `explanation`) of none."""

    first: date
    last: date | None
    employer: str = ""
    role: str = "Therapist"
    eap: bool = False
    explanation: str = ""
    in_writing: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """A malpractice claim, reported on day `on`; closed on that day where no other is given."""

    on: date
    paid: int | None
    currency: str = "USD"
    open: bool = False
    incident: date | None = None
    closed: date | None = None
    narrative: str = ""
    carrier: str = "Lantern Mutual"

    @property
    def detail(self) -> dict:
        """What is kept beside the row's own fields."""
        state = OPEN if self.open else SETTLED if self.paid else CLOSED_UNPAID
        days = {"incident_on": self.incident or self.on, "closed_on": None if self.open else self.closed or self.on}
        return {"state": state, "narrative": self.narrative, **{name: f"{day:%Y-%m-%d}" for name, day in days.items() if day}}


@dataclass(frozen=True, slots=True)
class Listed:
    """A loss run, as of day `on`."""

    on: date
    carrier: str = "Lantern Mutual"


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything she holds."""

    licenses: tuple[Licensed, ...] = ()
    insurance: tuple[Insured, ...] = ()
    degrees: tuple[Degree, ...] = ()
    courses: tuple[Course, ...] = ()
    referees: tuple[Referee, ...] = ()
    stints: tuple[Stint, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    runs: tuple[Listed, ...] = ()
    conduct_on: date | None = None


@dataclass(slots=True)
class Scribe:
    """Writes a profile as the therapist herself, in her language. `papers` False keeps one tiny file instead of drawn ones."""

    practitioner: object
    actor: object
    name: str
    at: object
    papers: bool = True
    language: str = "en"
    licenses: list = field(default_factory=list)
    policies: list = field(default_factory=list)

    def write(self, profile: Profile) -> None:
        """Everything, each through the workflow she would use on her pages."""
        for item in profile.licenses:
            self.licenses.append(self.license(item))
        for item in profile.insurance:
            self.policies.append((item, self.insured(item)))
        for item in profile.degrees:
            self._credential("degree", title=item.title, code=item.level, issuer=item.school, issued_on=item.conferred_on,
                             named_person=self.name, document=self._diploma(item))
        for item in profile.courses:
            self._credential("training", title=item.title, code=item.code, issuer=item.issuer, issued_on=item.completed_on,
                             covers_through=item.expires_on, named_person=self.name)
        for item in profile.referees:
            self._credential("reference", title=item.name, code=item.relation, issued_on=item.answered_on, quantity=item.rating)
        for item in profile.troubles:
            self._credential("claim", issuer=item.carrier, issued_on=item.on, per_claim=item.paid, currency=item.currency,
                             detail=item.detail)
        for item in profile.runs:
            self._credential("loss_run", issuer=item.carrier, issued_on=item.on, named_person=self.name,
                             document=self._loss_run(item, profile.troubles))
        if profile.conduct_on:
            self._credential("certificate_of_conduct", title="VOG", issuer="Justis", issued_on=profile.conduct_on)
        for item in profile.stints:
            evidence.write_position(
                practitioner=self.practitioner, kind="gap" if item.explanation else "work", employer=item.employer,
                role="" if item.explanation else in_language(item.role, self.language), first_month=item.first.replace(day=1),
                last_month=item.last.replace(day=1) if item.last else None, explanation=item.explanation,
                in_writing=item.in_writing, eap=item.eap, actor=self.actor, at=self.at,
            )

    def license(self, item: Licensed, *, replaces=None) -> License:
        """A license with its paper."""
        kind = packs().types[item.title]
        facts = (
            ("Name", item.shown_name or self.name), ("Title", kind.title), ("Number", item.number),
            ("Issued", told(item.issued_on)), ("Valid through", told(item.shown_expiry or item.expires_on)),
        )
        register = packs().registers.get(kind.register)
        paper = Paper(register.name if register else kind.jurisdiction, "License certificate", facts)
        return evidence.add_license(
            practitioner=self.practitioner, jurisdiction_id=item.jurisdiction, license_type=item.title, number=item.number,
            issued_on=item.issued_on, expires_on=item.expires_on, document=self.keep("license", paper, photo=self.practitioner.pk % 3 == 0),
            replaces=replaces, actor=self.actor, at=self.at,
        )

    def insured(self, item: Insured, *, replaces=None):
        """An insurance policy with its certificate."""
        facts = (
            ("Insured", item.shown_name or self.name), ("Policy number", item.number), ("From", told(item.first)),
            ("Through", told(item.shown_last or item.last)), ("Each claim", amount(item.per_claim, item.currency)),
            ("Aggregate", amount(item.aggregate, item.currency)),
        )
        paper = Paper(item.issuer, "Certificate of professional liability insurance", facts, INSURANCE_NOTE)
        return self._credential(
            "insurance", title=in_language("Professional liability", self.language),
            issuer=item.issuer, number=item.number, named_person=self.name,
            covers_from=item.first, covers_through=item.last, per_claim=item.per_claim, aggregate=item.aggregate,
            currency=item.currency, detail={"named": item.named, "form": "occurrence"}, replaces=replaces,
            document=self.keep("insurance", paper) if item.shown else None,
        )

    def _loss_run(self, item: Listed, troubles):
        shown = [(f"Reported {told(one.on)}", amount(one.paid or 0, one.currency)) for one in troubles if one.carrier == item.carrier]
        facts = (("Insured", self.name), ("As of", told(item.on)), *(shown or [("Claims", "None on record")]))
        return self.keep("loss_run", Paper(item.carrier, "Loss run", facts))

    def _diploma(self, item: Degree):
        facts = (("Conferred upon", self.name), ("Degree", item.title), ("On", told(item.conferred_on)))
        return self.keep("degree", Paper(item.school, "Diploma", facts))

    def keep(self, kind, paper: Paper, *, photo=False):
        """A paper of hers: drawn here, so there is nothing to inspect; one tiny picture where a test is in a hurry."""
        if not self.papers:
            content = TINY
        else:
            hers = paper_in(paper, self.language)
            content = papers.picture(hers) if photo else papers.pdf(hers)
        picture = photo or not self.papers
        return keep_own(
            owner=self.practitioner, kind=kind, content=content, content_type="image/png" if picture else "application/pdf",
            filename=f"{file_name(kind, self.language)}.{'png' if picture else 'pdf'}", actor=self.actor, at=self.at,
        )

    def _credential(self, kind, *, replaces=None, **fields):
        return evidence.add_credential(
            practitioner=self.practitioner, kind=kind, replaces=replaces, actor=self.actor, at=self.at, **fields
        )


INSURANCE_NOTE = (
    "This certificate is issued as a matter of information only. The limits shown are those of the policy in force on the "
    "days named above."
)
TINY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def told(day: date | None) -> str:
    """A day as papers write it."""
    return f"{day:%d %b %Y}".lstrip("0") if day else "no end"


def amount(minor: int, currency: str) -> str:
    """An amount as papers write it."""
    sign = {"USD": "$", "EUR": "\u20ac"}.get(currency, currency)
    return f"{sign}{minor // 100:,}"
