"""What a meeting is told beside the files it votes on: appeals, and what monitoring found, since the committee met last.

Nobody votes on these: an appeal goes to people who took no part, and what monitoring found stops by its own day or by a person's act.
They come by themselves; while a meeting is not over they are read as they stand, and its signed minutes keep them.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from network.models import Practitioner
from vetting.models import AdverseAction, Alert, Appeal, Application, Meeting
from vetting.models.monitoring import WAITING
from vetting.queries.committee import closed_files, closed_therapists

MOST = 50  # of each kind; the pages of appeals, actions and alerts have them all
BLOCKS = {"appeal": "appeal", "suspension": "monitoring", "alert": "monitoring"}  # kind → its part of the agenda


@dataclass(frozen=True, slots=True)
class Named:
    """One of those who settle an appeal, and whether she has said what should become of it."""

    person: int
    name: str
    said: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing told. `about`: the file or the therapist; `what`: the outcome, action or rule; `by`: the last day to settle or review it.

    `closed`: the reader takes no part in it. Days are the organization's. `panel`: who settles an appeal that waits; `asked`: the reader is
    one of them and has not said what she thinks.
    """

    kind: str
    number: int
    about: str
    what: str
    state: str
    since: date
    by: date | None = None
    place: str = ""
    name: str = ""
    closed: bool = False
    panel: tuple[Named, ...] = ()
    asked: bool = False

    @property
    def block(self) -> str:
        """The part of the agenda it stands in."""
        return BLOCKS[self.kind]

    def kept(self) -> dict:
        """As minutes keep it: by number, without the name, who settles it and who reads it."""
        told = {name: value for name, value in asdict(self).items() if name not in ("name", "closed", "panel", "asked")}
        return {**told, "since": self.since.isoformat(), "by": self.by.isoformat() if self.by else ""}


def matters(meeting: Meeting, *, at: datetime) -> tuple[Matter, ...]:
    """What the meeting is told, as it was at `at` or at its end; nothing where it was canceled. Four queries, two more with appeals."""
    if meeting.state == "canceled":
        return ()
    since, until = _met_before(meeting, at), meeting.closed_at or at
    zone = ZoneInfo(meeting.organization.zone)
    days, place = (since.astimezone(zone).date(), until.astimezone(zone).date()), meeting.organization
    return (*_appeals(place, *days), *_suspensions(place, *days), *_alerts(place, since, until))


def _met_before(meeting, at) -> datetime:
    """When the committee met last; where it never did, when this meeting was planned."""
    rows = Meeting.objects.within(meeting.organization).filter(opened_at__lt=meeting.opened_at or at).exclude(pk=meeting.pk)
    return rows.order_by("-opened_at").values_list("opened_at", flat=True).first() or meeting.planned_at


def _appeals(organization, since, until):
    """Those that wait, and those settled or taken back since."""
    rows = Appeal.objects.within(organization).exclude(state="open").filter(received_on__lte=until)
    rows = rows.filter(Q(state="received") | Q(settled_on__gte=since))
    joined = rows.select_related("decision__application", "action__participation__practitioner").prefetch_related("seats__person")
    for row in joined.order_by("decide_by", "pk")[:MOST]:
        what, waits = row.decision.outcome if row.decision else row.action.kind, _settled_later(row.settled_on, until)
        waits = waits or row.state == "received"
        panel = tuple(Named(seat.person_id, seat.person.full_name, bool(seat.outcome)) for seat in row.seats.all()) if waits else ()
        yield Matter(
            "appeal", row.pk, row.reference, what, "received" if waits else row.state, row.received_on, row.decide_by if waits else None,
            panel=panel,
        )


def _suspensions(organization, since, until):
    """Summary suspensions nobody reviewed yet, and those reviewed since."""
    rows = AdverseAction.objects.within(organization).filter(kind="summary_suspension", noticed_on__lte=until)
    rows = rows.filter(Q(reviewed_on__isnull=True, state="final") | Q(reviewed_on__gte=since))
    for row in rows.select_related("participation__practitioner").order_by("review_by", "pk")[:MOST]:
        later = _settled_later(row.reviewed_on or row.state_since.astimezone(ZoneInfo(organization.zone)).date(), until)
        by = None if row.reviewed_on and not later else row.review_by
        yield Matter("suspension", row.pk, row.practitioner.reference, row.kind, "final" if later else row.state, row.effective_on, by)


def _alerts(organization, since, until):
    """Red alerts that wait for somebody, and those settled since; the oldest first."""
    rows = Alert.objects.within(organization).filter(color="red", raised_at__lte=until)
    rows = rows.filter(Q(state__in=WAITING) | Q(state_since__gte=since))
    for row in rows.select_related("participation__practitioner").order_by("effective_on", "pk")[:MOST]:
        state = "open" if row.state not in WAITING and row.state_since > until else row.state
        by = row.due_on if state in WAITING else None
        yield Matter("alert", row.pk, row.practitioner.reference, row.criterion, state, row.effective_on, by, row.place)


def _settled_later(day: date | None, until: date) -> bool:
    """Whether it was settled after the meeting's end, of which its minutes, signed later still, say nothing."""
    return day is not None and day > until


def from_minutes(content: dict) -> tuple[Matter, ...]:
    """What minutes keep of them; none in those of a meeting before this was told."""
    days = ("since", "by")
    return tuple(
        Matter(**{**row, **{name: date.fromisoformat(row[name]) if row[name] else None for name in days}})
        for row in content.get("matters", ())
    )


def for_reader(found, organization, actor) -> tuple[Matter, ...]:
    """The same as one reader may see them, with the therapists' names. Three queries, none where nothing is told."""
    if not found:
        return ()
    about = {matter.about for matter in found}
    files = Application.objects.within(organization).filter(reference__in=about).select_related("practitioner__person")
    people = Practitioner.objects.visible_to(actor).filter(reference__in=about).select_related("person").distinct()
    hers = {row.reference: row.practitioner for row in files} | {row.reference: row for row in people}
    closed = _closed(organization, actor)
    return tuple(_read(matter, hers.get(matter.about), closed, actor) for matter in found)


def _closed(organization, actor) -> set:
    """The files the reader takes no part in, by reference, and the therapists, by number, whom she shares something with."""
    files = Application.objects.within(organization).filter(pk__in=closed_files(organization, actor))
    return {*files.values_list("reference", flat=True), *closed_therapists(organization, actor)}


def _read(matter, her, closed, actor) -> Matter:
    name, who = (her.person.full_name, her.pk) if her else ("", None)
    asked = any(seat.person == actor.person_id and not seat.said for seat in matter.panel)
    return replace(matter, name=name, closed=matter.about in closed or who in closed, asked=asked)
