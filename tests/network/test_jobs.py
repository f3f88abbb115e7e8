"""Jobs: asked for with their change, run again after a kill, their effect once, failures with an owner."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from network import jobs, schedule, worker
from network.jobs import Lease, LeaseLost, UnknownJob, enqueue, once
from network.models import Effect, Job, Person, Schedule
from network.worker import Worker, drain, reap
from tests.network import cast, played_jobs
from tests.network.played_jobs import calls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _silence():
    calls.clear()


def row_of(job):
    return DBTaskResult.objects.get(pk=job.task_id)


def claim(job):
    row = row_of(job)
    row.claim("another worker")
    return row


# ── Asking ───────────────────────────────────────────────────────────────────
def test_a_job_is_asked_for_with_its_change_or_not_at_all():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("tests.note", key="a", text="Wren")
        raise RuntimeError
    assert not Job.objects.exists() and not DBTaskResult.objects.exists()


def test_the_same_key_asks_once_and_another_name_or_key_asks_again():
    first = enqueue("tests.note", key="a", text="Wren")
    assert enqueue("tests.note", key="a", text="Maya") == first
    enqueue("tests.note", key="b", text="Maya")
    enqueue("tests.outside", key="a", text="Tom")
    assert DBTaskResult.objects.count() == 3


def test_an_unknown_job_is_refused_when_asked_for():
    with pytest.raises(UnknownJob):
        enqueue("tests.nobody", key="a")


def test_two_jobs_cannot_share_a_name():
    with pytest.raises(ValueError, match=r"tests\.note"):
        jobs.job(name="tests.note")(played_jobs.fail)


def test_arguments_must_survive_json():
    with pytest.raises(TypeError):
        enqueue("tests.note", key="a", text=datetime.now(UTC))


def test_a_later_job_waits_for_its_time():
    enqueue("tests.note", key="a", text="Wren", run_after=timezone.now() + timedelta(hours=1))
    drain()
    assert calls == []


# ── Running ──────────────────────────────────────────────────────────────────
def test_a_job_runs_once_and_is_done():
    job = enqueue("tests.note", key="a", text="Wren")
    drain()
    drain()
    assert calls == ["Wren"] and row_of(job).status == "SUCCESSFUL"


def test_once_runs_one_job():
    for text in ("Wren", "Maya"):
        enqueue("tests.note", key=text, text=text)
    call_command("worker", "--once")
    assert calls == ["Wren"]


def test_a_failed_job_leaves_nothing_and_comes_back_later():
    job = enqueue("tests.fail", key="a", text="Wren")
    drain()
    row = row_of(job)
    assert row.status == "READY" and "cannot Wren" in row.traceback
    assert timedelta(seconds=5) < row.run_after - timezone.now() <= timedelta(seconds=10)
    assert not Person.objects.filter(family_name="half").exists()


def test_a_job_that_keeps_failing_ends_as_failed():
    job = enqueue("tests.fail", key="a", text="Wren")
    for _ in range(5):
        DBTaskResult.objects.update(run_after=get_date_max())
        drain()
    assert calls == ["Wren"] * 3 and row_of(job).status == "FAILED"


def test_whoever_gave_up_is_told():
    enqueue("tests.give_up", key="a", text="Wren")
    drain()
    assert calls == ["given up Wren"]


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 10), (2, 20), (3, 40), (20, 21_600)])
def test_the_wait_doubles_up_to_six_hours(attempt, seconds):
    assert jobs.policy("tests.fail").delay(attempt) == timedelta(seconds=seconds)


# ── Leases ───────────────────────────────────────────────────────────────────
def test_a_lost_job_is_given_away_after_its_lease_and_not_before():
    job = enqueue("tests.outside", key="a", text="Wren")
    row = claim(job)
    assert reap() == 0
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - timedelta(seconds=2))
    assert reap() == 1 and reap() == 0
    drain()
    assert calls == ["Wren"] and row_of(job).status == "SUCCESSFUL"


def test_a_job_that_kills_its_worker_each_time_ends_as_failed():
    job = enqueue("tests.outside", key="a", text="Wren")
    for _ in range(jobs.policy("tests.outside").deliveries):
        claim(job)
        DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=1))
        reap()
    assert row_of(job).status == "FAILED"


def test_a_late_finisher_of_a_plain_job_writes_nothing():
    job = enqueue("tests.note", key="a", text="Wren")
    late = claim(job)
    DBTaskResult.objects.filter(pk=late.pk).update(started_at=timezone.now())  # given to another worker
    worker.attempt(late)
    assert calls == ["Wren"] and not Person.objects.filter(family_name="noted").exists()
    assert row_of(job).status == "RUNNING"


def test_a_late_finisher_of_an_external_job_writes_nothing():
    job = enqueue("tests.outside", key="a", text="Wren")
    late = claim(job)
    DBTaskResult.objects.filter(pk=late.pk).update(status="READY")
    worker.attempt(late)
    assert not Effect.objects.exists() and not Person.objects.filter(family_name="outside").exists()


def test_a_late_failure_does_not_fail_the_new_run():
    job = enqueue("tests.fail", key="a", text="Wren")
    late = claim(job)
    DBTaskResult.objects.filter(pk=late.pk).update(started_at=timezone.now())
    worker.attempt(late)
    assert row_of(job).status == "RUNNING" and row_of(job).traceback == ""


def test_a_stopped_worker_hands_its_job_back(monkeypatch):
    def stopped(*, text):
        raise SystemExit(1)

    job = enqueue("tests.note", key="a", text="Wren")
    declared = jobs.policy("tests.note")
    monkeypatch.setitem(jobs.REGISTRY, "tests.note", type(declared)("tests.note", stopped, 2, 10, 120, False, 0, None))
    with pytest.raises(SystemExit):
        worker.attempt(claim(job))
    assert row_of(job).status == "READY"


def test_a_lease_is_marked_by_its_holder_only():
    job = enqueue("tests.note", key="a", text="Wren")
    row = claim(job)
    Lease(row.pk, row.started_at).insist()
    with pytest.raises(LeaseLost):
        Lease(row.pk, row.started_at - timedelta(microseconds=1)).mark(status="SUCCESSFUL")


def test_an_effect_happens_once_and_not_at_all_when_its_change_fails():
    with pytest.raises(RuntimeError), once("a") as first:
        assert first
        raise RuntimeError
    seen = []
    for _ in range(3):
        with once("a") as first:
            seen.append(first)
    assert seen == [True, False, False]


# ── Schedule ─────────────────────────────────────────────────────────────────
def at(day, hour):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def nights():
    return sorted(job.key for job in Job.objects.filter(name="network.nightly"))


def test_each_night_is_asked_for_once():
    schedule.tick(at(20, 1))
    assert nights() == []
    for _ in range(3):
        schedule.tick(at(20, 3))
    assert nights() == ["nightly:2026-11-20T02:15:00+00:00"]


def test_a_schedule_that_slept_a_week_asks_for_each_night_once():
    schedule.tick(at(20, 1))
    schedule.tick(at(27, 3))
    schedule.tick(at(27, 4))
    assert len(nights()) == 8 and nights()[-1] == "nightly:2026-11-27T02:15:00+00:00"
    assert Job.objects.filter(name="network.sweep_storage").count() == 2  # the 26th for all missed days, then the 27th


def test_a_clock_that_goes_back_asks_for_nothing_twice():
    for hour in (1, 3, 1, 3):
        schedule.tick(at(20, hour))
    assert len(nights()) == 1
    assert Schedule.objects.get(name="nightly").last_due == datetime(2026, 11, 20, 2, 15, tzinfo=UTC)


NIGHT = ["tests.network.played_jobs.tonight", "tests.network.played_jobs.bad_night"]


def test_a_night_runs_each_function_once_and_one_failure_stops_no_other(settings):
    settings.NIGHTLY = list(reversed(NIGHT))
    steps = schedule.run_nightly(at(20, 1).date())
    assert [(step.error, step.result) for step in steps] == [("RuntimeError: no moon", None), ("", "20")]
    again = schedule.run_nightly(at(20, 1).date())
    assert calls == ["night 2026-11-20"] and again[1].skipped and again[0].error


def test_the_scheduled_night_runs_each_function_as_its_own_job(settings):
    settings.NIGHTLY = NIGHT
    enqueue("network.nightly", key="x", due="2026-11-20T02:15:00+00:00")
    drain()
    assert calls == ["night 2026-11-20"]
    assert DBTaskResult.objects.filter(status="READY").count() == 1  # the failed one waits for its next attempt


def test_nightly_says_what_it_did_and_fails_when_one_failed(settings, capsys):
    settings.NIGHTLY = NIGHT
    with pytest.raises(CommandError, match="1 of 2 failed"):
        call_command("nightly", "--on", "2026-11-20")
    assert "played_jobs.tonight: done 20" in capsys.readouterr().out


# ── Looking ──────────────────────────────────────────────────────────────────
def test_failures_are_shown_with_their_owner_and_can_run_again(capsys):
    harbor = cast.organization()
    enqueue("tests.give_up", key="a", text="Wren", organization=harbor)
    enqueue("tests.give_up", key="b", text="Maya")
    drain()
    call_command("jobs", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["failed"] == 2
    assert [job["owner"] for job in told["jobs"]] == ["Harbor", "operator"]
    call_command("jobs", "--again", told["jobs"][0]["id"])
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    with pytest.raises(CommandError):
        call_command("jobs", "--again", told["jobs"][0]["id"])


def test_a_worker_asked_to_stop_between_jobs_stops():
    resting = Worker(until_empty=True)
    resting.running = False
    resting.run()
