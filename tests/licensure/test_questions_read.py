"""What a register would be asked about a check, and what of its answer is kept, on stand-ins; pure."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.facts import questions
from licensure.facts.questions import at_address, obstacles, question_of, register_of, title_of, values_of
from licensure.sources.answers import Answer, Outcome, Record, Remark
from licensure.workflow import look_ups

TITLE = Row(key="US-CO:lpc", register="US-CO:dora")
DAY, LAST = date(2015, 3, 2), date(2027, 8, 31)


def check(element="license", number="LPC.1", state="required", evidence=True, npi="1234567893") -> Row:
    """A check of Wren's license, as far as it is read here."""
    row = Row(license_type=TITLE.key, jurisdiction_id="US-CO", number=number, issued_on=DAY) if evidence else None
    wren = Row(npi=npi, person=Row(family_name="Halloway"))
    return Row(element=element, evidence=row, organization="harbor", practitioner=wren, state=state)


def source(key="us-co", channel="open_data", url="https://portal.example/") -> Row:
    return Row(key=key, channel=channel, url=url, at=lambda address, also: (key, address, also))


@pytest.fixture
def house(monkeypatch, settings):
    """What can be asked here: a live register by the arguments it is looked for with, a file, and the packs."""
    found = Row(live=source(), file=source("file-1", "file"), registers={"US-CO:dora": "the board"}, types={TITLE.key: TITLE}, asked=[])
    settings.LOOK_UPS, settings.SOURCE_URLS = True, {}
    monkeypatch.setattr(questions, "register_for", lambda *about: found.asked.append(about) or found.live)
    monkeypatch.setattr(questions, "file_source", lambda *about, since: found.asked.append((*about, since)) or found.file)
    monkeypatch.setattr(questions, "known", lambda organization: found)
    monkeypatch.setattr(questions, "license_type", lambda row, packs: packs.types.get(row.license_type))
    return found


# ── Who is asked ─────────────────────────────────────────────────────────────


def test_a_live_register_is_asked_rather_than_a_file(house):
    assert register_of(check()).key == "us-co"
    assert house.asked == [("license", "US-CO", "US-CO:dora", "US-CO:lpc", {})]


@pytest.mark.parametrize(
    ("looks_up", "live", "file", "board", "found"),
    [
        (True, True, True, True, "us-co"), (True, False, True, True, "file-1"), (False, True, True, True, "file-1"),
        (False, True, False, True, "us-co"), (False, True, True, False, "us-co"), (True, False, True, False, None),
        (True, False, False, True, None), (False, False, True, True, "file-1"),
    ],
)  # fmt: skip
def test_a_file_answers_where_no_live_register_is_asked(house, settings, looks_up, live, file, board, found):
    settings.LOOK_UPS = looks_up
    house.live, house.file = house.live if live else None, house.file if file else None
    house.registers = house.registers if board else {}
    answers = register_of(check())
    assert (answers and answers.key) == found
    if (looks_up, live, file, board) == (False, True, True, True):
        assert house.asked[-1] == ("harbor", "the board", "US-CO:lpc", DAY)


def test_a_check_of_nothing_that_is_registered_has_no_register(house):
    assert [register_of(each) for each in (check("insurance"), check(evidence=False))] == [None, None]
    assert [title_of(each) for each in (check(), check("register"), check(evidence=False))] == [TITLE, None, None]
    assert house.asked == []
    assert (register_of(check("npi", evidence=False)).key, house.asked) == ("us-co", [("npi",)])


def test_a_register_is_reached_where_this_installation_says(house, settings):
    assert at_address(house.live) == ("us-co", "https://portal.example/", "")
    settings.SOURCE_URLS = {"us-co": "https://relay.example/", "us-co-discipline": "https://relay.example/more"}
    assert at_address(house.live) == ("us-co", "https://relay.example/", "https://relay.example/more")


# ── What it is asked ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "channel", "query"),
    [
        ({}, "open_data", {"number": "LPC.1", "family_name": "Halloway"}), ({}, "file", {"number": "LPC.1", "family_name": "Halloway"}),
        ({"number": " LPC.1 "}, "soap", {"number": "LPC.1"}), ({"element": "npi"}, "json", {"number": "1234567893"}),
        ({"number": " "}, "soap", None), ({"element": "npi", "npi": ""}, "json", None), ({"element": "insurance"}, "soap", None),
    ],
)  # fmt: skip
def test_it_is_asked_by_number_and_where_numbers_are_shared_by_name_too(house, told, channel, query):
    house.live = source(channel=channel)
    found = question_of(check(**told))
    assert (found and found.query) == query


def test_the_words_that_are_kept_of_a_question_have_an_end(house):
    assert question_of(check()).words == "LPC.1, Halloway"
    assert question_of(check(number="1" * 400)).words == "1" * 300


@pytest.mark.parametrize(
    ("told", "looks_up", "live", "codes"),
    [
        ({}, True, "open_data", []), ({"state": "requested"}, True, "open_data", []), ({"state": "unavailable"}, True, "open_data", []),
        ({"state": "obtained"}, True, "open_data", ["answered"]), ({"number": ""}, True, "open_data", ["no_number"]),
        ({}, True, None, ["no_register"]), ({}, False, "open_data", ["look_ups_off"]), ({}, False, None, ["look_ups_off"]),
        ({}, False, "file", []), ({"state": "verified"}, False, "file", ["answered"]),
    ],
)  # fmt: skip
def test_why_software_cannot_ask(house, settings, told, looks_up, live, codes):
    settings.LOOK_UPS, house.file = looks_up, None
    house.live = source(channel=live) if live else None
    assert [each.code for each in obstacles(check(**told))] == codes


def test_a_question_is_asked_twice_at_once_and_its_pace_is_kept_elsewhere():
    assert (look_ups.fetch.attempts, look_ups.fetch.every) == (2, 0.0)


# ── What is kept ─────────────────────────────────────────────────────────────


def record(**more) -> Record:
    return Record("LPC.1", ("Wren Halloway",), **{"status": "active", "status_word": "Active", **more})


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (Answer(Outcome.NOT_FOUND, as_of=DAY, absent="current_only"), {
            "outcome": "not_found", "status": "unknown", "silent_after": "2015-03-02", "leaves_out": "current_only",
        }),
        (Answer(Outcome.NOT_FOUND), {"outcome": "not_found", "status": "unknown"}),
        (Answer(Outcome.UNAVAILABLE, as_of=DAY, absent="current_only"), {"outcome": "unavailable", "status": "unknown"}),
        (Answer(Outcome.SEVERAL, (record(title="LPC"), record(status="", status_word="Odd")), as_of=DAY), {
            "outcome": "several", "status": "unknown",
            "candidates": ["LPC.1 · Wren Halloway · LPC · active", "LPC.1 · Wren Halloway · Odd"],
        }),
        (Answer(Outcome.FOUND, (record(status_word="", first=DAY, last=LAST, more={"place": "Elm"}),)), {
            "names": ["Wren Halloway"], "number": "LPC.1", "status": "active", "first": "2015-03-02", "last": "2027-08-31", "place": "Elm",
        }),
        (Answer(Outcome.UNKNOWN_STATUS, (record(status="", status_word="Odd", title="LPC", status_since=DAY),)), {
            "outcome": "unknown_status", "names": ["Wren Halloway"], "number": "LPC.1", "status": "unknown", "status_word": "Odd",
            "title": "LPC", "status_since": "2015-03-02",
        }),
    ],
)  # fmt: skip
def test_an_answer_is_kept_as_it_was_given_and_no_status_is_made_up(answer, kept):
    assert values_of(answer) == kept


@pytest.mark.parametrize(
    ("remarks", "running", "lines"),
    [
        ([Remark("discipline", "Reprimand", DAY, LAST)], True, ["Reprimand · 2015-03-02 – 2027-08-31"]),
        ([Remark("discipline", "Reprimand", None, LAST, running=False)], False, ["Reprimand · … – 2027-08-31"]),
        ([Remark("measure", first=DAY, about="LPC.1")], True, ["measure · 2015-03-02 – … · LPC.1"]),
        ([Remark("measure", about="LPC.2")], False, ["measure · LPC.2"]),
        ([Remark("measure", "Ended", running=False), Remark("measure", "Runs")], True, ["Ended", "Runs"]),
    ],
)  # fmt: skip
def test_what_stands_against_her_is_kept_in_words_and_whether_it_is_in_force(remarks, running, lines):
    kept = values_of(Answer(Outcome.FOUND, (record(remarks=tuple(remarks)),)))
    assert (kept["encumbered"], kept["remarks"]) == (running, lines)
