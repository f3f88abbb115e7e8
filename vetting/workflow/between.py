"""Between two vettings: what comes up becomes a named person's task, or a file that opens by itself, once each."""

from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, Forbidden, not_allowed, system
from network.events import record
from network.facts.due import LATER
from network.facts.parameters import in_force
from network.guards_concerns import mentioned, refusal_of
from network.models import Membership, Organization, Parameter, Participation, Person, Task
from network.nights import together
from network.queries.people import called
from network.transitions import Refusal, Refused
from vetting import words_between
from vetting.answering import answers
from vetting.between import FILES, Happening, happenings, opens_file
from vetting.committee import PARAMETER, in_full
from vetting.facts.answering import office_of
from vetting.facts.between import heard_of
from vetting.models import Application, Policy, Watch
from vetting.queries.answering import closed_to
from vetting.queries.judging import day_of
from vetting.turns import OURS, Turn
from vetting.workflow.applying import INSIDE, begin, open_one
from vetting.workflow.correspondence import tell
from vetting.workflow.renewing import has_now
from vetting.workflow.reviewing import open_review

KIND = "between"
LOOK_DAYS = timedelta(days=14)
AT_ONCE = 500
EVIDENCE = ("licensure.license", "licensure.credential")
OF_HERS = ("network.concern", "network.participation", "vetting.application")  # rows of one participation that may bring something up
WHOSE = Turn(OURS, "reviewer", "check")


def heard(*, subject, about):
    """News of a recorded event, in its transaction: whom it may bring something up about is looked at by night.

    What she adds while she is in a network is looked at there soon.
    """
    label = subject._meta.label_lower
    if label in EVIDENCE:
        Watch.objects.of(subject.practitioner).update(changed=True)
        rows = Participation.objects.of(subject.practitioner).filter(state__in=INSIDE)
        for pk, organization in rows.values_list("pk", "organization"):
            key = f"between:{label}:{subject.pk}:{pk}"
            place = Organization(pk=organization)
            jobs.enqueue("vetting.look_between", key=key, organization=place, participation_id=pk, organization_id=organization)
    elif label in OF_HERS:
        whose = subject.pk if label == "network.participation" else subject.participation_id
        Watch.objects.within(Organization(pk=subject.organization_id)).filter(participation=whose).update(changed=True)


def look(organization, *, since=None, at) -> int:
    """Those of whom something changed since the last night; how many things came up. For every night.

    Everybody where it is not known since when, or where what the organization asks is another since day `since`.
    """
    found, broken, watched = 0, [], Watch.objects.within(organization)
    if since is None or _asks_otherwise(organization, since, day_of(organization, at)):
        found = _everybody(organization, at=at)

    def look_once(numbers) -> int:
        with transaction.atomic():  # what changes meanwhile waits, and is marked again
            watched.filter(participation__in=numbers).update(changed=None)
            return look_at(organization, numbers, at=at)

    changed = watched.filter(changed__isnull=False).values_list("participation", flat=True)
    while numbers := list((changed.exclude(participation__in=broken) if broken else changed)[:AT_ONCE]):
        looked, broke = together(numbers, look_once, about=called(organization))
        found, broken = found + looked, broken + broke
    return found


def _everybody(organization, *, at) -> int:
    rows = Participation.objects.within(organization).filter(state__in=INSIDE).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True))
    parts = [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
    return sum(together(part, lambda some: look_at(organization, some, at=at), about=called(organization))[0] for part in parts)


def _asks_otherwise(organization, since, on) -> bool:
    """Whether its settings or the certificates its policy asks for may be others on day `on` than on day `since`."""
    new = {"effective_from__range": (since - LATER, on)}
    said = Parameter.objects.within(organization).filter(key=PARAMETER, **new)
    return said.exists() or Policy.objects.within(organization).filter(state="approved", **new).exists()


def look_at(organization, numbers, *, at) -> int:
    """These participations; how many things came up. Twice says nothing twice."""
    on = day_of(organization, at)
    rows = Participation.objects.within(organization).filter(pk__in=numbers, state__in=INSIDE)
    rows = {row.pk: row for row in rows.select_related("organization", "practitioner__person")}
    settings, office, found = in_full(in_force(organization, PARAMETER, on=on) or {}), office_of(organization, on), 0
    for pk, known in heard_of(organization, rows.values(), on=on).items():
        for happening in happenings(known, settings, on=on):
            found += _came_up(rows[pk], happening, opens_file(happening, settings), office, on=on, at=at)
    return found


def _came_up(participation, happening: Happening, opens: bool, office, *, on, at) -> bool:
    """One thing, once: its task stays as the mark that it was seen to, also where a file opened by itself."""
    organization, key = participation.organization, f"between:{participation.pk}:{happening.key}"
    if Task.objects.within(organization).filter(key=key).exists():
        return False
    seat = answers(WHOSE, _last_assignee(participation), office, closed_to(participation.practitioner))
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        task, new = Task.objects.within(organization).get_or_create(organization=organization, key=key, defaults={
            "kind": KIND, "about": participation.practitioner.reference, "role": "network_manager", "created_at": at,
            "owner": Membership.objects.within(organization).current().filter(person=seat.person).first() if seat else None,
            "due_on": on + LOOK_DAYS, "escalates_on": on + LOOK_DAYS + timedelta(days=1),
            "facts": {"happening": str(happening.kind), "count": happening.count, "where": happening.where, "look": participation.pk},
        })
        if new:
            record(task, "task.opened", actor=system("between", organization), at=at, after={"kind": KIND, "why": str(happening.kind)})
            if opens and seat:
                file = _open(participation, happening, seat, at=at)
                task.facts, task.done_at = {**task.facts, "opened": file.reference}, at
                task.save(update_fields=["facts", "done_at"])
    return new


def _last_assignee(participation) -> int | None:
    rows = Application.objects.within(participation.organization).filter(participation=participation, state="approved")
    return rows.order_by("-pk").values_list("assignee_id", flat=True).first()


def _open(participation, happening: Happening, seat, *, at) -> Application:
    """The file it calls for, with the reason in it."""
    actor = system("between", participation.organization)
    with translation.override(participation.organization.language):
        why = words_between.reason(happening.kind, count=happening.count, where=happening.where)
    if FILES[happening.kind] == "for_cause":
        current = open_one(participation, "for_cause")
        by = Person.objects.get(pk=seat.person)
        file = current or open_review(participation=participation, reason=why, by=by, actor=actor, at=at)
    else:
        file = _addition(participation, happening, actor=actor, at=at)
    record(file, "application.came_up", actor=actor, at=at, reason=why, after={"why": str(happening.kind)})
    return file


def _addition(participation, happening, *, actor, at) -> Application:
    """A draft for the place or service, filled in with what she has; she says whether she wants it, and signs."""
    current, has = open_one(participation, "addition"), has_now(participation)
    if current:
        return current
    asked = {"jurisdictions": [happening.where], "services": has["services"]}
    if happening.kind == "service":
        asked = {"jurisdictions": has["jurisdictions"], "services": [happening.where]}
    file = begin(participation, kind="addition", offers=has["offers"], actor=actor, at=at, **asked)
    tell(file, "unfinished", key=f"between:{file.reference}", at=at, reference=file.reference)
    return file


def settle(task: Task, *, reason, actor, at) -> None:
    """Whoever was asked says what came of the look. Raises Refused and Forbidden."""
    if Action.OPEN_REVIEW not in actor.actions and (task.owner is None or task.owner.person_id != actor.person_id):
        raise Forbidden(not_allowed(Action.OPEN_REVIEW))
    with transaction.atomic():
        row = Task.objects.within(task.organization).select_for_update(of=("self",)).get(pk=task.pk)
        if unmet := list(_may_settle(row, reason, at)):
            raise Refused(unmet)
        row.done_at, row.done_by_id, row.facts = at, actor.person_id, {**row.facts, "came_of_it": reason.strip()}
        row.save(update_fields=["done_at", "done_by", "facts"])
        record(row, "task.done", actor=actor, at=at, reason=reason)


def _may_settle(task, reason, at):
    if task.done_at is not None:
        yield Refusal("done_already", _("Somebody did it already."), _("There is nothing left to do."))
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say what came of it in one or two sentences."))
    participation = Participation.objects.within(task.organization).get(pk=task.facts["look"])
    for field, piece in mentioned(participation, day_of(task.organization, at), reason=reason):
        yield refusal_of(piece, field)
