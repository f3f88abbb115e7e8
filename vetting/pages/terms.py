"""Approving on terms, and the conditions of approvals: all of them by day, and one with what may be said of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day, day_short
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from vetting.pages.actions import tabs
from vetting.pages.heading import url_of
from vetting.pages.recused import closed_task
from vetting.pages.steps import Step

TAGS = {"open": "ours", "met": "done", "missed": "stop", "dropped": "draft"}
STEPS = ("meet", "miss", "drop")


@dataclass(frozen=True, slots=True)
class TermsPage:
    """Everything `vetting/terms.html` shows beside its form; `barred` is why nobody may approve it now."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    notice: str
    button: str
    barred: tuple = ()
    may_clear: bool = False


def of_decision(application, proposal, unmet, *, two) -> TermsPage:
    """The page on which one file is approved on terms, or that is proposed."""
    name = application.practitioner.person.full_name
    says = {"name": proposal.proposed_by.full_name, "reason": proposal.reason} if proposal and proposal.terms else None
    return TermsPage(
        title=_("Approve %(name)s on terms") % {"name": name},
        text=_("For a shorter time, or with conditions. Each has a day and somebody who watches it, and stands in the letter."),
        crumbs=(Link(f"{name} · {application.reference}", url_of("decision", application)),),
        notice=_("%(name)s proposes it: “%(reason)s”") % says if says else "",
        button=_("Propose it") if two and not says else _("Approve on these terms"), barred=tuple(unmet),
    )


def of_item(item, *, voted) -> TermsPage:
    """The page on which the terms of a vote are written."""
    name = item.application.practitioner.person.full_name
    again = _("Members have voted. Other terms are voted on anew; only the chair does this.")
    return TermsPage(
        title=_("Terms for %(name)s") % {"name": name},
        text=_("Whoever votes for an approval votes for these terms."),
        crumbs=(Link(name, reverse("agenda_item", kwargs={"organization": item.organization.slug, "pk": item.pk})),),
        notice=again if voted else "", button=_("Write down the terms"), may_clear=bool(item.terms),
    )


@dataclass(frozen=True, slots=True)
class ConditionsPage:
    """Everything `vetting/conditions.html` shows."""

    title: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    earlier: tuple[Task, ...]


def conditions_page(rows, organization, on, actor, *, closed=frozenset()) -> ConditionsPage:
    """Those to be met or missed, by day; then the others. `closed` are files the reader takes no part in."""
    waits = [row for row in rows if row.state in ("open", "missed")]
    return ConditionsPage(
        _("Conditions"), tabs(organization, "conditions", actor), tuple(_task(row, on, closed) for row in waits),
        tuple(_task(row, on, closed) for row in rows if row not in waits),
    )


def tag_of(row, on) -> Tag:
    """Where a condition stands; an open one by its day."""
    if row.state != "open":
        return Tag(TAGS[row.state], str(row.get_state_display()))
    late = row.due_on < on
    word = _("Was due %(day)s") if late else _("By %(day)s")
    return Tag("stop" if late else "ours", word % {"day": day_short(row.due_on)})


def _task(row, on, closed) -> Task:
    url = reverse("condition", kwargs={"organization": row.organization.slug, "pk": row.pk})
    who = row.decision.application.practitioner.person.full_name
    if row.decision.application_id in closed:
        return closed_task(who)
    return Task(f"{who} · {row.text}", tag_of(row, on), url, _("%(name)s watches it") % {"name": row.watcher.full_name})


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """Everything `vetting/condition.html` shows beside the forms of its steps."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    text: str
    pairs: tuple[Pair, ...]
    note: str
    steps: tuple[Step, ...]
    off: tuple


def condition_page(row, *, actor, at, on) -> ConditionPage:
    """One condition, and what this reader may say of it."""
    application, here = row.decision.application, {"organization": row.organization.slug}
    unmet = {name: refusals(row, name, actor=actor, at=at, reason="given") for name in STEPS}
    words = {
        "meet": Step("meet", _("It is met"), _("Say it is met"), "primary"),
        "miss": Step("miss", _("Its day passed without it"), _("Say it is not met"), "stop", _("A director looks at the approval again.")),
        "drop": Step("drop", _("Ask it no more"), _("Drop it")),
    }
    off = {str(each.message): each for found in unmet.values() for each in found if each.code not in ("wrong_state", "not_allowed")}
    pairs = [
        Pair(_("To be met by"), day(row.due_on)), Pair(_("Watched by"), row.watcher.full_name),
        Pair(_("Decided"), day(row.decision.decided_on)),
    ]
    if row.settled_by:
        pairs.append(Pair(_("Said by"), f"{row.settled_by.full_name}, {day(row.state_since, row.organization.zone)}"))
    name = application.practitioner.person.full_name
    return ConditionPage(
        title=_("Condition for %(name)s") % {"name": name},
        crumbs=(Link(_("Conditions"), reverse("conditions", kwargs=here)), Link(name, url_of("decision", application))),
        tag=tag_of(row, on), text=row.text, pairs=tuple(pairs), note=row.note,
        steps=tuple(words[name] for name in STEPS if not unmet[name]), off=tuple(off.values()),
    )
