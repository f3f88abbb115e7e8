"""What a kept row of the queue says about its file, derived from the file itself: whose turn, by when, how far, and what finds it.

This is the one meaning of a row; what stands in the table is a copy of it.
"""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from licensure.models import License
from licensure.policy import known
from network.models import Cover, PractitionerName
from network.queries.finding import folded
from vetting.models import Application
from vetting.models.application import OPEN
from vetting.models.queue import FEW
from vetting.queries.lenses import PLACED, RANKED
from vetting.queries.marking import marks
from vetting.queries.passed import still_waits, told_of
from vetting.queries.waiting import load, side_from, waiting

LETTERS = {"ours": "o", "theirs": "t", "source": "s"}
DECIDED = ("approved", "denied", "not_accepted", "vacated")
STROKES = 30
WORDS = 60  # of one file
SECOND = 10**9  # a file's number has its place below the instant's


def derived(applications: list[Application], *, on: date) -> dict[int, dict]:
    """The columns of each file's row on the organization's day `on`, by the file's number; a number of queries that never grows."""
    if not applications:
        return {}
    organization = applications[0].organization
    loaded, holding, ending = load(applications, on=on), _held(organization, applications), _ending(organization, applications, on)
    told = told_of(organization, [row.reference for row in applications])
    return {
        row.pk: _one(row, loaded[row.pk], on, holding[row.practitioner_id], ending.get(row.participation_id), told.get(row.reference, ()))
        for row in applications
    }


def _one(row, loaded, on, holding, ends, told) -> dict:
    now = waiting(row, on=on, loaded=loaded)
    counts, left = now.counts, ends if row.state == "approved" else None
    done = sum(not check.is_open for check in loaded.checks)
    differs = [check.state for check in loaded.checks if check.state in ("discrepant", "unavailable")]
    hits = loaded.hits if row.is_open else 0
    nobody, renews = now.turn.whose == "nobody", loaded.renews and row.is_open
    late = any(still_waits(task, next_step=now.turn.next_step, due=now.due) for task in told)
    return {
        "state": row.state, "kind": row.kind, "route": row.route, "phase": phase(row.state), "stage": stage(now.turn),
        "waiting_on": "" if nobody else now.turn.waiting_on, "whose": "" if nobody else now.turn.whose,
        "next_step": "" if nobody else now.turn.next_step, "flag": "escalated" if late else "match" if hits else next(iter(differs), ""),
        "to_resolve": hits + len(differs), "done": done, "total": len(loaded.checks), "ready": 0 < done == len(loaded.checks),
        "assignee_id": row.assignee_id, "due_on": now.due, "latest_on": now.latest, "by_default": now.by_default,
        "since": _day(row, row.state_since), "holds": holding,
        "strokes": "".join(LETTERS[side] for side in now.strokes[-STROKES:]), **counts,
        "onward": LETTERS[side_from(row, loaded, on)] if row.is_open and row.submitted_on else "",
        "ends_kind": left[0] if left else "", "ends_on": left[1] if left else None, "kept_on": on,
        "vetting_on": loaded.renews.on if renews else None, "vetting_until": loaded.renews.late_until if renews else None,
        "place": None if nobody else place(row, now), "recent": -(int(row.state_since.timestamp()) * SECOND + row.pk),
        "ending": left[1].toordinal() * PLACED + row.pk if left else None, "stale": None,
    }


def phase(state: str) -> str:
    """Whether a file in this state is open, decided or closed otherwise."""
    return "open" if state in OPEN else "decided" if state in DECIDED else "closed"


def stage(turn) -> str:
    """Whose turn it is and what for, in one word."""
    if turn.next_step in ("check", "refer"):
        return "check"
    return {"therapist": "therapist", "source": "source", "reviewer": "begin", "nobody": ""}.get(turn.waiting_on, "decision")


def place(row, now) -> int:
    """Ours before theirs, then by date; what has no date comes after what has one, in the order it came in."""
    rank = 2 * (now.turn.whose != "ours") + (now.due is None)
    return rank * RANKED + (now.due or _day(row, row.opened_at)).toordinal() * PLACED + row.pk


def combination(columns: dict) -> tuple:
    """By what a row with these columns is filtered: the values of FEW, and the rank of its place (4: nobody has to act)."""
    place = columns["place"]
    return (*(columns[name] for name in FEW), 4 if place is None else place // RANKED)


def _day(row, instant) -> date:
    return instant.astimezone(ZoneInfo(row.organization.zone)).date()


def _ending(organization, applications, on) -> dict[int, tuple[str, date]]:
    """The evidence that ends first, per participation."""
    people = {row.participation_id for row in applications if row.state == "approved"}
    covers = Cover.objects.within(organization).current().filter(participation__in=people, last__gte=on) if people else ()
    return {cover.participation_id: (cover.kind, cover.last) for cover in sorted(covers, key=lambda cover: cover.last, reverse=True)}


def _held(organization, applications) -> dict[int, list]:
    """What these files' therapists hold, as abbreviation and place."""
    people, found = {row.practitioner_id for row in applications}, defaultdict(list)
    rows = License.objects.within(organization).filter(practitioner__in=people, retired_at=None).order_by("pk")
    catalog = known(organization) if rows else None
    for row in rows:
        kind = catalog.types.get(row.license_type)
        found[row.practitioner_id].append([(kind.abbreviation or kind.title) if kind else row.license_type, row.jurisdiction_id])
    return found


def words(applications: list[Application]) -> dict[int, set[tuple[int, str]]]:
    """By file: the words of her present and former names, her numbers and the file's, each with which name it is of."""
    if not applications:
        return {}
    organization, people = applications[0].organization, {row.practitioner_id for row in applications}
    names, numbers = defaultdict(list), defaultdict(list)
    for former in PractitionerName.objects.within(organization).filter(practitioner__in=people).order_by("pk"):
        names[former.practitioner_id].append(str(former))
    for number in License.objects.within(organization).filter(practitioner__in=people).values_list("practitioner_id", "number"):
        numbers[number[0]].append(number[1])
    found = {}
    for row in applications:
        her = row.practitioner
        texts = [her.person.full_name, *names[her.pk], row.reference, her.reference, her.npi, *numbers[her.pk]]
        found[row.pk] = {(name, word[:40]) for name, text in enumerate(texts) for word in _words(text)}
    return found


def found_by(found: set[tuple[int, str]]) -> dict:
    """The columns by which a row alone tells which words it has not."""
    return {"spelled": spelled(found), "marks": marks(word for _, word in found)}


def spelled(found: set[tuple[int, str]]) -> str:
    """The same words in one text, each behind a space, so that a row alone tells which beginnings it has not."""
    return "".join(f" {word}" for word in sorted({word for _, word in found}))


def _words(text: str) -> list[str]:
    """The words of a text, and of a number also all of it written together."""
    found = folded(text)[:WORDS]
    return [*found, "".join(found)] if any(character.isdigit() for character in text) else found
