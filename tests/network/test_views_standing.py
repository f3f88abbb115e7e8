"""Standing on a page: the answer of a day and why, by today's knowledge or by then's; holds and notice; who may know what."""

import pytest

from network.models import Hold, RefusedAttempt
from network.workflow import holds
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


_world, world = shared(World)


_file, file = shared(lambda world: world.active(), "_file")


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def reference(file):
    return file.practitioner.reference


def asked(client, world, file, **query):
    return get(client, "standing_of", world, reference=reference(file), query=query)


def open_hold(world, file, ago=3, reason="complaint", at=None):
    return holds.open_hold(
        participation=file.participation, reason=reason, first=world.day(ago), comment="Complaint C-17", actor=world.maya,
        at=at or world.at(ago),
    )


def test_the_answer_comes_first_and_says_why_not(client, world, file):
    sign_in(client, world.maya)
    assert "Yes. Wren Halloway is in good standing today" in text(asked(client, world, file))
    open_hold(world, file)
    said = text(asked(client, world, file))
    assert "No. Wren Halloway is not in good standing today" in said and "Complaint" in said and "A person ends the hold" in said


def answers(client, world, file, **query):
    return [(asked_.tag.word, asked_.because) for asked_ in asked(client, world, file, **query).context["page"].answered]


def test_available_and_payable_are_answered_apart_each_with_its_because(client, world, file):
    sign_in(client, world.maya)
    (available, _why), (payable, paid) = answers(client, world, file)
    assert (available, payable) == ("yes", "yes") and "sessions of that day count and no hold stops money" in paid
    open_hold(world, file)  # a complaint stops new clients; sessions that run go on
    (available, why), (payable, _paid) = answers(client, world, file)
    assert (available, payable) == ("no", "yes") and "On hold since" in why
    (available, why), (payable, paid) = answers(client, world, file, **parts("on", world.day(30)))
    assert (available, payable) == ("no", "no") and "sessions of that day do not count." in paid and "approval counts from" in paid


def test_intake_reads_whether_she_is_payable_and_never_why(client, world, file):
    open_hold(world, file, reason="exclusion")
    sign_in(client, world.rosa)
    (available, why), (payable, paid) = answers(client, world, file)
    assert (available, payable) == ("no", "no") and "Who reads files here can say why." in why
    assert paid == "because sessions of that day do not count, and a hold stops money."


def test_a_day_of_the_past_is_answered_in_the_past(client, world, file):
    open_hold(world, file, ago=3)
    sign_in(client, world.maya)
    assert "Yes. Wren Halloway was in good standing on" in text(asked(client, world, file, **parts("on", world.day(5))))
    assert "No. Wren Halloway was not in good standing on" in text(asked(client, world, file, **parts("on", world.day(30))))


def test_what_was_known_then_may_differ_from_what_is_known_now(client, world, file):
    open_hold(world, file, ago=5, at=world.at(1))  # found out four days late
    sign_in(client, world.maya)
    day = parts("on", world.day(3))
    assert "was not in good standing" in text(asked(client, world, file, **day))
    then = text(asked(client, world, file, **day, **parts("known", world.day(3))))
    assert "Yes. Wren Halloway was in good standing" in then and "By what was known at the end of" in then


NO_DAYS = [
    {"on_day": "31", "on_month": "2", "on_year": "2026"}, {"on_day": "1"}, {"on_day": "x", "on_month": "y", "on_year": "z"},
]


@pytest.mark.parametrize("query", NO_DAYS)
def test_a_day_that_does_not_exist_is_said_and_today_is_answered(client, world, file, query):
    sign_in(client, world.maya)
    answer = asked(client, world, file, **query)
    assert answer.status_code == 422 and "is in good standing today" in text(answer)


def test_what_it_rests_on_is_drawn_and_told_in_words(client, world, file):
    sign_in(client, world.maya)
    page = asked(client, world, file).context["page"]
    assert {row.what for row in page.rows} >= {"Approval", "Referral terms", "Liability insurance", "Authority to practice"}
    assert len(page.chart.bars) >= 4 and page.chart.today is not None


def test_intake_learns_whether_and_never_why(client, world, file):
    open_hold(world, file)
    sign_in(client, world.rosa)
    answer = asked(client, world, file)
    page = answer.context["page"]
    assert "is not in good standing today" in text(answer)
    assert (page.reasons, page.rows, page.history, page.holds, page.chart) == ((), (), (), (), None)
    assert "Complaint" not in answer.content.decode()
    listed = get(client, "standing", world)
    assert "Wren Halloway" in text(listed) and "Complaint" not in listed.content.decode()


def test_a_hold_is_opened_corrected_ended_and_voided_with_reasons(client, world, file):
    sign_in(client, world.maya)
    given = {"reason": "complaint", "comment": "Complaint C-18", **parts("first", world.day(2))}
    assert post(client, "open_hold", world, given, reference=reference(file)).status_code == 302
    hold = Hold.objects.within(world.organization).current().get()
    here = {"reference": reference(file), "key": hold.key}
    fix = {"reason": "It began a day later.", **parts("first", world.day(1))}
    assert post(client, "hold", world, fix, query="?do=correct", **here).status_code == 302
    assert Hold.objects.within(world.organization).current().get().first == world.day(1)
    end = {"reason": "Not upheld.", **parts("last", world.day(0))}
    assert post(client, "hold", world, end, query="?do=end", **here).status_code == 302
    assert Hold.objects.within(world.organization).current().get().last == world.day(0)
    assert post(client, "hold", world, {"reason": "Somebody else was meant."}, query="?do=void", **here).status_code == 302
    assert not Hold.objects.within(world.organization).current().exists()
    assert "never was" in text(asked(client, world, file)), "that it was stays on record"


def test_a_hold_that_would_end_by_itself_is_refused_with_the_typed_words_kept(client, world, file):
    sign_in(client, world.maya)
    given = {"reason": "complaint", "comment": "C-19", **parts("first", world.day(1)), **parts("last", world.day(-9))}
    answer = post(client, "open_hold", world, given, reference=reference(file))
    assert answer.status_code == 409 and "ends only when a person says so" in text(answer) and "C-19" in answer.content.decode()
    assert RefusedAttempt.objects.get().codes == ["ends_by_itself"]
    assert not Hold.objects.within(world.organization).exists()


def test_an_incomplete_hold_says_what_to_mend(client, world, file):
    sign_in(client, world.maya)
    answer = post(client, "open_hold", world, {"reason": "", "comment": ""}, reference=reference(file))
    assert answer.status_code == 422 and text(answer).count("Fill this in.") >= 1


def test_leave_ends_by_the_clock(client, world, file):
    sign_in(client, world.maya)
    given = {"reason": "leave", "comment": "Parental leave", **parts("first", world.day(0)), **parts("last", world.day(-60))}
    assert post(client, "open_hold", world, given, reference=reference(file)).status_code == 302
    assert Hold.objects.within(world.organization).current().get().last == world.day(-60)


def test_notice_asks_for_her_name_and_ends_the_agreement(client, world, file):
    sign_in(client, world.maya)
    given = {"reason": "We close the branch.", "name": "Wren Hallowa", **parts("last_day", world.day(-30))}
    assert post(client, "notice", world, given, reference=reference(file)).status_code == 422
    past = {**given, "name": "wren halloway", **parts("last_day", world.day(2))}
    assert post(client, "notice", world, past, reference=reference(file)).status_code == 409
    assert post(client, "notice", world, {**given, "name": "Wren Halloway"}, reference=reference(file)).status_code == 302
    file.participation.refresh_from_db()
    assert (file.participation.state, file.participation.last_day) == ("leaving", world.day(-30))


def test_the_list_finds_people_and_takes_no_more_queries_when_it_grows(client, world, file, django_assert_max_num_queries):
    sign_in(client, world.maya)
    with django_assert_max_num_queries(30) as few:
        get(client, "standing", world)
    world.active("Otis Fernsby"), world.active("Ida Lanternberg", former="Berg")
    with django_assert_max_num_queries(len(few.captured_queries)):
        get(client, "standing", world)
    assert "Ida Lanternberg" in text(get(client, "standing", world, query={"q": "berg ida"}))
    assert "Nobody of that name" in text(get(client, "standing", world, query={"q": "zzz"}))


def test_who_may_ask_and_who_may_hold(client, world, file):
    for who, sees, holds_ in [("tom", 200, 403), ("odell", 200, 403), ("una", 403, 403), ("rosa", 200, 403), ("ines", 200, 422)]:
        sign_in(client, getattr(world, who))
        assert asked(client, world, file).status_code == sees
        assert post(client, "open_hold", world, {}, reference=reference(file)).status_code == holds_, who


def test_another_organization_finds_neither_her_nor_the_page(client, world, file):
    calder = staff(organization("summit"), "Calder Rimrock")
    sign_in(client, calder)
    assert client.get(f"/summit/standing/{reference(file)}/").status_code == 404
    assert asked(client, world, file).status_code == 404
