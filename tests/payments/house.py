"""A small house for tests of payments: staff of every hand, a therapist in good standing, terms and rates in force."""

from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from network.access import Role, system
from network.models import Participation, User
from network.workflow import standing
from payments.workflow import authorizing, terms
from tests.network import cast
from tests.vetting.pages import sign_in

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)  # noon in New York, a Monday
TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
FEES = [("counseling", "session", "USD", 9500), ("crisis", "hour", "USD", 11000)]
WHERE = {"US": "US-IL"}  # a state, where licenses are of states
ROLES = {
    "maya": ("Maya Lindenwood", Role.NETWORK_MANAGER), "ines": ("Ines Calloway", Role.DIRECTOR), "rosa": ("Rosa Quillfeather", Role.INTAKE),
    "priya": ("Priya Goldacre", Role.FINANCE), "ben": ("Ben Hollis", Role.FINANCE_APPROVER), "tom": ("Tom Wetherby", Role.VERIFIER),
}


class House:
    """One organization on Monday 2 November 2026, with one therapist in it."""

    def __init__(self, slug="harbor"):
        self.organization = cast.organization(slug)
        for key, (name, role) in ROLES.items():
            setattr(self, key, cast.staff(self.organization, name if slug == "harbor" else f"{name}son", role))
        self.practitioner, self.herself = cast.therapist(reference=f"T-{slug}")
        self.participation = self.take_part(self.practitioner)
        self.system = system("test", self.organization)

    def at(self, days=0):
        """Noon so many days on."""
        return NOON + days * DAY

    def day(self, days=0):
        """The day so many days on."""
        return TODAY + days * DAY

    def take_part(self, practitioner):
        """Her participation, not yet granted."""
        since = {"began_at": self.at(-60), "state_since": self.at(-60)}
        row = Participation(organization=self.organization, practitioner=practitioner, shared=True, **since)
        row.save()
        return row

    def grant(self, participation=None, first=-30):
        """A decision that grants counseling everywhere."""
        return standing.record_grant(
            participation=participation or self.participation, service="counseling", jurisdictions=None, first=self.day(first),
            last=self.day(700), decision="decision:1", actor=self.ines, at=self.at(first), requires=(),
        )

    def published(self, kind="referral", text="One rule.\nAnother rule.", days=-40):
        """A text that counts from so many days on."""
        row = terms.draft_terms(
            organization=self.organization, kind=kind, text=text, effective_from=self.day(days), actor=self.maya, at=self.at(days - 40)
        )
        terms.publish(row, actor=self.ines, at=self.at(days - 40))
        return row

    def rates(self, fees=FEES, days=-40, **rules):
        """A schedule that counts from so many days on."""
        row = terms.draft_schedule(
            organization=self.organization, effective_from=self.day(days), fees=fees, actor=self.priya, at=self.at(days - 40), **rules
        )
        terms.publish(row, actor=self.ben, at=self.at(days - 40))
        return row

    def authorized(self, units=5, first=-20, last=60, **more):
        """Sessions of counseling."""
        given = {"kind": "sessions", "service": "counseling", "subject_key": "a" * 64, "actor": self.rosa, **more}
        given.setdefault("client_in", WHERE.get(self.organization.country, ""))
        return authorizing.authorize(
            participation=given.pop("participation", self.participation), units=units, first=self.day(first), last=self.day(last),
            at=self.at(first), **given,
        )

    def url(self, name, **kwargs):
        """A staff page."""
        return reverse(name, kwargs={"organization": self.organization.slug, **kwargs})

    def sign_in(self, client, actor):
        """As this person."""
        return sign_in(client, actor)

    def users(self):
        """Everybody's accounts."""
        return User.objects.filter(memberships__isnull=False).distinct()


def days(name, day):
    """A day as a form sends it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
