"""A night is done organization by organization: what breaks for one stops no other, is told, tried again, and not marked done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult, get_date_max

from network import clock, doctor, jobs, schedule
from network.events import timeline
from network.examinations import nights_are_done
from network.facts.due import changed_since, last_night
from network.jobs import LeaseLost
from network.models import Effect, Person, Task
from network.nights import collecting, each_organization, one_by_one, together
from network.worker import drain
from network.workflow.nights import KIND, NAMED
from tests.network.cast import organization

pytestmark = pytest.mark.django_db
NAME = "tests.network.test_nights.note"
DAY = date(2026, 11, 20)
DAYS = timedelta(days=1)
BAD: dict[str, set] = {}  # what breaks, by organization: rows, or "" for all of it


@each_organization
def note(organization, *, on, at) -> int:
    """Writes one person for each of four rows that has none yet, unless the row is bad."""
    bad = BAD.get(organization.slug, set())

    def write(row) -> int:
        Person.objects.create(given_name=row, family_name=organization.slug)
        if row in bad:
            raise ValueError(f"cannot {row}")
        return 1

    written = set(Person.objects.filter(family_name=organization.slug).values_list("given_name", flat=True))
    done = one_by_one([row for row in "abcd" if row not in written], write)
    if "" in bad:
        raise LookupError("no moon")
    return done


@pytest.fixture(autouse=True)
def two(settings):
    settings.NIGHTLY = [NAME]
    BAD.clear()
    return organization("harbor"), organization("meridian")


def written(slug):
    return "".join(sorted(Person.objects.filter(family_name=slug).values_list("given_name", flat=True)))


def open_tasks(where):
    return list(Task.objects.within(where).open().filter(kind=KIND))


# ── Rows ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("bad", ["", "a", "d", "bc", "abcd"])
def test_of_rows_that_are_done_together_only_the_bad_ones_are_undone(bad):
    def act(rows) -> int:
        for row in rows:
            Person.objects.create(given_name=row, family_name="together")
            if row in bad:
                raise ValueError(row)
        return len(rows)

    with collecting() as faults:
        assert together("abcd", act, about=str.upper) == (4 - len(bad), list(bad))
    assert [(fault.about, str(fault.error)) for fault in faults] == [(row.upper(), row) for row in bad]
    assert written("together") == "".join(row for row in "abcd" if row not in bad)


def test_nothing_is_asked_of_no_rows_and_a_fault_outside_a_night_is_raised():
    def act(rows):
        raise ValueError

    assert together([], act) == (0, [])
    with pytest.raises(ValueError):
        together("a", act)


def test_a_lost_lease_is_no_fault_of_a_row():
    def act(rows):
        raise LeaseLost

    with collecting() as faults, pytest.raises(LeaseLost):
        together("ab", act)
    assert faults == []


# ── Organizations ────────────────────────────────────────────────────────────


def test_a_night_that_breaks_for_one_is_done_for_the_others_and_told(two):
    harbor, meridian = two
    BAD["harbor"] = {""}
    (step,) = schedule.run_nightly(DAY)
    assert step.error == f"{NAME} broke. Harbor: all of it LookupError: no moon"
    assert (written("harbor"), written("meridian")) == ("", "abcd")
    (task,) = open_tasks(harbor)
    assert (task.role, task.about, task.facts) == (
        "network_manager", "", {"step": NAME, "days": ["2026-11-20"], "error": "LookupError", "rows": []}
    )
    assert [event.action for event in timeline(task)] == ["task.opened"] and open_tasks(meridian) == []
    assert last_night(NAME, DAY + DAYS, harbor) is None and last_night(NAME, DAY + DAYS) is None
    assert last_night(NAME, DAY + DAYS, meridian) == DAY
    assert changed_since(NAME, DAY + DAYS, meridian) == datetime(2026, 11, 18, tzinfo=UTC)


def test_a_row_that_breaks_leaves_what_was_done_beside_it_and_its_night_not_done(two):
    harbor, _meridian = two
    BAD["harbor"] = {"b"}
    (step,) = schedule.run_nightly(DAY)
    assert step.error == f"{NAME} broke. Harbor: b ValueError: cannot b"
    assert (written("harbor"), written("meridian")) == ("acd", "abcd")
    assert (open_tasks(harbor)[0].about, last_night(NAME, DAY + DAYS, harbor)) == ("b", None)


def test_the_next_night_does_what_was_missed_and_ends_what_was_told(two):
    harbor, meridian = two
    BAD["harbor"] = {"b", "c"}
    for day in range(3):
        schedule.run_nightly(DAY + day * DAYS)
    (task,) = open_tasks(harbor)
    assert (task.about, task.facts["rows"], len(task.facts["days"])) == ("", ["b", "c"], 3)
    assert [event.action for event in timeline(task)] == ["task.opened"]
    BAD.clear()
    (step,) = schedule.run_nightly(DAY + 3 * DAYS)
    assert (step.result, step.error, written("harbor"), written("meridian")) == (2, "", "abcd", "abcd")
    task.refresh_from_db()
    assert task.done_at and [event.action for event in timeline(task)] == ["task.done", "task.opened"]
    assert last_night(NAME, DAY + 4 * DAYS, harbor) == last_night(NAME, DAY + 4 * DAYS, meridian) == DAY + 3 * DAYS
    BAD["harbor"] = {""}
    schedule.run_nightly(DAY + 4 * DAYS)
    assert [each.pk == task.pk for each in open_tasks(harbor)] == [False], "what breaks again is told again"


def test_the_same_night_again_does_only_what_it_did_not(two):
    BAD["harbor"] = {""}
    schedule.run_nightly(DAY)
    Person.objects.filter(family_name="meridian").delete()
    BAD.clear()
    assert schedule.run_nightly(DAY)[0].result == 4 and written("meridian") == ""
    assert schedule.run_nightly(DAY)[0].skipped
    assert [*Effect.objects.values_list("key", flat=True)] == [f"nightly:{NAME}:2026-11-20"], "one mark for all of them"


def test_many_rows_that_break_are_told_by_a_few(two):
    harbor, _meridian = two

    @each_organization
    def all_bad(organization, *, on, at):
        return one_by_one(range(NAMED + 5), lambda row: 1 // 0)

    note.of_one, kept = all_bad.of_one, note.of_one
    try:
        schedule.run_nightly(DAY)
    finally:
        note.of_one = kept
    assert len(open_tasks(harbor)[0].facts["rows"]) == NAMED


def test_called_as_it_is_it_works_for_every_organization(two):
    assert note(on=DAY, at=clock.now()) == 8 and written("harbor") == written("meridian") == "abcd"


# ── By the worker ────────────────────────────────────────────────────────────


def again():
    """The worker, as if every wait were over."""
    DBTaskResult.objects.filter(status="READY").update(run_after=get_date_max())
    drain()


def test_the_worker_tries_again_before_anybody_is_told_and_keeps_what_was_done(two):
    harbor, _meridian = two
    BAD["harbor"] = {""}
    job = jobs.enqueue("network.nightly_step", key="x", name=NAME, on=DAY.isoformat())
    again()
    assert written("meridian") == "abcd" and open_tasks(harbor) == []
    row = DBTaskResult.objects.get(pk=job.task_id)
    assert row.status == "READY" and row.exception_class_path == "network.nights.NightBroke" and "Harbor" in row.traceback
    for _ in range(jobs.policy("network.nightly_step").attempts - 1):
        again()
    assert DBTaskResult.objects.get(pk=job.task_id).status == "FAILED" and len(open_tasks(harbor)) == 1


def test_what_a_second_attempt_mends_is_told_to_nobody(two):
    harbor, _meridian = two
    BAD["harbor"] = {"b"}
    job = jobs.enqueue("network.nightly_step", key="x", name=NAME, on=DAY.isoformat())
    again()
    BAD.clear()
    again()
    assert DBTaskResult.objects.get(pk=job.task_id).status == "SUCCESSFUL"
    assert written("harbor") == "abcd" and not Task.objects.within(harbor).exists()


def test_the_doctor_names_the_organization_the_step_and_since_when(two):
    assert [each.level for each in nights_are_done(clock.now())] == [doctor.GOOD]
    BAD["harbor"] = {"b"}
    schedule.run_nightly(DAY)
    schedule.run_nightly(DAY + DAYS)
    (finding,) = nights_are_done(clock.now())
    assert finding.level == doctor.BAD
    assert finding.message == f"{NAME} broke for Harbor (b) on 2 nights since 2026-11-20: ValueError."
