"""Approvals on terms: for a shorter time, with conditions that have a day and a watcher; decided by one, two or the committee."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from network.letters import page_values, render_pdf
from network.models import Membership, Task
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.sitting import WHY, Sitting
from tests.vetting.story import Story, refused, told
from vetting.committee import Resolution
from vetting.models import Condition, Decision
from vetting.terms import Asked, Terms, load, problems
from vetting.workflow import conditions, correspondence_decisions, deciding, interests, motions, reminding

pytestmark = pytest.mark.django_db
ON, FULL, DAY = date(2026, 11, 26), date(2029, 11, 26), timedelta(days=1)


def asked(due_on=date(2027, 2, 1), text="A report of your supervisor.", watcher=7):
    return Asked(text, due_on, watcher)


# ── What makes sense ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(("terms", "codes"), [
    (Terms("Young practice.", date(2027, 11, 26)), []),
    (Terms("Young practice.", None, (asked(),)), []),
    (Terms("Young practice."), ["terms_empty"]),
    (Terms(" ", date(2027, 11, 26)), ["terms_no_reason"]),
    (Terms("Why.", ON), ["term_over"]), (Terms("Why.", ON + DAY), []),
    (Terms("Why.", FULL), ["term_not_shorter"]), (Terms("Why.", FULL - DAY), []),
    (Terms("Why.", None, (asked(ON),)), ["condition_day"]), (Terms("Why.", None, (asked(ON + DAY),)), []),
    (Terms("Why.", None, (asked(FULL),)), []), (Terms("Why.", None, (asked(FULL + DAY),)), ["condition_day"]),
    (Terms("Why.", date(2027, 1, 31), (asked(),)), ["condition_day"]),
    (Terms("Why.", None, (asked(text=" "), asked(watcher=None))), ["condition_untold", "condition_unwatched"]),
])
def test_terms_say_why_and_have_days_that_can_be_kept(terms, codes):
    assert list(problems(terms, on=ON, full=FULL)) == codes


def test_terms_are_kept_as_they_were_given():
    terms = Terms("Why.", date(2027, 11, 26), (asked(), asked(date(2027, 3, 1), watcher=8)))
    assert load(terms.stored()) == terms and load(None) is None


# ── By one, by two ───────────────────────────────────────────────────────────


_world, world = shared(Story)
_file, file = shared(lambda world: world.in_review(), "_file")


def with_conditions(world, *, due=None, by=30):
    row = Asked("A report of your supervisor on four sessions.", world.day(-by), world.maya.person_id)
    return Terms("Her hours are nearly reached.", due, (row,))


def test_a_director_approves_for_a_shorter_time_with_a_reason(world, file):
    due = world.day(-365)
    decision = deciding.approve(file, actor=world.ines, at=world.now, terms=Terms("Young practice.", due))
    assert (file.next_due_on, decision.due_on, decision.terms["why"]) == (due, due, "Young practice.")
    assert [grant.last for grant in world.grants(file)] == [due]


def test_a_condition_is_written_with_its_day_its_watcher_and_a_task(world, file):
    decision = deciding.approve(file, actor=world.ines, at=world.now, terms=with_conditions(world))
    row = decision.conditions.get()
    assert (row.state, row.due_on, row.watcher_id) == ("open", world.day(-30), world.maya.person_id)
    assert told(file)[0] == "condition.asked"
    task = Task.objects.within(world.organization).get(kind="watch_condition")
    assert (task.due_on, task.escalates_on, task.about) == (world.day(-30), world.day(-31), file.reference)
    assert task.owner == Membership.objects.within(world.organization).get(person=world.maya.person_id)


def test_terms_that_make_no_sense_are_refused_and_nothing_is_decided(world, file):
    approve = {"actor": world.ines, "at": world.now}
    assert refused(deciding.approve, file, terms=Terms("Why."), **approve) == ["terms_empty"]
    assert refused(deciding.approve, file, terms=with_conditions(world, by=0), **approve) == ["condition_day"]
    assert file.state == "in_review" and not Condition.objects.within(world.organization).exists()


def test_two_people_agree_on_the_same_terms_or_not_at_all(world):
    file, terms = world.for_two(), with_conditions(world)
    deciding.propose(file, outcome="approved", reason=WHY, terms=terms, actor=world.ines, at=world.now)
    other = {"actor": world.petra, "at": world.now}
    assert refused(deciding.approve, file, **other) == ["disagree"]
    assert refused(deciding.approve, file, terms=with_conditions(world, by=31), **other) == ["disagree"]
    decision = deciding.approve(file, terms=terms, **other)
    assert (decision.second_by_id, load(decision.terms)) == (world.ines.person_id, terms)


def test_terms_nobody_proposed_are_no_agreement(world):
    file = world.for_two()
    deciding.propose(file, outcome="approved", reason=WHY, actor=world.ines, at=world.now)
    assert refused(deciding.approve, file, terms=with_conditions(world), actor=world.petra, at=world.now) == ["disagree"]


# ── What becomes of a condition ──────────────────────────────────────────────


def on_conditions(world):
    decision = deciding.approve(world.in_review(), actor=world.ines, at=world.now, terms=with_conditions(world))
    return decision.conditions.get()


_condition, condition = shared(on_conditions, "_condition")


def test_who_watches_it_says_it_is_met_with_what_was_seen(world, condition):
    given = {"at": world.at(-3)}
    assert refused(conditions.meet, condition, reason=WHY, actor=world.tom, **given) == ["not_the_watcher"]
    assert refused(conditions.meet, condition, reason=" ", actor=world.maya, **given) == ["no_reason"]
    conditions.meet(condition, reason="The report is here.", actor=world.maya, **given)
    assert (condition.state, condition.note, condition.settled_by_id) == ("met", "The report is here.", world.maya.person_id)
    assert Task.objects.within(world.organization).get(kind="watch_condition").done_at == world.at(-3)
    assert refused(conditions.miss, condition, reason=WHY, actor=world.maya, at=world.at(-40)) == ["wrong_state"]


def test_it_is_missed_only_after_its_day_and_then_a_director_looks_again(world, condition):
    assert refused(conditions.miss, condition, reason=WHY, actor=world.maya, at=world.at(-30)) == ["day_not_over"]
    conditions.miss(condition, reason="No report came.", actor=world.maya, at=world.at(-31))
    task = Task.objects.within(world.organization).open().get()
    assert (condition.state, task.kind, task.role, task.due_on) == ("missed", "missed_condition", "director", world.day(-44))
    conditions.meet(condition, reason="It came late.", actor=world.ines, at=world.at(-33))
    assert condition.state == "met" and not Task.objects.within(world.organization).open().exists()


def test_only_who_decides_asks_it_no_more(world, condition):
    assert refused(conditions.drop, condition, reason=WHY, actor=world.maya, at=world.now) == ["not_allowed"]
    conditions.drop(condition, reason="Her board asks the same.", actor=world.ines, at=world.now)
    assert condition.state == "dropped" and not Task.objects.within(world.organization).open().exists()


def test_a_day_that_passes_without_a_word_goes_to_the_network_manager(world, condition):
    assert [reminding.escalate(world.organization, at=world.at(-later)) for later in (30, 31)] == [0, 1]
    task = Task.objects.within(world.organization).get(kind="watch_condition")
    assert (task.role, task.owner) == ("network_manager", None)


# ── The committee ────────────────────────────────────────────────────────────


_here, here = shared(Sitting, "_here")


def terms_of(here, text="Four sessions with a supervisor."):
    return Terms("A reprimand is young.", here.day(-365), (Asked(text, here.day(-60), here.person(here.maya).pk),))


def test_the_committee_votes_on_the_terms_and_carries_them_out(here):
    case = here.case()
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    motions.set_terms(item, terms_of(here), actor=here.maya, at=here.later())
    here.vote(item, "approved", here.ivo, here.nell, here.thea)
    decision = here.carry(item)
    case.refresh_from_db()
    assert (decision.due_on, case.next_due_on, load(decision.terms)) == (here.day(-365), here.day(-365), terms_of(here))
    assert decision.conditions.get().watcher_id == here.person(here.maya).pk


def test_other_terms_after_a_vote_are_the_chairs_and_voted_anew(here):
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    motions.set_terms(item, terms_of(here), actor=here.ivo, at=here.later())
    here.vote(item, "approved", here.ivo, here.nell, here.thea)
    assert refused(motions.set_terms, item, None, actor=here.ivo, at=here.later()) == ["not_the_chair"]
    motions.set_terms(item, None, actor=here.odell, at=here.later())
    assert (item.round, item.terms) == (2, None)
    assert refused(here.carry, item) == ["no_quorum", "no_majority"]
    here.vote(item, "approved", here.ivo, here.nell, here.thea)
    assert here.carry(item).terms is None
    assert refused(motions.set_terms, item, terms_of(here), actor=here.odell, at=here.later()) == ["settled"]


def test_terms_of_a_vote_make_sense_and_are_closed_to_the_recused(here):
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    assert refused(motions.set_terms, item, Terms("Why."), actor=here.maya, at=here.later()) == ["terms_empty"]
    interests.declare(case, reason="We share a practice.", meeting=item.meeting, actor=here.nell, at=here.later())
    assert refused(motions.set_terms, item, terms_of(here), actor=here.nell, at=here.later()) == ["recused"]


def test_a_resolution_brings_its_own_terms_and_no_others(here):
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    resolution = Resolution(item.pk, case.reference, "approved", terms_of(here))
    decision = deciding.approve(case, actor=here.odell, at=here.later(), resolution=resolution, terms=Terms("Mine.", here.day(-30)))
    assert load(decision.terms) == terms_of(here)


# ── What is read ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letter_names_the_shorter_time_each_condition_its_day_and_whom_to_tell(world, file, language):
    decision = deciding.approve(file, actor=world.ines, at=world.now, terms=with_conditions(world, due=world.day(-365)))
    user = file.practitioner.person.users.get()
    user.language = language
    user.save()
    correspondence_decisions.send_decision(decision_id=decision.pk, at=world.now)
    letter = file.practitioner.letters.within(world.organization).get(kind="conditional")
    pdf = bare(text_of(render_pdf("letters/conditional.html", page_values(letter), language=language)))
    for said in ("Her hours are nearly reached.", "A report of your supervisor on four sessions.", "Maya Lindenwood"):
        assert bare(said) in pdf


def bare(text):
    """Without what a line break may have taken."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def form(world, **more):
    due = world.day(-30)
    day = {"day_1_day": due.day, "day_1_month": due.month, "day_1_year": due.year}
    return {"why": "Her hours are nearly reached.", "text_1": "A report.", "watcher_1": world.maya.person_id, **day, **more}


def test_a_director_approves_on_terms_on_a_page_and_follows_the_condition(client, world, file):
    sign_in(client, world.ines)
    assert "Approve for a shorter time or with conditions" in text(get(client, "decision", world, reference=file.reference))
    assert post(client, "decision_terms", world, {"why": ""}, reference=file.reference).status_code == 422
    assert post(client, "decision_terms", world, form(world, watcher_1=""), reference=file.reference).status_code == 422
    assert post(client, "decision_terms", world, {"why": "Only so."}, reference=file.reference).status_code == 409
    answer = post(client, "decision_terms", world, form(world), reference=file.reference)
    assert (answer.status_code, answer.url) == (302, address("decision", world, reference=file.reference))
    said = text(get(client, "decision", world, reference=file.reference))
    assert "A report." in said and "Her hours are nearly reached." in said
    row = Condition.objects.within(world.organization).get()
    assert "A report." in text(get(client, "conditions", world)) and "Maya Lindenwood watches it" in text(get(client, "conditions", world))
    assert post(client, "condition", world, {"do": "meet", "reason": ""}, pk=row.pk).status_code == 422
    assert post(client, "condition", world, {"do": "miss", "reason": "No."}, pk=row.pk).status_code == 409
    assert post(client, "condition", world, {"do": "meet", "reason": "Seen."}, pk=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state == "met" and "Seen." in text(get(client, "condition", world, pk=row.pk))


def test_what_takes_two_is_proposed_and_confirmed_on_the_same_page(client, world):
    file = world.for_two()
    sign_in(client, world.ines)
    assert "Propose it" in text(get(client, "decision_terms", world, reference=file.reference))
    assert post(client, "decision_terms", world, form(world), reference=file.reference).status_code == 302
    assert not Decision.objects.within(world.organization).exists()
    sign_in(client, world.petra)
    page = get(client, "decision_terms", world, reference=file.reference)
    assert "Ines Calloway proposes it" in text(page) and "Approve on these terms" in text(page)
    assert page.context["form"].initial["text_1"] == "A report."
    assert post(client, "decision_terms", world, form(world), reference=file.reference).status_code == 302
    assert Decision.objects.within(world.organization).get().second_by_id == world.ines.person_id


def test_who_proposed_it_reads_that_another_person_confirms_it(client, world):
    file = world.for_two()
    deciding.propose(file, outcome="approved", reason=WHY, terms=with_conditions(world), actor=world.ines, at=world.now)
    sign_in(client, world.ines)
    assert "You proposed this yourself." in text(get(client, "decision_terms", world, reference=file.reference))
    sign_in(client, world.tom)
    assert get(client, "decision_terms", world, reference=file.reference).status_code == 403


def test_the_terms_of_a_vote_are_written_on_a_page_and_read_by_the_members(client, here):
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    sign_in(client, here.ivo)
    where = {"organization": here.harbor.slug, "pk": item.pk}
    due = here.day(-365)
    given = {"why": "A reprimand is young.", "due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
    assert client.post(reverse("item_terms", kwargs=where), given).status_code == 302
    assert "A reprimand is young." in text(client.get(reverse("agenda_item", kwargs=where)))
    assert client.post(reverse("item_terms", kwargs=where), {"do": "clear"}).status_code == 302
    item.refresh_from_db()
    assert item.terms is None
    here.vote(item, "approved", here.ivo)
    assert client.post(reverse("item_terms", kwargs=where), given).status_code == 409
