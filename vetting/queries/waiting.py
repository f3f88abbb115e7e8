"""Whose turn a file is, who has it, what is next and by when: the same answer on both sides."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from licensure.models import Hit, Verification
from licensure.queries.verifications import OPEN_HITS
from vetting import turns
from vetting.answering import PLATFORM, Days, by_day, counted_by
from vetting.clocks import DEFAULTS
from vetting.facts.clocks import clocks_of
from vetting.facts.due import Due, renewed_by
from vetting.models import InformationRequest
from vetting.turns import Turn


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a file stands. `strokes` has one side per day since it was submitted; `due` is None when nobody named a day.

    `latest`: where nobody did, the last day on which the next step may be taken. `by_default`: the day stands on a number of days nobody
    in the organization has said, so that it is the platform's.
    """

    turn: Turn
    owner: str
    due: date | None
    strokes: tuple[str, ...]
    late: bool
    renews: Due | None = None
    latest: date | None = None
    by_default: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Days per side."""
        return turns.counts(self.strokes)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is open about one file: its checks, its questions to her, the list matches nobody judged; what a re-vetting renews."""

    checks: tuple
    requests: tuple
    hits: int
    renews: Due | None = None
    clocks: Mapping = field(default_factory=lambda: DEFAULTS)


def load(applications, *, on: date) -> dict[int, Loaded]:
    """Read what is open about many files of one organization at once; four queries, three more where re-vettings are among them."""
    applications = list(applications)
    if not applications:
        return {}
    organization = applications[0].organization
    checks, requests, hits = defaultdict(list), defaultdict(list), Counter()
    files = [application.reference for application in applications]
    for row in Verification.objects.within(organization).filter(file__in=files).exclude(state="superseded"):
        checks[row.file].append(row)
    for row in InformationRequest.objects.within(organization).filter(application__in=applications):
        requests[row.application_id].append(row)
    people = {application.practitioner_id for application in applications}
    unsettled = Hit.objects.within(organization).filter(practitioner__in=people, state__in=OPEN_HITS)
    hits.update(unsettled.values_list("practitioner_id", flat=True))
    renews, clocks = renewed_by(applications), clocks_of(organization, on)
    return {
        row.pk: Loaded(tuple(checks[row.reference]), tuple(requests[row.pk]), hits[row.practitioner_id], renews.get(row.pk), clocks)
        for row in applications
    }


def waiting(application, *, on, loaded: Loaded | None = None) -> Waiting:
    """Where the file stands on the organization's day `on`."""
    loaded = loaded or load([application], on=on)[application.pk]
    turn = _turn(application, loaded)
    strokes = _strokes(application, loaded, on)
    asked = [row.due_on for row in loaded.requests if not row.answered_at and not row.closed_at]
    due = turns.due_on(
        turn, state=application.state, strokes=strokes, on=on, answer_by=asked,
        source_by=[row.due_on for row in loaded.checks if row.state == "requested" and row.due_on],
        opened=[row.opened_on for row in loaded.checks if row.state in turns.AFTERWARDS], allowed=turns.allowed_by(loaded.clocks),
    )
    if application.state == "draft" and loaded.renews:
        due = loaded.renews.on  # she signs before her vetting is due
    owner = application.assignee.full_name if application.assignee else ""
    return Waiting(
        turn, owner, due, strokes, late=due is not None and due < on, renews=loaded.renews,
        latest=_latest(application, loaded, turn) if due is None else None, by_default=_by_default(application, loaded, turn, due),
    )


def _latest(application, loaded, turn) -> date | None:
    zone = ZoneInfo(application.organization.zone)
    days = Days(
        application.opened_at.astimezone(zone).date(), application.state_since.astimezone(zone).date(), loaded.clocks["lapse_days"],
        loaded.clocks["answer_days"],
    )
    asked = [row.asked_at.astimezone(zone).date() for row in loaded.checks if row.state == "requested" and row.asked_at]
    return by_day(turn, None, days, asked)


def _by_default(application, loaded, turn, due) -> bool:
    if application.state == "draft" and loaded.renews:
        return False  # the day of her decision, and months two people agreed on
    unset = {PLATFORM, *getattr(loaded.clocks, "unset", DEFAULTS)}
    return bool(unset & set(counted_by(turn, application.state, due)))


def _turn(application, loaded) -> Turn:
    asked = [row for row in loaded.requests if not row.answered_at and not row.closed_at]
    asked_items = {(row.element, row.item) for row in asked if row.element}
    to_do = turns.TO_DO.get(application.state, ())
    ours = [row for row in loaded.checks if row.state in to_do and (row.element, row.item) not in asked_items]
    unread = [row for row in loaded.requests if row.answered_at and not row.closed_at]
    return turns.turn(
        state=application.state,
        route=application.route,
        ours_open=len(ours) + len(unread) + (loaded.hits if application.is_open else 0),
        asked_open=len(asked),
        source_open=sum(row.state == "requested" for row in loaded.checks),
        terms_open=application.participation.state == "onboarding",
    )


def _strokes(application, loaded, on):
    if application.submitted_on is None:
        return ()
    zone = ZoneInfo(application.organization.zone)
    return sides(application, loaded, last=on if application.is_open else min(on, application.state_since.astimezone(zone).date()))


def side_from(application, loaded: Loaded, on) -> str:
    """Whose each day from `on` is for as long as nothing changes: what `strokes` of a later day will say."""
    return sides(application, loaded, last=on + timedelta(days=1))[-1]


def sides(application, loaded: Loaded, *, last: date) -> tuple[str, ...]:
    """One side per day from the day she signed up to, not including, `last`."""
    zone = ZoneInfo(application.organization.zone)

    def day(instant):
        return instant.astimezone(zone).date() if instant else None

    stretches = [turns.Stretch(turns.THEIRS, day(row.asked_at), day(row.answered_at or row.closed_at)) for row in loaded.requests]
    asked_items = {(row.element, row.item) for row in loaded.requests}
    for row in loaded.checks:
        if (row.element, row.item) not in asked_items:
            stretches += _check_strokes(row, day)
    return turns.days(stretches, first=application.submitted_on, last=last)


def _check_strokes(row, day):
    """One check's days: ours until the source was asked, the source's until it answered, then ours until it is closed."""
    asked, answered, closed = day(row.asked_at), day(row.obtained_at), day(row.verified_at)
    if asked is None:
        return [turns.Stretch(turns.OURS, row.opened_on, closed)]
    found = [turns.Stretch(turns.OURS, row.opened_on, asked), turns.Stretch(turns.SOURCE, asked, answered or closed)]
    return [*found, turns.Stretch(turns.OURS, answered, closed)] if answered else found
