"""Holding a meeting: who sits on the committee, opening and closing, and the minutes that are signed and never edited."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import canonical, record
from network.models import Membership, Person
from network.queries.people import same_persons
from network.transitions import Refusal, Refused, locked, perform
from vetting.guards_meetings import chairs
from vetting.models import CommitteeMember, Meeting, Minutes
from vetting.models.meetings import REMARK_ABOUT
from vetting.queries.committee import committee_on, counted_on
from vetting.queries.judging import day_of
from vetting.queries.minutes import content_of
from vetting.workflow.agenda import fill, fill_next
from vetting.workflow.interests import propose_interests

# ── Seats ────────────────────────────────────────────────────────────────────


def appoint(*, organization, person: Person, starts_on: date, chair=False, ends_on=None, actor, at) -> CommitteeMember:
    """Give somebody a seat from a day on; today or later, so that no vote of the past gets another quorum. Raises Refused."""
    require(actor, Action.APPOINT_MEMBERS, organization)
    if unmet := list(_may_appoint(organization, person, starts_on, ends_on, at)):
        raise Refused(unmet)
    with transaction.atomic():
        seat = CommitteeMember(
            organization=organization, person=person, chair=chair, starts_on=starts_on, ends_on=ends_on
        )
        seat.save()
        after = {"member": person.full_name, "chair": chair, "from": starts_on, "through": ends_on}
        record(seat, "committee.appointed", actor=actor, at=at, after=after)
    return seat


def _may_appoint(organization, person, starts_on, ends_on, at):
    today = day_of(organization, at)
    works = Membership.objects.within(organization).filter(person=person).current(starts_on)
    if not any({"committee", "director"} & set(row.roles) for row in works):
        yield Refusal("no_role", _("Only colleagues who decide sit on the committee."), _("Give the colleague that role first."))
    if starts_on < today:
        yield Refusal("in_the_past", _("This day has passed."), _("Choose today or a later day."))
    if ends_on and ends_on < starts_on:
        yield Refusal("ends_before_it_began", _("It would end before it begins."), _("Choose a later last day."))
    taken = CommitteeMember.objects.within(organization).filter(person__in=same_persons(person.pk))
    if taken.on(starts_on).exists() or taken.filter(starts_on__gt=starts_on).exists():
        yield Refusal("has_seat", _("This colleague has a seat already."), _("End that one first."))


def end_seat(seat: CommitteeMember, *, ends_on: date, actor, at) -> CommitteeMember:
    """The last day of a seat, today or later. Raises Refused."""
    require(actor, Action.APPOINT_MEMBERS, seat)
    with transaction.atomic():
        seat = CommitteeMember.objects.within(seat.organization).select_for_update().get(pk=seat.pk)
        if unmet := list(_may_end(seat, ends_on, at)):
            raise Refused(unmet)
        before, seat.ends_on = seat.ends_on, ends_on
        seat.save(update_fields=["ends_on"])
        record(seat, "committee.seat_ended", actor=actor, at=at, before={"through": before}, after={"through": ends_on})
    return seat


def _may_end(seat, ends_on, at):
    if ends_on < day_of(seat.organization, at):
        yield Refusal("in_the_past", _("This day has passed."), _("Choose today or a later day."))
    if ends_on < seat.starts_on:
        yield Refusal("ends_before_it_began", _("It would end before it begins."), _("Choose a later last day."))
    if seat.ends_on and seat.ends_on < day_of(seat.organization, at):
        yield Refusal("has_ended", _("This seat has ended."), _("Appoint the colleague anew."))


# ── The meeting ──────────────────────────────────────────────────────────────


def open_meeting(meeting: Meeting, *, actor, at):
    """The chair opens it: the agenda is filled a last time, interests are looked for once more, voting begins."""
    with locked(meeting):
        on = day_of(meeting.organization, at)
        if meeting.state == "planned":
            fill(meeting, actor=actor, at=at)
        event = perform(meeting, "open", actor=actor, at=at, on=on, committee=committee_on(meeting.organization, on))
        for item in meeting.items.filter(state="open").select_related("application__practitioner"):
            propose_interests(item.application, on=on, actor=actor, at=at)
    return event


def close_meeting(meeting: Meeting, *, actor, at):
    """The chair closes it; clean files nobody signed go to the next one."""
    with locked(meeting):
        committee = committee_on(meeting.organization, counted_on(meeting, at))
        event = perform(meeting, "close", actor=actor, at=at, committee=committee)
        fill_next(meeting.organization, actor=actor, at=at)
    return event


def note_packet(meeting: Meeting, content: bytes, files, *, actor, at):
    """Somebody takes the packet away: which bytes, and which files (references) are in it."""
    told = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "files": files}
    return record(meeting, "packet.read", actor=actor, at=at, document=told)


# ── Minutes ──────────────────────────────────────────────────────────────────


def sign_minutes(meeting: Meeting, *, actor, at, remark="", about=None, seen=None) -> Minutes:
    """The chair signs what was written down from the meeting's own rows; from here on it is frozen. Raises Refused.

    `about` is the file the remark is about, by reference, empty for the meeting itself: an erasure takes the remark with it.
    """
    with locked(meeting):
        committee = committee_on(meeting.organization, counted_on(meeting, at))
        # the remark is told once, beside the minutes, where an erasure finds it
        perform(meeting, "sign", actor=actor, at=at, seen=seen, committee=committee)
        return _write(meeting, content_of(meeting, at=at), remark, about, actor=actor, at=at)


def correct_minutes(meeting: Meeting, *, remark, about=None, actor, at, seen=None) -> Minutes:
    """What is wrong in signed minutes is said in a new signed version; the earlier one stays readable. Raises Refused.

    `about` as in `sign_minutes`.
    """
    require(actor, Action.DECIDE, meeting)
    with locked(meeting):
        committee = committee_on(meeting.organization, counted_on(meeting, at))
        if unmet := list(_may_correct(meeting, remark, committee, actor, at)):
            raise Refused(unmet)
        last = meeting.minutes.first()
        return _write(meeting, last.content, remark, about, actor=actor, at=at)


def _may_correct(meeting, remark, committee, actor, at):
    if meeting.state != "signed":
        yield Refusal("not_signed_yet", _("The minutes are not signed yet."), _("Mend the notes, then sign."))
    yield from chairs(meeting, actor=actor, at=at, committee=committee)
    if not remark.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say what was wrong and what is right."))


def _write(meeting, content, remark, about, *, actor, at) -> Minutes:
    last = meeting.minutes.first()
    content = {name: value for name, value in content.items() if name != REMARK_ABOUT}
    if remark and about is not None:
        content[REMARK_ABOUT] = about
    row = Minutes(
        organization=meeting.organization, meeting=meeting, version=last.version + 1 if last else 1, content=content, remark=remark,
        sha256=hashlib.sha256(canonical({"content": content, "remark": remark}).encode()).hexdigest(),
        signed_by_id=actor.person_id, signed_at=at,
    )
    row.save()
    record(
        row, "minutes.signed" if row.version == 1 else "minutes.corrected", actor=actor, at=at, reason=remark,
        after={"version": row.version, "sha256": row.sha256},
    )
    return row

