"""What finance does with a line that stops: asks, lets it wait, moves its day; every button of every stop does something."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from network.models import Message
from network.transitions import Refused
from network.workflow import holds
from payments import nightly, rules
from payments.models import Invoice, LineAct, LineHold, LineQuestion
from payments.workflow import asking, checking, expecting, holding, invoicing
from tests.payments.house import House, days
from tests.payments.test_sessions import _ready, house, log, ready, sent
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and ready and _ready
WHY = "The board's letter came late."
ASKED = "Was this session by video?"
LATER = date.today() + timedelta(days=90)  # pages go by the real clock


def of_monday(ready):
    """Matches; sent in on Monday 2 November, expected on Friday 13: five working days of checking end on the 9th."""
    (found,) = sent(ready, -1)
    assert (found.state, found.expected_on) == ("matched", ready.day(11))
    return found


_line, line = shared(of_monday, "_line")


def told(house, template):
    return Message.objects.within(house.organization).filter(template=template).count()


# ── Asking ───────────────────────────────────────────────────────────────────


def test_asked_she_answers_and_the_day_moves_by_the_days_it_waited(house, line):
    question = asking.ask(line, question=f" {ASKED} ", key="too_late", actor=house.priya, at=house.at())
    assert (question.question, question.key, question.state, told(house, "line_question")) == (ASKED, "", "asked", 1)
    assert line.acts.filter(act="resolve_line", person=house.priya.person_id).count() == 1
    assert refused(asking.ask, line, question=ASKED, actor=house.priya, at=house.at()) == ["question_waits"]
    assert refused(holding.hold, line, until=house.day(9), reason=WHY, actor=house.priya, at=house.at()) == ["question_waits"]
    assert refused(checking.approve, line, actor=house.ben, at=house.at(1)) == ["question_waits"]
    assert refused(asking.answer, question, answer=" ", actor=house.herself, at=house.at(7)) == ["no_answer"]
    asking.answer(question, answer="In person.", actor=house.herself, at=house.at(7))  # asked Monday, answered Monday: five days
    line.refresh_from_db()
    assert (question.state, question.answer, line.expected_on, line.state) == ("answered", "In person.", house.day(18), "matched")
    assert line.expected_why.startswith("We waited for an answer from")
    assert told(house, "line_moved") == 0  # she reads it where she answers
    checking.approve(line, actor=house.ben, at=house.at(7))
    actions = {event.action for event in timeline(line)}
    assert {"line.asked", "linequestion.give", "line.expected_moved"} <= actions


@pytest.mark.parametrize(("waited", "later"), [(0, 11), (3, 11), (4, 18), (5, 18)])
def test_only_whole_working_days_of_waiting_move_the_day(house, line, waited, later):
    """Ready on Monday 9 plus up to three working days is still paid on Friday 13; a fourth is not: Wednesday 11 is a holiday."""
    question = asking.ask(line, question=ASKED, actor=house.priya, at=house.at())
    asking.answer(question, answer="Yes.", actor=house.herself, at=house.at(waited if waited < 5 else 7))
    line.refresh_from_db()
    assert line.expected_on == house.day(later)


def test_who_asked_does_not_approve_and_only_she_answers(house, line):
    question = asking.ask(line, question=ASKED, actor=house.priya, at=house.at())
    for who in (house.priya, house.ben, house.system):
        with pytest.raises(Forbidden):
            asking_answer(question, who, house)
    asking.withdraw(line, actor=house.priya, at=house.at())
    assert refused(asking.withdraw, line, actor=house.priya, at=house.at()) == ["nothing_asked"]
    both = as_person(house.priya, house.priya.person_id, "finance_approver")
    assert refused(checking.approve, line, actor=both, at=house.at()) == ["four_eyes"]
    checking.approve(line, actor=house.ben, at=house.at())
    assert refused(asking.ask, line, question=ASKED, actor=house.priya, at=house.at()) == ["line_settled"]


def asking_answer(question, who, house):
    try:
        asking.answer(question, answer="Yes.", actor=who, at=house.at())
    except Refused as found:
        if found.codes == ["not_allowed"]:
            raise Forbidden("not allowed") from found
        raise


def test_nobody_asks_nothing_or_about_what_pays_herself(house, line):
    assert refused(asking.ask, line, question=" ", actor=house.priya, at=house.at()) == ["no_question"]
    herself = as_person(house.priya, house.herself.person_id)
    assert refused(asking.ask, line, question=ASKED, actor=herself, at=house.at()) == ["own_money"]
    with pytest.raises(Forbidden):
        asking.ask(line, question=ASKED, actor=house.ben, at=house.at())
    assert not LineQuestion.objects.within(house.organization).exists()


def test_a_declined_line_is_asked_about_no_more(house, line):
    question = asking.ask(line, question=ASKED, actor=house.priya, at=house.at())
    checking.decline(line, reason="It was none.", actor=house.priya, at=house.at())
    question.refresh_from_db()
    assert (question.state, told(house, "line_declined")) == ("withdrawn", 1)


def test_the_database_keeps_one_question_and_no_empty_answer(house, line):
    row = asking.ask(line, question=ASKED, actor=house.priya, at=house.at())
    given = {"organization": house.organization, "line": line, "question": "?", "asked_at": house.at(), "asked_by_id": row.asked_by_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        LineQuestion(**given).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        LineQuestion.objects.within(house.organization).filter(pk=row.pk).update(state="answered")


# ── Waiting ──────────────────────────────────────────────────────────────────


def test_it_waits_until_a_day_and_goes_on_by_itself(house, line):
    hold = holding.hold(line, until=house.day(7), reason=WHY, actor=house.priya, at=house.at())
    assert (line.expected_on, hold.expected_before, told(house, "line_moved")) == (house.day(18), house.day(11), 1)
    assert WHY in line.expected_why
    assert refused(checking.approve, line, actor=house.ben, at=house.at(6)) == ["line_waits"]
    assert refused(asking.ask, line, question=ASKED, actor=house.priya, at=house.at(6)) == ["line_waits"]
    checking.approve(line, actor=house.ben, at=house.at(7))  # its day has come, though no night has run
    line.refresh_from_db()
    hold.refresh_from_db()
    assert (line.state, line.expected_on, hold.ended_at, hold.ended_by) == ("approved", house.day(18), house.at(7), None)


@pytest.mark.parametrize(("until", "code"), [
    (None, "no_day"), (-1, "day_passed"), (0, "day_passed"), (1, None), (366, None), (367, "day_too_far"),
])
def test_a_day_to_wait_for_is_ahead_and_within_a_year(house, line, until, code):
    day = None if until is None else house.day(until)
    if code is None:
        assert holding.hold(line, until=day, reason=WHY, actor=house.priya, at=house.at()).pk
    else:
        assert refused(holding.hold, line, until=day, reason=WHY, actor=house.priya, at=house.at()) == [code]
        assert not LineHold.objects.within(house.organization).exists()


def test_it_waits_for_its_cause_and_goes_on_when_that_is_gone(house):
    stop = {"participation": house.participation, "reason": "license", "first": house.day(-2), "comment": "Ended.", "actor": house.maya}
    hold = holds.open_hold(**stop, at=house.at())
    (line,) = sent(house, -1)
    assert line.stops == ["held_on_day"]
    row = holding.hold(line, key="held_on_day", reason=WHY, actor=house.priya, at=house.at())
    assert (row.until, row.key, line.expected_on) == (None, "held_on_day", None)
    assert nightly.end_waits(on=house.day(3), at=house.at(3)) == 0
    holds.void_hold(hold=hold, reason="An error.", actor=house.ines, at=house.at(7))
    assert nightly.end_waits(on=house.day(7), at=house.at(7)) == 1
    line.refresh_from_db()
    row.refresh_from_db()
    assert (line.state, line.stops, row.ended_by, line.expected_on) == ("matched", [], None, house.day(18))


def test_a_person_ends_the_wait_before_its_day(house, line):
    row = holding.hold(line, until=house.day(20), reason=WHY, actor=house.priya, at=house.at())
    assert line.expected_on == house.day(32)
    holding.let_go(line, actor=house.priya, at=house.at(1))
    row.refresh_from_db()
    assert (row.ended_by_id, line.expected_on) == (house.priya.person_id, house.day(11))
    assert refused(holding.let_go, line, actor=house.priya, at=house.at(1)) == ["nothing_held"]
    both = as_person(house.priya, house.priya.person_id, "finance_approver")
    assert refused(checking.approve, line, actor=both, at=house.at(1)) == ["four_eyes"]


def test_refused_without_a_reason_and_for_ones_own_line(house, line):
    assert refused(holding.hold, line, until=house.day(7), reason=" ", actor=house.priya, at=house.at()) == ["no_reason"]
    herself = as_person(house.priya, house.herself.person_id)
    assert refused(holding.hold, line, until=house.day(7), reason=WHY, actor=herself, at=house.at()) == ["own_money"]
    with pytest.raises(Forbidden):
        holding.hold(line, until=house.day(7), reason=WHY, actor=house.ben, at=house.at())


# ── The day of payment ───────────────────────────────────────────────────────


def test_the_day_moves_only_with_a_reason_and_she_is_told(house, line):
    assert refused(expecting.move_expected, line, day=house.day(20), reason="", actor=house.priya, at=house.at()) == ["no_reason"]
    assert refused(expecting.move_expected, line, day=house.day(0), reason=WHY, actor=house.priya, at=house.at()) == ["day_passed"]
    herself = as_person(house.priya, house.herself.person_id)
    assert refused(expecting.move_expected, line, day=house.day(20), reason=WHY, actor=herself, at=house.at()) == ["own_money"]
    assert (line.expected_on, told(house, "line_moved")) == (house.day(11), 0)
    expecting.move_expected(line, day=house.day(20), reason=WHY, actor=house.priya, at=house.at())
    assert (line.expected_on, line.expected_why, told(house, "line_moved")) == (house.day(20), WHY, 1)
    event = timeline(line)[0]
    assert (event.action, event.payload.values["reason"]) == ("line.expected_moved", WHY)
    checking.decline(line, reason="No.", actor=house.priya, at=house.at())
    assert refused(expecting.move_expected, line, day=house.day(25), reason=WHY, actor=house.priya, at=house.at()) == ["line_settled"]


# ── Every button of every stop ───────────────────────────────────────────────

FACTS = {"units_over": (1, 1), "day_in_future": (None, None)}
POSTED = {
    "correct": {"reason": WHY}, "ask": {"question": ASKED}, "waive": {"reason": WHY}, "decline": {"reason": WHY}, "hold": {"reason": WHY},
}
DONE = {  # by button: what is so afterwards of (state, acts, questions, waits, waivers)
    "correct": ("exception", ["enter_line", "change_line"], 0, 0, 0), "ask": ("exception", ["enter_line", "resolve_line"], 1, 0, 0),
    "hold": ("exception", ["enter_line", "resolve_line"], 0, 1, 0), "waive": ("exception", ["enter_line", "propose_waiver"], 0, 0, 1),
    "decline": ("declined", ["enter_line", "decline_line"], 0, 0, 0),
}


def test_every_button_of_every_stop_opens_its_form_and_does_its_act(client, house, line, monkeypatch):
    sign_in(client, house.priya)
    where, tried = house.url("line", pk=line.pk), 0
    for code, fixes in rules.FIXES.items():
        claimed, expected = FACTS.get(code, (None, None))
        monkeypatch.setattr("payments.queries.stops.stops", lambda *a, c=code, x=(claimed, expected), **k: (rules.stop(c, *x),))
        for fix in fixes:
            with transaction.atomic():
                checking.check(line, at=house.at())
                tried += _pressed(client, where, line, code, fix)
                transaction.set_rollback(True)
            line.refresh_from_db()
    assert tried == 62


def _pressed(client, where, line, code, fix):
    names = {"correct": "correct", "query": "ask", "hold": "hold", "waive": "waive", "decline": "decline"}
    name = names[str(fix)]
    shown = client.get(where, {"fix": f"{name}:{code}"})
    assert f'value="{name}:{code}"' in shown.content.decode(), (code, fix)
    assert shown.context["page"].acts[0].name == name and not shown.context["page"].acts[0].off, (code, fix)
    answer = client.post(where, {"do": name, "key": code, **POSTED[name]})
    assert answer.status_code == 302, (code, fix, text(answer))
    line.refresh_from_db()
    found = (
        line.state, list(LineAct.objects.within(line.organization).filter(line=line).values_list("act", flat=True)),
        line.questions.count(), line.waits.count(), line.waivers.count(),
    )
    assert found == DONE[name], (code, fix)
    return 1


def test_units_over_are_corrected_to_what_was_left(house, monkeypatch):
    job = house.authorized(kind="job", service="crisis", subject_key="", units=8)
    log(house, authorization=job, unit="hour", units=6)
    invoice = Invoice.objects.within(house.organization).get(state="draft")
    invoicing.send(invoice, actor=house.herself, at=house.at())
    type(job).objects.within(house.organization).filter(pk=job.pk).update(used=4, units=4)  # as if an hour had been taken off it
    checking.check_invoice(invoice, at=house.at())
    line = invoice.lines.get()
    assert (line.stops, line.minor) == (["not_in_network_on_day", "units_over"], 16500)
    checking.correct(line, reason=WHY, actor=house.priya, at=house.at())
    assert (line.units, line.session.units, line.minor, line.claimed_minor) == (4, 6, 11000, 16500)
    assert (line.stops, told(house, "line_corrected"), line.reason) == (["not_in_network_on_day"], 1, WHY)


# ── Pages ────────────────────────────────────────────────────────────────────


def test_a_question_goes_to_her_page_and_back(client, house, line):
    sign_in(client, house.priya)
    where, hers = house.url("line", pk=line.pk), f"/me/money/lines/{line.pk}/"
    assert client.post(where, {"do": "ask", "question": ""}).status_code == 422
    assert client.post(where, {"do": "ask", "question": ASKED}).status_code == 302
    assert "asked" in text(client.get(where)) and "1" in text(client.get(house.url("lines") + "?view=asked"))
    assert line.reference not in text(client.get(house.url("lines") + "?view=matched"))
    assert client.post(where, {"do": "hold", "reason": WHY, **days("until", LATER)}).status_code == 409
    as_her(client, house.herself)
    assert "Answer it" in text(client.get("/me/money/")) and "Answer it" in text(client.get("/me/"))
    assert ASKED in text(client.get(hers))
    assert client.post(hers, {"do": "answer", "answer": ""}).status_code == 422
    assert client.post(hers, {"do": "answer", "answer": "In person."}).status_code == 302
    assert client.post(hers, {"do": "answer", "answer": "In person."}).status_code == 409
    assert "In person." in text(client.get(hers))
    sign_in(client, house.priya)
    said = text(client.get(where))
    assert ASKED in said and "In person." in said


def test_waiting_and_moving_on_the_lines_page(client, house, line):
    sign_in(client, house.priya)
    where = house.url("line", pk=line.pk)
    assert client.post(where, {"do": "hold", "reason": WHY}).status_code == 422  # no cause, so a day is asked
    assert client.post(where, {"do": "hold", "reason": WHY, **days("until", LATER)}).status_code == 302
    assert line.reference in text(client.get(house.url("lines") + "?view=waiting"))
    as_her(client, house.herself)
    assert "It waits until" in text(client.get(f"/me/money/lines/{line.pk}/"))
    sign_in(client, house.priya)
    assert client.post(where, {"do": "let_go"}).status_code == 302
    assert client.post(where, {"do": "move", "reason": "", **days("day", LATER)}).status_code == 422
    assert client.post(where, {"do": "move", "reason": WHY, **days("day", house.day(-20))}).status_code == 422
    assert client.post(where, {"do": "move", "reason": WHY, **days("day", LATER)}).status_code == 302
    line.refresh_from_db()
    assert line.expected_on == LATER
    assert client.get(where, {"fix": "nonsense:'<b>"}).status_code == 200
    other = House("summit")
    sign_in(client, other.priya)
    assert client.post(other.url("line", pk=line.pk), {"do": "move", "reason": WHY}).status_code == 404


# ── What she reads in her list ───────────────────────────────────────────────


def test_a_day_that_passed_is_said_to_have_passed(client, house, line, monkeypatch):
    as_her(client, house.herself)
    said = "Checked, waits for approval. It was expected on 13 Nov 2026 and is late."
    for days_on, late in ((11, False), (12, True)):
        monkeypatch.setattr("network.clock.now", lambda on=days_on: house.at(on))
        for page in ("/me/money/", f"/me/money/lines/{line.pk}/", f"/me/money/invoices/{line.invoice_id}/"):
            assert (said in text(client.get(page))) is late


def test_her_list_says_held_why_and_what_to_do(client, house, line, monkeypatch):
    monkeypatch.setattr("network.clock.now", lambda: house.at(1))
    as_her(client, house.herself)
    assert "Checked, waits for approval. Expected on 13 Nov 2026." in text(client.get("/me/money/"))
    question = asking.ask(line, question=ASKED, actor=house.priya, at=house.at())
    said = text(client.get("/me/money/"))
    assert "Held: you were asked about it. Answer on its page" in said and "waits for approval" not in said
    asking.answer(question, answer="Yes.", actor=house.herself, at=house.at())
    holding.hold(line, until=house.day(20), reason=WHY, actor=house.priya, at=house.at())
    said = text(client.get("/me/money/"))
    assert "Held until 22 Nov 2026. Nothing is needed from you; then it goes on by itself." in said and WHY not in said
    holding.let_go(line, actor=house.priya, at=house.at(1))
    given = {"first": house.day(-2), "comment": "A secret word.", "actor": house.maya, "at": house.at(1)}
    holds.open_hold(participation=house.participation, reason="license", **given)
    line.refresh_from_db()
    checking.check(line, at=house.at(1))
    assert line.stops == ["held_on_day"]
    for page in ("/me/money/", f"/me/money/lines/{line.pk}/", f"/me/money/invoices/{line.invoice_id}/"):
        said = text(client.get(page))
        assert "Held: sessions of that day are not payable as things stand. Your start page and your letters say" in said, page
        assert "A secret word." not in said and "To check" not in said


def test_her_line_says_for_each_stop_what_to_do(client, house, line):
    type(line).objects.within(house.organization).filter(pk=line.pk).update(minor=10500, claimed_minor=10500)
    line.refresh_from_db()
    checking.check(line, at=house.at())
    as_her(client, house.herself)
    said = text(client.get(f"/me/money/lines/{line.pk}/"))
    assert "Claimed $105.00; rate on that day $95.00" in said
    assert said.count("The organization corrects it and tells you, or asks you.") == 2  # above, and beside what stands against it
