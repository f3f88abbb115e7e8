"""By which settings an organization's committee decides on a day, and what came in about a file after a vote."""

from datetime import date
from zoneinfo import ZoneInfo

from network.events import scope_of
from network.facts.parameters import in_force
from network.models import Event
from vetting import governance
from vetting.committee import PARAMETER, in_full

EVIDENCE = (  # what somebody who voted would have wanted to know
    "verification.obtain", "verification.verify", "verification.verify_by_rule", "verification.meet", "verification.flag",
    "verification.mark_unavailable", "verification.waive", "information.answered",
)


def settings_of(organization, on: date) -> dict:
    """Every setting of the committee, as the policy in force on the organization's day says; else its default. One query."""
    return in_full(in_force(organization, PARAMETER, on=on) or {})


def governance_of(organization, on: date) -> dict:
    """How the organization governs its vetting, as the policy in force on its day says; else the defaults. One query."""
    return governance.in_full(in_force(organization, governance.PARAMETER, on=on) or {})


def holds_meetings(organization, at) -> bool:
    """Whether the organization's committee decides in meetings on its day at `at`."""
    return settings_of(organization, at.astimezone(ZoneInfo(organization.zone)).date())["meetings"]


def news_since(application, sequence: int) -> list[str]:
    """The actions by which evidence came into the file after the event with this number, in order, each once."""
    rows = Event.objects.filter(
        scope=scope_of(application), about=application.event_about, action__in=EVIDENCE, sequence__gt=sequence
    )
    return list(dict.fromkeys(rows.order_by("sequence").values_list("action", flat=True)))
