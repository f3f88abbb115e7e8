"""Harbor with its staff, its policy and therapists in every state, made by calling workflow; for tests of the staff's pages.

Days are counted back from the kernel's clock, since pages read it themselves.
"""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from licensure.models import Verification
from licensure.sources.oig_leie import SOURCE
from licensure.workflow import evidence, verifications
from licensure.workflow.lists import load_list
from network import clock
from network.access import Role, system, therapist_actor
from network.dates import plus_months
from network.documents import keep_own
from network.models import PractitionerName, User
from network.workflow import people
from network.workflow.standing import accept_terms
from tests import loaded
from tests.licensure.list_files import leie, row
from tests.network.cast import organization, staff
from tests.network.files import pdf
from tests.sources import source_of
from vetting.facts.policies import law_of
from vetting.facts.questions import question_set_of
from vetting.workflow import applying, checking, deciding, disclosures, policies

DAYS = timedelta(days=1)
STATEMENT = "Everything above is true and complete."
KEPT = {  # the small policy of tests, beside what the law asks: criterion → limit
    "license_in_force": {"levels": ["independent"]},
    "license_verified": {"days": 120, "all": True},
    "insurance_per_claim": {"minimum": {"USD": 100_000_000}},
    "insurance_in_force": {},
    "not_excluded": {"lists": ["oig-leie"]},
    "hits_adjudicated": {"band": "possible"},
    "attestation_signed": {"days": 180},
    "identity_seen": {"methods": ["seen", "source_document", "file"]},
}


def listed(*rows, at):
    """Put a list of these rows in use; the row of somebody nobody knows is always there."""
    load_list(
        source=SOURCE, content=leie(row(LASTNAME="ASHENFELL", FIRSTNAME="BRONTE"), *rows), filename="UPDATED.csv",
        as_of=at.date() - 2 * DAYS, actor=system("test"), at=at,
    )


class World:
    """One organization, its people, and how a therapist comes to each state of her file. `ago` counts days back from now."""

    def __init__(self, slug="harbor", *, preset="EAP-basic-US", whole=False, names=()):
        self.now = clock.now()
        loaded.packs()
        self.organization = organization(slug)
        self.start = self.at(60)
        self.maya = staff(self.organization, "Maya Lindenwood", Role.NETWORK_MANAGER)
        self.tom = staff(self.organization, "Tom Wetherby", Role.VERIFIER)
        self.ines = staff(self.organization, "Ines Calloway", Role.DIRECTOR)
        self.odell = staff(self.organization, "Odell Marsh", Role.COMMITTEE)
        self.una = staff(self.organization, "Una Ledgerwood", Role.AUDITOR)
        self.rosa = staff(self.organization, "Rosa Quillfeather", Role.INTAKE)
        listed(at=self.start)
        self.policy = self._policy(preset, whole)

    def at(self, ago):
        """The instant `ago` days back, at the same hour of the organization's day: clocks may have been put back meanwhile."""
        local = self.now.astimezone(ZoneInfo(self.organization.zone))
        return (local - ago * DAYS).astimezone(UTC)

    def day(self, ago=0) -> date:
        """The organization's day `ago` days back."""
        return self.at(ago).astimezone(ZoneInfo(self.organization.zone)).date()

    def _policy(self, preset, whole):
        draft = policies.draft_from_preset(
            organization=self.organization, preset=preset, effective_from=self.day(60), actor=self.maya, at=self.start
        )
        if not whole:
            draft.criteria.exclude(criterion__in={*KEPT, *law_of(draft)}).delete()
        policies.send_for_approval(draft, actor=self.maya, at=self.start)
        policies.approve(draft, actor=self.ines, at=self.start)
        return draft

    # ── Therapists ───────────────────────────────────────────────────────────

    def therapist(self, name="Wren Halloway", *, former="", prefix="", expires=None, per_claim=100_000_000, **fields):
        """Somebody with one Ohio license, one insurance policy and answers to every question."""
        given, family = name.split(" ", 1)
        at = self.start
        who = people.register_practitioner(
            given_name=given, prefix=prefix, family_name=family, date_of_birth=date(1984, 5, 2), actor=system("test"), at=at,
            **{"profession": "social_worker", "npi": "1234567893", **fields},
        )
        user = User.objects.create_user(f"{who.reference.lower()}@mail.example", person=who.person)
        actor = therapist_actor(who, user)
        if former:
            PractitionerName(practitioner=who, given_name=given, family_name=former).save()
        upload = keep_own(
            owner=who, kind="insurance", content=pdf(), content_type="application/pdf", filename="certificate.pdf", actor=actor,
            at=at,
        )
        evidence.add_license(
            practitioner=who, jurisdiction_id="US-OH", license_type="US-OH:lisw", number=f"I.{who.pk:07d}",
            issued_on=date(2016, 3, 1), expires_on=expires or self.day(-400), actor=actor, at=at,
        )
        evidence.add_credential(
            practitioner=who, kind="insurance", title="Professional liability", issuer="Lantern Mutual",
            number=f"LM-{who.pk:04d}-04", named_person=name, covers_from=self.day(200), covers_through=self.day(-200),
            per_claim=per_claim, aggregate=300_000_000, currency="USD", document=upload, actor=actor, at=at,
        )
        evidence.add_credential(
            practitioner=who, kind="degree", title="Master of Social Work", code="master", issuer="Lakehaven University",
            issued_on=date(2015, 6, 1), actor=actor, at=at,
        )
        evidence.write_position(
            practitioner=who, employer="Tidewater Clinic", role="Counselor", first_month=date(2016, 4, 1), eap=True, actor=actor,
            at=at,
        )
        asked = question_set_of(self.organization)
        answers = {question.key: {"answer": False} for question in asked.questions}
        disclosures.answer(practitioner=who, question_set=asked.key, answers=answers, actor=actor, at=at)
        return who, actor

    # ── Files ────────────────────────────────────────────────────────────────

    def draft(self, name="Wren Halloway", *, ago=20, **fields):
        """Begun, with her consent."""
        who, actor = self.therapist(name, **fields)
        file = applying.open_application(
            organization=self.organization, practitioner=who, jurisdictions=["US-OH"], actor=actor, at=self.at(ago)
        )
        applying.read_rights(file, actor=actor, at=self.at(ago))
        applying.consent(file, actor=actor, at=self.at(ago))
        file.herself = actor
        return file

    def submitted(self, name="Wren Halloway", *, ago=15, **fields):
        """Signed."""
        file = self.draft(name, ago=ago, **fields)
        at = self.at(ago)
        signature = applying.Signature(name, at, STATEMENT)
        applying.submit(file, signature=signature, missing=(), actor=file.herself, at=at)
        return file

    def checking(self, name="Wren Halloway", *, ago=15, **fields):
        """Taken on by Tom two days after she signed."""
        file = self.submitted(name, ago=ago, **fields)
        checking.begin_checks(file, actor=self.tom, at=self.at(max(ago - 2, 0)))
        return file

    def checks(self, file):
        """Its checks, those replaced left out."""
        return Verification.objects.within(self.organization).filter(file=file.reference).exclude(state="superseded")

    def verify(self, check, *, ago=5, actor=None, as_of=None, good_through=None, comment=""):
        """One check, by Tom, with a kept page."""
        actor, at = actor or self.tom, self.at(ago)
        page = keep_own(
            owner=self.organization, kind="artefact", content=pdf(), content_type="application/pdf", filename="source.pdf",
            actor=actor, at=at,
        )
        ends = {"license": plus_months(self.day(), 13), "insurance": self.day(-200)}.get(check.element)
        values = {"status": "active", "encumbered": False} if check.element == "license" else {}
        verifications.verify(
            check, actor=actor, at=at, method="file" if check.element != "identity" else "source_document",
            source=source_of(check),
            query=check.label, as_of=as_of or self.day(ago), good_through=good_through or ends, values=values, artefact=page,
            comment=comment,
        )

    def checked(self, name="Wren Halloway", *, ago=15, **fields):
        """Every check verified by Tom."""
        file = self.checking(name, ago=ago, **fields)
        for check in self.checks(file):
            self.verify(check, ago=max(ago - 5, 0))
        return file

    def in_review(self, name="Wren Halloway", *, ago=15, **fields):
        """Handed over for decision."""
        file = self.checked(name, ago=ago, **fields)
        checking.refer(file, actor=self.tom, at=self.at(max(ago - 6, 0)))
        return file

    def approved(self, name="Wren Halloway", *, ago=15, **fields):
        """Approved by Ines."""
        file = self.in_review(name, ago=ago, **fields)
        deciding.approve(file, actor=self.ines, at=self.at(max(ago - 7, 0)))
        return file

    def active(self, name="Wren Halloway", *, ago=15, **fields):
        """Approved, and she accepted both sets of terms."""
        file = self.approved(name, ago=ago, **fields)
        for kind in ("referral", "payment"):
            accept_terms(participation=file.participation, kind=kind, actor=file.herself, at=self.at(max(ago - 8, 0)))
        return file

    def denied(self, name="Wren Halloway", *, ago=15):
        """Denied by Ines: her insurance is too small."""
        file = self.in_review(name, ago=ago, per_claim=20_000_000)
        deciding.deny(
            file, basis="administrative", reason="The policy is below the amount we ask.", actor=self.ines,
            at=self.at(max(ago - 7, 0)),
        )
        return file
