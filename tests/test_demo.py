"""The demo world shows everything there is to see, and no two of its people alike."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from licensure.models import Correction, Credential, Extension, Hit, HomeMove, License, Position, Verification
from licensure.models.lists import HitState
from licensure.models.verifications import VerificationState
from network import clock, letters
from network.access import Role, actor_for, staff_actor, system
from network.care.models import EmployerReport, Referral
from network.dates import ONE_DAY, Day
from network.demo.world import BUILT, build
from network.events import scopes, verify
from network.facts.standing import rows_from, stored_rows
from network.models import (
    Claim,
    Concern,
    Effect,
    Event,
    Letter,
    Membership,
    Message,
    Organization,
    Participation,
    Practitioner,
    Recovery,
    Task,
)
from network.queries.standing import answer
from network.standing import Need, Use
from network.transitions import refusals
from payments.models import InvoiceLine, LineQuestion, LineRecovery, RecoveryState, VatChange, VatPosition, Waiver
from payments.queries.lines import ASKED, HELD
from payments.queries.lines import queue as lines_queue
from vetting.facts.answering import office_of
from vetting.facts.sections import missing
from vetting.findings import Outcome
from vetting.models import AdverseAction, Appeal, Application, AssessmentRecord, Decision, Policy, State
from vetting.models.application import OPEN
from vetting.models.policy import PolicyState
from vetting.monitoring import Covered
from vetting.queries.answering import answered, of_action, of_appeal
from vetting.queries.decision import options
from vetting.queries.lenses import LENSES
from vetting.queries.monitoring import coverage_report
from vetting.queries.queue import find
from vetting.queries.steering import vetted
from vetting.steering import period, times
from vetting.workflow import keeping

WHY = "the demo is looked at as a whole"
pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; letters are made without the program that lays them out, which has tests of its own."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(letters, "render_pdf", lambda template, context, *, language: f"%PDF {template}".encode())
        began = clock.now()
        patch.setattr(clock, "now", lambda: began)  # a midnight that passes meanwhile makes it no other day
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    return {row.slug: row for row in Organization.objects.all()}


def every(model):
    return model.objects.everywhere(reason=WHY)


def seen(model, field="state"):
    return set(every(model).values_list(field, flat=True))


def staff(organization):
    """Everybody who works there, as the actor she is."""
    return [staff_actor(row) for row in Membership.objects.within(organization).select_related("person", "user")]


def today(organization):
    return clock.now().astimezone(ZoneInfo(organization.zone)).date()


# ── Everything is there ──────────────────────────────────────────────────────
def test_every_state_of_every_machine_is_there(world):
    assert seen(Application) == set(State.values)
    assert seen(Verification) == set(VerificationState.values)
    assert seen(Hit) == set(HitState.values)
    assert seen(Policy) == set(PolicyState.values)
    assert seen(Participation) == {"onboarding", "active", "leaving", "ended", "declined"}
    assert seen(Claim) == {"made", "confirmed", "refused"}
    assert seen(Recovery) == {"asked", "vouched", "done", "refused"}


def test_what_was_paid_in_error_is_there_in_each_state_and_she_was_told(world):
    rows = list(every(LineRecovery).select_related("line__participation__practitioner__person"))
    assert {row.state for row in rows} == set(RecoveryState.values)
    (her,) = {row.line.participation.practitioner for row in rows}
    told = every(Letter).filter(practitioner=her, kind__in=("recovery_opened", "recovery_closed")).values_list("kind", flat=True)
    assert sorted(told) == ["recovery_closed"] + ["recovery_opened"] * len(rows)
    assert {row.payee.name for row in rows} == {her.person.full_name}


def test_whatever_waits_has_an_owner_a_step_and_a_day_on_both_sides_and_somebody_who_hears_when_it_passes(world):
    count = 0
    for organization in world.values():
        on = today(organization)
        office = office_of(organization, on)
        for file in Application.objects.within(organization).select_related("organization", "practitioner__person", "participation"):
            found = answered(file, office, on=on)
            assert (found.turn.next_step == "none") == (found.due is None) == (found.owner is None), file
            assert file.state not in OPEN or found.due, file
            assert found.owner is None or found.escalates_to not in (None, found.owner), file
            count += found.owner is not None
        for appeal in Appeal.objects.within(organization).filter(state="received"):
            found = of_appeal(appeal, office)
            assert found.owner and found.due and found.escalates_to not in (None, found.owner)
        for action in AdverseAction.objects.within(organization).filter(kind="summary_suspension", state="final"):
            found = of_action(action, office)
            assert found.owner and found.due and found.escalates_to not in (None, found.owner)
    assert count > 40


def test_concerns_are_told_in_the_demo_and_call_for_a_look(world):
    assert {"open", "substantiated"} <= seen(Concern)
    assert every(Task).filter(kind="between", facts__happening="concerns").exists()


def test_policies_are_scheduled_active_and_retired(world):
    rows = list(Policy.objects.within(world["harbor"]))
    assert {"scheduled", "active", "retired"} <= {row.status(today(world["harbor"]), rows) for row in rows}


def test_every_outcome_of_a_finding_is_there(world):
    outcomes = {finding["outcome"] for row in every(AssessmentRecord) for finding in row.findings}
    assert outcomes == {str(outcome) for outcome in Outcome}


def test_every_saved_view_holds_something_for_somebody(world):
    harbor = world["harbor"]
    held = Counter()
    keeping.catch_up(harbor, at=clock.now())
    for actor in staff(harbor):
        if {Role.VERIFIER, Role.NETWORK_MANAGER} & set(actor.roles):
            held.update(find(actor, harbor, on=today(harbor), view="all").counts)
    assert [lens.key for lens in LENSES if not held[lens.key]] == []


SHOWN = {  # what a page says beside a button that is off; those that only a form can meet are tested where they arise
    "wrong_state", "not_allowed", "own_file", "verified_it", "checks_open", "hit_open", "request_open", "incomplete", "stale",
    "not_eligible", "no_ground", "second_person", "same_person", "disagree", "too_late", "not_named", "took_part", "rights_not_read",
    "section_missing", "no_consent", "never_waived", "wrote_it", "no_grant", "no_referral_terms", "no_payment_terms", "still_leaving",
    "no_day", "work_is_ours", "too_young",
}


def test_every_refusal_a_page_can_show_is_there(world):
    assert SHOWN - set(codes(world)) == set()


def codes(world):
    """Every code somebody meets somewhere."""
    at = clock.now()
    for organization in world.values():
        actors = staff(organization)
        for application in Application.objects.within(organization).select_related("practitioner__person", "organization"):
            yield from of_file(application, actors, at)
        for policy in Policy.objects.within(organization):
            for step in ("send_for_approval", "approve"):
                yield from met(policy, step, actors, at)
        for row in Appeal.objects.within(organization):
            yield from met(row, "file", [actor_for(row.practitioner.person.users.first())], at, grounds="given")
            yield from met(row, "uphold", actors, at, reason="given")
        for row in Hit.objects.within(organization):
            yield from met(row, "clear", actors, at, reason="given")
        for row in Verification.objects.within(organization).exclude(state="verified"):
            yield from met(row, "waive", actors, at, comment="given")
        clockwork = [system("nightly", organization)]
        for row in Participation.objects.within(organization):
            yield from met(row, "activate", clockwork, at)
            yield from met(row, "end", clockwork, at)


def met(row, step, actors, at, **inputs):
    return [refusal.code for actor in actors for refusal in refusals(row, step, actor=actor, at=at, **inputs)]


def of_file(application, actors, at):
    """What the file, its decision page and its signature page refuse."""
    deciders = [actor for actor in actors if {Role.DIRECTOR, Role.COMMITTEE} & set(actor.roles)]
    for actor in deciders if application.state in ("in_review", "denied", "approved") else deciders[:1]:
        found = options(application, actor=actor, at=at).refusals
        yield from (refusal.code for reasons in found.values() for refusal in reasons)
    verifier = next(actor for actor in actors if Role.VERIFIER in actor.roles)
    yield from met(application, "refer", [verifier], at, assessment=options(application, actor=verifier, at=at).assessment)
    yield from met(application, "lapse", [system("nightly", application.organization)], at)
    user = application.practitioner.person.users.first()
    if user and application.state == "draft":
        yield from met(application, "submit", [actor_for(user)], at, missing=missing(application), policy=application)


def test_every_colleague_may_work_today_and_each_auditor_reads_decided_files(world):
    for organization in world.values():
        colleagues = Membership.objects.within(organization).select_related("person", "user", "organization")
        assert [row.person.full_name for row in colleagues if row.ends_on and row.ends_on < today(organization)] == []
        auditors = [actor for actor in map(staff_actor, colleagues) if actor.audits]
        assert auditors
        for actor in auditors:
            assert Decision.objects.within(organization).filter(application__in=Application.objects.visible_to(actor)).exists()


def offered(world, family_name):
    """Whether Harbor may offer her a client today, and the codes of why not."""
    who = every(Practitioner).get(person__family_name=family_name)
    answers = [row for row in answer(who, world["harbor"], today(world["harbor"])).answers if row.need.use == Use.OFFER]
    return any(row.clearance.ok for row in answers), {reason.code for row in answers for reason in row.clearance.reasons}


def test_whoever_stayed_was_held_against_the_list_in_every_month_but_her_first(world):
    manager = next(actor for actor in staff(world["harbor"]) if Role.NETWORK_MANAGER in actor.roles)
    report = coverage_report(world["harbor"], actor=manager, on=today(world["harbor"]))
    assert len(report.rows) > 15 and report.gaps <= len(report.rows) // 4
    assert any(row.months[:-1] == (Covered.DONE,) * 5 for row in report.rows)


def test_a_late_board_keeps_her_listed_and_a_late_re_vetting_does_not(world):
    assert seen(Extension) == {"in_force", "proposed"}
    assert offered(world, "Marshgate") == (True, set())
    past_due, why = offered(world, "Fairholt")
    assert not past_due and why
    assert Correction.objects.within(world["harbor"]).filter(withdrawn_at=None).count() == 1
    assert every(HomeMove).filter(moved_on__gt=today(world["harbor"])).exists()


# ── Nobody is anybody else ───────────────────────────────────────────────────
def test_no_two_therapists_share_a_history(world):
    people = list(every(Practitioner).order_by("pk"))
    assert len(people) >= 40
    assert repeated(history(person) for person in people) == []
    assert repeated(row.number for row in every(License)) == []
    assert repeated(row.npi for row in people if row.npi) == []
    assert repeated((row.person.full_name) for row in people) == []
    insured = every(Credential).filter(kind="insurance").exclude(number="")
    assert repeated((row.issuer, row.number, row.covers_from) for row in insured) == []


def history(person):
    """When what happened to her, and what she did before."""
    told = Event.objects.filter(scope=f"practitioner:{person.pk}").order_by("sequence").values_list("action", "at")
    work = Position.objects.of(person).values_list("employer", "first_month", "last_month")
    held = License.objects.of(person).values_list("license_type", "issued_on", "expires_on")
    return (tuple(told), tuple(work), tuple(held))


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


def test_nobody_can_be_reached(world):
    addresses = [row.address for row in every(Message)] + [row.email for row in every(Practitioner) if row.email]
    assert [address for address in addresses if not address.endswith(".example")] == []


# ── It is a world like any other ─────────────────────────────────────────────
def test_wren_is_clean_at_harbor_and_not_at_summit(world):
    files = every(Application).filter(practitioner__person__family_name="Halloway").select_related("organization")
    routes = {row.organization.slug: row.route for row in files}
    assert routes == {"harbor": "clean", "summit": "not_eligible"}


def test_who_leaves_is_in_the_network_until_her_last_day(world):
    """One whose insurance had lapsed was shown as leaving, and a session of hers stopped on a day nobody could explain."""
    leaving = Participation.objects.everywhere(reason=WHY).select_related("organization").get(
        practitioner__person__family_name="Thistlewood", state="leaving"
    )
    rows, today = rows_from(stored_rows(leaving)).known(None), clock.today(leaving.organization.zone)
    asked = Need("counseling", "US-IL", "US-IL", "in_person", Use.SESSION)
    for ago in (200, 60, 42, 38, 14, 0, -45, -46):
        assert rows.clear(asked, Day(today - ago * ONE_DAY)).ok, ago
    assert not rows.clear(asked, Day(today + 47 * ONE_DAY)).ok


def test_lines_wait_in_every_way_and_nothing_else_is_stopped(world):
    rows = InvoiceLine.objects.everywhere(reason=WHY).select_related("participation__practitioner__person").order_by("session__day", "pk")
    names = {row.pk: row.participation.practitioner.person.family_name for row in rows}
    stopped = [(names[row.pk], row.state, *(key.partition(":")[0] for key in row.stops))
               for row in rows if row.stops and names[row.pk] != "Swiftwater"]
    late = [("Penrose", state, "too_late") for state in ("exception", "exception", "exception", "exception", "disputed")]
    assert stopped == [*late, ("Marshgate", "exception", "duplicate_split"), ("Marshgate", "exception", "held_on_day")]
    priya = Membership.objects.within(world["harbor"]).select_related("person", "user").get(person__given_name="Priya")
    found = lines_queue(staff_actor(priya), "exception", on=clock.today(world["harbor"].zone)).counts
    assert [found[view] for view in ("exception", ASKED, HELD, "disputed")] == [6, 2, 1, 1]
    assert all(found[view] for view in ("matched", "approved", "in_batch", "paid"))


def test_lines_that_stop_are_there_to_be_checked_with_what_was_done_about_them(world):
    """Leonora Swiftwater's: too late, and about to pass; one that is fine; the same day under another number; one she is asked about."""
    rows = list(every(InvoiceLine).filter(participation__practitioner__person__family_name="Swiftwater").order_by("position"))
    assert [row.state for row in rows] == ["exception", "matched", "exception", "matched"]
    twice = f"duplicate_other_number:{rows[1].pk}"
    assert [row.stops for row in rows] == [["too_late"], [], ["units_over_a_day", twice], []]
    assert [(row.line_id, row.key, row.state) for row in every(Waiver).filter(line__in=rows)] == [(rows[0].pk, "too_late", "proposed")]
    assert [(row.line_id, row.state) for row in every(LineQuestion).filter(line__in=rows)] == [(rows[3].pk, "asked")]


def test_which_vat_counts_was_agreed_in_the_netherlands_and_waits_for_a_second_person(world):
    asked = every(VatChange).filter(organization=world["noorderlicht"])
    assert {(row.purpose, row.basis_points, row.state) for row in asked} == {("care", None, "confirmed"), ("company", 2100, "proposed")}
    (row,) = every(VatPosition)
    assert (row.purpose, row.basis_points, row.organization) == ("care", None, world["noorderlicht"]) and row.source and row.as_of


def test_an_employer_reads_two_years_in_which_the_numbers_of_a_few_are_hidden(world):
    rows = every(EmployerReport).filter(employer__name="Lanternworks").order_by("year")
    earlier, later = (row.told for row in rows)
    assert [row.year for row in rows] == [rows[1].year - 1, rows[1].year] and {row.minimum for row in rows} == {10}
    assert [(told["people"], told["contacts"], told["percent"]) for told in (earlier, later)] == [(27, 32, 4), (41, 46, 6)]
    # three were helped where somebody in the network had time by then, which depends on the day the curtain rises; three are never told
    for row in rows:
        helped = every(Referral).filter(contact__employer__name="Lanternworks", accepted_at__year=row.year).values_list("state", flat=True)
        assert (list(helped), row.told["cases"], row.told["sessions"]) in ((["closed"] * 3, None, None), ([], 0, 0))
    none = {"addiction": 0, "crisis": 0}
    assert later["tables"] == {
        "service": {**none, "counseling": 16, "couples": 11, "legal": None, "financial": None},
        "relation": {"employee": 30, "family": 11},
    }
    assert earlier["tables"] == {
        "service": {**none, "counseling": 14, "couples": None, "legal": None, "financial": 0},
        "relation": {"employee": None, "family": None},
    }


def test_the_audit_trail_of_three_years_verifies(world):
    assert len(scopes()) > 50
    assert [fault for scope in scopes() if (fault := verify(scope))] == []


def test_nothing_was_recorded_after_today_and_no_letter_is_left_to_write(world):
    assert not Event.objects.filter(at__gt=clock.now()).exists()
    assert set(every(Letter).values_list("state", flat=True)) == {"issued"}


def test_a_second_time_changes_nothing(world, capsys):
    before = Event.objects.count()
    call_command("demo")
    assert Event.objects.count() == before
    assert "Nothing changed" in capsys.readouterr().out


def test_it_stays_out_where_the_demo_is_switched_off(world, settings):
    Effect.objects.filter(key=BUILT).delete()
    settings.DEMO = False
    with pytest.raises(CommandError, match="switched off"):
        call_command("demo")


def test_it_stays_out_where_an_organization_is(world):
    Effect.objects.filter(key=BUILT).delete()
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo")


@pytest.mark.parametrize("slug", ["harbor", "summit", "noorderlicht"])
def test_the_days_of_decided_files_were_everybodys(world, slug):
    found = times(vetted(world[slug], period(clock.today(world[slug].zone), 12)))
    sides = {"ours": found.ours, "theirs": found.theirs, "source": found.source}
    assert found.files and all(side.median and side.p90 for side in sides.values()), (found.files, sides)
