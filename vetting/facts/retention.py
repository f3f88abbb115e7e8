"""How long an organization keeps what it knows of a therapist: which class she is in, since when, and what keeps it open."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from network.facts.keeping import Kept
from network.models import Participation
from network.transitions import Refusal
from vetting.facts.clocks import clocks_of
from vetting.models import Appeal, Application, Decision
from vetting.models.application import OPEN
from vetting.retention import CLOCK, Class, duty

INSIDE = ("active", "leaving")
WHAT = {
    Class.REJECTED: _("a rejected application"), Class.WITHDRAWN: _("an application that was withdrawn or lapsed"),
    Class.ENDED: _("the file of a therapist who left the network"),
}


def kept(organization, practitioner, *, on: date) -> tuple[Kept, ...]:
    """What vetting holds of her here: the one class her part in the network is in. Nothing where there is nothing of her."""
    rows = Participation.objects.within(organization).filter(practitioner=practitioner, erased_at=None)
    participation = rows.first()
    if participation is None:
        return ()
    files = list(Application.objects.within(organization).filter(practitioner=practitioner).order_by("pk"))
    if not files and participation.state == "onboarding":
        return ()  # invited or on a roster, and never judged: there is no class to be in
    appeals = list(Appeal.objects.within(organization).filter(participation=participation))
    if still := _still(participation, files, appeals, on):
        return (Kept("open", _("what is going on"), still=still),)
    kind, days = _class(participation, files), clocks_of(organization, on)
    since, number = _since(participation, files, appeals, ZoneInfo(organization.zone)), days[CLOCK[kind]]
    return (Kept(kind, WHAT[kind], since, number, since + timedelta(days=number), duty(kind, organization.country)),)


def _still(participation, files, appeals, on) -> Refusal | None:
    """What keeps it open: the days of a record begin when everything about it is over."""
    if participation.state in INSIDE:
        return Refusal("takes_part", _("This therapist takes part in your network."), _("End the agreement first."))
    if any(file.state in OPEN for file in files):
        return Refusal("file_open", _("An application is open."), _("Decide it, close it, or let the therapist withdraw it first."))
    waiting = [row for row in appeals if row.state == "received" or (row.state == "open" and row.until and row.until >= on)]
    if waiting:
        return Refusal("appeal_open", _("An appeal is open, or may still come."), _("Wait until it is settled or its last day has passed."))
    if participation.state == "onboarding" and any(file.state == "approved" for file in files):
        return Refusal("takes_part", _("This therapist takes part in your network."), _("End the agreement first."))
    return None


def _class(participation, files) -> Class:
    """Somebody who was ever let in is kept as who left; of the others the last answer counts."""
    if Decision.objects.within(participation.organization).filter(application__in=files, outcome="approved").exists():
        return Class.ENDED
    last = files[-1].state if files else "withdrawn"
    return Class.REJECTED if last in ("denied", "not_accepted") else Class.WITHDRAWN


def _since(participation, files, appeals, zone) -> date:
    """The day on which the last of it was over."""
    instants = [participation.state_since, *(file.state_since for file in files)]
    days = [instant.astimezone(zone).date() for instant in instants]
    days += [day for row in appeals for day in (row.settled_on, row.until if row.state == "open" else None) if day]
    return max(days)
