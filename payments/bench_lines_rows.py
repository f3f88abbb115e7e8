"""The invented world of the benchmark of lines: therapists in good standing, what was authorized, their sessions and claims."""

from datetime import date, timedelta

from network.models import Acceptance, Cover, Grant, Organization, Participation, Person, Practitioner
from payments.models import (
    Authorization,
    Fee,
    FeeSchedule,
    Invoice,
    InvoiceLine,
    Payee,
    PayeeLink,
    Session,
    VatPosition,
)

LINES = 20  # of each therapist: five clients, four sessions of each
VISITS = 4  # for one authorization
MINOR = 9500
PART = 500  # rows written by one statement
ZONE = "America/New_York"


def filled(n: int, chance, at) -> Organization:
    """An organization with n lines that were sent in; about one in eight is not as it was agreed."""
    row = Organization(slug="bench-lines", name="Bench", country="US", zone=ZONE, currency="USD", prefix="BN")
    row.save()
    staff = Person.objects.bulk_create([Person(given_name=name, family_name="Bench") for name in ("One", "Two")])
    schedule = _schedule(row, staff, at)
    people = _people(row, -(-n // LINES), staff[0], at)
    world = World(row, schedule, staff[0], chance, at)
    for place, (participation, payee) in enumerate(people):
        world.claims(participation, payee, min(n - place * LINES, LINES))
    for rows in (world.invoices, world.authorizations, world.sessions, world.lines):
        type(rows[0]).objects.bulk_create(rows, PART)
    return row


def _schedule(organization, staff, at) -> FeeSchedule:
    row = FeeSchedule(
        organization=organization, version=1, effective_from=date(2020, 1, 1), drafted_at=at, drafted_by=staff[0], settled_at=at,
        settled_by=staff[1], state="published",
    )
    row.save()
    fee = Fee(organization=organization, schedule=row, service="counseling", unit="session", currency="USD", minor=MINOR)
    Fee.objects.bulk_create([fee])  # a published schedule takes no rate by itself
    VatPosition(
        organization=organization, basis_points=None, first=date(2020, 1, 1), source="Bench", as_of=at.date(), recorded_at=at,
        recorded_by=staff[0],
    ).save()
    return row


def _people(organization, count, staff, at) -> list:
    """Participations with their payees: both terms accepted, granted, licensed and insured."""
    persons = Person.objects.bulk_create([Person(given_name="T", family_name=f"Bench {k}") for k in range(count)], PART)
    made = [Practitioner(person=person, reference=f"BNCH-{k}", profession="lpc") for k, person in enumerate(persons)]
    made = Practitioner.objects.bulk_create(made, PART)
    since = {"began_at": at, "state_since": at}
    people = [Participation(organization=organization, practitioner=each, state="active", **since) for each in made]
    people = Participation.objects.bulk_create(people, PART)
    payees = [
        Payee(organization=organization, name=f"Bench {k}", currency="USD", series=f"B{k}", created_at=at) for k in range(count)
    ]
    payees = Payee.objects.bulk_create(payees, PART)
    pairs = list(zip(people, payees, strict=True))
    link = {"organization": organization, "first": date(2020, 1, 1)}
    PayeeLink.objects.bulk_create([PayeeLink(participation=her, payee=payee, **link) for her, payee in pairs], PART)
    _stand(organization, people, at)
    return pairs


def _stand(organization, people, at) -> None:
    common = {"organization": organization, "recorded_at": at, "first": date(2020, 1, 1), "zone": ZONE}
    basis = [{"key": "license", "first": "2020-01-01", "last": None, "zone": ZONE}]
    for kind, told in (
        (Acceptance, {"kind": "referral"}), (Acceptance, {"kind": "payment"}),
        (Grant, {"requires": ["authority", "insurance"], "decision": "B-1", "decided_at": at}),
        (Cover, {"kind": "authority", "bases": basis}), (Cover, {"kind": "insurance", "bases": basis}),
    ):  # fmt: skip
        kind.objects.bulk_create([kind(participation=her, **common, **told) for her in people], PART)


class World:
    """What therapists claim, made before any of it is written: what others point at is written first."""

    def __init__(self, organization, schedule, staff, chance, at):
        self.organization, self.schedule, self.staff, self.chance, self.at = organization, schedule, staff, chance, at
        self.invoices, self.authorizations, self.sessions, self.lines = [], [], [], []

    def claims(self, her, payee, count) -> None:
        """An invoice of hers with so many lines."""
        own = {"organization": self.organization, "participation": her}
        sent = {"state": "sent", "number": f"{payee.series}-00001", "begun_at": self.at, "sent_at": self.at}
        invoice = Invoice(**own, payee=payee, currency="USD", **sent)
        self.invoices.append(invoice)
        for visit in range(count):
            if visit % VISITS == 0:
                self.authorizations.append(self._authorization(own, visit))
            self._claim(own, invoice, payee, visit % VISITS)

    def _authorization(self, own, visit) -> Authorization:
        return Authorization(
            **own, reference=f"BN-{len(self.authorizations)}", kind="sessions", service="counseling",
            units=self.chance.choice([3, 6, 6, 6]), first=date(2026, 1, 1), last=date(2026, 12, 31),
            subject_key=f"client {len(self.authorizations)}", issued_at=self.at,
        )

    def _claim(self, own, invoice, payee, visit) -> None:
        session = Session(
            organization=self.organization, authorization=self.authorizations[-1], day=self.at.date() - timedelta(days=40 - 7 * visit),
            mode="in_person", logged_at=self.at, logged_by=self.staff,
        )
        minor, vat = (9000 if self.chance.random() < 0.05 else MINOR), (100 if self.chance.random() < 0.02 else 0)
        claim = InvoiceLine(
            **own, invoice=invoice, payee=payee, session=session, schedule=self.schedule, currency="USD", minor=minor, claimed_minor=minor,
            vat_minor=vat, state="submitted", state_since=self.at, submitted_at=self.at, position=len(self.lines) + 1,
        )
        self.sessions.append(session)
        self.lines.append(claim)
