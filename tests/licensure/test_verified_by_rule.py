"""What software obtained becomes verified by the documented rule, where it is switched on: nobody's act, and left to a person else."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from licensure.facts.by_rule import ruling_on
from licensure.models import License, Verification
from licensure.policy import VERIFY_BY_RULE, verified_by_rule
from licensure.queries import by_rule_alone, open_verifications, verifiers_of
from licensure.workflow import look_ups, verifications
from licensure.workflow.by_rule import verify_by_rule
from network.access import Role, rule_actor, system
from network.documents_read import open_bytes
from network.events import timeline
from network.models import Cover, Job, Parameter
from network.transitions import Refused, perform, refusals
from network.worker import drain
from network.workflow import participation
from tests import loaded
from tests.licensure.registers import rows
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.test_register_faults import fetcher
from tests.network.cast import organization, staff, therapist

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)
NUMBER, ROW = rows.PORTALS["us-co"]
SOURCE = "Colorado DORA, professional and occupational licenses"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asking(settings, monkeypatch):
    settings.LOOK_UPS, settings.SOURCE_URLS = True, {}
    monkeypatch.setattr(look_ups, "fetch", fetcher())


@pytest.fixture
def office():
    loaded.packs()
    return organization()


@pytest.fixture
def tom(office):
    return staff(office, "Tom Wetherby", Role.VERIFIER)


@pytest.fixture
def on(office, tom):
    """The rule is switched on for licenses."""
    return switch(office, tom, ["license"])


def switch(office, tom, elements, first=date(2026, 11, 1)):
    return Parameter.objects.create(
        organization=office, key=VERIFY_BY_RULE, value=elements, effective_from=first, author_id=tom.person_id
    )


@pytest.fixture
def check(office, tom):
    practitioner, herself = therapist("Wren Halloway")
    participation.take_part(practitioner=practitioner, organization=office, actor=herself, at=AT)
    return opened(office, practitioner, tom)


def opened(office, practitioner, tom, kind="US-CO:lpc", file="HA-0001"):
    row = License.objects.create(
        practitioner=practitioner, jurisdiction_id="US-CO", license_type=kind, number=NUMBER, issued_on=date(2015, 3, 2),
        expires_on=date(2027, 8, 31),
    )
    return verifications.open_verification(
        organization=office, practitioner=practitioner, file=file, element="license", item=row.key, label="LPC", actor=tom, at=AT,
        on=TODAY,
    )


@pytest.fixture
def register(settings):
    """Makes the portal be a server here that shows these rows."""
    replies = []
    with serving(lambda asked: replies[-1]) as (address, _seen):
        settings.SOURCE_URLS = {"us-co": address}

        def shows(*found, **headers):
            replies.append(Reply(json.dumps(list(found)).encode(), headers=headers))

        yield shows


def asked(check, at=AT):
    look_ups.look_up(check, asked=at.isoformat(), at=at)
    return Verification.objects.within(check.organization).get(pk=check.pk)


def newest(check):
    event = timeline(check)[0]
    return event, event.payload.values["detail"]


def test_an_answer_that_leaves_nothing_to_judge_is_verified_by_the_rule_and_by_nobody(check, register, on):
    register(ROW)
    check = asked(check)
    assert (check.state, check.rule, check.rule_version, check.verified_by, check.verified_at) == ("verified", 1, 1, None, AT)
    assert (check.source, check.as_of, check.good_through) == (SOURCE, TODAY, date(2027, 8, 31))
    assert check.artefact_sha256 == check.artefact.sha256
    assert open_bytes(check.artefact) == json.dumps([ROW]).encode()
    event, detail = newest(check)
    assert (event.action, event.actor_id, event.actor_label) == ("verification.verify_by_rule", None, "by rule 1, version 1")
    assert detail == {
        "rule": 1, "version": 1, "source": SOURCE, "as_of": "2026-11-26", "sha256": check.artefact.sha256,
    }
    assert [each.action for each in timeline(check)[:2]] == ["verification.verify_by_rule", "verification.obtain"]
    assert set(Job.objects.values_list("name", flat=True)) == {"vetting.tell_standing", "care.follow_standing"}, "as when a person verifies"


def test_it_closes_the_check_gives_its_covers_and_makes_nobody_a_verifier(check, register, on):
    register(ROW)
    check = asked(check)
    assert not open_verifications("HA-0001").exists()
    assert verifiers_of("HA-0001") == set() and by_rule_alone("HA-0001") == [check]
    (cover, *_more) = Cover.objects.within(check.organization).filter(verification=f"verification:{check.pk}")
    assert (cover.source, cover.last, cover.recorded_by) == ("rule:1", date(2027, 8, 31), None)


def test_switched_off_nothing_is_verified_and_nothing_is_said(check, register, office):
    register(ROW)
    check = asked(check)
    assert (check.state, check.rule) == ("obtained", None)
    assert timeline(check)[0].action == "verification.obtain"
    assert ruling_on(check, on=TODAY).stops == ("switched_off",)
    assert verify_by_rule(check, at=AT) is None


def test_it_is_on_from_its_first_day_off_from_a_later_version_and_for_the_elements_it_names(office, tom):
    assert verified_by_rule(office, on=TODAY) == frozenset()
    switch(office, tom, ["license"], TODAY)
    switch(office, tom, [], TODAY + timedelta(days=2))
    found = [verified_by_rule(office, on=TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert found == [frozenset(), {"license"}, {"license"}, frozenset()]
    assert verified_by_rule(organization("summit"), on=TODAY) == frozenset(), "an organization's own"


ANOTHER = {**ROW, "firstname": "Bronte"}
LEFT = [
    ((ANOTHER,), ["differs_name"]),
    (({**ROW, "licensetype": "LCSW"},), ["differs_title"]),
    (({**ROW, "licensefirstissuedate": "2015-03-03T00:00:00.000"},), ["differs_first"]),
    (({**ROW, "licenseexpirationdate": "2027-07-31T00:00:00.000"},), ["differs_last"]),
    (({**ROW, "licensestatusdescription": "Active-ish"},), ["unknown_status"]),
    (({**ROW, "licensestatusdescription": "Expired"},), ["not_active"]),
    (({**ROW, "programaction": "Letter of admonition", "casenumber": "2020-1"},), ["against"]),
    ((), ["nobody"]),
    ((ROW, {**ROW, "licensetype": "LCSW", "firstname": "Wrenna"}), ["several"]),
]


@pytest.mark.parametrize(("found", "codes"), LEFT)
def test_whatever_deviates_is_left_to_a_person_and_named(check, register, on, found, codes):
    register(*found)
    check = asked(check)
    assert (check.state, check.rule, check.verified_at) == ("obtained", None, None)
    event, detail = newest(check)
    assert (event.action, detail["rule"], detail["version"]) == ("verification.left_to_person", 1, 1)
    assert detail["stops"] == codes
    assert not Job.objects.exists()
    assert open_verifications("HA-0001").exists() and not Cover.objects.within(check.organization).exists()


@pytest.mark.parametrize(("back", "state"), [(29, "verified"), (30, "verified"), (31, "obtained")])
def test_an_answer_of_an_old_copy_is_not_fresh(check, register, on, back, state):
    copied = datetime(2026, 11, 26, 20, tzinfo=UTC) - timedelta(days=back)
    register(ROW, **{"Last-Modified": copied.strftime("%a, %d %b %Y %H:%M:%S GMT")})
    check = asked(check)
    assert (check.state, (TODAY - check.as_of).days) == (state, back)


@pytest.mark.parametrize(
    ("changes", "stops"),
    [
        ({"source": "The NPI registry"}, {"source", "silent"}), ({"source": "LinkedIn"}, {"source", "silent"}),
        ({"method": "file"}, {"not_fetched"}), ({"method": "phone"}, {"not_fetched"}),
    ],
)
def test_another_source_and_a_file_a_colleague_brought_do_not_count(check, register, on, tom, changes, stops):
    register(ROW)
    on.value = []
    on.save()
    check = asked(check)
    on.value = ["license"]
    on.save()
    Verification.objects.within(check.organization).filter(pk=check.pk).update(**changes)
    check.refresh_from_db()
    assert set(ruling_on(check, on=TODAY).stops) == stops
    event = verify_by_rule(check, at=AT)
    assert (check.state, event.action) == ("obtained", "verification.left_to_person")


def test_nobody_but_the_rule_may_take_the_step_and_never_without_a_ruling(check, register, tom, office):
    register(ROW)
    check = asked(check)
    on = switch(office, tom, ["license"])
    ruling = ruling_on(check, on=TODAY)
    assert on and ruling.yes
    for actor in (tom, system("look-up", office), rule_actor("by rule 1, version 1", organization("summit"))):
        assert [one.code for one in refusals(check, "verify_by_rule", actor=actor, at=AT, ruling=ruling)] == ["not_allowed"]
    mine = rule_actor("by rule 1, version 1", office)
    assert [one.code for one in refusals(check, "verify_by_rule", actor=mine, at=AT)] == ["no_ruling"]
    assert [one.code for one in refusals(check, "verify", actor=mine, at=AT)] == ["not_allowed"]
    with pytest.raises(Refused):
        perform(check, "verify_by_rule", actor=tom, at=AT, ruling=ruling)
    assert check.state == "obtained"


def test_only_an_obtained_answer_is_taken_over(check, on, office):
    mine = rule_actor("by rule 1, version 1", office)
    assert [one.code for one in refusals(check, "verify_by_rule", actor=mine, at=AT)] == ["wrong_state"]


def test_a_person_takes_it_back_and_from_then_on_a_person_decides(check, register, on, tom):
    register(ROW)
    check = asked(check)
    fresh = verifications.renew(check, actor=tom, at=AT, on=TODAY)
    check.refresh_from_db()
    assert (check.state, check.rule, fresh.state) == ("superseded", 1, "required")
    fresh = asked(fresh, at=AT + timedelta(minutes=5))
    assert (fresh.state, newest(fresh)[1]["stops"]) == ("obtained", ["taken_back"])
    verifications.confirm(fresh, obtained_at=fresh.obtained_at, actor=tom, at=AT)
    assert (fresh.state, fresh.verified_by_id, fresh.rule) == ("verified", tom.person_id, None)
    assert by_rule_alone("HA-0001") == []


def test_in_a_later_file_the_rule_may_verify_again(check, register, on, tom):
    register(ROW)
    fresh = verifications.renew(asked(check), actor=tom, at=AT, on=TODAY, file="HA-0002")
    assert asked(fresh, at=AT + timedelta(minutes=5)).state == "verified"


@pytest.mark.parametrize("fields", [{"rule": None}, {"rule_version": None}, {"rule": None, "rule_version": None}])
def test_the_database_holds_no_verified_check_without_a_person_or_a_rule(check, register, on, fields):
    register(ROW)
    check = asked(check)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.within(check.organization).filter(pk=check.pk).update(**fields)


def test_the_database_holds_no_check_verified_by_a_person_and_a_rule_both(check, register, on, tom):
    register(ROW)
    check = asked(check)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.within(check.organization).filter(pk=check.pk).update(verified_by_id=tom.person_id)


@pytest.mark.django_db(transaction=True)
def test_the_worker_asks_and_the_rule_verifies_once(check, register, on, tom):
    register(ROW)
    look_ups.ask_register(check, actor=tom, at=timezone.now())
    drain()
    found = Verification.objects.within(check.organization).get(pk=check.pk)
    assert (found.state, found.rule) == ("verified", 1)
    assert [each.action for each in timeline(found)].count("verification.verify_by_rule") == 1
