"""What happened about money at the demo's organizations: authorizations, sessions, what was sent and paid."""

from dataclasses import dataclass

from network.access import Actor, Role, therapist_actor
from network.dates import ONE_DAY
from network.models import Organization, Participation
from payments.workflow import authorizing

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
        given = {"kind": "sessions", "service": "counseling", "subject_key": f"{participation.pk:064x}", **more}
        return authorizing.authorize(
            participation=participation, units=units, first=self.day(ago), last=self.day(ago) + DAYS,
            actor=self.people[Role.INTAKE], at=at, **given,
        )


def herself(participation) -> Actor:
    """The therapist as the one who acts."""
    practitioner = participation.practitioner
    return therapist_actor(practitioner, practitioner.person.users.first())


def every_story(stage):
    """Of every organization."""
    harbor = Till.of(stage, "harbor")
    return [wren(harbor)]


def wren(till):
    """Two clients, one of whom is nearly through."""
    at = yield till.ago(40)
    row = till.participation("Halloway")
    till.authorize(row, units=5, ago=40, at=at)
    at = yield till.ago(12)
    till.authorize(row, units=3, ago=12, at=at, subject_key=f"{row.pk + 1:064x}")
