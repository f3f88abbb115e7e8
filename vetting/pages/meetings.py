"""The committee's page: meetings to come and held, who sits on it, what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.formats import day
from network.parts import Link, Pair, Tag, Task

TAGS = {"planned": "ours", "open": "ours", "closed": "warn", "signed": "done", "canceled": "draft"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as listed; `mine` is the reader's own, `may_end` whether she may end it."""

    number: int
    name: str
    note: str
    tag: Tag
    mine: bool
    may_end: bool
    involved: str


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """Everything `vetting/committee.html` shows beside its forms."""

    title: str
    text: str
    facts: tuple[Pair, ...]
    links: tuple[Link, ...]
    coming: tuple[Task, ...]
    held: tuple[Task, ...]
    seats: tuple[Seat, ...]
    off: str
    may_plan: bool
    may_appoint: bool
    my_seat: int


def committee_page(organization, meetings, seats, *, committee, actor, mine, waiting, on, due=None) -> CommitteePage:
    """The committee on one day; `waiting` files are on no agenda yet, `mine` is the reader's own person on it.

    `due` is the day by which it meets again, where no meeting is planned by then.
    """
    coming = [row for row in meetings if row.state in ("planned", "open", "closed")]
    return CommitteePage(
        title=_title(coming, committee, on),
        text=_("More than half of the members make a quorum; more than half of those who may vote decide."),
        facts=_facts(committee, waiting, due, on),
        links=(
            (Link(_("Sign the clean files"), reverse("clean_list", kwargs={"organization": organization.slug})),)
            if can(actor, Action.DECIDE, organization) else ()
        ),
        coming=tuple(_meeting(row) for row in sorted(coming, key=lambda row: (row.on, row.pk))),
        held=tuple(_meeting(row) for row in meetings if row not in coming),
        seats=tuple(_seat(row, actor, mine, on) for row in seats),
        off="" if committee.meetings else _("The policy in force holds no meetings: two named people decide what goes to the committee."),
        may_plan=committee.meetings and can(actor, Action.PREPARE_MEETING, organization),
        may_appoint=can(actor, Action.APPOINT_MEMBERS, organization),
        my_seat=next((row.pk for row in seats if row.person_id == mine), 0),
    )


def _title(coming, committee, on) -> str:
    running = next((row for row in coming if row.state == "open"), None)
    if running:
        return _("The committee is in session")
    following = min((row.on for row in coming if row.state == "planned"), default=None)
    if following is None:
        return _("No meeting is planned")
    return _("The committee meets on %(day)s") % {"day": day(following)}


def _facts(committee, waiting, due, on) -> tuple[Pair, ...]:
    facts = [Pair(_("Members in office"), str(len(committee.members)))]
    if due:
        facts.append(Pair(_("To meet again by"), (_("%(day)s, passed") if due < on else "%(day)s") % {"day": day(due)}))
    if waiting:
        facts.append(Pair(_("On no agenda yet"), ngettext("%(count)s file", "%(count)s files", waiting) % {"count": waiting}))
    return tuple(facts)


def url_of(name, row) -> str:
    """The address of a meeting's page, its minutes, or one item."""
    return reverse(name, kwargs={"organization": row.organization.slug, "pk": row.pk})


def _meeting(row) -> Task:
    count = row.on_agenda
    told = ngettext("%(count)s file on the agenda", "%(count)s files on the agenda", count) % {"count": count}
    label, note = f"{row.get_kind_display()} · {day(row.on)}", " · ".join(filter(None, [told, row.place]))
    return Task(label, Tag(TAGS[row.state], str(row.get_state_display())), url_of("meeting", row), note)


def _seat(row, actor, mine, on) -> Seat:
    since = _("since %(day)s") if row.starts_on <= on else _("from %(day)s")
    told = since % {"day": day(row.starts_on)}
    if row.ends_on:
        told = _("%(since)s through %(day)s") % {"since": told, "day": day(row.ends_on)}
    count = sum(len(hashes) for hashes in row.marks.values())
    involved = ngettext("%(count)s involvement named", "%(count)s involvements named", count) % {"count": count} if count else ""
    tag = Tag("good", _("Chair")) if row.chair else Tag("draft", _("Member"))
    may_end = can(actor, Action.APPOINT_MEMBERS, row) and (row.ends_on is None or row.ends_on >= on)
    return Seat(row.pk, row.person.full_name, told, tag, row.person_id == mine, may_end, involved)
