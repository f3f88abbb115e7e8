"""State portals and the NPI registry: whose number it is, what its status word means, and what stands against it."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from licensure.sources.answers import Outcome, Response
from licensure.sources.open_data import portals
from licensure.sources.registers import registers
from tests.licensure.registers import rows
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.test_register_faults import fetcher

TODAY = date(2026, 11, 26)
PORTALS = sorted(rows.PORTALS)


def asked(key, *found, headers=None, **query):
    """What the portal says when its server sends these rows."""
    number, _ = rows.PORTALS[key]
    response = Response(200, {"content-type": "application/json", **(headers or {})}, json.dumps(found).encode())
    return registers()[key].at("http://127.0.0.1:1/").look_up(query or {"number": number}, lambda request: response, on=TODAY)


def row(key, **changes):
    return {name: value for name, value in {**rows.PORTALS[key][1], **changes}.items() if value is not None}


def npi(*found, **query):
    response = Response(200, {"content-type": "application/json"}, json.dumps(rows.npis(*found)).encode())
    return registers()["us-npi"].look_up(query or {"number": "1234567893"}, lambda request: response, on=TODAY)


# ── Portals ──────────────────────────────────────────────────────────────────


def test_every_portal_here_has_rows_to_test_it_with():
    assert [each.key for each in portals()] == PORTALS


@pytest.mark.parametrize("key", PORTALS)
def test_a_license_in_force_with_its_days(key):
    record = asked(key, row(key)).record
    assert (record.status, record.first, record.last.year, record.remarks) == ("active", date(2015, 3, 2), 2027, ())
    assert record.is_named("halloway")


@pytest.mark.parametrize("key", PORTALS)
@pytest.mark.parametrize("word", ["Active - Probation", "ACTIVE WITH CONDITIONS", "Aktiv", "Active?", "In good standing", "1"])
def test_a_status_word_never_seen_holds_for_a_person(key, word):
    answer = asked(key, row(key, **{rows.STATUS_COLUMN[key]: word}))
    assert (answer.outcome, answer.record.status) == (Outcome.UNKNOWN_STATUS, "")
    assert word in answer.record.status_word


@pytest.mark.parametrize("key", PORTALS)
def test_no_status_at_all_is_another_schema(key):
    assert asked(key, row(key, **{rows.STATUS_COLUMN[key]: None}, statusreason=None)).reason == "schema"


@pytest.mark.parametrize("key", [key for key in PORTALS if key != "us-ct"])
@pytest.mark.parametrize("word", ["Suspended", "Revoked"])
def test_a_stopped_license_is_told_as_such(key, word):
    changes = {rows.STATUS_COLUMN[key]: word}
    if key != "us-de":
        assert asked(key, row(key, **changes)).record.status == word.lower()
    assert asked(key, row(key, **changes)).record.status != "active"


def test_in_connecticut_the_reason_counts_as_much_as_the_status():
    assert asked("us-ct", row("us-ct", statusreason="PENDING HEARING")).outcome == Outcome.UNKNOWN_STATUS
    assert asked("us-ct", row("us-ct", statusreason=None)).record.status == "active"


@pytest.mark.parametrize(
    ("key", "column", "none", "some"),
    [
        ("us-wa", "actiontaken", ("No", "NO", None), ("Yes", "Pending", "See order")),
        ("us-co", "programaction", (None, ""), ("Stipulation", "No")),  # any entry is a case there
        ("us-il", "ever_disciplined", ("N", "n", None), ("Y", "U")),
        ("us-de", "disciplinary_action", ("N", None), ("Y", "Probation")),
    ],
)
def test_discipline_is_a_hit_and_an_unknown_word_for_it_too(key, column, none, some):
    assert [asked(key, row(key, **{column: word})).remarks for word in none] == [()] * len(none)
    for word in some:
        (remark,) = asked(key, row(key, **{column: word})).remarks
        assert (remark.kind, remark.text.split(";")[0]) == ("discipline", word)


def test_one_row_per_case_is_one_license_with_every_case():
    cases = [row("us-co", programaction=word, disciplineeffectivedate="2019-02-01T00:00:00.000", casenumber=case)
             for word, case in (("Stipulation", "2019-1"), ("Letter of Admonition", "2020-2"))]  # fmt: skip
    record = asked("us-co", *cases, row("us-co")).record
    assert [(each.text, each.first) for each in record.remarks] == [
        ("Stipulation; 2019-1", date(2019, 2, 1)), ("Letter of Admonition; 2020-2", date(2019, 2, 1)),
    ]  # fmt: skip
    assert record.status == "active"


def test_the_same_row_twice_is_one_and_rows_that_disagree_are_active_nowhere():
    assert asked("us-il", row("us-il"), row("us-il")).outcome == Outcome.FOUND
    answer = asked("us-il", row("us-il"), row("us-il", license_status="REVOKED", expiration_date="03/31/2026"))
    assert (answer.outcome, answer.record.status, answer.record.last) == (Outcome.UNKNOWN_STATUS, "", date(2026, 3, 31))


def test_a_number_of_two_boards_is_several_until_title_or_name_chooses():
    dentist = row("us-co", licensetype="DEN", lastname="Ravenhill", firstname="Benedict")
    both = (dentist, row("us-co"))
    assert asked("us-co", *both).outcome == Outcome.SEVERAL
    assert asked("us-co", *both, number="LPC.0012345", title="lpc").record.names == ("Wren Halloway",)
    assert asked("us-co", *both, number="LPC.0012345", family_name="Halloway").record.title == "LPC"
    assert asked("us-co", *both, number="LPC.0012345", family_name="Fenwick").outcome == Outcome.SEVERAL
    assert asked("us-co", dentist, number="LPC.0012345", title="LPC").outcome == Outcome.NOT_FOUND


def test_another_persons_license_is_shown_with_her_name_and_not_hidden():
    record = asked("us-de", row("us-de"), number="M9-0000123", family_name="Fenwick").record
    assert record.names == ("Wren Halloway",)
    assert not record.is_named("Fenwick")


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("us-de", "M90000123"), ("us-de", "m9-0000123"), ("us-de", "M9 0000123"), ("us-wa", "lh60000001"),
        ("us-ct", "001234"), ("us-ct", "50-001234"),
    ],  # fmt: skip
)
def test_a_number_is_found_however_it_was_typed(key, typed):
    assert asked(key, row(key), number=typed).outcome == Outcome.FOUND


@pytest.mark.parametrize("shown", ["LPC.0012345", "0012345", "000012345", "12345"])
@pytest.mark.parametrize("typed", ["LPC.0012345", "lpc 0012345", "0012345"])
def test_colorado_is_found_with_the_letters_of_its_title_or_without(typed, shown):
    assert asked("us-co", row("us-co", licensenumber=shown), number=typed).outcome == Outcome.FOUND


@pytest.mark.parametrize("shown", ["LH60000001", "MHC.LH.60000001"])
@pytest.mark.parametrize("typed", ["LH60000001", "MHC.LH.60000001", "60000001"])
def test_washington_is_found_as_its_older_and_its_newer_copies_write_numbers(typed, shown):
    assert asked("us-wa", row("us-wa", credentialnumber=shown), number=typed).outcome == Outcome.FOUND
    assert asked("us-wa", row("us-wa", credentialnumber=shown), number="LW60000001").outcome == Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("key", "typed", "asked_for"),
    [
        ("us-co", "LPC.0012345", "(upper(licensenumber) in ('LPC.0012345','LPC0012345','0012345','000012345','12345')"
         " OR upper(licensenumber) like '%0012345')"),
        ("us-co", "LPC.0012", "(upper(licensenumber) in ('LPC.0012','LPC0012','0012','000000012','12'))"),
        ("us-wa", "MHC.LH.60000001", "(upper(credentialnumber) in ('MHC.LH.60000001','MHCLH60000001','LH60000001','60000001')"
         " OR upper(credentialnumber) like '%60000001')"),
        ("us-ct", "1234", "(upper(fullcredentialcode) in ('1234','001234') OR upper(credentialnumber) in ('1234','001234'))"),
    ],
)  # fmt: skip
def test_a_portal_is_asked_for_every_way_a_number_may_stand_there(key, typed, asked_for):
    (where,) = parse_qs(urlsplit(registers()[key].request({"number": typed}).url).query)["$where"]
    assert where == asked_for


def test_leading_zeros_do_not_count_where_the_portal_pads():
    assert asked("us-il", row("us-il", license_number="000012345"), number="12345").outcome == Outcome.FOUND
    assert asked("us-il", row("us-il", license_number="000012345"), number="2345").outcome == Outcome.NOT_FOUND


def test_a_portal_that_ignores_the_question_has_not_answered_it():
    assert asked("us-wa", row("us-wa", credentialnumber="LH60000002")).outcome == Outcome.NOT_FOUND
    many = [row("us-wa", credentialnumber=f"LH{n}") for n in range(200)]
    assert (asked("us-wa", *many).reason, asked("us-wa", *many[1:]).outcome) == ("cut_off", Outcome.NOT_FOUND)


def test_a_family_name_alone_is_a_question_too():
    assert asked("us-wa", row("us-wa"), family_name="halloway").outcome == Outcome.FOUND


def test_numbers_are_written_as_they_are_typed_where_a_portal_neither_pads_nor_parts_them():
    (written,) = (replace(each, letters=False).written for each in portals() if each.key == "us-wa")
    assert (written("LH60000001"), written("0012")) == (["LH60000001"], ["0012"])


def test_a_portal_says_whether_it_shows_discipline():
    assert [each.key for each in portals() if not each.shows_discipline] == ["us-ct"]


def test_the_day_of_the_copy_is_the_portals_own_where_it_is():
    assert asked("us-wa", row("us-wa")).as_of is None
    assert asked("us-wa", row("us-wa"), headers={"last-modified": "Wed, 25 Nov 2026 05:00:00 GMT"}).as_of == date(2026, 11, 24)
    assert asked("us-wa", row("us-wa"), headers={"last-modified": "lately"}).as_of is None


def test_the_question_names_the_columns_it_wants_and_keeps_quotes_inside():
    with serving(lambda request: Reply(b"[]")) as (address, seen):
        for key in ("us-wa", "us-ct"):
            source = replace(registers()[key], url=address + "/resource/x.json")
            source.look_up({"family_name": "O'Neil", "given_name": "Wren"}, fetcher(), on=TODAY)
        replace(registers()["us-de"], url=address).look_up({"number": "M9'0"}, fetcher(), on=TODAY)
    first, second, third = (each.query for each in seen)
    assert first["$where"] == "(upper(lastname) in ('O''NEIL')) AND (upper(firstname) in ('WREN'))"
    assert "birthyear" not in first["$select"]
    assert second["$where"] == "upper(name) like '%O''NEIL%' AND upper(name) like '%WREN%'"
    assert third["$where"] == "(upper(license_no) in ('M9''0','M90','M9-0'))"


# ── Delaware's list of discipline ────────────────────────────────────────────


def delaware(discipline, *found, at="/discipline.json", number="M9-0000123"):
    """What Delaware answers when its second dataset replies so; with what both were asked."""
    bodies = {"/licenses.json": Reply(json.dumps(found or [row("us-de")]).encode()), at: discipline}
    with serving(lambda request: bodies[request.path]) as (address, seen):
        source = registers()["us-de"].at(address + "/licenses.json", address + at)
        return source.look_up({"number": number}, fetcher(), on=TODAY), seen


def measures(*found):
    return Reply(json.dumps(found).encode())


def test_delawares_own_column_says_none_of_everybody_and_its_second_dataset_tells():
    again = {**rows.DISCIPLINE, "item_text": "Suspension", "disp_start": "2026-01-01T00:00:00.000", "disp_end": None}
    answer, seen = delaware(measures(rows.DISCIPLINE, again))
    assert (answer.outcome, answer.record.status) == (Outcome.FOUND, "active")
    assert [(each.text, each.first, each.last, each.running) for each in answer.record.remarks] == [
        ("Probation", date(2019, 2, 1), date(2021, 2, 1), False), ("Suspension", date(2026, 1, 1), None, True),
    ]  # fmt: skip
    assert seen[1].query == {"$where": "upper(license_id_l) in ('M9-0000123','M90000123')", "$limit": "500"}
    both = json.loads(answer.raw)
    assert (both["licenses"][0]["last_name"], both["discipline"][1]["item_text"]) == ("Halloway", "Suspension")


def test_no_measure_and_somebody_elses_measure_are_none_of_hers():
    assert delaware(measures())[0].record.remarks == ()
    assert delaware(measures({**rows.DISCIPLINE, "license_id_l": "M9-0000124"}))[0].record.remarks == ()


def test_nobody_found_asks_for_no_discipline():
    answer, seen = delaware(measures(), number="M9-9999999")
    assert (answer.outcome, len(seen)) == (Outcome.NOT_FOUND, 1)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"", 404), "http_status"), (Reply(b"<html>soon</html>", content_type="text/html"), "page"), (Reply(b"["), "not_json"),
        (Reply(b'{"message": "Unknown column"}'), "fault"), (measures({"license_id_l": "M9-0000123"}), "schema"), (Reply(b"", 503), "busy"),
        (measures(*[rows.DISCIPLINE] * 500), "cut_off"), (Reply(b"[]", 302), "redirect"), (Reply(b"[1]"), "schema"), (Reply(b""), "empty"),
    ],
)  # fmt: skip
def test_when_the_list_of_discipline_does_not_answer_there_is_no_answer_and_what_came_is_kept(reply, reason):
    answer, _seen = delaware(reply)
    assert (answer.outcome, answer.reason, answer.records) == (Outcome.UNAVAILABLE, reason, ())
    assert b"Halloway" in answer.raw


def test_at_another_address_the_list_of_discipline_is_asked_only_where_that_is_named():
    source = registers()["us-de"]
    assert source.shows_discipline and source.discipline_url.startswith("https://data.delaware.gov/")
    assert source.at(source.url) is source
    elsewhere = source.at("http://127.0.0.1:1/a")
    assert (elsewhere.discipline_url, elsewhere.shows_discipline) == ("", False)
    assert source.at("http://127.0.0.1:1/a", "http://127.0.0.1:1/b").shows_discipline
    assert registers()["us-co"].at("http://127.0.0.1:1/a").shows_discipline


# ── The NPI registry ─────────────────────────────────────────────────────────


def test_a_number_is_hers_and_live():
    record = npi(rows.npi()).record
    assert (record.status, record.names, record.first) == ("active", ("WREN HALLOWAY", "WREN ELM"), date(2009, 5, 2))
    assert (record.more["kind"], record.more["licenses"]) == ("person", "1041C0700X Social Worker, Clinical OH I.0000001")


@pytest.mark.parametrize(
    ("basic", "status"),
    [
        ({"status": "D"}, "inactive"), ({"status": "X"}, ""), ({"deactivation_date": "2024-01-01"}, "inactive"),
        ({"deactivation_date": "2020-01-01", "reactivation_date": "2021-01-01"}, "active"),
        ({"deactivation_date": "2022-01-01", "reactivation_date": "2021-01-01"}, "inactive"),
    ],
)  # fmt: skip
def test_only_a_live_number_is_active(basic, status):
    assert npi(rows.npi(**basic)).record.status == status


def test_an_organizations_number_is_shown_as_one():
    result = rows.npi(organization_name="Pier EAP", first_name=None, last_name=None)
    assert npi({**result, "enumeration_type": "NPI-2", "other_names": []}).record.more["kind"] == "organization"


def test_by_name_several_may_answer_and_another_number_is_not_hers():
    two = (rows.npi(), rows.npi("1245319599"))
    assert npi(*two, family_name="Halloway").outcome == Outcome.SEVERAL
    assert npi(rows.npi("1245319599")).outcome == Outcome.NOT_FOUND


def test_the_question_is_the_published_one():
    with serving(lambda request: Reply(json.dumps(rows.npis()).encode())) as (address, seen):
        source = replace(registers()["us-npi"], url=address + "/api/")
        source.look_up({"last_name": "Halloway", "state": "OH"}, fetcher(), on=TODAY)
        source.look_up({"npi": "1234567893"}, fetcher(), on=TODAY)
    assert seen[0].query == {"version": "2.1", "limit": "200", "last_name": "Halloway", "state": "OH", "enumeration_type": "NPI-1"}
    assert seen[1].query == {"version": "2.1", "limit": "200", "number": "1234567893"}


def test_the_columns_of_the_portals_are_the_published_ones(reference_data):
    told = json.loads((reference_data / "04_licences" / "state_open_data_sources.json").read_text())["sources"]
    published = {each["url"]: set(each["columns"]) for each in told if each["kind"] == "socrata"}
    for portal in portals():
        named = {column for listed in portal.columns.values() for column in listed}
        assert named <= published[portal.url], portal.key
    assert len(portals()) == len(published)
