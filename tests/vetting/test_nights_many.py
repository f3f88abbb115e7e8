"""What a night asks the database does not grow with how many are due: what they have in common is read once, and written together."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from network import jobs
from network.models import Job, Letter, LetterText, Message, Participation
from tests.shared import shared
from tests.vetting.story import Story
from vetting import nightly
from vetting.models import InformationRequest
from vetting.workflow import checking, renewing

pytestmark = pytest.mark.django_db
NAMES = ("Wren Halloway", "Juniper Vale", "Maude Ashdown", "Sorrel Finch", "Linden Marlowe", "Hazel Thornbury")


_world, world = shared(Story)
_files, files = shared(lambda world: [world.active(name) for name in NAMES], "_files")


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(act, at):
    """How many statements one night's function makes, without the marks of savepoints, and what it said."""
    with CaptureQueriesContext(connection) as found:
        said = act(on=at.date(), at=at)
    return sum("SAVEPOINT" not in each["sql"] for each in found.captured_queries), said


def written(world, at):
    """Letters and mails of that instant, and the jobs that make and send them."""
    letters = Letter.objects.within(world.organization).filter(requested_at=at)
    mails = Message.objects.within(world.organization).filter(created_at=at)
    keys = [str(row.reference) for row in (*letters, *mails)]
    tasks = Job.objects.filter(key__in=keys).values_list("task_id", flat=True)
    return len(letters), len(mails), len(tasks), DBTaskResult.objects.filter(pk__in=list(tasks), status="READY").count()


def cost_of(world, act, at, leave_one):
    """What one person due costs beside the first; the rest is asked whoever they are. The night after tells nobody anything."""
    many = len(NAMES)
    with undone():
        leave_one()
        one, said = asked(act, at)
        assert (said, written(world, at)) == (1, (1, 1, 2, 2))
    all_, said = asked(act, at)
    assert (said, written(world, at)) == (many, (many, many, 2 * many, 2 * many))
    again, said = asked(act, at)
    assert said == many and written(world, at)[:2] == (many, many) and again <= one
    return (all_ - one) / (many - 1)


def others_left(files):
    pks = [file.participation_id for file in files[1:]]
    return lambda: Participation.objects.within(files[0].organization).filter(pk__in=pks).update(state="ended")


def test_whose_evidence_ends_costs_nothing_beside_the_first(world, files):
    (cover,) = world.covers(files[0], "insurance")
    at = world.at(30 - (cover.last - world.day()).days)
    assert cost_of(world, nightly.remind_expiries, at, others_left(files)) == 0


def test_whoever_did_not_answer_costs_nothing_beside_the_first(world):
    for name in NAMES:
        checking.request_information(world.checking(name), message="Page two?", due_on=world.day(-60), actor=world.tom, at=world.now)
    rows = InformationRequest.objects.within(world.organization)
    kept = rows.order_by("pk").first()
    assert cost_of(world, nightly.remind_requests, world.at(-7), lambda: rows.exclude(pk=kept.pk).update(closed_at=world.now)) == 0


def test_whoever_did_not_sign_her_renewal_costs_what_her_own_file_lacks(world, files):
    due = world.fresh(files[0]).next_due_on
    left = (due - world.day()).days
    for file in files:
        renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(119 - left))
    assert cost_of(world, nightly.remind_renewals, world.at(59 - left), others_left(files)) <= 16


def test_an_organizations_own_words_and_an_address_that_is_none_are_as_one_by_one(world, files):
    LetterText(
        organization=world.organization, kind="expiry", language="en", version=1, text="Ring {name} before {day}.",
        effective_from=world.day(9), author_id=world.maya.person_id, written_at=world.now,
    ).save()
    files[1].practitioner.person.users.update(email="nowhere")
    files[2].practitioner.person.users.update(is_active=False)
    files[3].practitioner.person.users.update(language="nl")
    (cover,) = world.covers(files[0], "insurance")
    at = world.at(30 - (cover.last - world.day()).days)
    assert nightly.remind_expiries(on=at.date(), at=at) == len(NAMES)
    letters = {row.practitioner_id: row for row in Letter.objects.within(world.organization).filter(kind="expiry")}
    mine = [letters[file.practitioner_id] for file in files]
    assert [row.language for row in mine] == ["en", "en", "en", "nl", "en", "en"]
    assert [bool(row.context["wording"]) for row in mine] == [True, True, True, False, True, True]
    assert all(row.facts_sha256 and row.context["recipient"] == name for row, name in zip(mine, NAMES, strict=True))
    mails = Message.objects.within(world.organization).filter(template="expiry_reminder")
    assert {row.address: row.state for row in mails}["nowhere"] == "failed" and len(mails) == len(NAMES) - (not files[2].practitioner.email)


def test_jobs_asked_for_together_are_as_asked_for_one_by_one(world):
    first = jobs.enqueue("network.send_message", key="a", organization=world.organization, id=1)
    jobs.enqueue_all("network.send_message", {"a": {"id": 9}, "b": {"id": 2}}, organization=world.organization)
    a, b = (Job.objects.get(name="network.send_message", key=key) for key in "ab")
    assert a == first and b.organization == world.organization
    one, other = (DBTaskResult.objects.get(pk=row.task_id) for row in (a, b))
    same = ("priority", "task_path", "queue_name", "run_after", "backend_name", "status", "worker_ids")
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
    assert (one.args_kwargs, other.args_kwargs) == tuple(
        {"args": [], "kwargs": {"name": "network.send_message", "arguments": {"id": pk}}} for pk in (1, 2)
    )
