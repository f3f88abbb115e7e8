"""From a verified license or policy to the covers it gives, and what happens to them when its source says otherwise."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.policy import ACCEPTED_REGISTERS, SUPERVISION
from licensure.workflow import evidence, verifications
from network.access import Role
from network.dates import Day
from network.facts.standing import rows_of
from network.models import Cover, Parameter
from network.standing import Need, Use
from network.transitions import Refused
from network.workflow.standing import accept_terms, admit, record_grant, share, stop_sharing, take_part
from tests import loaded
from tests.network.cast import organization, staff, therapist
from tests.shared import shared
from tests.sources import source_of

AT = datetime(2027, 1, 9, 18, tzinfo=UTC)
TODAY = date(2027, 1, 9)
DAYS = timedelta(days=1)
pytestmark = pytest.mark.django_db


class World:
    """Harbor, Tom who verifies, and Wren taking part."""

    def __init__(self):
        loaded.packs()
        self.harbor = organization()
        self.tom = staff(self.harbor, "Tom Wetherby", Role.VERIFIER)
        self.ines = staff(self.harbor, "Ines Calloway", Role.DIRECTOR)
        self.wren, self.herself = therapist()
        self.row = take_part(organization=self.harbor, practitioner=self.wren, actor=self.herself, at=AT)
        share(participation=self.row, actor=self.herself, at=AT)
        self.files = 0

    def license(self, place="US-OH", kind="US-OH:lisw", **fields):
        """A license as she states it."""
        given = {"issued_on": date(2016, 3, 1), "expires_on": date(2027, 12, 31), "number": f"I.{self.wren.pk}{self.files}{kind[-3:]}"}
        return evidence.add_license(
            practitioner=self.wren, jurisdiction_id=place, license_type=kind, actor=self.herself, at=AT, **{**given, **fields}
        )

    def policy(self, first, last, **fields):
        """An insurance policy as she states it."""
        given = {"per_claim": 100_000_000, "aggregate": 300_000_000, "currency": "USD", "title": "Liability", "issuer": "Lantern Mutual"}
        return evidence.add_credential(
            practitioner=self.wren, kind="insurance", covers_from=first, covers_through=last, actor=self.herself, at=AT,
            **{**given, **fields},
        )

    def register(self, code="NL:nip", **fields):
        """An entry in a voluntary register as she states it."""
        return evidence.add_credential(
            practitioner=self.wren, kind="register", code=code, title=code, issued_on=date(2018, 5, 1),
            detail={"jurisdiction": "NL"}, actor=self.herself, at=AT, **fields,
        )

    def open(self, row, element):
        """A check of it, for a file of its own."""
        self.files += 1
        return verifications.open_verification(
            organization=self.harbor, practitioner=self.wren, file=f"HA-{self.files:04d}", element=element, item=row.key,
            label=str(row), actor=self.tom, at=AT, on=TODAY,
        )

    def verify(self, row, element="license", *, at=AT, as_of=None, good_through=None, **values):
        """Verified by Tom; what the board says is in `values`."""
        check = self.open(row, element)
        values = {"status": "active", **values} if element != "insurance" else values
        verifications.verify(
            check, method="seen", source=source_of(check), sighting={"what": "Register page"}, as_of=as_of or at.date(),
            good_through=good_through, values=values, actor=self.tom, at=at,
        )
        return check

    def covers(self, kind="authority", **fields):
        """Her current covers."""
        return list(Cover.objects.within(self.harbor).current().filter(participation=self.row, kind=kind, **fields).order_by("pk"))

    def granted(self, places=("US-OH",), requires=("authority",)):
        """Admitted, granted and with both terms."""
        record_grant(
            participation=self.row, service="counseling", jurisdictions=places, first=TODAY, last=date(2029, 1, 1), decision="D-1",
            requires=requires, actor=self.ines, at=AT,
        )
        admit(participation=self.row, decision="D-1", actor=self.ines, at=AT)
        for kind in ("referral", "payment"):
            accept_terms(participation=self.row, kind=kind, actor=self.herself, at=AT)

    def codes(self, on, place="US-OH", sits="", mode="video", use=Use.SESSION):
        """Why she may not serve a client there on that day."""
        need = Need("counseling", place, sits or place, mode, use)
        return rows_of(self.row).known().clear(need, Day(on)).codes


_world, world = shared(World)


# ── Insurance ────────────────────────────────────────────────────────────────


def test_a_verified_policy_covers_its_own_days_with_its_amounts(world):
    world.verify(world.policy(date(2026, 1, 1), date(2026, 12, 31)), "insurance")
    (cover,) = world.covers("insurance")
    assert (cover.first, cover.last, cover.jurisdiction) == (date(2026, 1, 1), date(2026, 12, 31), "")
    assert cover.amounts == {
        "per_claim": {"minor": 100_000_000, "currency": "USD"}, "aggregate": {"minor": 300_000_000, "currency": "USD"},
    }


def test_a_renewal_verified_on_the_9th_continues_from_the_1st_and_a_real_gap_stays(world):
    world.granted(requires=("insurance",))
    world.verify(world.policy(date(2026, 1, 1), date(2026, 12, 31)), "insurance")
    assert world.codes(date(2027, 1, 9)) == ("cover_lapsed",)
    world.verify(world.policy(date(2027, 1, 1), date(2027, 12, 31)), "insurance")
    assert len(world.covers("insurance")) == 2
    assert [world.codes(date(2027, 1, day)) for day in (9, 31)] == [(), ()]
    world.verify(world.policy(date(2028, 1, 3), date(2028, 12, 31)), "insurance")
    assert [bool(world.codes(day)) for day in (date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 2), date(2028, 1, 3))] == [
        False, True, True, False,
    ]


def test_the_source_may_say_an_earlier_last_day_and_another_amount(world):
    policy = world.policy(date(2026, 1, 1), date(2027, 12, 31))
    world.verify(policy, "insurance", good_through=date(2027, 6, 30), per_claim=50_000_000)
    (cover,) = world.covers("insurance")
    assert (cover.last, cover.amounts["per_claim"]["minor"]) == (date(2027, 6, 30), 50_000_000)


def test_a_policy_cancelled_meanwhile_is_cut_where_the_insurer_says(world):
    policy = world.policy(date(2026, 1, 1), date(2027, 12, 31))
    world.verify(policy, "insurance")
    check = world.open(policy, "insurance")
    verifications.flag(check, comment="Cancelled for no premium.", good_through=date(2027, 1, 4), actor=world.tom, at=AT)
    (cover,) = world.covers("insurance")
    assert (check.state, cover.last, cover.revision, cover.comment) == ("discrepant", date(2027, 1, 4), 2, f"verification:{check.pk}")


def test_evidence_that_never_was_is_voided(world):
    policy = world.policy(date(2026, 1, 1), date(2027, 12, 31))
    world.verify(policy, "insurance")
    verifications.flag(world.open(policy, "insurance"), comment="Forged.", good_through=date(2025, 12, 31), actor=world.tom, at=AT)
    assert world.covers("insurance") == []


def test_a_policy_without_days_or_currency_gives_nothing(world):
    world.verify(world.policy(None, None), "insurance")
    world.verify(world.policy(date(2026, 1, 1), date(2027, 1, 1), currency=""), "insurance")
    assert world.covers("insurance") == []


def test_a_last_day_before_the_first_is_refused(world):
    with pytest.raises(Refused) as caught:
        world.verify(world.policy(date(2026, 1, 1), date(2026, 12, 31)), "insurance", good_through=date(2025, 12, 31))
    assert caught.value.codes == ["ends_before_it_began"]


def test_she_may_have_stopped_sharing_and_what_is_checked_is_checked(world):
    policy = world.policy(date(2026, 1, 1), date(2027, 12, 31))
    stop_sharing(participation=world.row, actor=world.herself, at=AT)
    world.verify(policy, "insurance")
    assert len(world.covers("insurance")) == 1


# ── Licenses ─────────────────────────────────────────────────────────────────


def test_a_license_covers_its_place_through_its_last_day_in_its_boards_zone(world):
    row = world.license()
    world.verify(row)
    (cover,) = world.covers(service="counseling")
    assert (cover.jurisdiction, cover.first, cover.last, cover.modes) == ("US-OH", date(2016, 3, 1), date(2027, 12, 31), None)
    assert (cover.zone, cover.bases[0]["key"]) == ("America/New_York", row.key)


def test_a_supervised_title_covers_only_where_the_policy_allows_supervision(world):
    row = world.license("US-IL", "US-IL:lpc")
    world.verify(row)
    assert world.covers() == []
    parameter(world, SUPERVISION, True, date(2027, 1, 1))
    world.verify(row)
    assert {cover.jurisdiction for cover in world.covers()} == {"US-IL"}


def parameter(world, key, value, first):
    Parameter(organization=world.harbor, key=key, value=value, effective_from=first, author_id=world.ines.person_id).save()


def test_a_voluntary_register_covers_only_where_the_policy_accepts_it_on_that_day(world):
    row = world.register()
    world.verify(row, "register", good_through=date(2028, 12, 31))
    assert world.covers() == []
    parameter(world, ACCEPTED_REGISTERS, ["NL:nip"], date(2027, 1, 10))
    world.verify(row, "register", good_through=date(2028, 12, 31))
    assert world.covers() == []
    world.verify(row, "register", at=AT + 2 * DAYS, good_through=date(2028, 12, 31))
    assert {(cover.jurisdiction, cover.bases[0]["key"]) for cover in world.covers()} == {("NL", row.key)}


@pytest.mark.parametrize("status", ["suspended", "revoked", "surrendered", "inactive", "retired", "pending", "a-word-never-seen"])
def test_a_status_that_is_not_active_gives_no_cover(world, status):
    world.verify(world.license(), status=status)
    assert world.covers() == []


@pytest.mark.parametrize("status", ["suspended", "revoked", "a-word-never-seen"])
def test_and_cuts_a_cover_that_was_there_from_the_sources_own_day(world, status):
    row = world.license()
    world.verify(row, at=AT - 100 * DAYS)
    world.granted()
    world.verify(row, at=AT + 3 * DAYS, as_of=TODAY + 2 * DAYS, status=status)
    assert {cover.last for cover in world.covers()} == {TODAY + DAYS}
    assert [bool(world.codes(TODAY + n * DAYS)) for n in (1, 2)] == [False, True]


def test_the_board_may_say_since_when(world):
    row = world.license()
    world.verify(row, at=AT - 100 * DAYS)
    world.verify(row, status="suspended", status_since="2026-12-20")
    assert {cover.last for cover in world.covers()} == {date(2026, 12, 19)}


def test_a_flag_with_the_boards_status_cuts_it_too_and_one_without_changes_nothing(world):
    row = world.license()
    world.verify(row, at=AT - 100 * DAYS)
    verifications.flag(world.open(row, "license"), comment="Another middle name.", actor=world.tom, at=AT)
    assert {cover.last for cover in world.covers()} == {date(2027, 12, 31)}
    verifications.flag(
        world.open(row, "license"), comment="Suspended.", values={"status": "suspended"}, as_of=TODAY, actor=world.tom, at=AT
    )
    assert {cover.last for cover in world.covers()} == {TODAY - DAYS}


def test_reinstated_later_it_covers_again_and_the_days_between_stay_lost_only_if_the_board_says_so(world):
    row = world.license()
    world.verify(row, at=AT - 100 * DAYS)
    world.verify(row, status="suspended")
    world.verify(row, at=AT + 9 * DAYS)
    assert {cover.last for cover in world.covers()} == {date(2027, 12, 31)}


def test_a_license_expired_at_the_board_covers_its_past_days_alone(world):
    row = world.license()
    world.verify(row, status="expired", good_through=date(2026, 10, 31))
    assert {(cover.first, cover.last) for cover in world.covers()} == {(date(2016, 3, 1), date(2026, 10, 31))}


def test_an_earlier_expiry_at_the_board_shortens_the_cover(world):
    row = world.license()
    world.verify(row, at=AT - 100 * DAYS)
    world.verify(row, good_through=date(2027, 3, 31))
    assert {cover.last for cover in world.covers()} == {date(2027, 3, 31)}
    world.verify(row, at=AT + DAYS, status="expired", good_through=date(2026, 11, 30))
    assert {cover.last for cover in world.covers()} == {date(2026, 11, 30)}


def test_a_lifelong_registration_covers_until_it_is_looked_at_again(world):
    row = world.license("DE", "DE:arzt", expires_on=None)
    world.verify(row)
    ends = {cover.last for cover in world.covers()}
    assert len(ends) == 1 and ends != {None}
    world.verify(row, at=AT + 40 * DAYS)
    assert {cover.last - last for cover in world.covers() for last in ends} == {40 * DAYS}


def test_verifying_the_same_twice_changes_no_days(world):
    row = world.license()
    world.verify(row)
    before = {(cover.key, cover.first, cover.last) for cover in world.covers()}
    world.verify(row)
    assert {(cover.key, cover.first, cover.last) for cover in world.covers()} == before


# ── Compacts ─────────────────────────────────────────────────────────────────


def test_a_compact_authority_rests_on_both_and_falls_with_its_home_license_alone(world):
    home = world.license("US-TX", "US-TX:lp")
    apit = world.license("US-TX", "US:apit")
    world.verify(home)
    world.verify(apit)
    away = [cover for cover in world.covers() if cover.jurisdiction == "US-OH"]
    assert away and all({basis["key"] for basis in cover.bases} == {home.key, apit.key} for cover in away)
    assert all(cover.practitioner_in == ["US-TX"] and set(cover.modes) <= {"video", "phone"} for cover in away)
    world.granted(places=("US-OH", "US-TX"))
    assert (world.codes(TODAY, "US-OH", "US-TX"), world.codes(TODAY, "US-OH", "US-OH") != ()) == ((), True)
    world.verify(home, at=AT + DAYS, status="suspended")
    assert world.codes(TODAY + DAYS, "US-OH", "US-TX") and world.codes(TODAY + DAYS, "US-TX")


def test_a_compact_authority_alone_is_worth_nothing(world):
    world.verify(world.license("US-TX", "US:apit"))
    assert world.covers() == []


def test_two_licenses_in_two_places_do_not_touch_each_other(world):
    texas, ohio = world.license("US-TX", "US-TX:lcsw"), world.license()
    world.verify(texas)
    world.verify(ohio)
    world.verify(texas, at=AT + DAYS, status="revoked")
    assert {cover.jurisdiction for cover in world.covers() if cover.last and cover.last > TODAY + DAYS} == {"US-OH"}


def test_another_organization_gets_nothing_of_it(world):
    world.verify(world.license())
    assert not Cover.objects.within(organization("summit")).exists()
