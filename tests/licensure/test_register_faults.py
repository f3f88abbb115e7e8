"""Whatever a register does instead of answering is *unavailable* with its reason, and never "not found"."""

import json
from dataclasses import replace
from datetime import date

import pytest

from licensure.sources.answers import BadQuery, Outcome
from licensure.sources.fetching import Fetcher
from licensure.sources.registers import register_for, registers
from licensure.words_sources import REASONS, outcome_words
from tests.licensure.boards import PEOPLE, line, texas
from tests.licensure.registers import big, rows
from tests.licensure.registers.serving import MAINTENANCE, Reply, hanging_up, serving
from tests.licensure.registers.tables import LAYOUTS, person, roster

TODAY = date(2026, 11, 26)
ALL = sorted(registers())
NUMBERS = {"nl-big": "19012345625", "us-npi": "1234567893"} | {key: number for key, (number, _) in rows.PORTALS.items()}
TABLES = tuple(LAYOUTS)
NUMBERS |= dict.fromkeys(TABLES, PEOPLE[0][0]) | {"us-ok-bbhl": rows.OKLAHOMA["registrationNumber"]}
ANSWERS = {  # whole answers that are no list of rows: with one person, and with nobody
    "us-npi": (rows.npis(rows.npi()), rows.npis()), "us-ok-bbhl": (rows.thentia(rows.OKLAHOMA), rows.thentia()),
}
CUT = {"nl-big": "not_xml", **dict.fromkeys(TABLES, "truncated")}  # what an answer that stops in the middle is


def fetcher(**changes) -> Fetcher:
    """Quick and without pauses."""
    return Fetcher(**{"timeout": 5.0, "deadline": 20.0, "attempts": 1, "every": 0.0, "sleep": lambda seconds: None, **changes})


def good(key) -> Reply:
    """The register's answer with one person in force."""
    if key == "nl-big":
        return Reply(big.envelope(big.person(big.registration(NUMBERS[key]))), content_type="text/xml; charset=utf-8")
    if key in TABLES:
        return Reply(roster(key), content_type="text/csv")
    return Reply(json.dumps(ANSWERS[key][0] if key in ANSWERS else [rows.PORTALS[key][1]]).encode())


def nobody(key) -> Reply:
    """The register's answer when it knows nobody."""
    if key == "nl-big":
        return Reply(big.envelope(), content_type="text/xml")
    if key in TABLES:
        return Reply(roster(key, *[person(key, *each) for each in PEOPLE[1:]]), content_type="text/csv")
    return Reply(json.dumps(ANSWERS[key][1] if key in ANSWERS else []).encode())


def asked(key, reply, fetch=None, **query):
    """The answer of register `key` from a server that replies so."""
    with serving(lambda request: reply) as (address, _):
        return registers()[key].at(address + "/register").look_up(query or {"number": NUMBERS[key]}, fetch or fetcher(), on=TODAY)


@pytest.mark.parametrize("key", ALL)
def test_one_person_in_force_is_found_and_active(key):
    answer = asked(key, good(key))
    assert (answer.outcome, answer.record.status, answer.raw) == (Outcome.FOUND, "active", good(key).body)
    assert answer.record.is_named("Halloway") or answer.record.is_named("Lichtveld")


@pytest.mark.parametrize("key", ALL)
def test_nobody_is_not_found_only_when_the_register_answered_as_it_should(key):
    assert asked(key, nobody(key)).outcome == Outcome.NOT_FOUND


def cut(reply, **changes):
    return replace(reply, **changes)


FAULTS = {
    "maintenance page": (lambda key: Reply(MAINTENANCE, content_type="text/html"), "page"),
    "maintenance page that says it is data": (lambda key: cut(good(key), body=MAINTENANCE), "page"),
    "error": (lambda key: Reply(b"oops", 500, "text/plain"), "http_status"),
    "missing page": (lambda key: Reply(MAINTENANCE, 404, "text/html"), "http_status"),
    "error with a good answer": (lambda key: cut(good(key), status=500), "http_status"),
    "empty": (lambda key: cut(good(key), body=b""), "empty"),
    "blank": (lambda key: cut(good(key), body=b"\n "), "empty"),
    "overloaded": (lambda key: Reply(b"later", 503, "text/plain"), "busy"),
    "too many questions": (lambda key: Reply(b"", 429), "busy"),
    "redirect": (lambda key: Reply(b"", 302, headers={"Location": "https://login.example/"}), "redirect"),
    "redirect at home": (lambda key: Reply(good(key).body, 307, headers={"Location": "/elsewhere"}), "redirect"),
    "shorter than it says": (lambda key: cut(good(key), length=len(good(key).body) + 9), "truncated"),
    "packed": (lambda key: cut(good(key), headers={"Content-Encoding": "gzip"}), "encoded"),
}


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_answer_is_unavailable_with_its_reason(key, fault):
    reply, reason = FAULTS[fault]
    answer = asked(key, reply(key))
    assert (answer.outcome, answer.reason, answer.records) == (Outcome.UNAVAILABLE, reason, ())
    assert answer.raw == (reply(key).body if reason != "busy" else answer.raw)  # what came is kept, also of a failure


@pytest.mark.parametrize("key", ALL)
def test_an_answer_that_stops_in_the_middle_is_unavailable_at_every_byte(key):
    body = good(key).body
    if key in TABLES:  # whole up to the row asked about, which is the last
        body = roster(key, *[person(key, *each) for each in (*PEOPLE[1:], PEOPLE[0])]).rstrip()
    for end in range(body.rfind(b"\n") + 2 if key in TABLES else 1, len(body) - 1, 3 if key in TABLES else 37):
        answer = asked(key, cut(good(key), body=body[:end]))
        assert (answer.outcome, answer.reason) == (Outcome.UNAVAILABLE, CUT.get(key, "not_json")), end


@pytest.mark.parametrize("key", ALL)
def test_a_slow_register_is_unavailable(key):
    assert asked(key, cut(good(key), wait=5.0), fetcher(timeout=0.2)).reason == "timeout"


def test_a_register_that_drips_on_is_cut_off():
    reply = cut(good("nl-big"), drip=0.05)
    assert asked("nl-big", reply, fetcher(timeout=2.0, deadline=0.4)).reason == "timeout"


def test_an_answer_without_end_is_cut_off():
    reply = Reply(b"[" + b" " * 5000 + b"]")
    answer = asked("us-co", reply, fetcher(limit=1000))
    assert (answer.reason, len(answer.raw)) == ("too_large", 1000)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 two hundred\r\n", b"not http at all\r\n\r\n"])
def test_a_register_that_hangs_up_is_unavailable(said):
    with hanging_up(said) as address:
        source = replace(registers()["us-npi"], url=address)
        answer = source.look_up({"number": "1234567893"}, fetcher(), on=TODAY)
    assert (answer.outcome, answer.reason) == (Outcome.UNAVAILABLE, "broken")


def test_nobody_listens():
    source = replace(registers()["us-npi"], url="http://127.0.0.1:1/")
    answer = source.look_up({"number": "1234567893"}, fetcher(), on=TODAY)
    assert (answer.outcome, answer.reason, answer.raw) == (Outcome.UNAVAILABLE, "unreachable", b"")


def test_https_without_a_certificate_we_trust_is_unavailable():
    with serving(lambda request: good("us-npi")) as (address, _):
        source = replace(registers()["us-npi"], url=address.replace("http:", "https:"))
        assert source.look_up({"number": "1234567893"}, fetcher(), on=TODAY).reason == "certificate"


# ── Wrong schema ─────────────────────────────────────────────────────────────
WRONG = {
    "nl-big": [
        big.wrapped(f'<SomethingElse xmlns="{big.NS}"/>'),
        big.wrapped(""),
        b"<answer><body/></answer>",
        big.envelope(big.person(big.registration(1))).replace(b"JudgmentProvision>", b"Judgements>"),
        big.envelope(big.person(big.registration(1))).replace(b"ArticleRegistrationEndDate>", b"EndDate>"),
        big.envelope(big.person(big.registration("one"))),
        big.envelope(big.person(big.registration(1, end="soon"))),
        big.envelope(big.person(big.registration(1))).replace(big.NS.encode(), b"http://services.example/other"),
        big.envelope("<Person/>"),
    ],
    "us-npi": [b"[]", b"{}", b'{"result_count": 3, "results": []}', b'{"result_count": 1, "results": [{}]}', b'{"results": "none"}', b"7",
               json.dumps(rows.npis({"number": "1234567893", "basic": {"last_name": "X"}})).encode()],
    "us-co": [b"{}", b'"x"', b"[1]", b'[{"name": "Wren Halloway"}]', b'[{"licensenumber": "1", "lastname": "H"}]',
              b'[{"licensenumber": {"a": 1}, "lastname": "H", "licensestatusdescription": "Active"}]',
              b'[{"licensenumber": "1", "lastname": "H", "licensestatusdescription": "Active", "licenseexpirationdate": "2027"}]'],
    "us-ok-bbhl": [b"[]", b"{}", b'{"result": 3}', b'{"result": [1]}', json.dumps(rows.thentia({"registrationNumber": "1"})).encode(),
                   json.dumps(rows.thentia({**rows.OKLAHOMA, "registrationNumber": ""})).encode(),
                   json.dumps(rows.thentia({n: v for n, v in rows.OKLAHOMA.items() if n != "hasPublicNotices"})).encode()],
    "us-ca-bbs": [roster("us-ca-bbs").replace(b"License Status", b"Standing"), roster("us-ca-bbs", person("us-ca-bbs", "")), b"<a/>,\n",
                  roster("us-ca-bbs", person("us-ca-bbs", **{"Expiration Date": "soon"}))],
    "us-fl": [roster("us-fl").replace(b"Board-Action-Indicator", b"Action"),
              roster("us-fl", *[person("us-fl", f"2{place}") for place in range(30)], person("us-fl", "1", "HALLO|WAY"))],
    "us-md-physicians": [roster("us-md-allied"), b"Maryland\n\nnothing\n"],
    "us-md-allied": [roster("us-md-physicians")],
    "us-tx-lpc": [b"{}", b"a,b\n1,2\n", texas().replace(b"DISCPL_ACTN", b"ACTION"), texas(line("1", status="")),
                  texas(line("1", expires="2027")), texas(line("1", last="HALLO,WAY"), line("2"))],
}  # fmt: skip


@pytest.mark.parametrize(("key", "body"), [(key, body) for key, bodies in WRONG.items() for body in bodies])
def test_an_answer_of_another_shape_is_unavailable(key, body):
    answer = asked(key, cut(good(key), body=body), number="1")
    assert (answer.outcome, answer.reason) == (Outcome.UNAVAILABLE, "schema")


def test_a_portal_whose_header_lacks_a_column_is_unavailable_even_without_rows():
    fields = json.dumps([column for listed in registers()["us-co"].columns.values() for column in listed])
    assert asked("us-co", Reply(b"[]", headers={"X-SODA2-Fields": fields})).outcome == Outcome.NOT_FOUND
    fewer = fields.replace('"programaction"', '"action"')
    answer = asked("us-co", Reply(b"[]", headers={"X-SODA2-Fields": fewer}))
    assert (answer.reason, answer.detail) == ("schema", "programaction")


@pytest.mark.parametrize(
    ("key", "reply", "told"),
    [
        ("nl-big", Reply(big.fault("The service is closed."), 500, "text/xml"), "The service is closed."),
        ("nl-big", Reply(big.fault(), 200, "text/xml"), "Server was unable to process request."),
        ("us-npi", Reply(b'{"Errors": [{"description": "Invalid version", "field": "version", "number": "06"}]}'), "Invalid version"),
        ("us-co", Reply(b'{"error": true, "message": "Internal error"}'), "Internal error"),
        ("us-ok-bbhl", Reply(b'{"errorCode": 7, "errorMessage": "Closed", "result": []}'), "7 Closed"),
    ],
)
def test_a_fault_the_register_reports_is_told(key, reply, told):
    answer = asked(key, reply)
    assert (answer.outcome, answer.reason, answer.detail) == (Outcome.UNAVAILABLE, "fault", told)


def test_a_document_type_is_not_read():
    body = big.envelope(big.person(big.registration(NUMBERS["nl-big"])))
    bomb = body.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1)
    assert asked("nl-big", cut(good("nl-big"), body=bomb)).reason == "dtd"


def test_nesting_without_end_is_no_answer():
    assert asked("us-co", Reply(b"[" * 200_000)).outcome == Outcome.UNAVAILABLE


def test_a_full_page_of_rows_may_hide_the_right_one():
    row = rows.PORTALS["us-co"][1]
    many = [{**row, "licensenumber": f"LPC.{number:07}"} for number in range(200)]
    assert asked("us-co", Reply(json.dumps(many).encode())).reason == "cut_off"


# ── Questions and words ──────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ALL)
def test_a_question_the_register_cannot_take_is_refused_before_it_is_sent(key):
    for query in ({}, {"number": " "}, {"shoe_size": "38"}, {"given_name": "Wren"}):
        with pytest.raises(BadQuery):
            asked(key, good(key), **(query or {"number": ""}))


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_that_it_says_nothing_about_her(reason):
    answer = asked("us-co", Reply(b"", 302))
    sentence = outcome_words(replace(answer, reason=reason, detail=""))
    assert "says nothing about the therapist" in sentence
    assert str(REASONS[reason]) in sentence


def test_who_answers_for_what():
    assert register_for("npi").key == "us-npi"
    assert register_for("license", "NL", "NL:big").key == "nl-big"
    assert register_for("license", "NL", "NL:skj") is None
    assert register_for("license", "US-CO", "US-CO:dora").key == "us-co"
    assert register_for("license", "US-OH", "US-OH:cswmft") is None
    assert register_for("license", "US-OK", "US-OK:bbhl", "US-OK:lpc").key == "us-ok-bbhl"
    assert register_for("license", "US-OK", "US-OK:social_work", "US-OK:lcsw") is None
    assert register_for("license", "US-MD", "US-MD:medical", "US-MD:physician").key == "us-md-physicians"
    assert register_for("license", "US-MD", "US-MD:counselors", "US-MD:lcpc") is None


@pytest.mark.parametrize(
    ("about", "key"),
    [
        (("US-FL", "US-FL:csw_mft_mhc", "US-FL:lmhc"), "us-fl"), (("US-FL", "US-FL:psychology", "US-FL:psychologist"), "us-fl"),
        (("US-CA", "US-CA:bbs", "US-CA:lmft"), "us-ca-bbs"), (("US-CA", "US-CA:psychology", "US-CA:psychologist"), "us-ca-psychology"),
    ],
)  # fmt: skip
def test_a_register_without_an_address_is_asked_only_where_somebody_names_one(about, key):
    assert register_for("license", *about) is None
    assert register_for("license", *about, {key: "https://files.example/"}).key == key
    assert register_for("insurance", "US-CO") is None
