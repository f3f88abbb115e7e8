"""One file before the committee: what the rules found, the vote as it stands, who takes part, what was discussed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.access import Action, can
from network.events import last_sequence
from network.formats import day
from network.parts import Act, Eye, Link, Pair
from network.transitions import refusals
from vetting import words_committee, words_terms
from vetting.guards_meetings import in_time, leads, may_vote
from vetting.pages.findings import Findings, findings
from vetting.pages.heading import note, subtitle, url_of
from vetting.pages.interests import Connection, connection
from vetting.pages.meeting import item_tag
from vetting.pages.meetings import url_of as address
from vetting.queries.committee import GOING_ON
from vetting.terms import load

SETTLING = ("carry", "wait", "ask", "defer")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything `vetting/agenda_item.html` shows beside its forms."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    facts: tuple[Pair, ...]
    links: tuple[Link, ...]
    findings: Findings
    note: str
    may_vote: bool
    not_vote: tuple
    my_vote: str
    count: tuple[Pair, ...]
    votes: tuple[Eye, ...]
    hidden: str
    acts: tuple[Act, ...]
    off: tuple[Act, ...]
    again: Act | None
    connections: tuple[Connection, ...]
    may_declare: bool
    may_note: bool
    may_strike: bool
    may_discuss: bool
    discussion: str
    question: str
    terms: tuple[str, ...]
    terms_link: Link | None
    seen: int

    @property
    def settles(self) -> bool:
        """Whether anything comes of it now."""
        return bool(self.acts or self.off or self.again)

    @property
    def interested(self) -> bool:
        """Whether interests are spoken of."""
        return bool(self.connections) or self.may_declare

    @property
    def moves(self) -> bool:
        """Whether the reader may move it on the agenda."""
        return self.may_strike or self.may_discuss


def item_page(item, assessment, stands, votes, *, actor, at, policy) -> ItemPage:
    """The item as one member sees it; others' votes only once she has voted, so that nobody follows."""
    application, live = item.application, item.state == "open" and item.meeting.state == "open"
    why_not = (*may_vote(item, actor=actor, at=at, **stands.inputs), *in_time(item, actor=actor, at=at))
    acts = tuple(_acts(item, stands, assessment, actor, at)) if live else ()
    shown = not live or stands.voted or stands.seat is None
    member = stands.seat is not None
    return ItemPage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Committee of %(day)s") % {"day": day(item.meeting.on)}, address("meeting", item.meeting)),),
        facts=(
            Pair(_("On the agenda"), str(item.get_kind_display())), Pair(_("Status"), item_tag(item)),
            *((Pair(_("Round of votes"), str(item.round)),) if item.round > 1 else ()),
        ),
        links=(Link(_("The whole file"), url_of("file", application)), Link(_("Timeline"), url_of("file_timeline", application))),
        findings=findings(assessment), note=note(assessment, policy),
        may_vote=live and member and not why_not,
        not_vote=why_not if live and member and not stands.voted else (),
        my_vote=next((words_committee.result(row.choice) for row in votes if row.person_id == stands.seat), "") if stands.voted else "",
        count=_count(item, stands.tally), votes=tuple(map(_vote, votes)) if shown else (),
        hidden="" if shown else _("You see how others voted once you have voted."),
        acts=tuple(act for act in acts if not act.refusals), off=tuple(act for act in acts if act.refusals),
        again=_again(item, stands, actor) if live else None,
        connections=tuple(connection(row, stands.committee, actor, at) for row in _conflicts(application)),
        may_declare=member and item.state == "open" and stands.interest in ("", "dismissed"),
        may_note=item.meeting.state in ("open", "closed") and (member or can(actor, Action.PREPARE_MEETING, item)),
        may_strike=not refusals(item, "strike", actor=actor, at=at, reason="given"),
        may_discuss=item.kind == "clean" and item.state == "open" and (member or can(actor, Action.PREPARE_MEETING, item)),
        discussion=item.discussion, question=item.question, terms=tuple(words_terms.told(load(item.terms))),
        terms_link=_terms_link(item, stands, actor, member), seen=last_sequence(item),
    )


def _acts(item, stands, assessment, actor, at):
    words = {
        "carry": (_("Carry it out: %(outcome)s") % {"outcome": words_committee.result(stands.tally.carried)}
                  if stands.tally.carried else _("Carry it out"), "primary", _("The file is decided and the letter goes out.")),
        "wait": (_("Table it for the next meeting"), "", _("For want of a quorum, or of time.")),
        "ask": (_("Table it with a question to the therapist"), "", _("The question goes out as a letter; the file waits for the answer.")),
        "defer": (_("Send it back to checking"), "", _("The reviewers look at it again with your question.")),
    }
    for name in SETTLING:
        label, kind, allowed = words[name]
        given = {"reason": "given", "way": name, "assessment": assessment, **stands.inputs}
        found = refusals(item, "carry" if name == "carry" else "table", actor=actor, at=at, **given)
        yield Act(name, label, "", found, kind=kind, allowed=allowed)


def _terms_link(item, stands, actor, member) -> Link | None:
    """The way to the terms of the vote: before it for members and those who prepare, after it for the chair alone."""
    if item.state != "open" or item.meeting.state not in GOING_ON or stands.closed:
        return None
    may = leads(stands.committee, actor) if stands.tally.voted else member or can(actor, Action.PREPARE_MEETING, item)
    label = _("Change the terms") if item.terms else _("Approve for a shorter time or with conditions")
    return Link(label, address("item_terms", item)) if may else None


def _again(item, stands, actor) -> Act | None:
    if not stands.news or not leads(stands.committee, actor) or stands.closed:
        return None
    allowed = _("The votes so far stay readable and count no more.")
    return Act("again", _("Have it voted again"), address("agenda_item", item), allowed=allowed, hidden=(("do", "again"),))


def _count(item, tally) -> tuple[Pair, ...]:
    counted = item.counted or {
        "members": tally.members, "eligible": tally.eligible, "voted": tally.voted, "quorum": tally.quorum, "needed": tally.needed,
    }
    told = _("%(voted)s took part, %(quorum)s make a quorum") % counted
    return (
        Pair(_("Members in office"), str(counted["members"])), Pair(_("May vote on this file"), str(counted["eligible"])),
        Pair(_("Quorum"), told), Pair(_("Needed for an outcome"), str(counted["needed"])),
    )


def _vote(row) -> Eye:
    return Eye(words_committee.result(row.choice), row.person.full_name, row.reason, "confirmed" if row.choice == "approved" else "seen")


def _conflicts(application):
    return application.conflicts.select_related("person", "settled_by").order_by("pk")
