"""Where somebody may practice, as tables written by hand: first and last day are good, in the board's zone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from licensure.catalog import AllOf, AnyOf, Extension, Fact, Holds, Requirement, Supervised
from licensure.packs import packs
from licensure.rules import Basis, Held, Reason, Status, authority
from network.dates import At, Day
from tests.licensure.supervisors import supervisors_of

ON = date(2026, 11, 24)
LAST = date(2027, 1, 31)
BOARD = Fact(date(2026, 1, 1), "https://board.example/titles", "high")


def hold(text, **values):
    """A license as "US-IL:LPC" says it, good through LAST unless told otherwise."""
    place, title = text.split(":", 1)
    kind = packs().title(place, title)
    defaults = {"last": LAST, "verified_as_of": ON, "place": place if kind.mechanism else ""}
    if kind.renewal in ("lifelong", "with_home"):
        defaults["last"] = None
    return Held(text, kind, **(defaults | values))


def under(text, **values):
    """The license, under somebody who may supervise it where a pack says who may."""
    return hold(text, supervisors=tuple(map(hold, supervisors_of(text))), **values)


def ask(held, client_in, *, on=ON, mode="video", practitioner_in=None, service="counseling", **policy):
    """The rules' answer; `held` mixes texts and ready made licenses."""
    ready = [hold(each) if isinstance(each, str) else each for each in held]
    when = At(on) if isinstance(on, datetime) else Day(on)
    need = packs().requirement(client_in, service, **policy)
    return authority(need, ready, client_in=client_in, practitioner_in=practitioner_in, mode=mode, when=when)


def codes(answer):
    """The reasons' codes."""
    return [each.code for each in answer.reasons]


# --- the same letters, different meaning (domain 3.3) -----------------------------------------------------------------

ALONE = """
US-TX:LPC yes | US-AZ:LPC yes | US-CO:LPC yes | US-IL:LPC no | US-OH:LPC no | US-IL:LCPC yes
US-OH:LPCC yes | US-CA:LPCC yes | US-CO:LPCC no
US-TX:LCSW yes | US-CA:LCSW yes | US-NY:LCSW yes | US-MA:LCSW no | US-MA:LICSW yes
US-TX:LMSW no | US-NY:LMSW no | US-AZ:LMSW no | US-TX:LP yes | US-NY:LP yes
US-TX:LPC-Associate no | US-TX:LMFT-Associate no | US-CA:AMFT no | US-CA:ASW no | US-CA:APCC no | US-TX:PLP no
US-OH:LISW yes | US-OH:LSW no | US-OH:MFT no | US-OH:IMFT yes | US-IL:LSW no | US-IL:ALMFT no
US-CO:SWC no | US-CO:MFTC no | US-CO:PSYC no | US-AZ:LAC no | US-AZ:LAMFT no | US-NY:MHC-LP no
CA-ON:RP yes | CA-ON:RP (Qualifying) no | AU:Psychologist yes | AU:Provisional psychologist no
NL:GZ yes | NL:Psychotherapeut yes | GB:Practitioner psychologist yes
US-TX:LPA no | US-TX:LPA-IP yes | US-TX:LBSW no | US-AZ:LBSW no | US-AZ:Supervised Temporary License no
US-MA:LMHC yes | US-MA:LSW no | US-MA:LSWA no | US-NY:MFT-LP no | US-NY:LMFT yes | US-CA:PSB no | US-IL:LCSW yes
US-AZ:AzBBHE temporary license no | US-NY:LCSW-LP no | US-OH:Licensed Social Worker, temporary license no
CA-ON:RP (clinical supervision required) no | CA-ON:Psychologist (Supervised Practice) no | CA-ON:C.Psych. yes
"""
ALONE_ROWS = [row.strip().rsplit(" ", 1) for line in ALONE.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("text", "said"), ALONE_ROWS)
def test_a_title_lets_its_holder_practice_alone_or_not(text, said):
    answer = ask([text], text.split(":")[0])
    assert answer.ok is (said == "yes")
    assert answer.ok or codes(answer) == ["supervision_not_allowed"]


@pytest.mark.parametrize("text", [text for text, said in ALONE_ROWS if said == "no"])
def test_a_supervised_title_counts_where_the_organization_allows_supervision_and_says_so(text):
    answer = ask([under(text)], text.split(":")[0], supervision=True)
    assert answer.ok
    assert "supervised" in codes(answer)


def test_of_two_needed_together_only_the_supervised_one_is_named():
    alone, supervised = packs().title("US-TX", "LPC"), packs().title("US-TX", "LMSW")
    need = Requirement("US-TX", "counseling", "America/Chicago", True, AllOf((Holds(alone.key), Holds(supervised.key))), BOARD)
    held = [Held("alone", alone, last=LAST), Held("supervised", supervised, last=LAST)]
    answer = authority(need, held, client_in="US-TX", practitioner_in=None, mode="video", when=Day(ON))
    assert [(reason.code, reason.subject) for reason in answer.reasons] == [("supervision_not_allowed", "supervised")]


def test_a_license_of_another_state_does_not_count_where_the_client_is():
    answer = ask(["US-TX:LPC"], "US-IL", practitioner_in="US-TX")
    assert answer.reasons == (Reason("does_not_count_here", "US-TX:LPC", "Licensed Professional Counselor"),)


def test_where_she_sits_does_not_matter_for_a_license_of_the_clients_state():
    assert ask(["US-TX:LPC"], "US-TX", practitioner_in="US-NY").ok


def test_nothing_held_is_said():
    answer = ask([], "US-TX")
    assert (answer.ok, answer.alternatives, answer.reasons, answer.until) == (
        False, (), (Reason("nothing_held", "US-TX"),), None,
    )  # fmt: skip


def test_an_addiction_license_serves_addiction_and_not_couples():
    assert ask(["US-AZ:LIAC"], "US-AZ", service="addiction").ok
    assert codes(ask(["US-AZ:LIAC"], "US-AZ", service="couples")) == ["does_not_count_here"]


# --- days and zones ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("on", "ok"), [(date(2027, 1, 30), True), (date(2027, 1, 31), True), (date(2027, 2, 1), False)]
)
def test_a_license_is_good_through_its_listed_day(on, ok):
    answer = ask(["US-TX:LPC"], "US-TX", on=on)
    assert answer.ok is ok
    assert answer.ok or answer.reasons == (Reason("expired", "US-TX:LPC", "2027-01-31"),)


@pytest.mark.parametrize(("on", "ok"), [(date(2026, 5, 1), True), (date(2026, 5, 2), True), (date(2026, 4, 30), False)])
def test_a_license_is_good_from_its_first_day(on, ok):
    answer = ask([hold("US-TX:LPC", first=date(2026, 5, 1))], "US-TX", on=on)
    assert answer.ok is ok
    assert answer.ok or answer.reasons == (Reason("not_yet", "US-TX:LPC", "2026-05-01"),)


@pytest.mark.parametrize(
    ("text", "instant", "ok"),
    [
        # 31 January ends at 06:00 UTC in Texas, 08:00 in California, 23:00 in the Netherlands
        ("US-TX:LPC", datetime(2027, 2, 1, 5, 59, 59, tzinfo=UTC), True),
        ("US-TX:LPC", datetime(2027, 2, 1, 6, 0, 0, tzinfo=UTC), False),
        ("US-CA:LPCC", datetime(2027, 2, 1, 7, 59, 59, tzinfo=UTC), True),
        ("US-CA:LPCC", datetime(2027, 2, 1, 8, 0, 0, tzinfo=UTC), False),
        ("NL:GZ", datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC), True),
        ("NL:GZ", datetime(2027, 1, 31, 23, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_ends_at_midnight_in_the_boards_zone(text, instant, ok):
    assert ask([text], text.split(":")[0], on=instant).ok is ok


def test_an_unknown_expiry_is_not_a_yes():
    assert codes(ask([hold("US-TX:LPC", last=None)], "US-TX")) == ["expiry_unknown"]


@pytest.mark.parametrize(
    ("on", "ok"), [(date(2027, 11, 23), True), (date(2027, 11, 24), True), (date(2027, 11, 25), False)]
)
def test_a_lifelong_registration_counts_twelve_months_from_the_last_look(on, ok):
    held = [hold("DE:Facharzt für Psychiatrie und Psychotherapie")]
    answer = ask(held, "DE", on=on)
    assert answer.ok is ok
    assert answer.until == (date(2027, 11, 24) if ok else None)
    assert ok or answer.reasons == (Reason("verification_stale", held[0].key, "2027-11-24"),)


def test_a_lifelong_registration_nobody_looked_up_does_not_count():
    assert codes(ask([hold("DE:Psychiater", verified_as_of=None)], "DE")) == ["never_verified"]


def test_a_last_day_on_a_lifelong_title_counts_too():
    answer = ask([hold("DE:Psychiater", last=date(2026, 11, 23))], "DE")
    assert answer.reasons == (Reason("expired", "DE:Psychiater", "2026-11-23"),)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2027, 11, 24), []),
        (date(2027, 11, 25), ["verification_stale"]),
        (date(2027, 12, 1), ["verification_stale"]),
        (date(2027, 12, 2), ["expired"]),
    ],
)
def test_of_two_last_days_the_one_that_was_passed_is_named(on, said):
    answer = ask([hold("DE:Psychiater", last=date(2027, 12, 1))], "DE", on=on)
    assert [code for code in codes(answer) if code != "unconfirmed"] == said


def test_an_expiring_license_does_not_go_stale():
    assert ask([hold("US-TX:LPC", verified_as_of=date(2020, 1, 1))], "US-TX").ok


@pytest.mark.parametrize(
    ("last", "ok"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_a_late_board_extends_the_licenses_that_expire_in_its_window(last, ok):
    late = Extension(date(2026, 9, 1), date(2026, 9, 30), date(2026, 12, 31), "https://board.example/late")
    held = hold("US-TX:LPC", last=last)
    held = replace(held, type=replace(held.type, extensions=(late,)))
    answer = ask([held], "US-TX")
    assert answer.ok is ok
    assert answer.until == (date(2026, 12, 31) if ok else None)


def test_an_extension_never_shortens():
    late = Extension(date(2027, 1, 1), date(2027, 1, 31), date(2026, 12, 31), "https://board.example/late")
    held = hold("US-TX:LPC")
    assert ask([replace(held, type=replace(held.type, extensions=(late,)))], "US-TX").until == LAST


@pytest.mark.parametrize(
    ("title", "on", "said"),
    [
        ("LISAC", date(2024, 9, 12), "ok"),
        ("LISAC", date(2024, 9, 13), "ok"),
        ("LISAC", date(2024, 9, 14), "title_ended"),
        ("LIAC", date(2024, 9, 13), "not_yet"),
        ("LIAC", date(2024, 9, 14), "ok"),
    ],
)
def test_a_renamed_title_hands_over_on_its_day(title, on, said):
    answer = ask([f"US-AZ:{title}"], "US-AZ", on=on, service="addiction")
    assert answer.ok is (said == "ok")
    assert answer.ok or codes(answer) == [said]
    if said == "title_ended":
        assert answer.reasons[0].detail == "US-AZ:liac"


@pytest.mark.parametrize(
    ("first", "on", "ok"),
    [
        (date(2024, 9, 1), date(2024, 9, 13), False),
        (date(2024, 9, 1), date(2024, 9, 14), True),
        (date(2026, 5, 1), date(2026, 4, 30), False),
        (date(2026, 5, 1), date(2026, 5, 1), True),
    ],
)
def test_a_license_starts_with_the_later_of_its_own_day_and_its_titles(first, on, ok):
    assert ask([hold("US-AZ:LIAC", first=first)], "US-AZ", on=on, service="addiction").ok is ok


def test_the_answer_lasts_as_long_as_its_longest_way():
    answer = ask([hold("US-IL:LCPC"), hold("US-IL:LCSW", last=date(2028, 1, 1))], "US-IL")
    assert answer.until == date(2028, 1, 1)
    assert [way.bases[0].key for way in answer.alternatives] == ["US-IL:LCSW", "US-IL:LCPC"]


def test_the_way_with_fewest_reservations_comes_first():
    held = [hold("US-IL:LCPC", last=date(2028, 1, 1), status=Status.PROBATION), hold("US-IL:LCSW")]
    answer = ask(held, "US-IL")
    assert [way.bases[0].key for way in answer.alternatives] == ["US-IL:LCSW", "US-IL:LCPC"]
    assert codes(answer) == ["unconfirmed"]
    assert answer.until == date(2028, 1, 1)


# --- status and encumbrance -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("encumbered", [False, True])
def test_status_and_encumbrance_of_a_plain_license(status, encumbered):
    answer = ask([hold("US-TX:LPC", status=status, encumbered=encumbered)], "US-TX")
    assert answer.ok is (status in ("active", "probation", "conditional"))
    if answer.ok:
        assert ("restricted" in codes(answer)) is (encumbered or status != "active")
    else:
        assert codes(answer) == [f"status_{status}"]


# --- where no statutory license exists --------------------------------------------------------------------------------

def test_a_voluntary_register_counts_only_where_the_policy_accepts_it_and_is_labelled():
    refused = ask(["NL:Maatschappelijk werker"], "NL")
    assert refused.reasons == (Reason("register_not_accepted", "NL:Maatschappelijk werker", "NL:registerplein"),)
    answer = ask(["NL:Maatschappelijk werker"], "NL", accepted_registers={"NL:registerplein"})
    assert answer.ok
    assert codes(answer) == ["unconfirmed", "voluntary_register"]


def test_one_title_of_a_register_can_be_accepted_alone():
    accepted = {"GB:mbacp-accred"}
    assert ask(["GB:MBACP (Accred)"], "GB", accepted_registers=accepted).ok
    assert not ask(["GB:MBACP"], "GB", accepted_registers=accepted).ok


def test_a_statutory_license_needs_no_accepted_register_and_carries_no_such_label():
    assert codes(ask(["NL:GZ"], "NL")) == ["unconfirmed"]


def test_a_voluntary_register_never_replaces_a_statutory_license():
    answer = ask(["US:CEAP"], "US-TX", accepted_registers={"US:eacc"})
    assert codes(answer) == ["does_not_count_here"]


def test_a_protected_title_alone_authorizes_nothing():
    title = packs().title("GB", "MBACP")
    alone = replace(title, level="title_only")
    need = Requirement("GB", "counseling", "Europe/London", True, Holds(title.key), BOARD)
    answer = authority(
        need, [Held("x", alone, last=LAST)], client_in="GB", practitioner_in=None, mode="video", when=Day(ON)
    )
    assert codes(answer) == ["title_only"]


# --- several together -------------------------------------------------------------------------------------------------

BELGIUM = ["BE:COMPSY", "BE:VISUM", "BE:ERKENNING"]


def test_belgium_needs_all_three_and_returns_all_bases():
    answer = ask(BELGIUM, "BE")
    assert answer.alternatives[0].bases == (
        Basis("BE:COMPSY", None, LAST, "Europe/Brussels"),
        Basis("BE:VISUM", None, date(2027, 11, 24), "Europe/Brussels"),
        Basis("BE:ERKENNING", None, date(2027, 11, 24), "Europe/Brussels"),
    )
    assert answer.until == LAST


@pytest.mark.parametrize(
    ("gone", "needed"), [("BE:COMPSY", "BE:psycholoog"), ("BE:VISUM", "BE:visum"), ("BE:ERKENNING", "BE:erkenning")]
)
def test_belgium_without_one_of_the_three_is_a_no_that_names_it(gone, needed):
    answer = ask([text for text in BELGIUM if text != gone], "BE")
    assert not answer.ok
    assert Reason("not_held", "BE", needed) in answer.reasons


def test_a_restriction_on_one_of_several_is_said():
    held = [hold("BE:COMPSY", status=Status.CONDITIONAL), "BE:VISUM", "BE:ERKENNING"]
    assert codes(ask(held, "BE")) == ["unconfirmed", "restricted"]


def test_several_needed_together_last_until_the_first_of_them_ends():
    doctor = [hold("BE:Visum arts"), hold("BE:orde-arts"), hold("BE:Psychiater", last=date(2027, 6, 1))]
    answer = ask([*BELGIUM, *doctor], "BE")
    assert [way.until for way in answer.alternatives] == [date(2027, 6, 1), LAST]
    assert answer.until == date(2027, 6, 1)


def test_germany_needs_approbation_and_chamber():
    assert ask(["DE:PP", "DE:Kammer"], "DE").ok
    assert Reason("not_held", "DE", "DE:kammermitglied") in ask(["DE:PP"], "DE").reasons
    assert not ask(["DE:Kammer"], "DE").ok


def test_a_psychologist_title_in_belgium_without_recognition_is_not_enough():
    assert not ask(["BE:Psychotherapeut"], "BE").ok


# --- compacts ---------------------------------------------------------------------------------------------------------

def psypact(client_in="US-IL", *, practitioner_in="US-TX", mode="video", home=None, apit=None, on=ON):
    held = [home or hold("US-TX:LP"), apit or hold("US-TX:APIT")]
    return ask(held, client_in, practitioner_in=practitioner_in, mode=mode, on=on)


def test_psypact_serves_a_member_state_from_the_home_state_and_rests_on_two_bases():
    answer = psypact()
    assert [one.key for one in answer.alternatives[0].bases] == ["US-TX:APIT", "US-TX:LP"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"practitioner_in": "US-IL"}, "not_in_home_state"),
        ({"practitioner_in": "US-NY"}, "not_in_home_state"),
        ({"practitioner_in": None}, "practitioner_location_unknown"),
        ({"client_in": "US-CA"}, "compact_not_member"),
        ({"client_in": "US-NY"}, "compact_not_member"),
        ({"client_in": "US-MA"}, "compact_not_member"),
        ({"on": date(2020, 6, 30)}, "compact_not_operational"),
        ({"on": date(2018, 8, 21)}, "compact_not_enacted"),
        ({"apit": hold("US-TX:APIT", encumbered=True)}, "privilege_encumbered"),
        ({"apit": hold("US-TX:APIT", status=Status.SUSPENDED)}, "status_suspended"),
        ({"apit": hold("US-TX:APIT", last=date(2026, 11, 23))}, "expired"),
        ({"apit": hold("US-TX:APIT", place="US-OH")}, "home_license_missing"),
        ({"apit": hold("US-TX:APIT", home="other")}, "home_license_missing"),
        ({"home": hold("US-TX:LP", encumbered=True)}, "home_license_encumbered"),
        ({"home": hold("US-TX:LP", status=Status.PROBATION)}, "home_license_encumbered"),
        ({"home": hold("US-TX:LP", status=Status.SUSPENDED)}, "home_license_not_live"),
        ({"home": hold("US-TX:LP", last=date(2026, 11, 23))}, "home_license_not_live"),
        ({"home": hold("US-TX:LPC")}, "home_license_missing"),
        ({"home": hold("US-TX:PLP")}, "home_license_missing"),
        ({"home": hold("US-NY:PSY")}, "home_license_missing"),
    ],
)
def test_psypact_is_worthless_without_each_of_its_conditions(values, said):
    answer = psypact(**values)
    assert not answer.ok
    assert said in codes(answer)


@pytest.mark.parametrize(
    ("on", "code"), [(date(2018, 8, 21), "compact_not_enacted"), (date(2018, 8, 22), "compact_not_operational")]
)
def test_a_state_that_enacted_and_does_not_issue_yet_is_told_apart_from_one_that_has_not_enacted(on, code):
    assert Reason(code, "US-IL", "PSYPACT") in psypact(on=on).reasons


def test_psypact_by_phone_too_and_never_in_person():
    assert psypact(mode="phone").ok
    answer = psypact(mode="in_person", practitioner_in="US-IL")
    assert "video_or_phone_only" in codes(answer)


def test_psypact_from_the_day_both_states_take_part():
    assert psypact("US-OH", on=date(2021, 7, 26)).ok
    assert "compact_not_operational" in codes(psypact("US-OH", on=date(2021, 7, 25)))


def test_a_temporary_authorization_is_for_sessions_in_person_and_says_thirty_days():
    held = ["US-TX:LP", "US-TX:TAP"]
    assert codes(ask(held, "US-IL", mode="in_person", practitioner_in="US-IL")) == ["unconfirmed", "thirty_days_a_year"]
    assert "in_person_only" in codes(ask(held, "US-IL", mode="video", practitioner_in="US-TX"))


def counseling(home="US-OH:LPCC", privilege="US-AZ:PTP", client_in="US-AZ", **values):
    return ask([hold(home) if isinstance(home, str) else home, privilege], client_in, **values)


def test_a_counseling_privilege_counts_in_its_own_remote_state_with_a_live_home_license():
    answer = counseling()
    assert [one.key for one in answer.alternatives[0].bases] == ["US-AZ:PTP", "US-OH:LPCC"]
    assert answer.until == LAST
    assert counseling(mode="in_person", practitioner_in="US-AZ").ok


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"home": "US-OH:LPC"}, "home_license_missing"),
        ({"home": hold("US-OH:LPCC", status=Status.SUSPENDED)}, "home_license_not_live"),
        ({"home": hold("US-OH:LPCC", encumbered=True)}, "home_license_encumbered"),
        ({"home": hold("US-OH:LPCC", last=date(2026, 11, 23))}, "home_license_not_live"),
        ({"home": "US-CO:LPC"}, "compact_not_operational"),
        ({"home": "US-TX:LPC"}, "home_license_missing"),
        ({"client_in": "US-CO", "privilege": "US-CO:PTP"}, "compact_not_operational"),
        ({"client_in": "US-TX", "privilege": "US-TX:PTP"}, "compact_not_member"),
        ({"client_in": "US-AZ", "privilege": "US-CO:PTP"}, "privilege_for_another_state"),
        ({"on": date(2026, 1, 4)}, "compact_not_operational"),
    ],
)
def test_a_counseling_privilege_fails_with_each_of_its_conditions(values, said):
    answer = counseling(**values)
    assert not answer.ok
    assert said in codes(answer)


@pytest.mark.parametrize(("on", "ok"), [(date(2026, 1, 4), False), (date(2026, 1, 5), True), (date(2026, 1, 6), True)])
def test_ohio_issues_privileges_from_its_day(on, ok):
    assert counseling(on=on).ok is ok


def test_enacted_is_not_operational():
    answer = counseling(home="US-CO:LPC")
    assert Reason("compact_not_operational", "US-CO", "Counseling Compact") in answer.reasons


def test_a_privilege_does_not_count_in_its_home_state():
    assert "privilege_not_at_home" in codes(ask(["US-OH:LPCC", "US-OH:PTP"], "US-OH", on=date(2027, 2, 1)))


def test_a_suspended_home_license_takes_what_rests_on_it_and_nothing_else():
    suspended = hold("US-OH:LPCC", status=Status.SUSPENDED)
    held = [suspended, "US-AZ:PTP", "US-TX:LPC"]
    assert not ask(held, "US-OH").ok
    assert not ask(held, "US-AZ").ok
    assert ask(held, "US-TX").ok


def test_a_multistate_license_needs_its_paired_single_state_license_and_issuing_states():
    assert codes(ask(["US-OH:Multistate"], "US-AZ")) == ["home_license_missing"]
    assert "compact_not_operational" in codes(ask(["US-OH:Multistate", "US-OH:LISW"], "US-AZ"))


def issuing(need, day_known=True, fact=BOARD):
    """The same requirement, in a world where every member of every compact issues."""
    day = date(2026, 1, 1) if day_known else None
    compacts = tuple(
        replace(one, members=tuple(replace(m, issuing=True, operational_on=day, fact=fact) for m in one.members))
        for one in need.compacts
    )
    return replace(need, compacts=compacts)


def multistate(held, need):
    return authority(
        need, [hold(each) for each in held], client_in="US-AZ", practitioner_in="US-NY", mode="phone", when=Day(ON)
    )


def test_a_multistate_license_is_derived_once_states_issue():
    need = issuing(packs().requirement("US-AZ", "counseling"))
    assert multistate(["US-OH:Multistate", "US-OH:LISW"], need).ok
    assert "home_license_missing" in codes(multistate(["US-OH:Multistate", "US-CO:LCSW"], need))


def test_a_member_whose_day_or_source_is_unknown_is_not_a_yes():
    need = packs().requirement("US-AZ", "counseling")
    held = ["US-OH:Multistate", "US-OH:LISW"]
    assert "compact_day_unknown" in codes(multistate(held, issuing(need, day_known=False)))
    assert "fact_unknown" in codes(multistate(held, issuing(need, fact=Fact())))


def test_a_compact_of_this_country_says_nothing_elsewhere():
    assert "compact_does_not_apply" in codes(ask(["US-TX:LP", "US-TX:APIT"], "NL", practitioner_in="US-TX"))


# --- facts, together and in person ------------------------------------------------------------------------------------

def with_facts(title_fact, need_fact=BOARD):
    title = replace(packs().title("US-TX", "LPC"), fact=title_fact)
    need = replace(packs().requirement("US-TX", "counseling"), fact=need_fact)
    return authority(
        need, [Held("x", title, last=LAST)], client_in="US-TX", practitioner_in=None, mode="video", when=Day(ON)
    )


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (BOARD, []),
        (replace(BOARD, confidence="medium"), []),
        (replace(BOARD, confidence="low"), ["unconfirmed"]),
        (replace(BOARD, source="general knowledge"), ["unconfirmed"]),
        (replace(BOARD, source=""), ["fact_unknown"]),
        (replace(BOARD, checked_on=None), ["fact_unknown"]),
        (Fact(), ["fact_unknown"]),
    ],
)
def test_a_title_counts_as_its_fact_does(fact, said):
    answer = with_facts(fact)
    assert answer.ok is ("fact_unknown" not in said)
    assert codes(answer) == said


@pytest.mark.parametrize(
    ("fact", "said"),
    [(BOARD, []), (Fact(), ["requirement_unknown"]), (replace(BOARD, confidence="low"), ["unconfirmed"])],
)
def test_a_requirement_counts_as_its_fact_does(fact, said):
    assert codes(with_facts(BOARD, fact)) == said


def test_a_compact_member_from_general_knowledge_makes_the_answer_unconfirmed():
    known = {"fact": BOARD}
    held = [replace(each, type=replace(each.type, **known)) for each in map(hold, ("US-OH:Multistate", "US-OH:LISW"))]
    need = replace(packs().requirement("US-AZ", "counseling"), **known)
    for fact, said in ((BOARD, []), (replace(BOARD, confidence="low"), ["unconfirmed"])):
        answer = authority(
            issuing(need, fact=fact), held, client_in="US-AZ", practitioner_in=None, mode="video", when=Day(ON)
        )
        assert (answer.ok, codes(answer)) == (True, said)


def test_a_service_nobody_recorded_is_never_authorized():
    assert codes(ask(["US-TX:LPC"], "US-TX", service="financial")) == ["requirement_unknown"]


def test_in_person_means_one_place():
    assert ask(["US-TX:LPC"], "US-TX", mode="in_person").ok
    assert ask(["US-TX:LPC"], "US-TX", mode="in_person", practitioner_in="US-TX").ok
    answer = ask(["US-TX:LPC"], "US-TX", mode="in_person", practitioner_in="US-OH")
    assert (answer.ok, answer.reasons) == (False, (Reason("not_in_the_same_place", "US-OH", "US-TX"),))


def test_wrong_questions_are_errors():
    need = packs().requirement("US-TX", "counseling")
    with pytest.raises(ValueError, match="Unknown mode"):
        authority(need, [], client_in="US-TX", practitioner_in=None, mode="fax", when=Day(ON))
    with pytest.raises(ValueError, match="client is in US-IL"):
        authority(need, [], client_in="US-IL", practitioner_in=None, mode="video", when=Day(ON))


def test_until_is_the_instant_that_comes_first_when_two_zones_list_the_same_day():
    east, west = (packs().title(place, "LPC") for place in ("US-OH", "US-TX"))
    east = replace(east, level="independent")
    need = Requirement(
        "US-TX", "counseling", "America/Chicago", True, AnyOf((AllOf((Holds(west.key), Holds(east.key))),)), BOARD
    )
    held = [Held("west", west, last=LAST), Held("east", east, last=LAST)]
    instant = datetime(2027, 2, 1, 5, 30, tzinfo=UTC)
    answer = authority(need, held, client_in="US-TX", practitioner_in=None, mode="video", when=At(instant))
    assert answer.reasons == (Reason("expired", "east", "2027-01-31"),)


def test_a_day_far_in_the_future_as_some_registers_write_never_breaks():
    assert ask([hold("US-TX:LPC", last=date(9999, 12, 31))], "US-TX").until == date(9999, 12, 31)


def test_two_supervisions_that_ask_the_same_are_one_whatever_they_rest_on():
    what, by = Holds("US-TX:lpc-associate"), Holds("US-TX:lpc")
    assert Supervised(what, by, BOARD) == Supervised(what, by)
    assert Supervised(what, by) != Supervised(by, what)
