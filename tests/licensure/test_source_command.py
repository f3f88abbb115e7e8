"""`manage.py source`: a register from a terminal, its answer in the promised shape, its exit status."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator, FormatChecker

from licensure.sources.registers import registers
from tests.licensure.registers import big, rows
from tests.licensure.registers.serving import MAINTENANCE, Reply, serving
from tests.licensure.registers.tables import person, roster
from tests.licensure.test_register_faults import ALL, FAULTS, NUMBERS, TABLES, good, nobody

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "source.json").read_text())
NUMBER = "19012345625"


def run(*arguments) -> tuple[list[dict], str]:
    """The objects printed, each as the schema says, and what the command died of."""
    out, died = StringIO(), ""
    try:
        call_command("source", *map(str, arguments), "--json", stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        died = str(error)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    for each in told:
        Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(each)
    return told, died


def tried(name, reply, *query, extra=()):
    with serving(lambda request: reply) as (address, _):
        told, died = run("try", name, "--url", address, "--query", *query, "--attempts", 1, *extra)
    return told[0], died


def big_reply(*people):
    return Reply(big.envelope(*people), content_type="text/xml")


def test_every_register_is_listed():
    told, died = run("list")
    assert died == ""
    assert {each["key"] for each in told} == set(registers())
    out = StringIO()
    call_command("source", "list", stdout=out)
    assert out.getvalue().startswith("nl-big: BIG-register (number, ")


def test_found_with_its_fingerprint(tmp_path):
    reply = big_reply(big.person(big.registration(NUMBER)))
    told, died = tried("nl-big", reply, f"number={NUMBER}", extra=("--save", tmp_path / "raw.xml"))
    assert (told["outcome"], told["active"], told["records"][0]["number"], died) == ("found", True, NUMBER, "")
    assert told["sha256"] == hashlib.sha256(reply.body).hexdigest()
    assert (tmp_path / "raw.xml").read_bytes() == reply.body


def test_a_measure_is_counted_and_nothing_is_active():
    person = big.person(big.registration(NUMBER), measures=[big.measure(NUMBER)])
    told, _ = tried("nl-big", big_reply(person), f"RegistrationNumber={NUMBER}")
    assert (told["outcome"], told["active"], told["remarks"]) == ("found", False, 1)
    assert told["records"][0]["remarks"][0]["first"] == "2025-02-01"


def test_not_found_and_several_are_answers():
    person = big.person(big.registration(NUMBER))
    assert tried("nl-big", big_reply(), f"number={NUMBER}")[0]["outcome"] == "not_found"
    told, died = tried("nl-big", big_reply(person, big.person(big.registration("29012345625"))), "name=Lichtveld")
    assert (told["outcome"], told["active"], len(told["records"]), died) == ("several", False, 2, "")


def test_a_status_word_never_seen_is_not_active():
    number, row = rows.PORTALS["us-co"]
    reply = Reply(json.dumps([{**row, "licensestatusdescription": "Active-ish"}]).encode())
    told, died = tried("us-co", reply, f"number={number}")
    assert (told["outcome"], told["active"], told["records"][0]["status_word"], died) == ("unknown_status", False, "Active-ish", "")


@pytest.mark.parametrize(
    ("name", "reply", "reason"),
    [
        ("nl-big", Reply(big.fault(), 500, "text/xml"), "fault"),
        ("nl-big", Reply(MAINTENANCE, 200, "text/html"), "page"),
        ("us-npi", Reply(MAINTENANCE, 200, "text/html"), "page"),
        ("us-il", Reply(b"", 302, headers={"Location": "/"}), "redirect"),
        ("us-de", Reply(b"[]", length=50), "truncated"),
        ("us-wa", Reply(b'{"a": 1}'), "schema"),
        ("us-ct", Reply(b"[]", wait=5.0), "timeout"),
    ],
)
def test_unavailable_ends_with_status_1_and_says_why(name, reply, reason):
    told, died = tried(name, reply, "number=123", extra=("--timeout", "0.5"))
    assert (told["outcome"], told["reason"], told["active"], told["records"]) == ("unavailable", reason, False, [])
    assert told["text"] == died


SLOW = {"slow": (lambda key: replace(good(key), wait=5.0), "timeout")}
WRONG_SHAPE = {
    "wrong schema": (lambda key: replace(good(key), body=b'{"answer": 42}'), {"nl-big": "not_xml"}),
    "in the middle": (lambda key: replace(good(key), length=len(good(key).body) + 1), dict.fromkeys(ALL, "truncated")),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("fault", [*FAULTS, *SLOW, *WRONG_SHAPE])
def test_every_source_tells_every_fault_as_unavailable_and_never_as_not_found(name, fault):
    reply, reason = {**FAULTS, **SLOW, **WRONG_SHAPE}[fault]
    reason = reason if isinstance(reason, str) else reason.get(name, "schema")
    told, died = tried(name, reply(name), f"number={NUMBERS[name]}", extra=("--timeout", "0.5" if fault == "slow" else "5"))
    assert (told["outcome"], told["reason"], told["active"], told["records"]) == ("unavailable", reason, False, [])
    assert told["text"] == died


@pytest.mark.parametrize("name", ALL)
def test_every_source_tells_found_and_nobody_apart(name):
    found, died = tried(name, good(name), f"number={NUMBERS[name]}")
    assert (found["outcome"], found["active"], died) == ("found", True, "")
    none, died = tried(name, nobody(name), f"number={NUMBERS[name]}")
    assert (none["outcome"], none["active"], none["records"], died) == ("not_found", False, [], "")


@pytest.mark.parametrize("name", TABLES)
def test_one_number_of_two_people_in_a_table_is_several(name):
    two = Reply(roster(name, person(name, NUMBERS[name]), person(name, NUMBERS[name], "RAVENHILL", "BENEDICT")), content_type="text/csv")
    assert tried(name, two, f"number={NUMBERS[name]}")[0]["outcome"] == "several"


def test_a_day_can_be_named():
    reply = big_reply(big.person(big.registration(NUMBER, end="2026-06-30T00:00:00")))
    assert tried("nl-big", reply, f"number={NUMBER}", extra=("--on", date(2026, 6, 30)))[0]["active"] is True
    assert tried("nl-big", reply, f"number={NUMBER}", extra=("--on", date(2026, 7, 1)))[0]["records"][0]["status"] == "lapsed"


def test_for_a_reader():
    reply = big_reply(big.person(big.registration(NUMBER), measures=[big.measure(NUMBER)]))
    out = StringIO()
    with serving(lambda request: reply) as (address, _):
        call_command("source", "try", "nl-big", "--url", address, "--query", f"number={NUMBER}", stdout=out)
    assert out.getvalue().splitlines()[0] == "Found."
    assert "measure: Voorwaardelijke schorsing 2025-02-01" in out.getvalue()


def test_a_question_it_cannot_take_is_bad_input():
    assert "it takes number" in run("try", "nl-big", "--query", "shoe_size=38")[1]
    assert "asked by number or family_name" in run("try", "nl-big", "--query", "city=Zwolle")[1]
    assert "not an address" in run("try", "nl-big", "--url", "file:///etc/passwd", "--query", "number=1")[1]


WRONG = [(), ("try",), ("try", "nl-big"), ("try", "nobody", "--query", "a=b"), ("try", "nl-big", "--query", "ab")]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use(arguments):
    with pytest.raises(CommandError):
        call_command("source", *arguments)
