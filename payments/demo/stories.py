"""What happened about money at the demo's organizations: authorizations, sessions, what was sent and paid."""

from dataclasses import dataclass

from network.access import Actor, Role, therapist_actor
from network.dates import ONE_DAY
from network.models import Organization, Participation
from network.workflow.revising import day_of
from payments.models import Invoice, InvoiceLine
from payments.workflow import accounts, authorizing, checking, invoicing, payees, sessions, taxes

DAYS = 90 * ONE_DAY


@dataclass(frozen=True, slots=True)
class Till:
    """One organization's people about money on the stage."""

    stage: object
    organization: Organization
    people: dict[str, Actor]

    @classmethod
    def of(cls, stage, slug):
        """The organization called `slug`."""
        organization = stage.organizations[slug]
        mine = [actor for actor in stage.actors.values() if actor.organization_id == organization.pk]
        return cls(stage, organization, {role: actor for actor in mine for role in actor.roles})

    def ago(self, days, hour=16, minute=0):
        """That time of day (UTC) so many of its days back."""
        return self.stage.calendar.ago(days, hour, minute, zone=self.organization.zone)

    def day(self, ago=0):
        """Its day so many days back."""
        return self.stage.calendar.day(ago, zone=self.organization.zone)

    def participation(self, family_name) -> Participation:
        """Of a therapist who takes part here."""
        rows = Participation.objects.within(self.organization).select_related("organization", "practitioner__person")
        return rows.get(practitioner__person__family_name=family_name)

    def authorize(self, participation, *, units, ago, at, **more):
        """Intake authorizes sessions from that day on."""
        home = participation.organization.country  # a state, where licenses are of states: its therapists of the demo work in Illinois
        place = "US-IL" if home == "US" else home
        given = {"kind": "sessions", "service": "counseling", "client_in": place, "subject_key": f"{participation.pk:064x}", **more}
        return authorizing.authorize(
            participation=participation, units=units, first=self.day(ago), last=self.day(ago) + DAYS,
            actor=self.people[Role.INTAKE], at=at, **given,
        )

    def payee(self, participation, *, number, tax_id, at):
        """She is paid in her own name, and asks for this account; both, as they wait for finance."""
        name, actor = participation.practitioner.person.full_name, herself(participation)
        row = payees.create_payee(
            organization=self.organization, name=name, participation=participation, tax_id=tax_id, actor=actor, at=at
        )
        return row, self.account(participation, row, number=number, at=at)

    def account(self, participation, payee, *, number, at, routing="021000021"):
        """She asks to be paid onto another account."""
        return accounts.request(
            payee, holder=participation.practitioner.person.full_name, number=number, routing=routing, participation=participation,
            reauthenticated_at=at, actor=herself(participation), at=at,
        )

    def called_back(self, payee, account, *, called, at, note="Called the number we had."):
        """Finance calls her about the account and has her tax form."""
        accounts.confirm(account, called=called, note=note, actor=self.people[Role.FINANCE], at=at)
        payees.change_payee(payee, tax_form_on=day_of(self.organization, at), actor=self.people[Role.FINANCE], at=at)


def herself(participation) -> Actor:
    """The therapist as the one who acts."""
    practitioner = participation.practitioner
    return therapist_actor(practitioner, practitioner.person.users.first())


def every_story(stage):
    """Of every organization."""
    harbor = Till.of(stage, "harbor")
    return [wren(harbor), vat(Till.of(stage, "noorderlicht"))]


def report(till, authorization, ago, at, **more):
    """She reports a session of that day."""
    who = herself(authorization.participation)
    sessions.log(authorization, day=till.day(ago), actor=who, at=at, **{"mode": "in_person", **more})


def vat(till):
    """Care is exempt there, as two people said; that work for a company is not waits for the second of them. [S45]"""
    law, finance = "Wet op de omzetbelasting 1968", till.people[Role.FINANCE]
    at = yield till.ago(50)
    first = {"first": till.day(50), "as_of": till.day(50), "at": at}
    exempt = f"{law}, artikel 11, eerste lid, onderdeel g"
    care = taxes.propose_position(till.organization, purpose="care", basis_points=None, source=exempt, actor=finance, **first)
    at = yield till.ago(49)
    taxes.confirm(care, actor=till.people[Role.FINANCE_APPROVER], at=at)
    at = yield till.ago(2)
    first = {"first": till.day(2), "as_of": till.day(2), "at": at}
    due = f"{law}, artikel 9, eerste lid"
    taxes.propose_position(till.organization, purpose="company", basis_points=2100, source=due, actor=finance, **first)


def wren(till):
    """Two clients, one of whom is nearly through."""
    at = yield till.ago(42)
    row = till.participation("Halloway")
    payee, account = till.payee(row, number="000123456", tax_id="00-0000000", at=at)
    at = yield till.ago(41)
    till.called_back(payee, account, called="+1 555 0154", note="Called the number of her application.", at=at)
    at = yield till.ago(40)
    first = till.authorize(row, units=5, ago=40, at=at)
    at = yield till.ago(33)
    report(till, first, 33, at)
    at = yield till.ago(26)
    report(till, first, 26, at)
    at = yield till.ago(19)
    report(till, first, 19, at, attendance="late_cancellation")
    at = yield till.ago(18)
    invoicing.send(Invoice.objects.within(till.organization).get(participation=row, state="draft"), actor=herself(row), at=at)
    at = yield till.ago(12)
    till.authorize(row, units=3, ago=12, at=at, subject_key=f"{row.pk + 1:064x}")
    at = yield till.ago(11)
    line = InvoiceLine.objects.within(till.organization).filter(participation=row, state="matched").first()
    if line is not None:
        checking.approve(line, actor=till.people[Role.FINANCE_APPROVER], at=at)
    at = yield till.ago(5)
    report(till, first, 5, at)
    at = yield till.ago(1)
    till.account(row, payee, number="000987654", routing="011000015", at=at)
