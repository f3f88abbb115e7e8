"""Provisional approval: once, on the least that must be verified, for the days the policy gives; it ends by itself."""

from datetime import timedelta

import pytest

from network.access import Forbidden, system
from network.dates import ONE_DAY, Day
from network.facts.standing import rows_of
from network.letters import page_values, render_pdf
from network.models import Message, Parameter, Task
from network.queries.standing import needs
from network.standing import Use
from network.workflow.standing import accept_terms
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import KEPT, World
from tests.vetting.story import asked_for, refused, told
from vetting.models import Decision
from vetting.workflow import applying, checking, correspondence_decisions, deciding, lapsing
from vetting.workflow.provisional import grant_provisional, last_day_of

WHY = "Two clients wait for a counselor in Ohio."
THE_LEAST = ("license", "insurance")
pytestmark = pytest.mark.django_db


def switch_on(world, days=60):
    Parameter(
        organization=world.organization, key="vetting.provisional_days", value=days, effective_from=world.day(59),
        author_id=world.ines.person_id,
    ).save()
    return world


_world, world = shared(lambda: switch_on(World()))


def started(world, *elements, name="Wren Halloway", **fields):
    """A file in which these elements are verified."""
    file = world.checking(name, **fields)
    for check in world.checks(file).filter(element__in=elements or THE_LEAST):
        world.verify(check)
    return file


_file, file = shared(lambda world: started(world), "_file")


def give(world, file, actor=None, ago=0, reason=WHY, **fields):
    return grant_provisional(file, reason=reason, actor=actor or world.ines, at=world.at(ago), **fields)


def clear(file, on, use=Use.OFFER):
    rows = rows_of(file.participation).known()
    return any(rows.clear(need, Day(on)).ok for need in needs(rows, file.organization) if need.use == use)


def accepted(file, at):
    for kind in ("referral", "payment"):
        accept_terms(participation=file.participation, kind=kind, actor=file.herself, at=at)


def test_it_leaves_the_file_where_it_is_and_ends_by_itself_after_its_last_day(world, file):
    decision = give(world, file)
    last = world.day(-59)
    assert (file.state, decision.outcome, decision.due_on) == ("checking", "provisional", last)
    assert decision.decided_by_id == world.ines.person_id
    assert decision.assessment.on == world.day() and file.next_due_on is None
    assert told(file)[:2] == ["decision.made", "application.grant_provisional"]
    accepted(file, world.now)
    assert (clear(file, world.day()), clear(file, last), clear(file, last + ONE_DAY)) == (True, True, False)
    assert (clear(file, last, Use.SESSION), clear(file, last + ONE_DAY, Use.SESSION)) == (True, False)


@pytest.mark.parametrize("days", [1, 30, 60])
def test_it_holds_as_many_days_as_the_policy_says_and_not_at_all_where_it_is_off(days):
    world = World()
    file = started(world)
    assert refused(give, world, file) == ["no_provisional"]
    switch_on(world, days)
    assert give(world, file).due_on == world.day() + timedelta(days=days - 1)
    assert last_day_of(file, world.day()) == world.day() + timedelta(days=days - 1)


def test_it_is_given_once_also_in_another_file(world, file):
    give(world, file)
    assert refused(give, world, file) == ["provisional_before"]
    applying.withdraw(file, actor=file.herself, at=world.now)
    again = applying.open_application(
        organization=world.organization, practitioner=file.practitioner, jurisdictions=["US-OH"], actor=file.herself, at=world.now
    )
    applying.read_rights(again, actor=file.herself, at=world.now)
    applying.consent(again, actor=file.herself, at=world.now)
    applying.submit(again, signature=applying.Signature("W", world.now, "True."), actor=file.herself, at=world.now)
    checking.begin_checks(again, actor=world.tom, at=world.now)
    for check in world.checks(again):
        world.verify(check, ago=0)
    assert refused(give, world, again) == ["provisional_before"]


def test_only_a_first_application_is_approved_provisionally(world, file):
    file.kind = "addition"
    file.save(update_fields=["kind"])
    assert refused(give, world, file) == ["not_first"]


@pytest.mark.parametrize("left_out", THE_LEAST)
def test_the_license_and_the_insurance_are_verified_first(world, left_out):
    file = started(world, *(element for element in THE_LEAST if element != left_out))
    assert "least_unverified" in refused(give, world, file)


def test_a_signature_too_old_is_not_enough(world, file):
    assert refused(give, world, file, ago=-200)[0] == "least_unverified"


def test_it_is_for_people_who_decide_and_verified_nothing_with_a_reason(world, file):
    assert refused(give, world, file, reason=" ") == ["no_reason"]
    assert refused(give, world, file, actor=world.tom) == ["not_allowed"]
    small = started(world, name="Ash Tanager", per_claim=20_000_000)
    assert refused(give, world, small) == ["not_eligible"]


def test_the_full_decision_replaces_it_from_its_own_day(world, file):
    give(world, file, ago=2)
    for check in world.checks(file).exclude(element__in=THE_LEAST):
        world.verify(check, ago=1)
    checking.refer(file, actor=world.tom, at=world.at(1))
    full = deciding.approve(file, actor=world.ines, at=world.now)
    accepted(file, world.now)
    assert clear(file, world.day(-70)) and full.due_on > world.day(-1000)
    assert Task.objects.within(world.organization).get(kind="decide_provisional").done_at == world.now


def test_a_denial_ends_it_from_its_day(world, file):
    give(world, file, ago=2)
    accepted(file, world.at(2))
    for check in world.checks(file).exclude(element__in=THE_LEAST):
        world.verify(check, ago=1)
    checking.refer(file, actor=world.tom, at=world.at(1))
    deciding.propose(file, outcome="denied", basis="quality", reason=WHY, actor=world.odell, at=world.at(1))
    deciding.deny(file, basis="quality", reason=WHY, actor=world.ines, at=world.now)
    assert (clear(file, world.day(1)), clear(file, world.day())) == (True, False)


def test_a_file_withdrawn_or_lapsed_ends_it_the_same_day(world):
    one, other = started(world), started(world, name="Ash Tanager")
    for file in (one, other):
        give(world, file, ago=3)
        accepted(file, world.at(3))
    applying.withdraw(one, actor=one.herself, at=world.now)
    checking.request_information(other, message="Page two?", actor=world.tom, at=world.at(3))
    lapsing.lapse(other, actor=system("nightly", world.organization), at=world.at(-20), days=30, grace=2)
    assert (clear(one, world.day(1)), clear(one, world.day())) == (True, False)
    assert (clear(other, world.day(-19)), clear(other, world.day(-20))) == (True, False)
    assert not Task.objects.within(world.organization).open().exists()


def test_somebody_is_to_decide_two_weeks_before_it_ends(world):
    give(world, started(world))
    task = Task.objects.within(world.organization).get(kind="decide_provisional")
    assert (task.role, task.due_on, task.escalates_on) == ("director", world.day(-45), world.day(-59))


def test_her_letter_names_the_last_day_and_what_follows(world, file):
    decision = give(world, file)
    assert asked_for("vetting.send_decision") == [{"id": decision.pk}]
    correspondence_decisions.send_decision(decision_id=decision.pk, at=world.now)
    letter = file.practitioner.letters.within(world.organization).get(kind="provisional")
    said = " ".join(text_of(render_pdf("letters/provisional.html", page_values(letter), language="en")).split())
    assert "ends by itself after" in said and "given once" in said and WHY not in said
    assert Message.objects.within(world.organization).filter(template="letter").exists()


# ── On the page ──────────────────────────────────────────────────────────────


def test_a_director_gives_it_on_the_decision_page_and_reads_when_it_ends(client, world, file):
    sign_in(client, world.ines)
    page = get(client, "decision", world, reference=file.reference)
    assert "Approve provisionally" in text(page) and "It is still being checked." in text(page)
    seen = page.context["page"] and page.context["form"].initial["seen"]
    given = {"do": "provisional", "reason": WHY, "seen": seen}
    answer = post(client, "decision", world, given, reference=file.reference)
    assert (answer.status_code, answer.url) == (302, address("decision", world, reference=file.reference))
    said = text(get(client, "decision", world, reference=file.reference))
    assert "Provisionally approved" in said and "Ends by itself after" in said
    assert "This therapist was approved provisionally before." in said
    assert Decision.objects.within(world.organization).get().outcome == "provisional"


def test_where_it_is_switched_off_nobody_reads_of_it(client):
    world = World()
    file = started(world)
    sign_in(client, world.ines)
    assert "provisionally" not in text(get(client, "decision", world, reference=file.reference))


def test_it_needs_the_right_to_decide(world, file):
    with pytest.raises(Forbidden):
        deciding.propose(file, outcome="approved", reason=WHY, actor=world.tom, at=world.now)


def test_where_a_policy_asks_for_the_malpractice_history_it_is_verified_first(monkeypatch):
    """NCQA CR 3 asks three things of a provisional approval: the license, the malpractice history and the signature."""
    monkeypatch.setattr("tests.vetting.staff_world.KEPT", {**KEPT, "malpractice_verified": {"days": 120}})
    world = switch_on(World(preset="NCQA-2025"))
    file = started(world)
    assert refused(give, world, file) == ["least_unverified"]
    for check in world.checks(file).filter(element="disclosures"):
        world.verify(check)
    assert give(world, file).outcome == "provisional"
