"""An erasure leaves nothing: every table, every stored file, mails, jobs and pages are read for the marks of one therapist.

The same marks as in `test_canaries` are put in every field; then her agreement ends, the years pass, and two people erase her.
"""

import json
from collections import defaultdict
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.test import TestCase

from network import events, storage
from network.access import Role, system
from network.models import Document, Event, Participation
from network.worker import drain
from network.workflow import erasing, participation
from payments.models import BankFile
from tests import marked_money
from tests import test_canaries as canaries
from tests import world as worlds
from tests.test_canaries import SAID

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ABOUT_HER = set(canaries.HERS) | {
    "born", "question", "check", "look_up", "approval", "hold", "call", "asked", "answered", "waits", "proposal", "vat",
    "strange_call", "match", "let_go", "returned", "town",
}
PUBLIC = {"care.Place"}  # the towns of a country, hers or not


def left(world, row):
    """She leaves the network, what is open between them is settled, and the years of the policy pass. Returns the instant after."""
    marked_money.settled(world, row)
    day = world.day(world.harbor) + timedelta(days=40)
    participation.give_notice(participation=row, last_day=day, reason="Zqreferee", actor=world.crew(world.harbor).manager, at=world.at)
    over = world.at + timedelta(days=41)
    by = {"actor": world.crew(world.harbor).manager, "at": world.at}
    erasing.lift(erasing.place(row, reason=SAID["hold"], review_on=day, **by), reason=SAID["question"], **by)
    row.refresh_from_db()
    participation.end_left(participation=row, actor=system("test", world.harbor), at=over)
    return over + timedelta(days=2555)


def erased(world, row, at):
    crew = world.crew(world.harbor)
    erasure = erasing.propose(row, basis="request", reason="Zqfamily asked by letter.", actor=crew.manager, at=at)
    with TestCase.captureOnCommitCallbacks(execute=True):
        erasing.carry_out(erasure, actor=crew.director, at=at)
    return erasure


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Lived and erased once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        there = set(storage.store().keys(older_than=0))  # other files of tests keep a therapist of the same marks
        world = worlds.build("harbor", "summit", papers=True)
        world.there = there
        world.mine = canaries.marked(world)
        canaries.spoken_of(world)
        world.other = worlds.active(world, world.harbor)
        drain()
        row = Participation.objects.within(world.harbor).get(practitioner=world.mine.practitioner)
        world.then = left(world, row)
        drain()
        world.before = sum(1 for _ in found(world))
        world.papers = {row.storage_key for row in Document.objects.of(world.mine.practitioner)}
        world.erasure = erased(world, row, world.then)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    return _world


def found(world):
    """Every place of the database in which a mark of hers stands."""
    for model in apps.get_models():
        if model._meta.label in PUBLIC:
            continue
        for row in model._base_manager.values():
            for field, value in row.items():
                marks = canaries.found_in(json.dumps(value, default=str, ensure_ascii=False)) & ABOUT_HER
                if marks:
                    yield f"{model._meta.label}.{field}", marks


def test_no_table_holds_a_value_of_hers(world):
    where = defaultdict(set)
    for place, marks in found(world):
        where[place] |= marks
    assert dict(where) == {}
    assert world.before > 50, "where nothing was before, nothing was erased"


def test_no_stored_file_is_hers(world):
    here = storage.store()
    kept = set(here.keys(older_than=0)) - world.there
    assert kept, "others' papers stay"
    assert not world.papers & kept
    sent = {file.document.storage_key for file in BankFile.objects.within(world.harbor).select_related("document")}
    kept |= sent  # under the hash of their content: the same world built before in this process has them, too
    left = {key: marks for key in kept if (marks := canaries.found_in(canaries.readable(here.get(key))) & ABOUT_HER)}
    assert len(sent) == 2 and set(left) == sent, "a file that went to the bank pays many and stays whole (docs/records.md)"
    assert set().union(*left.values()) == {"account", "holder"}


def test_the_audit_trail_still_verifies_and_tells_what_was_erased(world):
    assert [fault for scope in events.scopes() if (fault := events.verify(scope))] == []
    assert Event.objects.filter(action="event.erased").count() > 50
    last = Event.objects.filter(subject=events.name_of(world.erasure), action="erasure.carry_out").get()
    assert last.who == world.crew(world.harbor).director.label


def test_what_is_left_says_that_a_file_with_that_number_was_decided(world):
    file = type(world.mine).objects.within(world.harbor).get(pk=world.mine.pk)
    assert (file.state, file.snapshot) == ("approved", {})
    decision = file.decisions.get()
    assert (decision.outcome, decision.reason, decision.erased_at) == ("approved", "", world.then)
    assert world.erasure.counts["vetting.Decision"] == 1 and world.erasure.reason == ""


def test_others_keep_what_is_theirs(world):
    assert world.other.snapshot and type(world.other).objects.within(world.harbor).get(pk=world.other.pk).snapshot
    hers = world.other.practitioner
    assert hers.person.family_name and hers.email and Document.objects.of(hers).exists()


def test_she_can_no_longer_sign_in(world):
    user = world.mine.practitioner.person.users.get()
    assert not user.is_active and not user.has_usable_password() and user.email.endswith("@erased.invalid")


def test_no_page_of_the_organization_shows_her_and_none_breaks(world):
    crew = canaries.everybody(world.harbor, Role.NETWORK_MANAGER, Role.AUDITOR)
    reference, file = world.mine.practitioner.reference, world.mine.reference
    first = [f"/harbor/applications/{file}/", f"/harbor/standing/{reference}/", *canaries.first_pages("harbor")]
    assert {user.email: marks for user in crew if (marks := set(canaries.seen(user, first)) & ABOUT_HER)} == {}
