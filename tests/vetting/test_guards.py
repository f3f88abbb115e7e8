"""The application's guards one by one, on stand-ins: the day before, on and after every limit, and what each refusal says.

The workflow tests show that the steps ask them; here is what they answer.
"""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

import vetting.guards as guards
from vetting import governance, words
from vetting.committee import Resolution

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)  # still the first of November where the organization is
TODAY = date(2026, 11, 1)
DAY = timedelta(days=1)
HARBOR = Row(zone="America/New_York", name="Harbor")
PERSONS = {5: {5, 55}, 6: {6}, 7: {7, 8}, 8: {7, 8}}  # person 5 has a second account, 7 and 8 are one


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    monkeypatch.setattr(guards, "same_persons", lambda person: PERSONS[person])


def codes(guard, row=None, actor=6, **inputs):
    """The codes a guard gives to a colleague (by person)."""
    return [refusal.code for refusal in told(guard, row, actor, **inputs)]


def told(guard, row=None, actor=6, at=AT, **inputs):
    return list(guard(row, actor=Row(person_id=actor, practitioner_id=None), at=at, **inputs))


def file(**fields):
    known = {"pk": 1, "organization": HARBOR, "practitioner": Row(person_id=5), "reference": "HA-0001", "kind": "initial"}
    return Row(**{**known, **fields})


class Rows:
    """A manager and a queryset of dictionaries, as far as the guards ask."""

    def __init__(self, *rows):
        self.rows = rows

    def within(self, organization):
        """Every row: there is one organization."""
        return self

    def filter(self, **asked):
        """The rows that fit `field`, `field__isnull` and `field__lt`."""
        return Rows(*(row for row in self.rows if all(_fits(row, key, value) for key, value in asked.items())))

    def order_by(self, key):
        """Newest first, which is how they are given."""
        assert key == "-pk"
        return self

    def exists(self):
        """Whether there is one."""
        return bool(self.rows)

    def count(self):
        """How many."""
        return len(self.rows)

    def first(self):
        """The first or None."""
        return self.rows[0] if self.rows else None


def _fits(row, key, value):
    name, _, how = key.partition("__")
    found = row.get(name)
    return {"isnull": lambda: (found is None) == value, "lt": lambda: found < value, "": lambda: found == value}[how]()


# ── What she does ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("ago", "refused"), [(timedelta(minutes=9), []), (timedelta(minutes=10), []),
    (timedelta(minutes=10, seconds=1), ["not_reauthenticated"])])
def test_a_signature_counts_ten_minutes_after_she_proved_who_she_is(ago, refused):
    row, signature = Row(practitioner_id=3), Row(name="W. H.", reauthenticated_at=AT - ago)
    given = guards.signed_by_herself(row, actor=Row(practitioner_id=3), at=AT, signature=signature)
    assert [refusal.code for refusal in given] == refused


@pytest.mark.parametrize("signature", [None, Row(name=" ", reauthenticated_at=AT)])
def test_a_name_is_typed_and_nobody_else_types_it(signature):
    row = Row(practitioner_id=3)
    hers = guards.signed_by_herself(row, actor=Row(practitioner_id=3), at=AT, signature=signature)
    other = guards.signed_by_herself(row, actor=Row(practitioner_id=4), at=AT, signature=signature)
    assert [refusal.code for refusal in hers] == ["not_signed"]
    assert [refusal.code for refusal in other] == ["not_hers", "not_signed"]


def test_rights_are_read_and_every_section_is_done():
    assert codes(guards.rights_read, Row(rights_read_at=None)) == ["rights_not_read"]
    assert codes(guards.rights_read, Row(rights_read_at=AT)) == codes(guards.complete) == []
    assert [str(refusal.message) for refusal in told(guards.complete, missing=["Licenses", "Insurance"])] == [
        "Licenses is not complete.", "Insurance is not complete."]


@pytest.mark.parametrize(("given", "taken_back", "refused"), [(None, None, True), (AT, AT, True), (None, AT, True), (AT, None, False)])
def test_consent_is_given_and_not_taken_back(given, taken_back, refused):
    row = file(consented_at=given, consent_withdrawn_at=taken_back)
    assert codes(guards.consented, row) == ["no_consent"] * refused


def test_there_is_a_policy_and_a_reason():
    assert codes(guards.policy_in_force, file()) == ["no_policy"]
    assert codes(guards.policy_in_force, file(), policy=Row()) == codes(guards.gives_reason, reason="Too late.") == []
    assert codes(guards.gives_reason) == codes(guards.gives_reason, reason=" ") == ["no_reason"]


# ── Who may ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("actor", "refused"), [(5, True), (6, False), (None, False)])
def test_nobody_handles_her_own_file(actor, refused):
    assert codes(guards.not_own_file, file(), actor) == ["own_file"] * refused
    assert codes(guards.not_own_file, file(practitioner=Row(person_id=55)), actor) == ["own_file"] * refused


def test_who_verified_does_not_decide_and_is_told_the_last_day(monkeypatch):
    verified = {7: date(2026, 10, 3), 8: date(2026, 10, 9), 6: date(2026, 10, 20)}
    monkeypatch.setattr(guards, "verifiers_of", lambda reference, *, days=False, zone="UTC": verified if days else {*verified})
    assert codes(guards.not_the_verifier, file(), 5) == codes(guards.not_the_verifier, file(), None) == []
    (refusal,) = told(guards.not_the_verifier, file(), 7)
    assert refusal.code == "verified_it" and "9" in str(refusal.message) and "3" not in str(refusal.message)


@pytest.mark.parametrize(("state", "kind", "refused"), [
    ("onboarding", "initial", False), ("active", "renewal", False), ("leaving", "initial", True), ("leaving", "renewal", True),
    ("ended", "initial", False), ("ended", "reinstatement", False), ("ended", "renewal", True), ("ended", "addition", True),
    ("declined", "initial", False),
])
@pytest.mark.parametrize("ends", [False, True])
def test_nobody_is_approved_who_is_leaving_or_left_or_whom_an_action_ends(monkeypatch, state, kind, refused, ends):
    monkeypatch.setattr(guards, "ending_of", lambda participation: Row(effective_on=date(2026, 12, 1)) if ends else None)

    class Part:
        @staticmethod
        def values_list(name, flat=False):
            return Row(get=lambda pk: {9: state if flat else (state,)}[pk])

        objects = Row(within=lambda organization: Part)

    told_as_well = ends and kind not in guards.ANEW  # who applies anew has left that behind
    found = codes(guards.still_taking_part, file(participation=Part(), participation_id=9, kind=kind))
    assert found == ["leaving"] * (refused + told_as_well)


@pytest.mark.parametrize("kind", ["initial", "addition", "reinstatement", "renewal", "for_cause"])
def test_a_review_of_somebody_who_is_in_ends_with_a_decision(kind):
    assert codes(guards.not_a_renewal, file(kind=kind)) == ["needs_decision"] * (kind in ("renewal", "for_cause"))


# ── What is still open ───────────────────────────────────────────────────────


@pytest.mark.parametrize(("still", "says"), [(0, []), (1, ["1 check is still open."]), (2, ["2 checks are still open."])])
def test_open_checks_are_counted(monkeypatch, still, says):
    monkeypatch.setattr(guards, "open_verifications", lambda reference: Rows(*[{}] * still))
    assert [str(refusal.message) for refusal in told(guards.checks_closed, file())] == says


def test_open_matches_and_open_questions_hold_it_up(monkeypatch):
    for rows, refused in ((Rows(), []), (Rows({}), ["hit_open"])):
        monkeypatch.setattr(guards, "open_hits", lambda organization, practitioner, rows=rows: rows)
        assert codes(guards.hits_adjudicated, file()) == refused
    for asked, refused in (((None, None), ["request_open"]), ((AT, None), []), ((None, AT), []), ((AT, AT), [])):
        row = dict(zip(("answered_at", "closed_at"), asked, strict=True))
        assert codes(guards.nothing_asked, file(information_requests=Rows(row))) == refused


# ── What the assessment says ─────────────────────────────────────────────────


def judged(route, *findings):
    names = ("criterion", "outcome", "severity")
    return Row(route=route, findings=[Row(**dict(zip(names, finding, strict=True))) for finding in findings])


MIXED = (
    ("license_in_force", "unknown", "blocks"), ("identity_seen", "unknown", "review"), ("accepted_profession", "unknown", "notes"),
    ("insurance_in_force", "not_met", "blocks"), ("license_unrestricted", "not_met", "review"), ("not_excluded", "met", "blocks"),
)



@pytest.mark.parametrize("guard", [guards.assessed_completely, guards.fresh_evidence])
def test_nothing_of_weight_is_unknown(guard):
    assert told(guard, assessment=judged("clean", *MIXED)) == []
    (refusal,) = told(guard, assessment=judged("incomplete", *MIXED))
    assert refusal.code == {"assessed_completely": "incomplete", "fresh_evidence": "stale"}[guard.__name__]
    said = [words.title(name) in str(refusal.message) for name, _outcome, _severity in MIXED]
    assert said == [True, True, False, False, False, False]


def test_an_assessment_there_must_be():
    (refusal,) = told(guards.assessed_completely)
    assert refusal.code == "incomplete" and str(refusal.message) == "This file was not assessed today."
    assert codes(guards.fresh_evidence) == ["not_assessed"]
    assert codes(guards.nothing_blocks) == codes(guards.nothing_blocks, assessment=judged("director", *MIXED)) == []


def test_what_blocks_is_named_and_what_only_asks_for_a_look_is_not():
    (refusal,) = told(guards.nothing_blocks, assessment=judged("not_eligible", *MIXED))
    said = [words.title(name) in str(refusal.message) for name, _outcome, _severity in MIXED]
    assert refusal.code == "not_eligible" and said == [False, False, False, True, False, False]


@pytest.mark.parametrize(("basis", "assessment", "refused"), [
    ("administrative", None, True), ("administrative", judged("clean", ("a", "met", "blocks")), True),
    ("administrative", judged("clean", ("a", "met", "blocks"), ("b", "not_met", "review")), False), ("quality", None, False),
])
def test_an_administrative_denial_rests_on_a_rule_not_met(basis, assessment, refused):
    assert codes(guards.denial_has_ground, assessment=assessment, basis=basis) == ["no_ground"] * refused


def test_a_denial_is_administrative_unless_it_says_otherwise():
    assert codes(guards.denial_has_ground) == ["no_ground"]


# ── Two people ───────────────────────────────────────────────────────────────


@pytest.fixture
def sits(monkeypatch):
    """Whether the organization holds meetings, whether somebody asked the committee to discuss the file, and what else takes two people."""

    def put(meetings=False, asked=False, **said):
        monkeypatch.setattr(guards, "holds_meetings", lambda organization, at: meetings)
        monkeypatch.setattr(guards, "escalated", lambda application: asked)
        monkeypatch.setattr(guards, "governance_of", lambda organization, on: governance.in_full(said))

    put()
    return put


@pytest.mark.parametrize(("outcome", "basis", "route", "two"), [
    ("approved", "", "clean", False), ("approved", "", "director", False), ("approved", "", "committee", True),
    ("denied", "administrative", "director", False), ("denied", "quality", "clean", True), ("vacated", "", None, True),
    ("denied", "administrative", "committee", True), ("approved", "", None, False),
])
def test_a_committee_file_a_denial_for_quality_and_an_undoing_take_two(sits, outcome, basis, route, two):
    assessment = judged(route) if route else None
    assert guards.takes_two(outcome, basis, assessment) is two
    given = codes(guards.second_person_agrees, file(), outcome=outcome, basis=basis, assessment=assessment)
    assert given == ["second_person"] * two


@pytest.mark.parametrize(("outcome", "said", "meetings", "two"), [
    ("approved", {"two_approve": True}, False, True), ("approved", {"two_approve": True}, True, True), ("approved", {}, True, False),
    ("approved", {"two_deny": True}, False, False), ("denied", {"two_deny": True}, False, True),
    ("denied", {"two_approve": True}, False, False), ("denied", {"two_deny": True}, True, True),
])
def test_a_policy_asks_two_people_for_more_and_never_the_committee(sits, outcome, said, meetings, two):
    sits(meetings=meetings, **said)
    given = codes(guards.second_person_agrees, file(), outcome=outcome, basis="administrative", assessment=judged("clean"))
    assert given == ["second_person"] * two


def proposed(by, outcome="approved", basis=""):
    return Row(proposed_by_id=by, outcome=outcome, basis=basis, terms=None)


@pytest.mark.parametrize(("actor", "outcome", "basis", "proposal", "refused"), [
    (6, "approved", "", proposed(7), []),
    (7, "approved", "", proposed(8), ["same_person"]),
    (6, "denied", "", proposed(7), ["disagree"]),
    (6, None, "", proposed(7), []),
    (6, "denied", "quality", proposed(7, "denied", "administrative"), ["disagree"]),
    (6, "denied", "quality", proposed(7, "denied", ""), []),
    (6, "denied", "", proposed(7, "denied", "quality"), []),
    (6, "denied", "quality", proposed(7, "denied", "quality"), []),
    (6, "approved", "", proposed(5), ["proposer_verified"]),
    (6, "vacated", "", proposed(5, "vacated"), []),
])
def test_the_second_person_is_another_and_says_the_same(sits, monkeypatch, actor, outcome, basis, proposal, refused):
    monkeypatch.setattr(guards, "verifiers_of", lambda reference: {55})
    asked = {"outcome": outcome, "basis": basis, "proposal": proposal, "assessment": judged("committee")}
    assert codes(guards.second_person_agrees, file(), actor, **asked) == refused


SAID = Resolution(1, "HA-0001", "approved")
MEETING, NONE = ["needs_meeting"], []


@pytest.mark.parametrize(("outcome", "basis", "route", "asked", "resolution", "refused"), [
    ("approved", "", "committee", False, None, MEETING), ("approved", "", "committee", False, SAID, NONE),
    ("approved", "", "committee", False, Resolution(1, "HA-0002", "approved"), MEETING),
    ("denied", "administrative", "committee", False, SAID, MEETING),
    ("denied", "quality", "clean", False, Resolution(1, "HA-0001", "denied_quality"), NONE),
    ("denied", "quality", "clean", False, Resolution(1, "HA-0001", "denied"), MEETING),
    ("approved", "", "clean", False, None, NONE), ("approved", "", "clean", True, None, MEETING),
    ("approved", "", "clean", True, SAID, NONE), ("denied", "administrative", "clean", True, None, NONE),
    ("vacated", "", None, False, None, ["second_person"]),
])
def test_where_meetings_are_held_the_committee_resolves_this_file_this_way(sits, outcome, basis, route, asked, resolution, refused):
    sits(meetings=True, asked=asked)
    given = {"outcome": outcome, "basis": basis, "assessment": judged(route) if route else None, "resolution": resolution}
    assert codes(guards.second_person_agrees, file(), **given) == refused


# ── Appeals ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("state", "refused"), [
    (None, True), ("open", True), ("received", True), ("upheld", True), ("withdrawn", True), ("overturned", False), ("modified", False),
])
def test_only_an_appeal_that_was_won_undoes_a_denial(state, refused):
    row = Row(pk=1) if state is None else Row(pk=1, appeal=Row(state=state))
    assert codes(guards.won_on_appeal, file(decisions=Rows(row))) == ["no_appeal"] * refused
    assert codes(guards.won_on_appeal, file(decisions=Rows())) == ["no_appeal"]


# ── An existing network moves in ─────────────────────────────────────────────


def original(on=TODAY, body="Committee", document="Minutes", sha256=""):
    return Row(decided_on=on, body=body, document=document, sha256=sha256)


@pytest.mark.parametrize(("record", "refused"), [
    (original(), []), (original(TODAY - DAY), []), (original(TODAY + DAY), ["decided_in_future"]),
    (original(None), ["no_original_day"]), (original(body=" "), ["no_original_body"]),
    (original(document=" "), ["no_original_document"]), (original(document="", sha256="ab"), []),
    (None, ["no_original_day", "no_original_body", "no_original_document"]),
])
def test_a_record_says_who_decided_when_and_where_it_is_written(record, refused):
    assert codes(guards.record_is_whole, file(), original=record) == refused


@pytest.mark.parametrize(("due", "decided", "refused"), [
    (TODAY - DAY, TODAY, ["record_overdue"]), (TODAY, TODAY, []), (TODAY + DAY, TODAY, []), (None, TODAY, ["record_overdue"]),
    (date(2029, 10, 31), TODAY, []), (date(2029, 11, 1), TODAY, []), (date(2029, 11, 2), TODAY, ["due_too_late"]),
    (date(2029, 11, 2), None, []),
])
def test_a_recorded_vetting_is_due_from_today_through_36_months(due, decided, refused):
    assert codes(guards.record_still_holds, file(), original=original(decided), due_on=due) == refused
    assert codes(guards.record_still_holds, file(), original=None, due_on=TODAY) == []


def test_a_vetting_that_lasts_too_long_is_told_its_last_day():
    (refusal,) = told(guards.record_still_holds, file(), original=original(), due_on=date(2030, 1, 1))
    assert "2029" in str(refusal.cure)


# ── Lapsing ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("opened", "refused"), [
    (AT - 179 * DAY, True), (AT - 180 * DAY, True), (AT - 181 * DAY, False), (AT - 181 * DAY + timedelta(hours=3), True),
])
def test_a_draft_lapses_on_its_181st_day(opened, refused):
    assert codes(guards.waited_long_enough, file(state="draft", opened_at=opened)) == ["too_young"] * refused


@pytest.mark.parametrize(("due", "fields", "refused"), [
    (TODAY - 29 * DAY, {}, True), (TODAY - 30 * DAY, {}, True), (TODAY - 31 * DAY, {}, False),
    (TODAY - 31 * DAY, {"answered_at": AT}, True), (TODAY - 31 * DAY, {"closed_at": AT}, True),
])
def test_a_file_lapses_when_a_question_stays_unanswered_for_31_days(due, fields, refused):
    asked = Rows({"answered_at": None, "closed_at": None, "due_on": due, **fields})
    row = file(state="checking", information_requests=asked)
    assert codes(guards.waited_long_enough, row) == ["work_is_ours"] * refused
