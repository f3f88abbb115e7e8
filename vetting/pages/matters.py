"""What a meeting is told beside its files, in words: appeals, and what monitoring found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day, listed
from network.parts import Tag, Task
from vetting.models.actions import ActionKind, ActionState
from vetting.models.appeals import AppealState
from vetting.models.decisions import Outcome
from vetting.models.monitoring import AlertState
from vetting.pages.actions import TAGS as ACTION_TAGS
from vetting.pages.appeals import TAGS as APPEAL_TAGS
from vetting.pages.monitoring import STATES as ALERT_TAGS
from vetting.pages.monitoring import named
from vetting.pages.recused import closed_task

STATES = {"appeal": (AppealState, APPEAL_TAGS), "suspension": (ActionState, ACTION_TAGS), "alert": (AlertState, ALERT_TAGS)}
PAGES = {"appeal": "appeal", "suspension": "adverse_action", "alert": "alert"}


def task(matter, organization) -> Task:
    """A row of the agenda that leads to its own page; closed to whoever takes no part."""
    label = title(matter)
    if matter.closed:
        return closed_task(label)
    url = reverse(PAGES[matter.kind], kwargs={"organization": organization.slug, "pk": matter.number})
    states, tags = STATES[matter.kind]
    tag = Tag("ours", _("You settle it")) if matter.asked else Tag(tags[matter.state], str(states(matter.state).label))
    return Task(label, tag, url, note(matter))


def title(matter, *, names=True) -> str:
    """Whom or which file it is about."""
    return " · ".join(filter(None, [matter.name if names else "", matter.about]))


def note(matter) -> str:
    """What it is, since when, and by when somebody settles it."""
    told = {"what": what(matter), "day": day(matter.since)}
    said = {
        "appeal": _("%(what)s, appealed on %(day)s"), "suspension": _("%(what)s, since %(day)s"), "alert": _("%(what)s, red since %(day)s"),
    }[matter.kind] % told
    if matter.by is None:
        return said
    until = _("to settle by %(day)s") if matter.kind == "appeal" else _("to review by %(day)s")
    return " · ".join(filter(None, [said, until % {"day": day(matter.by)}, panel(matter) if matter.kind == "appeal" else ""]))


def panel(matter) -> str:
    """Who settles an appeal that waits, and how many of them have said what they think."""
    if not matter.panel:
        return _("nobody is named to settle it yet")
    told = {"names": listed(seat.name for seat in matter.panel), "said": sum(seat.said for seat in matter.panel), "of": len(matter.panel)}
    return _("settled by %(names)s: %(said)s of %(of)s said what they think") % told


def what(matter) -> str:
    """The decision or action appealed, or the rule that is not met."""
    if matter.kind == "alert":
        return named(matter.what, matter.place)
    if matter.what in ActionKind.values:
        return str(ActionKind(matter.what).label)
    return str(Outcome(matter.what).label)


def line(matter, *, names=True) -> str:
    """The same in one line, as minutes and packets have it: with where it stands."""
    states, _tags = STATES[matter.kind]
    about = title(matter, names=names)
    if matter.closed:
        return _("%(about)s: you take no part") % {"about": about}
    return _("%(about)s: %(said)s (%(state)s)") % {"about": about, "said": note(matter), "state": str(states(matter.state).label).lower()}
