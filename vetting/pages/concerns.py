"""The pages of concerns: those of the network, those about one therapist, and one with what may be done about it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.formats import day, day_short
from network.parts import Act, Link, Pager, Pair, Tag, Task
from network.transitions import refusals, unless
from vetting.pages.actions import tabs
from vetting.pages.steps import Step

TAGS = {
    "open": "ours", "looked_into": "ours", "substantiated": "stop", "not_substantiated": "done", "referred_on": "held", "struck": "draft",
}
GIVEN = {"on": None, "finding": "given", "closing_note": "given", "reason": "given"}
STEPS = {"take_up": "take_up", "close": "substantiate", "reopen": "reopen", "strike": "strike"}  # on the page → of the machine
SHOWN = 50


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            "take_up", _("Take it up"), _("Look into it"), "primary",
            _("You answer for it from now on, and close it by its day."),
        ),
        Step("close", _("Close it"), _("Close the concern"), "primary"),
        Step("reopen", _("Something new is known"), _("Look into it again")),
        Step("strike", _("Recorded by mistake"), _("Strike it out"), "", _("It is about somebody else, or stands here twice.")),
    )


@dataclass(frozen=True, slots=True)
class ConcernsPage:
    """Everything `vetting/concerns.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    closed: tuple[Task, ...]
    pager: Pager | None
    record: Act | None


def concerns_page(waiting, closed, more, *, organization, actor, on) -> ConcernsPage:
    """All of a network: those that wait by their day, then one page of those that are closed."""
    late = sum(next_day(row) < on for row in waiting)
    text = ngettext("%(count)s waits to be closed", "%(count)s wait to be closed", len(waiting)) % {"count": len(waiting)}
    if late:
        text = f"{text} · {ngettext('%(count)s is late', '%(count)s are late', late) % {'count': late}}"
    older = f"{reverse('concerns', kwargs={'organization': organization.slug})}?before={closed[-1].pk}" if more else ""
    return ConcernsPage(
        title=_("Concerns"), text=text, crumbs=(), tabs=tabs(organization, "concerns", actor),
        tasks=tuple(_task(row, on) for row in sorted(waiting, key=next_day)), closed=tuple(_task(row, on) for row in closed),
        pager=Pager("", older=older) if older else None, record=None,
    )


def of_one(participation, rows, *, actor, on) -> ConcernsPage:
    """Those about one therapist."""
    here = {"organization": participation.organization.slug, "reference": participation.practitioner.reference}
    name = participation.practitioner.person.full_name
    counted = [row for row in rows if row.state == "substantiated"]
    text = ngettext("%(count)s substantiated", "%(count)s substantiated", len(counted)) % {"count": len(counted)}
    waiting = [row for row in rows if row.is_waiting]
    act = Act(
        "concern", _("Record a concern"), reverse("concern_new", kwargs=here), unless(actor, Action.LOG_CONCERN, participation), "get"
    )
    return ConcernsPage(
        title=_("Concerns about %(name)s") % {"name": name}, text=text, crumbs=(Link(name, reverse("standing_of", kwargs=here)),), tabs=(),
        tasks=tuple(_task(row, on, who=False) for row in sorted(waiting, key=next_day)),
        closed=tuple(_task(row, on, who=False) for row in rows if not row.is_waiting), pager=None, record=act,
    )


def next_day(row):
    """The day by which somebody must do the next thing about it."""
    return row.acknowledge_by if row.state == "open" else row.close_by


def tag_of(row, on) -> Tag:
    """Where it stands; one that waits by its day."""
    if not row.is_waiting:
        return Tag(TAGS[row.state], str(row.get_state_display()))
    late, until = next_day(row) < on, day_short(next_day(row))
    if row.state == "open":
        return Tag("stop" if late else "ours", (_("To take up since %(day)s") if late else _("Take up by %(day)s")) % {"day": until})
    return Tag("stop" if late else "ours", (_("Was due %(day)s") if late else _("By %(day)s")) % {"day": until})


def _task(row, on, who=True) -> Task:
    url = reverse("concern", kwargs={"organization": row.organization.slug, "pk": row.pk})
    said = (row.practitioner.person.full_name if who else "", str(row.get_kind_display()), str(row.get_severity_display()))
    told = _("Received %(day)s") % {"day": day(row.received_on)}
    if row.acknowledged_by and row.state == "looked_into":
        told = f"{told} · {_('%(name)s looks into it') % {'name': row.acknowledged_by.full_name}}"
    return Task(" · ".join(filter(None, said)), tag_of(row, on), url, told)


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """Everything `vetting/concern.html` shows beside the forms of its steps."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    text: str
    finding: str
    note: str
    pairs: tuple[Pair, ...]
    steps: tuple[Step, ...]
    off: tuple


def concern_page(row, *, actor, at, on) -> ConcernPage:
    """Build the page of one concern."""
    may, off = set(), {}
    for name, step in STEPS.items():
        unmet = refusals(row, step, actor=actor, at=at, **{**GIVEN, "on": on})
        if not unmet:
            may.add(name)
        elif "wrong_state" not in {refusal.code for refusal in unmet}:
            off.update({str(refusal.message): refusal for refusal in unmet})
    here, name = {"organization": row.organization.slug}, row.practitioner.person.full_name
    of_her = reverse("concerns_of", kwargs={**here, "reference": row.practitioner.reference})
    return ConcernPage(
        title=f"{row.get_kind_display()}: {name}", crumbs=(Link(_("Concerns"), reverse("concerns", kwargs=here)), Link(name, of_her)),
        tag=tag_of(row, on), text=row.text, finding=row.finding, note=row.closing_note, pairs=tuple(_pairs(row)),
        steps=tuple(step for step in _steps() if step.name in may), off=tuple(off.values()),
    )


def _pairs(row):
    yield Pair(_("How much it weighs"), str(row.get_severity_display()))
    yield Pair(_("How it came"), str(row.get_channel_display()))
    yield Pair(_("Received on"), day(row.received_on))
    yield Pair(_("Recorded"), f"{day(row.recorded_at, row.organization.zone)}, {row.recorded_by.full_name}")
    if row.state == "open":
        yield Pair(_("To be taken up by"), day(row.acknowledge_by))
    if row.acknowledged_by:
        yield Pair(_("Taken up"), f"{day(row.acknowledged_on)}, {row.acknowledged_by.full_name}")
    if row.is_waiting:
        yield Pair(_("To be closed by"), day(row.close_by))
    if row.closed_by:
        yield Pair(_("Closed on"), f"{day(row.closed_on)}, {row.closed_by.full_name}")


def link_to(participation, actor) -> Link | None:
    """The way from a therapist's file to what is said about her, for who may read it."""
    if not can(actor, Action.SEE_CONCERN, participation):
        return None
    here = {"organization": participation.organization.slug, "reference": participation.practitioner.reference}
    return Link(_("Concerns"), reverse("concerns_of", kwargs=here))
