"""Conflicts of interest: proposed by the system from what two people have in common, declared by members, settled by people."""

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from licensure.models import Credential, Position
from licensure.queries import verifiers_of
from network.access import Action, require
from network.events import record
from network.models import User
from network.queries.people import same_persons
from network.transitions import Refusal, Refused, locked, perform
from vetting.interests import LISTED, Interest, folded, shared
from vetting.models import Application, CommitteeMember, ConflictOfInterest
from vetting.queries.committee import committee_on, counted_on, seat_of, seats
from vetting.queries.judging import day_of

SALT = "vetting.interests"


def mark(organization, kind, value: str) -> str:
    """The keyed hash by which a value is compared inside one organization; empty for an empty value."""
    plain = folded(kind, value)
    return salted_hmac(SALT, f"{organization.pk}:{kind}:{plain}", algorithm="sha256").hexdigest() if plain else ""


def marks(organization, values: dict) -> dict[str, list[str]]:
    """The hashes of lists of values, by kind."""
    found = {kind: {mark(organization, kind, value) for value in values.get(kind, ())} - {""} for kind in LISTED}
    return {str(kind): sorted(hashes) for kind, hashes in found.items() if hashes}


def marks_of(application: Application) -> dict[str, list[str]]:
    """What a therapist shares with the organization, as hashes: employers, her telephone, whom she named as referee."""
    organization, who = application.organization, application.practitioner
    employers = Position.objects.within(organization).filter(practitioner=who).values_list("employer", flat=True)
    referees = Credential.objects.within(organization).filter(practitioner=who, kind="reference", retired_at__isnull=True)
    named = [part for pair in referees.values_list("title", "issuer") for part in pair]
    return marks(organization, {"employer": employers, "phone": [who.phone], "referee": named})


def marks_of_member(seat: CommitteeMember) -> dict[str, list[str]]:
    """What a member is involved in: what the seat's holder said, and the names and addresses a therapist would name her by."""
    persons = same_persons(seat.person_id)
    mails = User.objects.filter(person__in=persons).values_list("email", flat=True)
    own = marks(seat.organization, {"referee": [seat.person.full_name, *mails]})
    return {**own, **{kind: [*own.get(kind, ()), *hashes] for kind, hashes in seat.marks.items()}}


def kinds_between(seat: CommitteeMember, application: Application, hers: dict, verifiers: set) -> list[str]:
    """Every kind of interest a machine sees between a member and a file."""
    persons = same_persons(seat.person_id)
    found = [str(kind) for kind in shared(marks_of_member(seat), hers)]
    if persons & verifiers:
        found.append(str(Interest.VERIFIED))
    if application.practitioner.person_id in persons:
        found.append(str(Interest.HERSELF))
    return found


def propose_interests(application: Application, *, on, actor, at) -> list[ConflictOfInterest]:
    """Look at every member in office on a day; what is found is proposed once and settled by people, never by a machine."""
    known = dict(application.conflicts.values_list("person_id", "pk"))
    hers, verifiers, made = marks_of(application), verifiers_of(application.reference), []
    for seat in seats(application.organization, on):
        kinds = [] if seat.person_id in known else kinds_between(seat, application, hers, verifiers)
        if kinds:
            made.append(_propose(application, seat.person, kinds, declared=False, actor=actor, at=at))
    return made


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
        seat.marks = marks(seat.organization, values)
        seat.save(update_fields=["marks"])
        return record(seat, "committee.involved", actor=actor, at=at, after={kind: len(rows) for kind, rows in seat.marks.items()})


def declare(application: Application, *, reason, meeting, actor, at) -> ConflictOfInterest:
    """A member says herself that she takes no part in a file; her vote, if cast, counts no more. Raises Refused."""
    require(actor, Action.DECIDE, application)
    committee = committee_on(application.organization, counted_on(meeting, at))
    seat = seat_of(committee, actor)
    if seat is None:
        raise Refused([
            Refusal("no_seat", _("You were no member of the committee on that day."), _("Members in office say so."))
        ])
    if not reason.strip():
        raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say in a few words what connects you."))])
    with locked(application):
        row = application.conflicts.filter(person=seat).first()
        if row is None:
            person = seats(application.organization, counted_on(meeting, at)).get(person=seat).person
            row = _propose(application, person, [str(Interest.DECLARED)], declared=True, actor=actor, at=at)
        perform(row, "recuse", actor=actor, at=at, note=reason, reason=reason, committee=committee)
    return row


def recuse(conflict: ConflictOfInterest, *, actor, at, reason=""):
    """The member, or the chair, says that she takes no part. Raises Refused."""
    committee = committee_on(conflict.organization, day_of(conflict.organization, at))
    return perform(conflict, "recuse", actor=actor, at=at, note=reason, reason=reason, committee=committee)


def dismiss(conflict: ConflictOfInterest, *, reason, actor, at):
    """Somebody else who leads the meetings says why she takes part. Raises Refused."""
    committee = committee_on(conflict.organization, day_of(conflict.organization, at))
    return perform(conflict, "dismiss", actor=actor, at=at, note=reason, reason=reason, committee=committee)
