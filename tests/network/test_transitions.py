"""Every trap of django-fsm that the kernel answers, on a machine that exists for tests (tests/machines)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from network.access import Role, system
from network.events import last_sequence, timeline, verify
from network.models import Event
from network.transitions import Changed, Refused, perform, refusals, step
from tests.machines.models import Case, State
from tests.network import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor():
    return cast.organization()


@pytest.fixture
def maya(harbor):
    return cast.staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER, Role.DIRECTOR)


@pytest.fixture
def ines(harbor):
    return cast.staff(harbor, "Ines Calloway", Role.DIRECTOR)


@pytest.fixture
def opened(harbor, maya):
    case = cast.case(harbor)
    perform(case, "open", actor=maya, at=cast.NOON)
    return case


def stored(case):
    return Case.objects.everywhere(reason="a test looks").get(pk=case.pk)


# ── Only perform moves ───────────────────────────────────────────────────────


def test_calling_a_step_directly_is_refused_even_to_who_may_take_it(opened, ines):
    with pytest.raises(TransitionNotAllowed):
        opened.approve(actor=ines, at=cast.NOON)
    assert opened.state == stored(opened).state == State.OPEN


def test_after_a_performed_step_the_next_direct_call_is_refused_too(opened, ines):
    perform(opened, "approve", actor=ines, at=cast.NOON)
    with pytest.raises(TransitionNotAllowed):
        opened.reopen(actor=ines, at=cast.NOON)


def test_a_step_may_not_take_another_step_in_passing(opened, ines, monkeypatch):
    monkeypatch.setattr(opened, "_performing", "reopen", raising=False)
    with pytest.raises(TransitionNotAllowed):
        opened.approve(actor=ines, at=cast.NOON)


def test_the_state_cannot_be_assigned(opened):
    with pytest.raises(AttributeError):
        opened.state = State.APPROVED


def test_an_unknown_step_is_a_programming_error(opened, ines):
    with pytest.raises(LookupError):
        perform(opened, "frobnicate", actor=ines, at=cast.NOON)


def sources(source):
    """Where a step declared with this source starts."""

    @step(source, "open", action="look")
    def move(self):
        """Moves."""

    return sorted(move._django_fsm.transitions)


def test_a_step_starts_from_one_state_or_from_each_of_several():
    assert (sources("draft"), sources(("draft", "denied"))) == (["draft"], ["denied", "draft"])


# ── Permission and guards ────────────────────────────────────────────────────


def test_the_permission_is_asked_before_any_guard(opened, harbor):
    verifier = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    (refusal,) = refusals(opened, "approve", actor=verifier, at=cast.NOON)
    assert refusal.code == "not_allowed"
    assert "Clinical director" in str(refusal.message)
    with pytest.raises(Refused):
        perform(opened, "approve", actor=verifier, at=cast.NOON)
    assert stored(opened).state == State.OPEN


def test_a_director_of_another_organization_is_not_allowed(opened):
    stranger = cast.staff(cast.organization("summit"), "Bram Highfield", Role.DIRECTOR)
    assert [refusal.code for refusal in refusals(opened, "approve", actor=stranger, at=cast.NOON)] == ["not_allowed"]


def test_the_system_decides_nothing(opened, harbor):
    clockwork = system("nightly", harbor)
    assert [refusal.code for refusal in refusals(opened, "approve", actor=clockwork, at=cast.NOON)] == ["not_allowed"]


def test_the_wrong_state_is_said_before_the_permission(harbor, ines):
    (refusal,) = refusals(cast.case(harbor), "approve", actor=ines, at=cast.NOON)
    assert refusal.code == "wrong_state"
    assert "a draft" in str(refusal.message) and "open" in str(refusal.message)


def test_all_unmet_guards_are_shown_in_their_order_with_actor_and_clock(opened, maya):
    Case.objects.everywhere(reason="a test prepares").filter(pk=opened.pk).update(title="")
    early = cast.NOON - timedelta(minutes=1)
    with pytest.raises(Refused) as refused:
        perform(opened, "approve", actor=maya, at=early, answer="empty")
    assert refused.value.codes == ["no_title", "same_person", "early", "empty"]
    assert "Maya Lindenwood" in str(refused.value)
    assert refused.value.refusals[0].cure == "Write one."
    assert refused.value.refusals[2].facts == {"at": early}


def test_guards_see_the_row_as_it_is_under_the_lock_not_as_it_was_read(opened, ines):
    Case.objects.everywhere(reason="somebody else edits").filter(pk=opened.pk).update(title="")
    assert opened.title == "First"
    with pytest.raises(Refused) as refused:
        perform(opened, "approve", actor=ines, at=cast.NOON)
    assert refused.value.codes == ["no_title"]


@pytest.mark.parametrize("minutes, codes", [(-1, ["early"]), (0, []), (1, [])])
def test_the_clock_given_is_the_clock_judged(opened, ines, minutes, codes):
    at = cast.NOON + timedelta(minutes=minutes)
    assert [refusal.code for refusal in refusals(opened, "approve", actor=ines, at=at)] == codes


# ── What a step leaves ───────────────────────────────────────────────────────


def test_a_step_moves_saves_and_records_once(opened, ines):
    event = perform(opened, "approve", actor=ines, at=cast.NOON, note="clean file", answer="yes")
    row = stored(opened)
    assert (row.state, row.answer) == (State.APPROVED, "yes")
    assert (event.action, event.actor_label, event.at) == ("case.approve", "Ines Calloway", cast.NOON)
    assert event.payload.values == {"before": {"state": "open"}, "after": {"state": "approved"}, "reason": "clean file"}
    assert [entry.action for entry in timeline(opened)] == ["case.approve", "case.open"]


def test_a_refused_step_leaves_no_event(opened, maya):
    before = last_sequence(opened)
    with pytest.raises(Refused):
        perform(opened, "approve", actor=maya, at=cast.NOON)
    assert last_sequence(opened) == before


def test_when_the_step_itself_breaks_the_object_has_its_old_state_again(opened, ines):
    with pytest.raises(RuntimeError):
        perform(opened, "deny", actor=ines, at=cast.NOON)
    assert opened.state == stored(opened).state == State.OPEN
    perform(opened, "approve", actor=ines, at=cast.NOON)


def test_when_recording_fails_nothing_moved_in_the_row_nor_in_memory(opened, ines, monkeypatch):
    monkeypatch.setattr("network.transitions.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        perform(opened, "approve", actor=ines, at=cast.NOON, answer="yes")
    assert (opened.state, opened.answer) == (State.OPEN, "")
    assert stored(opened).state == State.OPEN


def test_the_database_refusing_a_step_does_not_poison_the_outer_transaction(opened, ines, monkeypatch):
    def clash(*args, **kwargs):
        Event.objects.create(pk=Event.objects.first().pk)

    monkeypatch.setattr("network.transitions.record", clash)
    with transaction.atomic():
        with pytest.raises(Exception):  # noqa: B017 - whichever way it fails
            perform(opened, "approve", actor=ines, at=cast.NOON)
        assert stored(opened).state == State.OPEN  # the outer block still answers


# ── Two people, one row ──────────────────────────────────────────────────────


def test_a_stale_save_is_refused_and_does_not_poison_the_outer_transaction(opened, ines):
    stale = stored(opened)
    perform(opened, "approve", actor=ines, at=cast.NOON)
    with transaction.atomic():
        with pytest.raises(ConcurrentTransition), transaction.atomic():
            stale.save()
        assert stored(opened).state == State.APPROVED


def test_a_conflict_below_the_lock_is_answered_as_a_change(opened, ines, monkeypatch):
    def conflict(self, *args, **kwargs):
        raise ConcurrentTransition("Cannot save: the state moved.")

    monkeypatch.setattr(Case, "save", conflict)
    with transaction.atomic():
        with pytest.raises(Changed):
            perform(opened, "approve", actor=ines, at=cast.NOON)
        assert stored(opened).state == State.OPEN


def test_a_stale_object_is_reread_under_the_lock_so_the_second_gets_wrong_state(opened, ines):
    stale = stored(opened)
    perform(opened, "approve", actor=ines, at=cast.NOON)
    with pytest.raises(Refused) as refused:
        perform(stale, "approve", actor=ines, at=cast.NOON)
    assert refused.value.codes == ["wrong_state"]


def test_a_decision_on_a_file_that_changed_since_it_was_opened_is_refused(opened, ines, maya):
    seen = last_sequence(opened)
    perform(opened, "reopen", actor=maya, at=cast.NOON)
    perform(opened, "open", actor=maya, at=cast.NOON)
    with pytest.raises(Changed) as changed:
        perform(opened, "approve", actor=ines, at=cast.NOON, seen=seen)
    assert changed.value.codes == ["changed"]
    perform(opened, "approve", actor=ines, at=cast.NOON, seen=last_sequence(opened))


def test_an_event_of_another_file_is_no_change(opened, ines, maya, harbor):
    seen = last_sequence(opened)
    perform(cast.case(harbor, title="Second"), "open", actor=maya, at=cast.NOON)
    perform(opened, "approve", actor=ines, at=cast.NOON, seen=seen)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [["approve"] * 32, ["approve", "reopen"] * 8])
def test_of_many_at_once_exactly_one_gets_the_step(steps):
    harbor = cast.organization()
    maya, ines = cast.staff(harbor, "Maya Lindenwood"), cast.staff(harbor, "Ines Calloway")
    case = cast.case(harbor)
    perform(case, "open", actor=maya, at=cast.NOON)
    seen, start = last_sequence(case), Barrier(len(steps))

    def attempt(step):
        mine = stored(case)
        start.wait()
        try:
            perform(mine, step, actor=ines, at=cast.NOON, seen=seen)
            return "moved"
        except Refused as refused:
            return refused.codes[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        answers = Counter(pool.map(attempt, steps))
    assert answers == {"moved": 1, "changed": len(steps) - 1}
    assert len(timeline(case)) == 2
    assert verify(f"organization:{harbor.pk}") is None


# ── Reading ──────────────────────────────────────────────────────────────────


def test_refresh_reads_a_protected_state(opened):
    stale = stored(opened)
    Case.objects.everywhere(reason="a test moves it").filter(pk=opened.pk).update(state=State.DENIED)
    stale.refresh_from_db()
    assert stale.state == State.DENIED


def test_a_refresh_of_another_field_leaves_the_state_as_it_was_read(opened, ines):
    stale = stored(opened)
    perform(opened, "approve", actor=ines, at=cast.NOON, answer="yes")
    stale.refresh_from_db(fields=["answer"])
    assert (stale.answer, stale.state) == ("yes", State.OPEN)
    with pytest.raises(ConcurrentTransition), transaction.atomic():
        stale.save()


def test_a_refresh_that_fails_keeps_what_was_in_hand(opened):
    stale = stored(opened)
    Case.objects.everywhere(reason="a test removes it").filter(pk=opened.pk).delete()
    with pytest.raises(Case.DoesNotExist):
        stale.refresh_from_db()
    assert stale.state == State.OPEN


def test_full_clean_passes_and_still_judges_the_other_fields(opened):
    opened.full_clean()
    opened.title = "x" * 51
    with pytest.raises(ValidationError) as invalid:
        opened.full_clean()
    assert set(invalid.value.message_dict) == {"title"}


def test_a_list_with_only_costs_one_query_and_its_rows_can_still_be_moved(opened, harbor, ines):
    cast.case(harbor, title="Second")
    with CaptureQueriesContext(connection) as queries:
        rows = list(Case.objects.within(harbor).only("title").order_by("pk"))
    assert len(queries) == 1
    perform(rows[0], "approve", actor=ines, at=cast.NOON)
    assert (rows[0].state, stored(opened).state) == (State.APPROVED, State.APPROVED)


def test_a_row_with_a_deferred_state_saves_its_other_fields(opened):
    row = Case.objects.everywhere(reason="a test looks").defer("state").get(pk=opened.pk)
    row.title = "Another"
    row.save()
    assert (stored(opened).title, stored(opened).state) == ("Another", State.OPEN)


# ── The database's own word ──────────────────────────────────────────────────


def test_the_database_refuses_a_state_that_is_not_in_the_machine(opened):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.everywhere(reason="a test tries").filter(pk=opened.pk).update(state="frobnicated")
