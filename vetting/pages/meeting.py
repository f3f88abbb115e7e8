"""One meeting: its agenda by kind, what may be done with it, and its minutes."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.events import last_sequence
from network.formats import day, moment
from network.parts import Act, Link, Pair, Tag, Task
from network.transitions import refusals
from vetting.pages import matters
from vetting.pages.meetings import TAGS, url_of
from vetting.pages.recused import closed_task

BLOCKS = ("discussion", "appeal", "monitoring", "clean")
ITEM_TAGS = {"open": "ours", "carried": "done", "tabled": "warn", "struck": "draft"}
ACTS = {"planned": ("open",), "open": ("close",), "closed": ("sign",), "signed": ()}


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the agenda."""

    key: str
    title: str
    tasks: tuple[Task, ...]
    note: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything `vetting/meeting.html` shows beside its forms."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    facts: tuple[Pair, ...]
    blocks: tuple[Block, ...]
    acts: tuple[Act, ...]
    links: tuple[Link, ...]
    may_fill: bool
    may_cancel: bool
    may_correct: bool
    waiting: str
    seen: int


def meeting_page(meeting, items, *, committee, actor, at, closed, votes, waiting, zone, told=()) -> MeetingPage:
    """The meeting as one reader sees it: `closed` are files closed to her, `votes` how many voted by item, `told` beside the files."""
    prepares = can(actor, Action.PREPARE_MEETING, meeting)
    return MeetingPage(
        title=_("Committee of %(day)s") % {"day": day(meeting.on)},
        text=" · ".join(filter(None, [str(meeting.get_kind_display()), meeting.place])),
        crumbs=(Link(_("Committee"), reverse("committee", kwargs={"organization": meeting.organization.slug})),),
        facts=_facts(meeting, committee, zone),
        blocks=tuple(_blocks(meeting, items, told, committee, closed, votes)),
        acts=tuple(_acts(meeting, committee, actor, at)),
        links=(*_minutes(meeting), Link(_("Packet as PDF"), url_of("packet", meeting))) if items or told else _minutes(meeting),
        may_fill=prepares and meeting.state == "planned" and waiting > 0,
        may_cancel=prepares and meeting.state == "planned",
        may_correct=meeting.state == "signed" and can(actor, Action.DECIDE, meeting),
        waiting=ngettext("%(count)s file waits for a meeting.", "%(count)s files wait for a meeting.", waiting) % {"count": waiting},
        seen=last_sequence(meeting),
    )


def _facts(meeting, committee, zone) -> tuple[Pair, ...]:
    pairs = [
        Pair(_("Status"), Tag(TAGS[meeting.state], str(meeting.get_state_display()))),
        Pair(_("Members in office"), str(len(committee.members))),
    ]
    if meeting.opened_at:
        pairs.append(Pair(_("Opened"), moment(meeting.opened_at, zone)))
    if meeting.closed_at:
        pairs.append(Pair(_("Closed"), moment(meeting.closed_at, zone)))
    return tuple(pairs)


def _blocks(meeting, items, told, committee, closed, votes):
    titles = {
        "discussion": _("To discuss"), "appeal": _("Appeals"), "monitoring": _("Monitoring findings"), "clean": _("Clean files"),
    }
    notes = {
        "clean": _("Every rule is met. A director signs them; anybody may take one out to discuss it."),
        "appeal": _(
            "Not voted on in the meeting, because members who voted took part. Colleagues who took no part are named for each appeal; "
            "open it to name them or to say what should become of it. More than half of them settle it."
        ),
        "monitoring": _("Reviews for cause are voted on. Red alerts and summary suspensions are for the committee to know."),
    }
    for kind in BLOCKS:
        voted = [_task(item, item.application_id in closed, votes.get(item.pk, 0), committee) for item in items if item.kind == kind]
        known = [matters.task(each, meeting.organization) for each in told if each.block == kind]
        if voted or known:
            yield Block(kind, titles[kind], (*voted, *known), notes.get(kind, ""))


def _task(item, closed, voted, committee) -> Task:
    name = item.application.practitioner.person.full_name
    label = f"{name} · {item.application.reference}"
    if closed:
        return closed_task(label)
    return Task(label, item_tag(item), url_of("agenda_item", item), _note(item, voted, committee))


def item_tag(item) -> Tag:
    """Where an item stands; a file decided elsewhere, or not waiting any more, says so."""
    if item.state == "open" and item.application.state != "in_review":
        kind = {"approved": "good", "denied": "stop"}.get(item.application.state, "draft")
        return Tag(kind, str(item.application.get_state_display()))
    if item.state == "carried":
        return Tag("good" if item.outcome == "approved" else "stop", str(item.application.get_state_display()))
    return Tag(ITEM_TAGS[item.state], str(item.get_state_display()))


def _note(item, voted, committee) -> str:
    if item.state == "tabled":
        return item.question
    if item.kind == "clean" or item.state != "open":
        return ""
    if item.meeting.state == "planned":
        return _("Voting begins when the chair opens the meeting.")
    return _("%(voted)s of %(members)s have voted") % {"voted": voted, "members": len(committee.members)}


def _acts(meeting, committee, actor, at):
    words = {
        "open": (_("Open the meeting"), "primary", _("From then on members vote, and the agenda stands.")),
        "close": (_("Close the meeting"), "primary", _("The minutes are read next; clean files nobody signed go to the next meeting.")),
        "sign": (_("Sign the minutes"), "primary", _("They are frozen. A correction is a new signed version.")),
    }
    for name in ACTS.get(meeting.state, ()):
        label, kind, allowed = words[name]
        found = refusals(meeting, name, actor=actor, at=at, committee=committee)
        yield Act(name, label, url_of("meeting", meeting), found, kind=kind, allowed=allowed, hidden=(("do", name),))


def _minutes(meeting) -> tuple[Link, ...]:
    if meeting.state not in ("closed", "signed"):
        return ()
    word = _("Read the minutes") if meeting.state == "signed" else _("Read the draft of the minutes")
    return (Link(word, url_of("minutes", meeting)),)
