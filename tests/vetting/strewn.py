"""Facts and policies strewn by chance over everything the rules read: lists nobody spoke of, every state, days at every edge."""

import random
from datetime import date, timedelta

from network.money import Money
from vetting.criteria.conduct import ORDER, QUESTIONS
from vetting.criteria.eligibility import FEATURES, LEVELS, MODES, PROFESSIONS
from vetting.criteria.licenses import PRACTICE_LEVELS
from vetting.criteria.papers import BASES, LEGALIZATIONS
from vetting.criteria.records import RELATIONS
from vetting.evidence import (
    SEVERITIES,
    Answer,
    Claim,
    Concern,
    Degree,
    Facts,
    GapExplanation,
    Hit,
    Hours,
    Insurance,
    Job,
    License,
    LicenseAction,
    ListCheck,
    Paper,
    Proof,
    Reference,
    SourceRecord,
    State,
    Supervision,
    Training,
    Waiver,
)
from vetting.findings import BindsOn, Kind, Policy, Reviewer, Severity, Threshold
from vetting.rules import CRITERIA

ON = date(2026, 2, 28)
PLACES = ("US-OH", "US-IN", "US", "NL", "NL-ZH")
REGISTERS = ("US-OH:cswmft", "NL:big", "NL:skj")
LISTS = ("oig-leie", "sam", "eu")
CODES = {  # what stands in a field of codes
    "professions": PROFESSIONS[:3], "jurisdictions": PLACES, "equivalents": ("diploma",), "accreditors": ("cswe", "nvao"),
    "languages": ("en", "nl", "pl"), "modes": MODES, "features": FEATURES[:2], "closed_professions": PROFESSIONS[:2],
    "closed_places": PLACES, "levels": PRACTICE_LEVELS, "registers": REGISTERS, "supervisors": PRACTICE_LEVELS,
    "courses": ("eap_101", "ceap", "cism"), "named": ("self", "group", "other"), "forms": ("occurrence", "claims_made"),
    "kinds": ("cyber", "general"), "lists": LISTS, "methods": ("seen", "file", "video", "in_person"),
    "relations": RELATIONS, "bases": BASES, "papers": ("photo", "immunization"), "countries": ("US", "NL"), "legalizations": LEGALIZATIONS,
}
PAPERS = ("right_to_work", "photo", "immunization", "degree")
SMALL = {
    "years": 6, "months": 24, "days": 400, "hours": 60, "minutes": 200, "count": 3, "most": 2, "rating": 5, "clean": 40, "director": 20,
}
ELEMENTS = ("identity", "work_history", "disclosures", "certificate_of_conduct", "eap_experience", "npi", "supervision")


class Strewn:
    """What one seed makes."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)  # noqa: S311  data for a test, not a secret
        self.one = self.chance.choice

    def maybe(self, value):
        return None if self.chance.random() < 0.25 else value

    def day(self, years=7):
        """Around `ON`; often exactly so many days or months from it that an edge is met."""
        if self.chance.random() < 0.4:
            return ON + timedelta(days=self.one((-400, -366, -365, -121, -120, -30, -1, 0, 1, 30, 365)))
        return ON + timedelta(days=self.chance.randrange(-365 * years, 500))

    def few(self, make, most=3, none=True):
        if none and self.chance.random() < 0.15:
            return None
        return tuple(make() for _turn in range(self.chance.randrange(most + 1)))

    def some(self, words, least=0):
        return tuple(self.chance.sample(words, self.chance.randrange(least, len(words) + 1)))

    def proof(self, element="license"):
        return Proof(element, self.one((State.VERIFIED, *State)), self.maybe(self.day()), self.one(CODES["methods"]))

    def money(self):
        return self.maybe(Money(self.one((99, 100, 101, 2**31 + 7)), self.one(("USD", "USD", "EUR"))))

    def stretch(self):
        first = self.day()
        return first, first + timedelta(days=self.chance.randrange(0, 900))

    # ── Facts ────────────────────────────────────────────────────────────────

    def facts(self) -> Facts:
        return Facts(
            submitted_on=self.maybe(self.day(2)), decided_on=self.maybe(self.day(2)), event_on=self.maybe(self.day(2)),
            attested_on=self.maybe(self.day(2)), profession=self.maybe(self.one(PROFESSIONS[:4])), denied_on=self.maybe(self.day()),
            npi=self.one((None, "1234567893", "1234567890")), conflicts=self.one((None, (), ("conflict_of_interest",))),
            clinical_hours=self.maybe(self.one((30, 60))), eap_months=self.maybe(self.one((12, 24, 90))),
            **{name: self.one((None, self.some(CODES[name]))) for name in ("languages", "modes", "jurisdictions")},
            office=self.one((None, self.some(FEATURES))), services=self.one((None, self.some(("crisis", "dot", "counseling")))),
            **self.held(), **self.worked(), **self.said(),
        )

    def held(self):
        return {
            "degrees": self.few(lambda: Degree(
                self.one((*LEVELS, "diploma", "certificate")), self.maybe(self.day()), self.proof("education"),
                self.maybe(self.one(("cswe", "nvao", "other"))),
            )),
            "licenses": self.few(self.license, 4),
            "license_actions": self.few(lambda: LicenseAction("reprimand", self.day(), "US-IN", self.proof()), 2),
            "supervision": self.few(lambda: self.agreement(*self.stretch()), 2),
            "insurance": self.few(lambda: self.policy(*self.stretch()), 4),
        }

    def license(self):
        return License(
            self.one(PLACES), self.one(REGISTERS), self.one(PRACTICE_LEVELS), self.proof(), statutory=self.chance.random() < 0.6,
            status=self.one(("active", "active", "revoked", None)), issued_on=self.maybe(self.day()), expires_on=self.maybe(self.day()),
            lifelong=self.one((True, False)), encumbered=self.one((None, True, False)), disclosed=self.one((True, False)),
        )

    def agreement(self, first, last):
        return Supervision(self.one(PRACTICE_LEVELS), first, self.maybe(last), self.proof("supervision"))

    def policy(self, first, last):
        return Insurance(
            first, last, self.money(), self.money(), self.proof("insurance"), self.maybe(self.one(CODES["named"])),
            self.maybe(self.one((*CODES["forms"], "claims_made_with_tail"))), self.maybe(self.some(CODES["kinds"])),
        )

    def worked(self):
        return {
            "jobs": self.few(lambda: self.job(*self.stretch()), 5),
            "gap_explanations": self.few(lambda: GapExplanation(*self.stretch(), self.one((True, False))), none=False),
            "trainings": self.few(lambda: Training(
                self.one(CODES["courses"]), self.day(), self.proof("training"), self.maybe(self.day())
            )),
            "hours": self.few(lambda: self.statement(*self.stretch())),
            "references": self.few(lambda: Reference(
                self.day(), self.one(RELATIONS), self.proof("reference"), self.maybe(self.one((1, 3, 5)))
            ), 4),
        }

    def paper(self):
        return Paper(
            self.one(PAPERS), self.proof("paper"), self.maybe(self.day()), self.maybe(self.day()), self.maybe(self.one(PLACES)),
            self.maybe(self.one(BASES)), self.maybe(self.one(("en", "nl", "tr"))), self.one((None, "plain", "sworn")),
            self.one((None, *LEGALIZATIONS)),
        )

    def papers_by(self):
        return tuple(
            {
                "paper": self.one(PAPERS), "professions": self.some(PROFESSIONS[:3]), "places": self.some(PLACES[:2]),
                "years": self.one((0, 0, 1, 5)),
            } for _row in range(self.one((1, 2, 3)))
        )

    def job(self, first, last):
        return Job(first, self.maybe(last), self.one(("eap", "clinical")))

    def statement(self, first, last):
        return Hours(self.one(("ce", "pdh", "supervision", "clinical")), first, last, self.chance.randrange(80), self.proof("training"))

    def said(self):
        names = self.chance.sample(QUESTIONS, self.one((0, 3, len(QUESTIONS), len(QUESTIONS))))
        answers = tuple(
            Answer(name, self.chance.random() < 0.15, self.maybe(self.one(("minor", "serious"))), self.one((True, False)))
            for name in (*names, *names[:1])
        )
        return {
            "papers": self.few(self.paper, 6),
            "concerns": self.few(lambda: Concern(self.day(12), self.one(SEVERITIES)), none=False),
            "claims": self.few(lambda: Claim(self.day(12), self.one((True, False)), self.proof("disclosures"), self.money())),
            "answers": self.maybe(answers),
            "records": self.few(lambda: SourceRecord(self.one(QUESTIONS), self.proof("disclosures")), 2, none=False),
            "hits": self.few(lambda: Hit(
                self.one(LISTS), self.one(("possible", "probable", "certain")),
                self.one(("open", "confirmed", "cleared", "cleared", "inconclusive")), self.day(), self.maybe(self.day()),
            ), 2, none=False),
            "list_checks": self.few(lambda: ListCheck(
                self.one(LISTS), self.day(), self.one(tuple(State)), "", self.maybe(self.day())
            ), 8, none=False),
            "proofs": self.few(lambda: self.proof(self.one(ELEMENTS)), 8, none=False),
            "waivers": self.few(lambda: self.waiver(*self.stretch()), 3, none=False),
        }

    def waiver(self, first, last):
        return Waiver(self.one(tuple(CRITERIA)), "somebody", first, self.maybe(last), "", self.one(("director", "committee")))

    # ── Policies ─────────────────────────────────────────────────────────────

    def book(self, keys=tuple(CRITERIA)) -> list[Policy]:
        """One to three versions, each asking nearly all of `keys` for its own numbers."""
        starts = [date(2019, 1, 1), *(self.day(3) for _turn in range(self.chance.randrange(3)))][self.one((0, 0, 0, 1)) :] or [ON]
        return [
            Policy("Strewn", number, start, tuple(self.threshold(key) for key in keys if self.chance.random() < 0.9))
            for number, start in enumerate(starts, 1)
        ]

    def threshold(self, key) -> Threshold:
        return Threshold(
            key, self.one(tuple(Severity)), {field.name: self.value(field) for field in CRITERIA[key].fields},
            waivable_by=self.one(("", "director", "committee")), binds_on=self.one((BindsOn.IMMEDIATE, *BindsOn)),
            reviewer=self.one(tuple(Reviewer)),
        )

    def value(self, field):
        if field.kind is Kind.INTEGER:
            return self.chance.randint(field.minimum, max(field.minimum, min(field.maximum, SMALL.get(field.name, 40))))
        return {
            Kind.FLAG: lambda: self.one((True, False)), Kind.CODE: lambda: self.one(field.choices),
            Kind.CODES: lambda: self.some(CODES[field.name], int(field.default != ())),
            Kind.AMOUNTS: lambda: {"USD": 100, **self.one(({}, {"EUR": 2**31 + 7}))},
            Kind.NEEDS: lambda: {name: self.some(CODES["courses"]) for name in self.some(("crisis", "dot"))},
            Kind.MATRIX: self.matrix, Kind.PAPERS: self.papers_by, Kind.WEIGHTS: lambda: dict.fromkeys(self.some(field.choices), 5),
        }[field.kind]()

    def matrix(self):
        return {
            question: {grade: self.one(ORDER) for grade in self.some(("minor", "serious", "any"))}
            for question in self.chance.sample(QUESTIONS, 5)
        }
