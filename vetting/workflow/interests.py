"""Conflicts of interest: proposed by the system from what two people have in common, declared and settled by people."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.queries import verifiers_of
from network.access import GRANTS, Action, require, system
from network.events import record
from network.models import Membership, Person
from network.queries.people import same_persons
from network.transitions import Refusal, Refused, locked, perform
from network.workflow import marks
from vetting.facts.interests import recused_from_her, side_of, therapist_of
from vetting.guards_meetings import NOBODY
from vetting.interests import Interest, Side, between
from vetting.models import Application, CommitteeMember, ConflictOfInterest
from vetting.queries.committee import committee_on, counted_on, seat_of, seats
from vetting.queries.judging import day_of

DECIDING = {role for role, actions in GRANTS.items() if Action.DECIDE in actions}


def propose_interests(application: Application, *, on, actor, at) -> list[ConflictOfInterest]:
    """Look at everybody in office on a day who may decide; what is found is proposed once and settled by people, never by a machine."""
    known = set(application.conflicts.values_list("person_id", flat=True))
    earlier = recused_from_her(application.participation, besides=application)
    hers, verifiers, made = therapist_of(application.practitioner, [application.reference]), verifiers_of(application.reference), []
    sitting = {seat.person: True for seat in seats(application.organization, on)}
    for person, sits in {**dict.fromkeys(deciders(application.organization, on), False), **sitting}.items():
        kinds = [] if person.pk in known else _kinds(person, application, hers, verifiers, earlier, sits)
        if kinds:
            made.append(_propose(application, person, kinds, declared=False, actor=actor, at=at))
    return made


def deciders(organization, on) -> list:
    """The persons who may decide files here on a day, in a steady order."""
    rows = Membership.objects.within(organization).current(on).select_related("person").order_by("pk")
    return list({row.person_id: row.person for row in rows if DECIDING & set(row.roles)}.values())


def _kinds(person, application, hers: Side, verifiers: set, earlier: set, sits: bool) -> list[str]:
    """Every kind of interest a machine sees, or was said of another file of hers; that somebody verified it, or is it herself, is
    proposed to members alone.

    Of others the steps of the file say so themselves.
    """
    persons = same_persons(person.pk)
    herself = application.practitioner.person_id in persons
    found = [] if herself else list(between(side_of(persons), hers))
    if persons & earlier:
        found.append(str(Interest.EARLIER))
    if sits and persons & verifiers:
        found.append(str(Interest.VERIFIED))
    if sits and herself:
        found.append(str(Interest.HERSELF))
    return found


def compare_anew(person_id, *, at) -> None:
    """Somebody said what she is involved in: the files that wait for a decision where she decides are compared again."""
    rows = Membership.objects.everywhere(reason="a colleague may decide in several organizations")
    for membership in rows.filter(person=person_id).select_related("organization"):
        organization = membership.organization
        waiting = Application.objects.within(organization).filter(state="in_review").select_related("organization", "practitioner__person")
        for application in waiting:
            propose_interests(application, on=day_of(organization, at), actor=system("interests", organization), at=at)


def _propose(application, person, kinds, *, declared, actor, at) -> ConflictOfInterest:
    row = ConflictOfInterest(
        organization=application.organization, application=application, person=person, kinds=kinds, declared=declared, found_at=at
    )
    row.save()
    action = "interest.declared" if declared else "interest.proposed"
    record(row, action, actor=actor, at=at, after={"member": person.full_name, "kinds": kinds})
    return row


def say_involved(seat: CommitteeMember, values: dict, *, actor, at):
    """A member says where she works and how she is reached, to be compared; kept as keyed hashes only. Raises Refused."""
    require(actor, Action.DECIDE, seat)
    if not (actor.person_id and seat.person_id in same_persons(actor.person_id)):
        raise Refused([Refusal("not_hers_to_say", _("Only the member says this."), _("Ask the member."))])
    with transaction.atomic():
        event = record(seat, "committee.involved", actor=actor, at=at, after=marks.say_involved(seat.person, values))
        compare_anew(seat.person_id, at=at)
    return event


def hear(*, person_id, at):
    """Somebody said on her account's page what she is involved in."""
    compare_anew(person_id, at=datetime.fromisoformat(at))


def take_no_part(application: Application, *, reason, actor, at) -> ConflictOfInterest:
    """Somebody who decides says herself that she takes no part in a file, outside a meeting. Raises Refused."""
    require(actor, Action.DECIDE, application)
    return _recuse_herself(application, Person.objects.get(pk=actor.person_id), reason, actor=actor, at=at)


def declare(application: Application, *, reason, meeting, actor, at) -> ConflictOfInterest:
    """A member says herself that she takes no part in a file; her vote, if cast, counts no more. Raises Refused."""
    require(actor, Action.DECIDE, application)
    committee = committee_on(application.organization, counted_on(meeting, at))
    seat = seat_of(committee, actor)
    if seat is None:
        raise Refused([
            Refusal("no_seat", _("You were no member of the committee on that day."), _("Members in office say so."))
        ])
    person = seats(application.organization, counted_on(meeting, at)).get(person=seat).person
    return _recuse_herself(application, person, reason, actor=actor, at=at, committee=committee)


def _recuse_herself(application, person, reason, *, actor, at, committee=NOBODY) -> ConflictOfInterest:
    if not reason.strip():
        raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say in a few words what connects you."))])
    with locked(application):
        row = application.conflicts.filter(person=person).first()
        if row is None:
            row = _propose(application, person, [str(Interest.DECLARED)], declared=True, actor=actor, at=at)
        perform(row, "recuse", actor=actor, at=at, note=reason, reason=reason, committee=committee)
        _ask_of_other_files(application, at=at)
    return row


def recuse(conflict: ConflictOfInterest, *, actor, at, reason=""):
    """The member, or the chair, says that she takes no part. Raises Refused."""
    committee = committee_on(conflict.organization, day_of(conflict.organization, at))
    with transaction.atomic():
        event = perform(conflict, "recuse", actor=actor, at=at, note=reason, reason=reason, committee=committee)
        _ask_of_other_files(conflict.application, at=at)
    return event


def _ask_of_other_files(application: Application, *, at) -> None:
    """What connects her with the therapist connects them in another file that waits for a decision: she is asked about it there."""
    organization = application.organization
    rows = Application.objects.within(organization).filter(participation=application.participation_id, state="in_review")
    for other in rows.exclude(pk=application.pk).select_related("organization", "practitioner__person"):
        propose_interests(other, on=day_of(organization, at), actor=system("interests", organization), at=at)


def dismiss(conflict: ConflictOfInterest, *, reason, actor, at):
    """Somebody else who leads the meetings says why she takes part. Raises Refused."""
    committee = committee_on(conflict.organization, day_of(conflict.organization, at))
    return perform(conflict, "dismiss", actor=actor, at=at, note=reason, reason=reason, committee=committee)
