"""Registers on the staff's pages: how they fare, in words, and having one asked about one check."""

import pytest

from licensure.facts.licenses import license_type
from licensure.models import License, RegisterHealth
from licensure.packs import packs
from licensure.sources.answers import Answer, Outcome, Record
from licensure.sources.registers import registers
from licensure.workflow import look_ups
from network.access import Role
from network.models import Job, PractitionerName, RefusedAttempt
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import DAYS, World
from vetting.pages.guide import guide_of

pytestmark = pytest.mark.django_db
GOOD = Answer(Outcome.FOUND, (Record("1", ("Wren Halloway",), status="active"),))


@pytest.fixture(autouse=True)
def asking(settings):
    settings.LOOK_UPS, settings.SOURCE_URLS = True, {}


_world, world = shared(World)


@pytest.fixture
def check(world, settings):
    """A license check that Colorado's portal could answer, opened while nobody was asked by itself."""
    settings.LOOK_UPS = False
    found = world.checks(world.checking()).get(element="license")
    settings.LOOK_UPS = True
    License.objects.of(found.practitioner).update(jurisdiction_id="US-CO", license_type="US-CO:lcsw", number="LCSW.0012345")
    return found


def test_a_register_nobody_asked_one_that_answers_and_one_that_fails(client, world):
    look_ups.note_health("nl-big", GOOD, at=world.now - DAYS)
    look_ups.note_health("us-co", Answer(Outcome.UNAVAILABLE, reason="page", detail="Maintenance"), at=world.now)
    look_ups.note_health("us-co", Answer(Outcome.UNAVAILABLE, reason="timeout"), at=world.now)
    sign_in(client, world.tom)
    shown = text(get(client, "registers", world))
    assert "Answers" in shown and "Does not answer" in shown and "Not asked yet" in shown
    assert "Last answer" in shown and "It took too long to answer." in shown and "2 attempts failed in a row." in shown
    assert "says nothing about anybody" in shown and "No check waits for a register" in shown


def test_what_answered_again_still_tells_its_last_failure(client, world):
    look_ups.note_health("us-co", Answer(Outcome.UNAVAILABLE, reason="redirect"), at=world.now - DAYS)
    look_ups.note_health("us-co", GOOD, at=world.now)
    assert RegisterHealth.objects.get(key="us-co").state == "answers"
    sign_in(client, world.tom)
    shown = text(get(client, "registers", world))
    assert "Last failure" in shown and "failed in a row" not in shown


def test_checks_that_could_be_asked_lead_to_their_page(client, world, check):
    sign_in(client, world.tom)
    shown = text(get(client, "registers", world))
    assert "Wren Halloway" in shown and f"/verifications/{check.pk}/look-up/" in get(client, "registers", world).content.decode()
    assert "1 check could be asked." in shown


def test_the_page_costs_no_more_queries_for_more_health(client, world, django_assert_max_num_queries):
    sign_in(client, world.tom)
    for key in ("nl-big", "us-co", "us-npi"):
        look_ups.note_health(key, GOOD, at=world.now)
    with django_assert_max_num_queries(20):
        get(client, "registers", world)


def test_one_click_has_the_register_asked(client, world, check):
    sign_in(client, world.tom)
    before = text(get(client, "look_up", world, pk=check.pk))
    assert "Colorado DORA" in before and "LCSW.0012345" in before and "software verifies nothing" in before
    answer = post(client, "look_up", world, {}, pk=check.pk)
    assert answer.status_code == 302
    check.refresh_from_db()
    assert (check.state, Job.objects.filter(name=look_ups.JOB).count()) == ("requested", 1)


def test_the_item_of_the_file_offers_it(client, world, check):
    sign_in(client, world.tom)
    assert "Have the register asked" in text(get(client, "file", world, reference=check.file, query={"item": check.pk}))


def test_a_refused_attempt_says_why_and_is_noted(client, world, check, settings):
    settings.LOOK_UPS = False
    sign_in(client, world.tom)
    answer = post(client, "look_up", world, {}, pk=check.pk)
    assert answer.status_code == 409 and "does not ask registers by itself" in text(answer)
    assert RefusedAttempt.objects.get().codes == ["look_ups_off"]
    assert "Have the register asked" not in text(get(client, "file", world, reference=check.file, query={"item": check.pk}))
    assert "does not ask registers by itself" in text(get(client, "registers", world))


def test_begun_checks_are_asked_about_by_themselves(world, monkeypatch):
    asked = []
    monkeypatch.setattr("vetting.workflow.checking.ask_what_can_be_asked", lambda checks, **given: asked.extend(checks))
    file = world.checking()
    assert {check.element for check in asked} >= {"license"}
    assert {check.file for check in asked} == {file.reference}


def test_who_may_see_and_ask(client, world, check):
    for actor, seen, asked in (
        (world.ines, 200, 403), (world.rosa, 403, 403),
        (staff(organization("summit"), "Juniper Valebrook", Role.VERIFIER), 404, 404),
    ):  # fmt: skip
        sign_in(client, actor)
        assert (get(client, "registers", world).status_code, post(client, "look_up", world, {}, pk=check.pk).status_code) == (seen, asked)
    check.refresh_from_db()
    assert check.state == "required"


def test_another_organizations_check_is_not_found(client, world, check):
    other = World("summit")
    sign_in(client, other.tom)
    assert get(client, "look_up", other, pk=check.pk).status_code == 404


# ── By hand ──────────────────────────────────────────────────────────────────


def test_the_form_of_a_license_says_where_to_look_and_what_for(client, world, settings):
    settings.LOOK_UPS = False
    check = world.checks(world.checking()).get(element="license")
    sign_in(client, world.tom)
    page = get(client, "verification", world, pk=check.pk)
    register = packs().registers[license_type(check.evidence).register]
    assert f'href="{register.url}" target="_blank" rel="noopener noreferrer"' in page.content.decode()
    shown = text(page)
    assert f"Open {register.name}" in shown and check.evidence.number in shown and "Nobody found is an answer" in shown


def test_a_register_software_can_ask_is_opened_at_its_own_page(client, world, check):
    sign_in(client, world.tom)
    assert f'href="{registers()["us-co"].page}"' in get(client, "look_up", world, pk=check.pk).content.decode()


def test_every_name_of_hers_is_looked_for(world, check):
    PractitionerName.objects.create(practitioner=check.practitioner, given_name="Wren", family_name="Elm", kind="former")
    names = next(pair.value for pair in guide_of(check).pairs if "Elm" in str(pair.value))
    assert names == f"{check.practitioner.person.full_name}; Wren Elm"


def test_what_no_register_answers_has_no_guide(client, world, settings):
    settings.LOOK_UPS = False
    check = world.checks(world.checking()).get(element="identity")
    assert guide_of(check) is None
    sign_in(client, world.tom)
    assert "Look it up at its source" not in text(get(client, "verification", world, pk=check.pk))
