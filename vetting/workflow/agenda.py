"""Planning a meeting, and the agenda that fills itself with what was handed over to the committee."""

from contextlib import nullcontext

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import Refusal, Refused, locked, perform
from vetting import guards_meetings as guards
from vetting.models import AgendaItem, Application, Meeting
from vetting.queries.committee import GOING_ON, committee_on, counted_on, next_meeting, not_placeable
from vetting.queries.judging import day_of
from vetting.workflow.interests import propose_interests

KINDS = {"committee": "discussion", "clean": "clean"}


def plan_meeting(*, organization, on, kind="live", place="", actor, at) -> Meeting:
    """Plan a meeting of a day; its agenda fills itself at once. Raises Refused."""
    require(actor, Action.PREPARE_MEETING, organization)
    meeting = Meeting(organization=organization, on=on, kind=kind, place=place, planned_by_id=actor.person_id, planned_at=at)
    if unmet := list(_may_plan(meeting, actor, at)):
        raise Refused(unmet)
    with transaction.atomic():
        meeting.save()
        record(meeting, "meeting.planned", actor=actor, at=at, after={"on": on, "kind": kind, "place": place})
        fill(meeting, actor=actor, at=at)
    return meeting


def _may_plan(meeting, actor, at):
    today = day_of(meeting.organization, at)
    asked = {"actor": actor, "at": at, "committee": committee_on(meeting.organization, today)}
    yield from guards.meetings_are_held(meeting, **asked)
    yield from guards.by_its_kind(meeting, **asked)
    if meeting.on < today:
        yield Refusal("in_the_past", _("This day has passed."), _("Choose today or a later day."))


def waiting_files(organization):
    """The files handed over that no meeting has on its agenda: for the committee, and the clean ones."""
    asked = AgendaItem.objects.within(organization).filter(
        kind__in=guards.SPOKEN_OF, state="tabled", settled_at__gte=OuterRef("state_since")
    )
    rows = Application.objects.within(organization).filter(state="in_review")
    rows = rows.filter(Q(route__in=KINDS) | Exists(asked.filter(application=OuterRef("pk"))))
    taken = AgendaItem.objects.within(organization).filter(state="open", meeting__state__in=GOING_ON)
    return rows.exclude(pk__in=taken.values("application")).select_related("practitioner__person").order_by("state_since", "pk")


def fill(meeting: Meeting, *, actor, at) -> list[AgendaItem]:
    """Put every file that waits on the agenda of a planned meeting; safe to call again."""
    if meeting.state != "planned":
        return []
    known = set(meeting.items.values_list("application_id", flat=True))
    return [
        _add(meeting, application, _kind(application), actor=actor, at=at)
        for application in waiting_files(meeting.organization) if application.pk not in known
    ]


def _kind(application) -> str:
    kind = "discussion" if guards.escalated(application) else KINDS[application.route]
    return _spoken_of(application) if kind == "discussion" else kind


def _spoken_of(application) -> str:
    """The part of the agenda a file to discuss stands in: a review for cause is what was found between two vettings."""
    return "monitoring" if application.kind == "for_cause" else "discussion"


def _add(meeting, application, kind, *, actor, at, reason="") -> AgendaItem:
    last = meeting.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem(
        organization=meeting.organization, meeting=meeting, application=application, kind=kind, position=last + 1
    )
    item.save()
    record(item, "agenda.added", actor=actor, at=at, after={"meeting": str(meeting.on), "kind": kind}, reason=reason)
    propose_interests(application, on=counted_on(meeting, at), actor=actor, at=at)
    return item


def fill_next(organization, *, actor, at) -> list[AgendaItem]:
    """Whatever waits goes to the meeting that comes first, if one is planned."""
    meeting = next_meeting(organization)
    return fill(meeting, actor=actor, at=at) if meeting else []


def put_on_agenda(application: Application, *, reason, actor, at, meeting: Meeting | None = None) -> AgendaItem:
    """Put one file on the agenda of a planned meeting, the next one unless told, to be discussed, whatever its route. Raises Refused."""
    require(actor, Action.PREPARE_MEETING, application)
    meeting = meeting or next_meeting(application.organization)
    with locked(meeting) if meeting else nullcontext():  # it may begin at this moment
        if unmet := may_not_place(application, meeting, reason=reason, actor=actor):
            raise Refused(unmet)
        return _add(meeting, application, _spoken_of(application), actor=actor, at=at, reason=reason)


def may_not_place(application, meeting: Meeting | None, *, reason, actor) -> list[Refusal]:
    """Why the actor cannot put a file on the agenda of a meeting, for a reason."""
    unmet = list(not_placeable(application, meeting, actor))
    if not reason.strip():
        unmet.append(Refusal("no_reason", _("A reason is missing."), _("Say why the committee looks at it.")))
    return unmet


def discuss(item: AgendaItem, *, reason, actor, at) -> AgendaItem:
    """Take a file out of the clean block, to be discussed: anybody who prepares or sits may ask for it. Raises Refused."""
    require(actor, Action.PREPARE_MEETING if Action.PREPARE_MEETING in actor.actions else Action.DECIDE, item)
    with locked(item):
        if item.kind != "clean" or item.state != "open" or item.meeting.state not in GOING_ON:
            raise Refused([Refusal("settled", _("This is settled."), _("Nothing is left to take out."))])
        if not reason.strip():
            raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say what is to be discussed."))])
        item.kind = _spoken_of(item.application)
        item.save(update_fields=["kind"])
        record(item, "agenda.taken_out", actor=actor, at=at, after={"kind": item.kind}, reason=reason)
    return item


def strike(item: AgendaItem, *, reason, actor, at):
    """Take a file off the agenda before anybody voted. Raises Refused."""
    return perform(item, "strike", actor=actor, at=at, note=reason, reason=reason)


def cancel(meeting: Meeting, *, reason, actor, at):
    """A planned meeting does not take place: what was on its agenda goes to the next one."""
    with locked(meeting):
        event = perform(meeting, "cancel", actor=actor, at=at, note=reason, reason=reason)
        fill_next(meeting.organization, actor=actor, at=at)
    return event
