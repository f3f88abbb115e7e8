"""What a verified supervision gives, and how it ends: by its own day, by the supervisor's license, by her word, by the board's."""

from datetime import date, timedelta

import pytest

from licensure.catalog import Fact
from licensure.facts.licenses import holdings
from licensure.policy import SUPERVISION
from licensure.workflow import corrections, evidence, supervision
from licensure.workflow.corrections import correct
from network import clock
from network.access import Role
from network.jobs import policy
from network.models import Job
from tests.licensure.test_covers import AT, DAYS, TODAY, World, parameter
from tests.network.cast import staff
from tests.shared import shared

pytestmark = pytest.mark.django_db
ENDS, FIRST = date(2027, 6, 30), date(2026, 9, 1)
DAY = timedelta(days=1)


class Supervised(World):
    """Wren is an associate counselor in Arkansas; Harbor allows supervision."""

    def __init__(self, allowed=True):
        super().__init__()
        if allowed:
            parameter(self, SUPERVISION, True, date(2026, 1, 1))
        self.lac = self.license("US-AR", "US-AR:lac", issued_on=date(2025, 3, 1))

    def agreement(self, code="US-AR:lpc", replaces=None, **fields):
        """Who supervises her, as she states it."""
        given = {"title": "Alden Brook", "number": "P0101", "covers_from": FIRST, "covers_through": ENDS, "detail": {"of": "US-AR:lac"}}
        return evidence.add_credential(
            practitioner=self.wren, kind="supervision", code=code, actor=self.herself, at=AT, replaces=replaces, **{**given, **fields}
        )

    def both(self, **answer):
        """License and supervision verified; the supervision's row and its check."""
        self.verify(self.lac, good_through=date(2027, 12, 31))
        row = self.agreement()
        return row, self.verify(row, "supervision", **{"good_through": date(2028, 12, 31), **answer})

    def lasts(self):
        """The last days of what she may do in Arkansas."""
        return {cover.last for cover in self.covers(jurisdiction="US-AR")}


_world, world = shared(Supervised)


def test_it_gives_cover_on_both_licenses_through_its_last_day_and_none_on_the_day_after(world):
    world.granted(places=("US-AR",))
    row, check = world.both()
    (cover,) = world.covers(service="counseling")
    assert [basis["key"] for basis in cover.bases] == [world.lac.key, row.key]
    assert (cover.first, cover.last, cover.verification) == (FIRST, ENDS, f"verification:{check.pk}")
    assert [bool(world.codes(ENDS + n * DAY, "US-AR")) for n in (-1, 0, 1)] == [False, False, True]
    assert [bool(world.codes(FIRST + n * DAY, "US-AR")) for n in (-1, 0)] == [True, False] or FIRST < TODAY


def test_the_license_alone_gives_none_whichever_of_the_two_is_verified_first(world):
    world.verify(world.lac)
    assert world.covers() == []
    row = world.agreement()
    assert world.covers() == []
    world.verify(row, "supervision", good_through=date(2028, 12, 31))
    assert world.lasts() == {ENDS}


def test_the_supervision_first_and_the_license_after_gives_the_same(world):
    world.verify(world.agreement(), "supervision", good_through=date(2028, 12, 31))
    assert world.covers() == []
    world.verify(world.lac)
    assert world.lasts() == {ENDS}


def test_where_the_policy_does_not_allow_it_a_verified_supervision_gives_none():
    world = Supervised(allowed=False)
    world.both()
    assert world.covers() == []


@pytest.mark.parametrize(
    "fields", [{"code": "US-AR:lmft"}, {"detail": {"of": "US-AR:lamft"}}, {"detail": {}}], ids=str
)
def test_another_title_or_an_agreement_about_another_license_gives_none(world, fields):
    world.verify(world.lac)
    world.verify(world.agreement(**fields), "supervision", good_through=date(2028, 12, 31))
    assert world.covers() == []


def test_the_supervisors_license_ends_it_before_the_agreement_does(world):
    world.both(good_through=date(2027, 3, 31))
    assert world.lasts() == {date(2027, 3, 31)}


def test_a_board_that_names_no_last_day_for_the_supervisor_gives_none(world):
    world.both(good_through=None)
    assert world.covers() == []


@pytest.mark.parametrize("values", [{"status": "suspended"}, {"status": "a-word-never-seen"}, {"encumbered": True}], ids=str)
def test_a_supervisor_who_does_not_count_gives_none(world, values):
    world.both(**values)
    assert world.covers() == []


def test_a_supervisor_suspended_later_ends_it_the_day_before(world):
    row, _check = world.both()
    world.verify(row, "supervision", at=AT + 9 * DAYS, status="suspended", status_since="2027-01-15", good_through=date(2028, 12, 31))
    assert world.lasts() == {date(2027, 1, 14)}


def test_a_supervisor_restricted_later_ends_it_too(world):
    row, _check = world.both()
    world.verify(row, "supervision", at=AT + 9 * DAYS, encumbered=True, status_since="2027-01-15", good_through=date(2028, 12, 31))
    assert world.lasts() == {date(2027, 1, 14)}


def test_the_next_supervisor_carries_on_from_the_day_after(world):
    world.granted(places=("US-AR",))
    world.both()
    later = world.agreement(title="Robin Hale", number="P0202", covers_from=ENDS + DAY, covers_through=date(2027, 12, 1))
    world.verify(later, "supervision", good_through=date(2028, 12, 31))
    assert [bool(world.codes(ENDS + n * DAY, "US-AR")) for n in (0, 1, 2)] == [False] * 3
    assert world.lasts() == {ENDS, date(2027, 12, 1)}


def test_an_end_she_states_ends_it_by_a_job_with_no_check_in_between(world):
    row, _check = world.both()
    world.agreement(replaces=row, covers_through=date(2027, 2, 28))
    jobs = Job.objects.filter(name=supervision.JUDGE_SUPERVISED)
    assert jobs.count() == 3  # stated, retired, stated again
    assert supervision.judge_supervised(world.wren, at=AT) == 2
    assert world.lasts() == {date(2027, 2, 28)}


def test_the_job_of_a_supervision_does_it_at_its_first_attempt(world, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    row, _check = world.both()
    world.agreement(replaces=row, covers_through=date(2027, 2, 28))
    policy(supervision.JUDGE_SUPERVISED).function(practitioner_id=world.wren.pk)
    assert world.lasts() == {date(2027, 2, 28)}


def test_a_later_end_waits_for_its_check(world):
    row, _check = world.both()
    fresh = world.agreement(replaces=row, covers_through=date(2027, 9, 30))
    supervision.judge_supervised(world.wren, at=AT)
    assert world.lasts() == {ENDS}
    world.verify(fresh, "supervision", good_through=date(2028, 12, 31))
    assert max(world.lasts()) == date(2027, 9, 30)


def test_another_supervisor_in_its_place_ends_it_on_that_day_until_the_new_one_is_verified(world):
    row, _check = world.both()
    fresh = world.agreement(replaces=row, number="P0909")
    supervision.judge_supervised(world.wren, at=AT)
    assert world.lasts() == {TODAY}
    world.verify(fresh, "supervision", good_through=date(2028, 12, 31))
    assert max(world.lasts()) == ENDS


def test_taken_out_of_her_profile_it_ends_on_that_day(world):
    row, _check = world.both()
    evidence.retire(row, actor=world.herself, at=AT)
    supervision.judge_supervised(world.wren, at=AT)
    assert world.lasts() == {TODAY}


def test_judging_again_what_did_not_change_writes_nothing_new(world):
    world.both()
    supervision.judge_supervised(world.wren, at=AT)
    before = world.covers()
    supervision.judge_supervised(world.wren, at=AT)
    assert [(one.key, one.last) for one in world.covers()] == [(one.key, one.last) for one in before]


def test_other_evidence_enqueues_nothing(world):
    before = Job.objects.filter(name=supervision.JUDGE_SUPERVISED).count()
    world.register()
    world.license("US-OH")
    assert Job.objects.filter(name=supervision.JUDGE_SUPERVISED).count() == before


def test_a_stated_supervision_is_known_and_counts_for_nothing(world):
    world.verify(world.lac)
    row = world.agreement()
    (one,) = holdings(world.harbor, world.wren)[world.lac.key].supervisors
    assert (one.key, one.verified_as_of) == (row.key, None)


def test_a_corrected_title_of_the_supervisor_takes_what_rests_on_it(world):
    world.both()
    fact = Fact(TODAY, "https://board.example", "high", "\u2019No longer issued.\u2019")
    actor = staff(world.harbor, "Maya Lindenwood", Role.ADMIN)
    about = {"kind": "requirement", "subject": "US-AR:counseling", "field": "expression", "value": "supervised(US-AR:lac, by US-AR:lmft)"}
    correct(organization=world.harbor, fact=fact, reason="Another rule.", actor=actor, at=AT, **about)
    corrections.judge_again(kind="requirement", subject="US-AR:counseling", organization=world.harbor, at=AT)
    assert world.covers(service="counseling") == []
    assert {cover.last for cover in world.covers(service="crisis")} == {ENDS}
    correct(
        organization=world.harbor, kind="title", subject="US-AR:lpc", field="valid_to", value="2026-12-31", fact=fact,
        reason="Renamed.", actor=actor, at=AT,
    )
    corrections.judge_again(kind="title", subject="US-AR:lpc", organization=world.harbor, at=AT)
    assert {cover.last for cover in world.covers(service="crisis")} == {date(2026, 12, 31)}


def test_a_supervisor_whose_title_no_pack_knows_counts_nowhere(world):
    world.verify(world.lac, good_through=date(2027, 12, 31))
    world.agreement(code="US-AR:nobody")
    assert holdings(world.harbor, world.wren)[world.lac.key].supervisors == ()
    world.agreement(title="Corin Ashgrove")
    (stated,) = holdings(world.harbor, world.wren)[world.lac.key].supervisors
    assert (stated.type.key, stated.status) == ("US-AR:lpc", "pending")
