"""The BIG-register: names, several registrations, ended ones, measures and limitations; held against its own schema."""

from dataclasses import replace
from datetime import date

import pytest

from licensure.sources.answers import Outcome, Response
from licensure.sources.nl_big import SOURCE, plain
from tests.licensure.registers import big
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.test_register_faults import fetcher

TODAY = date(2026, 11, 26)
NUMBER = "19012345625"
XML = "text/xml; charset=utf-8"


def asked(*people, on=TODAY, **query):
    """The register's answer when it knows these people."""
    return SOURCE.look_up(query or {"number": NUMBER}, lambda request: Response(200, {"content-type": XML}, big.envelope(*people)), on=on)


def known(*registrations, **more):
    return big.person(*(registrations or [big.registration(NUMBER)]), **more)


def test_birth_name_and_name_for_letters_are_both_names_of_hers():
    record = asked(known()).record
    assert record.names == ("H. van Lichtveld", "H. Regenboog-Lichtveld")
    assert [record.is_named(name) for name in ("Lichtveld", "van Lichtveld", "Regenboog", "regenboog-lichtveld", "Licht", "")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert (record.number, record.title, record.first, record.last) == (NUMBER, "Gz-psycholoog", date(2012, 5, 1), None)


def test_a_person_without_any_name_is_no_answer():
    answer = asked(known(birth="", mailing="", prefix="").replace(big.tag("Initial", "H."), ""))
    assert (answer.outcome, answer.reason) == (Outcome.UNAVAILABLE, "schema")


def test_a_number_loses_its_leading_zero_on_the_way_and_gets_it_back():
    for typed in ("09012345616", "0901 2345 616", "09.012345.616", "9012345616"):
        assert asked(known(big.registration("9012345616", group="16")), number=typed).record.number == "09012345616"


def test_the_number_chooses_among_several_registrations_and_the_others_are_named():
    both = known(big.registration(NUMBER), big.registration("39012345616", group="16"))
    record = asked(both).record
    assert (record.number, record.title, record.more["also"]) == (NUMBER, "Gz-psycholoog", "Psychotherapeut 39012345616")
    by_name = asked(both, family_name="Lichtveld")
    assert by_name.outcome == Outcome.SEVERAL
    assert [each.title for each in by_name.records] == ["Gz-psycholoog", "Psychotherapeut"]


def test_only_digits_are_filled_up_to_a_number():
    assert [plain(typed) for typed in ("1", "1-2", "1a", "a", "\u0663")] == ["00000000001", "00000000012", "1a", "a", "\u0663"]


def test_one_registration_alone_has_no_others():
    assert asked(known()).record.more == {}


def test_people_who_only_resemble_the_question_are_not_the_answer():
    assert asked(known(big.registration("29012345625"))).outcome == Outcome.NOT_FOUND
    assert asked(known(big.registration("29012345625")), known(birth="Wouda", mailing="S. Wouda")).record.names[0] == "H. van Wouda"


def test_two_people_of_one_name_are_several():
    answer = asked(known(), known(big.registration("29012345625")), family_name="Lichtveld")
    assert (answer.outcome, answer.record) == (Outcome.SEVERAL, None)


@pytest.mark.parametrize(
    ("end", "status", "last"),
    [
        ("2026-11-25T00:00:00", "lapsed", date(2026, 11, 25)),
        ("2026-11-26T00:00:00", "active", date(2026, 11, 26)),
        ("2026-11-27T00:00:00", "active", date(2026, 11, 27)),
        ("2026-11-25T23:30:00Z", "active", date(2026, 11, 26)),  # half past midnight where the register is
        ("0001-01-01T00:00:00", "active", None),
        ("0001-01-01T00:00:00+01:00", "active", None),
    ],
)
def test_a_registration_is_good_through_its_last_day(end, status, last):
    record = asked(known(big.registration(NUMBER, end=end))).record
    assert (record.status, record.last) == (status, last)
    assert record.status_since == (date(2026, 11, 26) if status == "lapsed" else None)


@pytest.mark.parametrize(
    ("start", "status"), [("2026-11-26T00:00:00", "active"), ("2026-11-27T00:00:00", "pending"), (big.NONE, "pending")]
)
def test_a_registration_that_has_not_begun_is_not_active(start, status):
    assert asked(known(big.registration(NUMBER, start=start))).record.status == status


def test_somebody_without_a_registration_is_active_nowhere():
    answer = asked(big.person(), family_name="Lichtveld")
    assert (answer.outcome, answer.record.status) == (Outcome.UNKNOWN_STATUS, "")


@pytest.mark.parametrize("others", [(), ("39012345616",), ("39012345616", "49012345630")])
@pytest.mark.parametrize("against", [{"measures": [big.measure(NUMBER, text="Doorhaling")]}, {"limits": [big.limitation(NUMBER)]}])
def test_a_measure_against_a_number_that_is_registered_no_more_is_not_lost_as_nobody_found(others, against):
    answer = asked(big.person(*map(big.registration, others), **against))
    assert (answer.outcome, answer.record.number, answer.record.status) == (Outcome.UNKNOWN_STATUS, "", "")
    assert [each.about for each in answer.remarks] == [NUMBER]
    assert answer.record.names == ("H. van Lichtveld", "H. Regenboog-Lichtveld")


def test_a_measure_against_another_number_makes_nobody_the_one_asked_about():
    answer = asked(big.person(big.registration("39012345616"), measures=[big.measure("39012345616")]))
    assert answer.outcome == Outcome.NOT_FOUND


@pytest.mark.parametrize("end", [None, "", "2026-11-26T00:00:00", big.NONE])
def test_a_running_measure_is_a_hit_and_takes_the_word_active_away(end):
    answer = asked(known(measures=[big.measure(NUMBER, end=end)]))
    assert (answer.outcome, answer.record.status) == (Outcome.FOUND, "")
    (remark,) = answer.remarks
    assert (remark.kind, remark.text, remark.running, remark.about) == ("measure", "Voorwaardelijke schorsing", True, NUMBER)


def test_a_measure_that_ended_is_still_a_hit():
    answer = asked(known(measures=[big.measure(NUMBER, end="2026-11-25T00:00:00")]))
    assert (answer.record.status, [each.running for each in answer.remarks]) == ("active", [False])


def test_a_measure_that_is_not_public_and_one_of_another_registration_are_hits_too():
    hidden = big.measure(NUMBER, text="", public="false")
    other = big.measure("39012345616", text="Berisping")
    answer = asked(known(big.registration(NUMBER), big.registration("39012345616", group="16"), measures=[other]))
    assert (answer.record.status, answer.remarks[0].about) == ("active", "39012345616")
    assert asked(known(measures=[hidden])).record.status == ""


def test_a_limitation_is_a_hit():
    answer = asked(known(limits=[big.limitation(NUMBER)]))
    assert (answer.record.status, answer.remarks[0].kind, answer.remarks[0].text) == ("", "limitation", "Niet in zelfstandige praktijk")


@pytest.mark.parametrize(("end", "runs"), [("2026-11-25T00:00:00", False), ("2026-11-26T00:00:00", True), (None, True)])
def test_a_limitation_runs_through_its_last_day(end, runs):
    (remark,) = asked(known(limits=[big.limitation(NUMBER, end=end)])).remarks
    assert (remark.running, remark.last) == (runs, date.fromisoformat(end[:10]) if end else None)


def test_the_register_shows_discipline():
    assert SOURCE.shows_discipline


@pytest.mark.parametrize(
    ("code", "reason"), [("0", ""), ("900.0", ""), ("1.5", "schema"), ("-1", "schema"), ("NaN", "schema"), ("x", "schema")]
)  # fmt: skip
def test_a_code_is_a_whole_number_and_never_below_nothing(code, reason):
    assert asked(known(specialisms=[big.specialism(NUMBER, code)])).reason == reason


def test_a_specialism_has_its_name_and_an_unknown_one_its_code():
    assert asked(known(specialisms=[big.specialism(NUMBER)])).record.more["specialism"] == "Klinische psychologie"
    assert asked(known(specialisms=[big.specialism(NUMBER, 900)])).record.more["specialism"] == "900"


def test_an_entry_said_to_be_nil_is_nobody():
    nil = f'<ListHcpApprox4 xmlns:xsi="{big.XSI}" xsi:nil="true"/>'
    assert asked(nil).outcome == Outcome.NOT_FOUND


# ── On the wire, and against the WSDL ────────────────────────────────────────


def test_names_are_sent_as_text_and_nothing_else():
    with serving(lambda request: Reply(big.envelope(), content_type=XML)) as (address, seen):
        source = replace(SOURCE, url=address + "/OpenbaarV4.asmx")
        source.look_up({"family_name": "O'Brien & <Zn>", "city": "Zwolle"}, fetcher(), on=TODAY)
    (sent,) = seen
    assert (sent.method, sent.path, sent.headers["content-type"]) == ("POST", "/OpenbaarV4.asmx", XML)
    assert sent.headers["soapaction"] == f'"{big.NS}/ListHcpApprox4"'
    assert {each.tag.rpartition("}")[2]: each.text for each in big.content(sent.body)} == {
        "WebSite": "Ribiz", "Name": "O'Brien & <Zn>", "City": "Zwolle",
    }  # fmt: skip


ANSWERS = {
    "nobody": big.envelope(),
    "somebody": big.envelope(known()),
    "everything": big.envelope(
        known(
            big.registration(NUMBER), big.registration("39012345616", end="2020-01-01T00:00:00", group="16"),
            measures=[big.measure(NUMBER), big.measure(NUMBER, end="2020-01-01T00:00:00")],
            limits=[big.limitation(NUMBER)], specialisms=[big.specialism(NUMBER)],
        ),
        known(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_what_the_invented_register_answers_is_what_the_wsdl_describes(reference_data, name):
    big.schema(reference_data).assertValid(big.content(ANSWERS[name]))


def test_what_is_asked_is_what_the_wsdl_describes(reference_data):
    schema = big.schema(reference_data)
    for query in ({"number": "9012345616"}, dict.fromkeys(SOURCE.terms, "x")):
        schema.assertValid(big.content(SOURCE.request(query).body))


def test_the_sample_reply_of_the_register_is_read(reference_data):
    sample = (reference_data / "05_rules" / "nl_big" / "response.xml").read_bytes()
    big.schema(reference_data).assertValid(big.content(sample))
    answer = SOURCE.look_up({"number": "12345678910"}, lambda request: Response(200, {"content-type": XML}, sample), on=TODAY)
    assert (answer.outcome, answer.record.status, len(answer.remarks), answer.remarks[0].running) == (Outcome.FOUND, "active", 1, False)


def test_every_element_of_the_wsdl_is_one_the_reader_knows(reference_data):
    """A person with everything the schema allows, each list with a row: nothing of it is a surprise."""
    address = "".join(big.tag(name, 1 if name == "CountryCode" else "x") for name in (
        "AddressTo", "StreetName", "HouseNumber", "HouseNumberAddition", "PostalCode", "City", "ForeignAddress", "CountryCode",
    ))  # fmt: skip
    mention = big.row("MentionExtApp", MentionId=1, ArticleRegistrationNumber=NUMBER, TypeOfMentionId=1, StartDate=big.NONE, EndDate=None)
    person = known(measures=[big.measure(NUMBER)], limits=[big.limitation(NUMBER)], specialisms=[big.specialism(NUMBER)])
    person = person.replace("<Mention/>", f"<Mention>{mention}</Mention>")
    addresses = "".join(f"<WorkAddress{n}>{address}</WorkAddress{n}>" for n in (1, 2, 3))
    person = person.replace("<ArticleRegistration>", f"{addresses}<ArticleRegistration>", 1)
    big.schema(reference_data).assertValid(big.content(big.envelope(person)))
    assert asked(person).outcome == Outcome.FOUND
