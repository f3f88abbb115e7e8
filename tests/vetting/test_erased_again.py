"""A database restored from before an erasure: a signed note beside the documents has it done again, and nothing else does."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import TestCase

from network import doctor, erasures, storage
from network.doctor import BAD, GOOD, NOTE
from network.documents_swept import sweep
from network.events import scopes, verify
from network.models import Erasure, Event, Participation
from network.transitions import Refused, perform
from network.workflow import erasing
from tests.shared import shared
from tests.vetting.staff_world import World
from tests.vetting.test_retention import keep, proposed
from vetting.models import Application
from vetting.workflow import applying

pytestmark = pytest.mark.django_db
LATER = timedelta(days=9)


_world, world = shared(World)


@pytest.fixture
def gone(world):
    """She took her application back today."""
    file = world.submitted()
    applying.withdraw(file, actor=file.herself, at=world.now, reason="Moving away.")
    return Participation.objects.within(world.organization).get(pk=file.participation_id)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    """A store and a key of its own."""
    settings.AUDIT_KEY = str(tmp_path / "audit_key")
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path / "documents")}


def erase(world, gone):
    erasure = proposed(world, gone)
    with TestCase.captureOnCommitCallbacks(execute=True):
        erasing.carry_out(erasure, actor=world.ines, at=world.now)
    erasing.leave_note(erasure)


def erased_and_restored(world, gone):
    """She is erased; then the database is what it was before, as after a restore, and the store is not."""
    keep(world, keep_withdrawn_days=0)
    with transaction.atomic():
        erase(world, gone)
        assert doctor_says(world) == [GOOD]
        transaction.set_rollback(True)


def doctor_says(world):
    return [finding.level for finding in doctor.erasures_held(world.now)]


def names(world, gone):
    row = Participation.objects.within(world.organization).select_related("practitioner__person").get(pk=gone.pk)
    return row.practitioner.person.family_name


def notes():
    here = storage.store()
    every = here.keys()
    return {key: here.get(key) for key in every if key.startswith("erasures/")}


def test_what_was_erased_since_the_backup_is_erased_again_once(world, gone):
    erased_and_restored(world, gone)
    assert names(world, gone) and doctor_says(world) == [BAD]
    assert erasing.repeat_lost(at=world.now + LATER) == 1
    row = Erasure.objects.within(world.organization).get()
    assert (row.state, row.basis, row.settled_by_id, row.settled_at) == ("done", "request", None, world.now + LATER)
    assert names(world, gone) == "" and Application.objects.within(world.organization).get().snapshot == {}
    assert Event.objects.get(action="erasure.repeat").actor_label == "restore"
    assert [verify(scope) for scope in scopes()] == [None] * len(list(scopes()))
    assert doctor_says(world)[:1] != [BAD] and erasing.repeat_lost(at=world.now + LATER) == 0


def test_the_note_says_nothing_of_her_and_outlives_the_sweep(world, gone):
    her = gone.practitioner.person
    keep(world, keep_withdrawn_days=0)
    reference, mine = gone.practitioner.reference, (her.given_name, her.family_name, gone.practitioner.email)
    erase(world, gone)
    ((key, content),) = notes().items()
    told = json.loads(content)
    assert set(told) == {"format", "organization", "participation", "mark", "basis", "at", "signature"}
    assert not [value for value in (*mine, reference) if value and value in content.decode()]
    sweep(older_than=0)
    assert list(notes()) == [key]


def test_what_was_proposed_before_the_backup_is_the_one_that_is_done(world, gone):
    keep(world, keep_withdrawn_days=0)
    erasure = proposed(world, gone)
    with transaction.atomic():
        erasing.carry_out(erasure, actor=world.ines, at=world.now)
        erasing.leave_note(erasure)
        transaction.set_rollback(True)
    assert erasing.repeat_lost(at=world.now) == 1
    assert Erasure.objects.within(world.organization).get().state == "done"


@pytest.mark.parametrize("change", [
    lambda told: {**told, "participation": told["participation"] + 1}, lambda told: {**told, "at": "2020-01-01T00:00:00+00:00"},
    lambda told: {**told, "signature": "00" * 64}, lambda told: {**told, "format": "another"}, lambda told: [],
])
def test_a_note_somebody_else_wrote_erases_nobody(world, gone, change):
    erased_and_restored(world, gone)
    ((key, content),) = notes().items()
    path = storage.store().root / key
    path.write_text(json.dumps(change(json.loads(content))))
    with pytest.raises(erasures.Untrusted, match="not signed by the key"):
        erasing.repeat_lost(at=world.now)
    assert names(world, gone) and doctor_says(world) == [BAD]


def test_somebody_else_under_the_same_number_is_not_meant(world, gone):
    """A participation that got the number of one that was lost has another first event."""
    erased_and_restored(world, gone)
    ((_key, content),) = notes().items()
    note = erasures.Note(gone.organization_id, gone.pk, "0" * 64, "request", world.now)
    for key in notes():
        storage.store().delete(key)
    erasures.leave(note)
    assert json.loads(content)["mark"] == erasures.mark_of(gone) != note.mark
    assert erasing.repeat_lost(at=world.now) == 0 and names(world, gone)


def test_nobody_says_by_hand_that_it_was_done_before(world, gone):
    erasure = proposed(world, gone)
    with pytest.raises(Refused) as refused:
        perform(erasure, "repeat", actor=erasing.system("restore", world.organization), at=world.now, counts={})
    assert refused.value.codes == ["not_done_before"]


def test_erasures_of_before_there_were_notes_get_theirs_from_the_doctor(world, gone):
    keep(world, keep_withdrawn_days=0)
    erasing.carry_out(proposed(world, gone), actor=world.ines, at=world.now)
    (finding,) = doctor.erasures_held(world.now)
    assert finding.level == NOTE and not notes()
    finding.mend()
    assert len(notes()) == 1 and doctor_says(world) == [GOOD]
