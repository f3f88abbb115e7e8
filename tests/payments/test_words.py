"""Every stop and every bar has its words, in both languages, and no words say more than the reader may know."""

import re
from datetime import date

import pytest
from django.utils import translation

from network.money import Money
from payments import words_bank, words_duties, words_held, words_releasing, words_stops
from payments.bank.accounts import AccountFault
from payments.bank.answers import Fault, Kind
from payments.bank.pain001 import NotWritable
from payments.duties import BARS, Act, Barred, Done
from payments.lines import Fix
from payments.releasing import Missing
from payments.rules import FIXES, stop
from tests.architecture.sources import ROOT

VALUES = [
    (Money(9000, "USD"), Money(8500, "USD"), Money(500, "USD")), (date(2026, 6, 10), date(2026, 6, 12), -2), ("S-1043", "S-1034", None),
    (3, 2, 1), ("EAP9", ("EAP1", "EAP2"), None), (None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("code", FIXES)
def test_every_stop_is_said_with_two_buttons(code, language):
    with translation.override(language):
        for claimed, expected, difference in VALUES:
            words = words_stops.said(stop(code, claimed, expected, difference, other="L7", since=date(2026, 6, 8)))
            assert [fix for fix, _ in words.buttons] == list(FIXES[code])
            said = [words.rule, words.message, *(label for _, label in words.buttons)]
            assert all(text and "%" not in text for text in said) and words.message.endswith(".")
            assert len({label for _, label in words.buttons}) == 2


def test_words_belong_to_codes_that_exist():
    assert set(words_stops.SENTENCES) == set(FIXES)
    assert all(fix in FIXES[code] for code, fix in words_stops.EXACT)
    assert set(words_stops.BUTTONS) == set(Fix)


def test_an_amount_is_said_with_what_was_agreed_and_how_much_it_is_off():
    words = words_stops.said(stop("amount_differs", Money(9000, "USD"), Money(8500, "USD"), Money(500, "USD")))
    assert re.sub(r"\s", " ", words.message) == "Claimed $90.00; rate on that day $85.00; difference $5.00."
    assert [label for _, label in words.buttons] == ["Correct to $85.00", "Ask the therapist"]
    assert (words.claimed, words.expected, words.difference) == ("$90.00", "$85.00", "$5.00")


@pytest.mark.parametrize(("off", "said"), [(-2, "2 days"), (1, "1 day"), (2, "2 days")])
def test_between_two_days_lie_days(off, said):
    assert words_stops.said(stop("too_late", date(2026, 6, 10), date(2026, 6, 12), off)).difference == said
    assert words_stops.said(stop("units_over", 3, 2, off)).difference == str(off)


def test_a_hold_says_since_when_where_that_is_known():
    assert "from 8 Jun 2026" in _plain(words_stops.said(stop("held_on_day", date(2026, 6, 10), None, since=date(2026, 6, 8))).message)
    assert words_stops.said(stop("held_on_day", date(2026, 6, 10), None)).message == "Not payable on that day."


def _plain(text: str) -> str:
    found = re.sub(r"\s", " ", text)
    return found.replace("Jun 8, 2026", "8 Jun 2026")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_bar_is_said_by_name(language):
    assert set(words_duties.AFTER) == {(bar.act, bar.earlier) for bar in BARS}
    with translation.override(language):
        said = {words_duties.said(bar.act, Barred("earlier_act", Done(bar.earlier, "kim", "7", 1))) for bar in BARS}
        assert len(said) == len(BARS)
        limit = Barred("over_limit", limit=Money(100_000, "USD"))
        assert "1" in words_duties.said(Act.APPROVE_LINE, limit) and "%" not in words_duties.said(Act.APPROVE_LINE, limit)
        others = {words_duties.said(Act.APPROVE_LINE, Barred(code)) for code in ("own_money", "limit_unknown")}
        assert len(others) == 2


def test_in_english_a_bar_names_what_was_done_and_who_else_may():
    done = Done(Act.RESOLVE_LINE, "kim", "7", 1)
    assert words_duties.said(Act.APPROVE_LINE, Barred("earlier_act", done)) == (
        "You resolved a stop on this line; someone else must approve it."
    )
    assert words_duties.said(Act.RELEASE_BATCH, Barred("own_money")) == "This pays you; someone else must do it."


FACTS = {"expected": "A", "found": "B", "field": "hash", "payment": "P"}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_fault_of_a_file_and_of_a_number_is_said(language):
    read = "".join(path.read_text() for path in (ROOT / "payments" / "bank").glob("*.py"))
    used = set(re.findall(r'(?:fault|_refuse|NotXml)\("(\w+)"', read))
    assert used == set(words_bank.FAULTS)
    with translation.override(language):
        for code in words_bank.FAULTS:
            said = words_bank.fault_said(Fault(code, 7, tuple(sorted(FACTS.items()))))
            assert "7: " in said and said.endswith(".") and "%" not in said
            assert "7" not in words_bank.fault_said(Fault(code, 0, tuple(sorted(FACTS.items())))).replace("94", "")
        for code in words_bank.NOT_WRITABLE:
            assert "%" not in words_bank.not_writable_said(NotWritable(code, "P-1"))
        assert set(words_bank.NUMBERS) == set(AccountFault) and set(words_bank.KINDS) == set(Kind)


def test_every_reason_not_to_write_has_words():
    read = "".join((ROOT / "payments" / "bank" / name).read_text() for name in ("pain001.py", "nacha.py"))
    tabled = re.findall(r'^ +\("(\w+)", (?:not|aba|us_|iban|bic|amount\.|batch\.)', read, re.MULTILINE)
    used = set(re.findall(r'NotWritable\("(\w+)"', read)) | set(tabled)
    assert used == set(words_bank.NOT_WRITABLE)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_a_payee_lacks_is_said_with_its_cure(language):
    with translation.override(language):
        said = [words_releasing.said(item) for item in Missing]
        assert len({message for message, _ in said}) == len(Missing)
        assert all(text.endswith(".") for pair in said for text in pair)


# ── Held, to the therapist ───────────────────────────────────────────────────


def test_every_stop_says_to_her_why_it_is_held_and_what_to_do():
    assert set(words_held.HELD) == set(FIXES)
    said = {}
    for language in ("en", "nl"):
        with translation.override(language):
            said[language] = [words_held.held([code]) for code in FIXES]
    assert all(text.startswith("Held: ") and text.endswith(".") for text in said["en"])
    assert all("%" not in text and ": " in text for texts in said.values() for text in texts)
    assert not set(said["en"]) & set(said["nl"])


def test_the_first_of_several_is_said_and_how_many_more():
    one, two, three = (words_held.held(keys) for keys in (["too_late"], ["too_late", "no_rate"], ["too_late", "no_rate", "units_over"]))
    assert one == "Held: it was sent in after its last day. Write to the organization why; two of its people may let it pass."
    assert (two, three) == (f"{one} One more thing stands against it.", f"{one} 2 more things stand against it.")
    assert words_held.held([]) == "Held: it is being looked at. The organization looks at it; nothing is needed from you now."


def test_a_stop_about_another_line_is_said_without_naming_it():
    assert words_held.held(["duplicate:L7"]) == words_held.held(["duplicate"]) and "L7" not in words_held.held(["duplicate:L7"])


@pytest.mark.parametrize("code", FIXES)
def test_what_she_reads_names_no_client_no_employer_and_no_other_reason_of_standing(code):
    text = words_held.held([code]).casefold()
    assert not re.search(r"client|caller|employer|license|insurance|exclu|sanction|%", text)
