"""What watching shows, as tables: the color at one day before, on and after; what stops; when to look next; calendar months."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vetting import monitoring
from vetting.criteria import CRITERIA
from vetting.evidence import Facts, License, ListCheck, Proof, State, Training
from vetting.findings import BindsOn, Finding, Outcome, Policy, Severity, Threshold
from vetting.monitoring import Color, Covered, Effect, Sight

ENDS = date(2027, 3, 31)
ONE = timedelta(days=1)


def sight(criterion="license_in_force", outcome=Outcome.MET, severity=Severity.BLOCKS, last=None, waiver=""):
    finding = Finding(criterion, outcome, severity, {}, {}, (), 1, good_through=last, waiver=waiver)
    return Sight(criterion, "", finding)


@pytest.mark.parametrize(
    ("left", "ahead", "shown"),
    [(31, 30, "green"), (30, 30, "green"), (29, 30, "amber"), (1, 30, "amber"), (0, 30, "amber"), (0, 1, "amber"), (1, 1, "green"),
     (0, 0, "green")],
)
def test_what_ends_soon_is_amber_by_the_organizations_days(left, ahead, shown):
    assert monitoring.color(sight(last=ENDS), on=ENDS - left * ONE, ahead=ahead) == shown


@pytest.mark.parametrize(
    ("outcome", "severity", "shown"),
    [
        ("met", "blocks", "green"), ("not_applicable", "blocks", "green"),
        ("unknown", "blocks", "red"), ("unknown", "review", "amber"), ("unknown", "note", "green"),
        ("not_met", "blocks", "red"), ("not_met", "review", "red"), ("not_met", "note", "amber"),
    ],
)
def test_the_color_follows_from_the_finding_alone(outcome, severity, shown):
    assert monitoring.color(sight(outcome=Outcome(outcome), severity=Severity(severity)), on=ENDS, ahead=30) == shown


def test_what_is_waived_is_green_and_what_is_ours_to_repeat_is_never_early():
    assert monitoring.color(sight(outcome=Outcome.UNKNOWN, waiver="verification:1"), on=ENDS, ahead=30) is Color.GREEN
    ours = sight("license_rechecked", severity=Severity.REVIEW, last=ENDS)
    assert monitoring.color(ours, on=ENDS, ahead=30) is Color.GREEN
    assert monitoring.color(sight("license_rechecked", Outcome.UNKNOWN, Severity.REVIEW), on=ENDS + ONE, ahead=30) is Color.AMBER


def test_every_effect_names_a_rule_there_is_and_our_lateness_stops_nobody():
    assert set(monitoring.EFFECTS) <= set(CRITERIA)
    assert monitoring.effect_of("not_excluded") is Effect.PEOPLE
    for ours in ("license_rechecked", "license_reverified", "exclusion_monthly"):
        assert not monitoring.holds(sight(ours, Outcome.UNKNOWN))
    assert not monitoring.holds(sight("license_in_force")) and not monitoring.holds(sight("insurance_in_force"))
    assert monitoring.holds(sight("certificate_held")) and not monitoring.holds(sight("certificate_held", severity=Severity.REVIEW))


def verified(element, as_of=date(2027, 1, 4)):
    return Proof(element, State.VERIFIED, as_of, "web_lookup", "source")


def row(key, severity="blocks", binds=BindsOn.IMMEDIATE, **limit):
    fields = {field.name: field.default for field in CRITERIA[key].fields if field.default is not None}
    return Threshold(key, Severity(severity), {**fields, **limit}, binds_on=binds)


CERTIFICATE = row("certificate_held", courses=("ceap",), evidence="verified")
POLICY = Policy("p", 1, date(2027, 1, 1), (CERTIFICATE, row("license_in_force"), row("license_verified", binds=BindsOn.DECISION, days=120)))


def licensed(place, last):
    return License(place, f"{place}:x", "independent", verified("license"), status="active", expires_on=last)


FACTS = Facts(
    decided_on=date(2027, 1, 5), jurisdictions=("US-IL", "US-OH"),
    licenses=(licensed("US-IL", ENDS), licensed("US-OH", date(2028, 1, 31))),
    trainings=(Training("ceap", date(2024, 4, 1), verified("training"), date(2027, 4, 15)),),
)
WATCHED = monitoring.watched([POLICY])


def shown(on, facts=FACTS, ahead=30):
    return {each.key: str(monitoring.color(each, on=on, ahead=ahead)) for each in monitoring.sights(WATCHED, facts, on=on)}


def test_only_rules_that_bind_at_once_are_watched_and_licenses_place_by_place():
    assert {row.criterion for policy in WATCHED for row in policy.thresholds} == {"certificate_held", "license_in_force"}
    assert shown(ENDS + ONE) == {
        ("certificate_held", ""): "amber", ("license_in_force", "US-IL"): "red", ("license_in_force", "US-OH"): "green",
    }


@pytest.mark.parametrize(
    ("on", "next_day"),
    [
        (date(2027, 1, 5), date(2027, 3, 2)),  # thirty days before the license ends
        (date(2027, 3, 1), date(2027, 3, 2)),
        (date(2027, 3, 2), date(2027, 3, 17)),  # thirty days before the certificate ends
        (date(2027, 3, 17), date(2027, 4, 1)),  # the day after the license's last
        (date(2027, 4, 1), date(2027, 4, 16)),
        (date(2027, 4, 16), date(2028, 1, 2)),
        (date(2028, 2, 1), None),
    ],
)
def test_the_next_look_is_the_first_day_on_which_a_color_differs(on, next_day):
    assert monitoring.next_look(WATCHED, FACTS, on=on, ahead=30) == next_day


def test_what_is_not_watched_is_left_out_of_every_version():
    found = monitoring.watched([POLICY, replace(POLICY, thresholds=(row("license_verified", binds=BindsOn.DECISION, days=120),))])
    assert [[each.criterion for each in policy.thresholds] for policy in found] == [["certificate_held", "license_in_force"], []]


def test_what_is_held_is_never_asked_place_by_place():
    assert not {name for name, effect in monitoring.EFFECTS.items() if effect is Effect.HOLD} & monitoring.PER_PLACE


def test_without_days_ahead_the_source_is_looked_at_on_the_first_day_it_is_too_old():
    ours = monitoring.watched([replace(POLICY, thresholds=(row("license_rechecked", severity="review", days=30),))])
    asked = replace(verified("license"), ref="verification:7")
    facts = replace(FACTS, jurisdictions=("US-IL",), licenses=(replace(licensed("US-IL", ENDS), proof=asked),))
    (seen,) = monitoring.sights(ours, facts, on=date(2027, 1, 10))
    assert (seen.finding.good_through, seen.finding.evidence) == (date(2027, 2, 3), ("verification:7",))
    assert monitoring.next_look(ours, facts, on=date(2027, 1, 10), ahead=0) == date(2027, 2, 4)
    assert monitoring.next_look(ours, facts, on=date(2027, 1, 10), ahead=0, lead=3) == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("on", "first"), [(date(2027, 1, 5), date(2027, 4, 16)), (date(2027, 4, 15), date(2027, 4, 16)), (date(2027, 4, 16), None)]
)
def test_a_certificate_stops_offers_from_the_day_after_its_last_and_is_foreseen(on, first):
    assert [stop.first for stop in monitoring.stops(WATCHED, FACTS, on=on)] == ([first] if first else [])


def test_what_never_held_what_only_asks_for_review_and_what_has_a_successor_stops_nobody():
    without = replace(FACTS, trainings=())
    assert monitoring.stops(WATCHED, without, on=date(2027, 2, 1)) == ()
    milder = (replace(WATCHED[0], thresholds=(replace(CERTIFICATE, severity=Severity.REVIEW),)),)
    assert monitoring.stops(milder, FACTS, on=date(2027, 2, 1)) == ()
    renewed = replace(FACTS, trainings=(*FACTS.trainings, Training("ceap", date(2027, 2, 1), verified("training"))))
    assert monitoring.stops(WATCHED, renewed, on=date(2027, 2, 1)) == ()


def test_a_search_of_a_list_counts_once_it_was_made():
    found = monitoring.as_watched(Facts(list_checks=(ListCheck("x", ENDS, State.OBTAINED),)))
    assert found.list_checks[0].state is State.VERIFIED


MONTHS = tuple(date(2026, number, 1) for number in (8, 9, 10, 11, 12))


@pytest.mark.parametrize(
    ("days", "first", "last", "expected"),
    [
        ([date(2026, 9, 1), date(2026, 10, 15)], date(2026, 9, 1), None, "out done done running out"),  # NCQA: both months
        ([date(2026, 9, 30), date(2026, 11, 1)], date(2026, 9, 30), None, "out done gap done out"),
        ([], date(2026, 8, 31), None, "gap gap gap running out"),
        ([], date(2026, 9, 1), date(2026, 10, 1), "out gap gap out out"),
        ([date(2026, 11, 30)], date(2026, 11, 30), None, "out out out done out"),
    ],
)
def test_coverage_is_of_calendar_months(days, first, last, expected):
    found = monitoring.coverage(MONTHS, days, first=first, last=last, on=date(2026, 11, 30))
    assert [str(each) for each in found] == expected.split()
    assert set(found) <= set(Covered)


def test_red_is_worse_than_amber_and_amber_than_green():
    assert monitoring.worse(Color.RED, Color.AMBER) and monitoring.worse(Color.AMBER, Color.GREEN)
    assert not monitoring.worse(Color.AMBER, Color.AMBER) and not monitoring.worse(Color.GREEN, Color.RED)


def test_what_is_kept_while_in_the_network_is_looked_at_again():
    assert monitoring.kept_elements([POLICY]) == {"training"}
    assert monitoring.kept_elements([replace(POLICY, thresholds=(row("license_in_force"),))]) == frozenset()


@pytest.mark.parametrize(
    ("left", "lead", "asked"), [(8, 7, False), (7, 7, False), (6, 7, True), (0, 7, True), (-1, 7, True), (0, 0, False), (-1, 0, True)]
)
def test_what_is_ours_to_repeat_is_asked_again_before_it_is_too_old(left, lead, asked):
    last, on = ENDS, ENDS - left * ONE
    outcome = Outcome.MET if left >= 0 else Outcome.UNKNOWN
    finding = Finding("license_reverified", outcome, Severity.REVIEW, {}, {}, ("verification:7",), 1, last if left >= 0 else None)
    ours = (Sight("license_reverified", "NL", finding), Sight("license_in_force", "NL", replace(finding, criterion="license_in_force")))
    assert monitoring.again(ours, on=on, lead=lead) == (("verification:7",) if asked else ())


def test_only_what_is_repeated_is_asked_again_each_check_once_and_nothing_that_is_no_check():
    def one(criterion, *refs):
        return Sight(criterion, "NL", Finding(criterion, Outcome.UNKNOWN, Severity.REVIEW, {}, {}, refs, 1))

    found = (one("license_in_force", "verification:5"), one("license_reverified", "license:3", "verification:7"))
    found += (one("license_rechecked", "verification:7", "verification:8"),)
    assert monitoring.again(found, on=ENDS, lead=7) == ("verification:7", "verification:8")


# ── Times in the network, and months in which something was asked for ────────


def day(month, number):
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("turns", "left", "expected"),
    [
        ([], None, ()), ([(day(9, 10), False)], None, ()), ([(day(9, 10), True)], None, ((day(9, 10), None),)),
        ([(day(9, 10), True), (day(9, 12), False)], None, ((day(9, 10), day(9, 11)),)),  # active for two days
        ([(day(9, 10), True), (day(9, 10), False)], None, ((day(9, 10), day(9, 10)),)),
        ([(day(9, 10), True), (day(9, 20), True)], day(10, 2), ((day(9, 10), day(10, 2)),)),
        ([(day(11, 3), True), (day(9, 1), True), (day(9, 12), False)], None, ((day(9, 1), day(9, 11)), (day(11, 3), None))),
        ([(day(9, 1), True), (day(9, 12), False)], day(12, 1), ((day(9, 1), day(9, 11)),)),
        ([(day(9, 10), True)], day(9, 1), ((day(9, 10), day(9, 10)),)),
        (
            [(day(9, 1), True), (day(9, 12), False), (day(11, 3), True), (day(11, 5), True), (day(11, 20), False)], None,
            ((day(9, 1), day(9, 11)), (day(11, 3), day(11, 19))),
        ),
        ([(day(9, 1), True), (day(9, 12), False), (day(11, 3), True)], day(11, 20), ((day(9, 1), day(9, 11)), (day(11, 3), day(11, 20)))),
        (
            [(day(9, 1), True), (day(9, 12), False), (day(11, 3), True), (day(11, 3), False)], None,
            ((day(9, 1), day(9, 11)), (day(11, 3), day(11, 3))),
        ),
        ([(day(9, 1), True), (day(9, 12), False), (day(11, 3), True)], day(10, 2), ((day(9, 1), day(9, 11)), (day(11, 3), day(11, 3)))),
    ],
)  # fmt: skip
def test_times_in_the_network_begin_with_a_grant_and_end_with_its_denial(turns, left, expected):
    assert monitoring.stays([monitoring.Turn(*turn) for turn in turns], left) == expected


@pytest.mark.parametrize(
    ("days", "spans", "asked", "expected"),
    [
        ([], [(day(9, 10), day(9, 11))], MONTHS, "out gap out out out"),  # two days are a month that is looked at
        ([], [(day(8, 1), day(8, 20)), (day(10, 31), None)], MONTHS, "gap out gap running out"),  # away in between
        ([day(9, 3)], [(day(8, 1), day(8, 20)), (day(10, 31), None)], MONTHS, "gap done gap running out"),
        ([], [(day(8, 1), None)], MONTHS[2:], "out out gap running out"),  # not asked for before October
        ([], [(day(8, 1), None)], MONTHS[:1], "gap out out out out"),
        ([day(9, 3)], [(day(8, 1), None)], (), "out done out out out"),  # what was done was done
    ],
)  # fmt: skip
def test_a_month_is_missed_only_while_she_was_in_and_it_was_asked_for(days, spans, asked, expected):
    found = monitoring.coverage_over(MONTHS, iter(days), spans=spans, asked=iter(asked), on=day(11, 30))
    assert [str(each) for each in found] == expected.split()


@pytest.mark.parametrize(
    ("month", "on", "last"),
    [(day(9, 1), day(11, 5), day(9, 30)), (day(11, 1), day(11, 5), day(11, 5)), (day(12, 1), day(12, 31), day(12, 31)),
     (date(2024, 2, 1), day(11, 5), date(2024, 2, 29))],
)  # fmt: skip
def test_the_last_day_of_a_month_is_at_most_today(month, on, last):
    assert monitoring.last_of(month, on) == last


@pytest.mark.parametrize(
    ("before", "now", "worse"),
    [
        (("amber", "met"), ("red", "unknown"), True), (("red", "unknown"), ("amber", "not_met"), False),
        (("red", "unknown", "active"), ("red", "not_met", "revoked"), True),
        (("red", "not_met", "suspended"), ("red", "not_met", "revoked"), True),
        (("red", "not_met", "revoked"), ("red", "not_met", "revoked"), False),
        (("red", "not_met", "revoked"), ("red", "unknown", "active"), False),
        (("red", "unknown", "active"), ("red", "unknown", ""), False), (("amber", "met"), ("amber", "unknown"), True),
        (("amber", "unknown"), ("amber", "met"), False), (("amber", "met", "active"), ("amber", "met", ""), False),
        (("amber", "unknown"), ("amber", "not_met"), True), (("amber", "not_applicable"), ("amber", "met"), True),
    ],
)  # fmt: skip
def test_people_who_are_done_look_again_when_it_became_worse_in_the_same_color(before, now, worse):
    was, stands = (monitoring.Shown(Color(each[0]), Outcome(each[1]), *each[2:]) for each in (before, now))
    assert monitoring.became_worse(was, stands) is worse
