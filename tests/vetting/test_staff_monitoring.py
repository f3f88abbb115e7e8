"""Pages about what is watched: alerts by view, one alert and its steps, the months covered, and a therapist's own list."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest

from network import clock
from network.models import Event
from tests import world as worlds
from tests.shared import shared
from tests.vetting.hers import prove
from tests.vetting.pages import get, post, sign_in, text
from vetting import nightly
from vetting.findings import BindsOn, Severity, Threshold
from vetting.models import Alert
from vetting.queries.monitoring import coverage_report
from vetting.workflow import policies

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 18, tzinfo=UTC)
LICENSE = date(2027, 3, 31)


class Pages:
    """What `get` and `post` of tests.vetting.pages need of a world."""

    def __init__(self, world):
        self.world, self.organization = world, world.harbor


def noon(day):
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch):
    """Set the day the views take for today."""
    def to(day):
        monkeypatch.setattr(clock, "now", lambda: noon(day))

    return to


def built():
    world = worlds.build("harbor", at=NOW)
    for name, last in (("Wren Halloway", LICENSE), ("Juniper Vale", LICENSE + timedelta(days=20))):
        worlds.active(world, world.harbor, worlds.therapist(
            world, name, license_expires=last, insurance_first=date(2026, 12, 1), insurance_last=date(2028, 5, 31),
        ))
    return world


_world, in_order = shared(built)


@pytest.fixture
def world(in_order, settings):
    settings.STAFF_SECOND_FACTOR = False
    return in_order


@pytest.fixture
def alerts(world, today):
    today(date(2027, 4, 2))
    nightly.watch(on=date(2027, 4, 2), at=noon(date(2027, 4, 2)))
    rows = Alert.objects.within(world.harbor).filter(criterion="license_in_force")
    return {alert.practitioner.person.given_name: alert for alert in rows}


def test_the_list_says_how_many_are_red_and_amber_and_shows_the_reddest_first(client, world, alerts):
    sign_in(client, world.maya)
    answer = get(client, "alerts", Pages(world))
    said = text(answer)
    assert "1 red alert" in said and said.index("Wren Halloway") < said.index("Juniper Vale")
    assert "License in force" in said and "1 Apr 2027" in said
    red = get(client, "alerts", Pages(world), query={"view": "red"})
    assert "Wren Halloway" in text(red) and "Juniper Vale" not in text(red)


def test_one_therapists_list_names_only_hers_and_a_stranger_is_404(client, world, alerts):
    sign_in(client, world.maya)
    mine = get(client, "alerts", Pages(world), query={"who": alerts["Wren"].practitioner.reference})
    assert "Wren Halloway" in text(mine) and "Juniper Vale" not in text(mine)
    assert get(client, "alerts", Pages(world), query={"who": "00000000-0000-0000-0000-000000000000"}).status_code == 404


@pytest.mark.parametrize("many", [1, 2])
def test_the_list_asks_as_many_questions_for_many_alerts_as_for_one(client, world, alerts, many, django_assert_max_num_queries):
    if many == 1:
        Alert.objects.within(world.harbor).exclude(pk=alerts["Wren"].pk).delete()
    sign_in(client, world.maya)
    with django_assert_max_num_queries(20):
        assert get(client, "alerts", Pages(world)).status_code == 200


def test_somebody_takes_an_alert_on_its_page_and_it_is_hers(client, world, alerts):
    sign_in(client, world.tom)
    page = text(get(client, "alert", Pages(world), pk=alerts["Wren"].pk))
    assert "Last good day" in page and "31 Mar 2027" in page and "no offers and no sessions" in page
    assert post(client, "alert", Pages(world), pk=alerts["Wren"].pk, data={"do": "take"}).status_code == 302
    alerts["Wren"].refresh_from_db()
    assert (alerts["Wren"].state, alerts["Wren"].taken_by_id) == ("taken", world.tom.person_id)
    assert "Wren Halloway" in text(get(client, "alerts", Pages(world), query={"view": "mine"}))


def test_dismissing_without_a_note_answers_422_and_with_one_it_is_kept(client, world, alerts):
    sign_in(client, world.maya)
    pk = alerts["Juniper"].pk
    assert post(client, "alert", Pages(world), pk=pk, data={"do": "dismiss", "reason": ""}).status_code == 422
    post(client, "alert", Pages(world), pk=pk, data={"do": "dismiss", "reason": "She moves away on that day."})
    alerts["Juniper"].refresh_from_db()
    juniper = alerts["Juniper"]
    assert (juniper.state, juniper.color, juniper.note) == ("dismissed", "amber", "She moves away on that day.")
    assert Event.objects.filter(action="alert.dismiss").count() == 1
    assert "She moves away" in text(get(client, "alert", Pages(world), pk=pk))


def test_who_only_reads_sees_why_there_is_no_button_and_is_refused(client, world, alerts):
    sign_in(client, world.odell)
    page = get(client, "alert", Pages(world), pk=alerts["Wren"].pk)
    assert "see to alerts" in text(page) and b'value="take"' not in page.content
    assert post(client, "alert", Pages(world), pk=alerts["Wren"].pk, data={"do": "take"}).status_code == 409


def test_a_stranger_finds_nothing(client, world, alerts):
    client.force_login(world.outsider(world.harbor), backend="allauth.account.auth_backends.AuthenticationBackend")
    for name, given in (("alerts", {}), ("alert", {"pk": alerts["Wren"].pk}), ("monitoring", {}), ("monitoring_csv", {})):
        assert get(client, name, Pages(world), **given).status_code == 404


def test_a_month_without_a_search_stands_out_as_page_and_as_csv(client, world, today):
    today(date(2027, 3, 15))
    report = coverage_report(world.harbor, actor=world.maya, on=date(2027, 3, 15))
    assert [month.month for month in report.months] == [10, 11, 12, 1, 2, 3]
    assert {tuple(map(str, row.months)) for row in report.rows} == {("out", "out", "out", "done", "gap", "running")}
    assert report.gaps == 2
    sign_in(client, world.maya)
    said = text(get(client, "monitoring", Pages(world)))
    assert "2 months of checks were missed" in said and "Missed" in said and "0 of 2" in said and "2 of 2" in said
    answer = get(client, "monitoring_csv", Pages(world))
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {(row["Therapist"], row["2027-01"], row["2027-02"], row["2027-03"], row["Missed"]) for row in rows} == {
        ("Wren Halloway", "2027-01-11", "Missed", "Not yet", "1"), ("Juniper Vale", "2027-01-11", "Missed", "Not yet", "1"),
    }


def test_licenses_are_counted_by_months_where_the_policy_asks_that_often(world):
    first = date(2027, 2, 1)
    draft = policies.draft_from(policies.Policy.objects.within(world.harbor).get(), effective_from=first, actor=world.maya, at=NOW)
    row = Threshold("license_rechecked", Severity.REVIEW, {"days": 31}, binds_on=BindsOn.IMMEDIATE)
    policies.set_threshold(draft, row, actor=world.maya, at=NOW)
    policies.send_for_approval(draft, note="n", actor=world.maya, at=NOW)
    policies.approve(draft, note="n", actor=world.ines, at=NOW)
    checks = {row.check for row in coverage_report(world.harbor, actor=world.maya, on=date(2027, 2, 10)).rows}
    assert "license" in checks and len(checks) == 2
    assert "license" not in {row.check for row in coverage_report(world.harbor, actor=world.maya, on=date(2027, 1, 31)).rows}


def test_a_therapist_reads_what_she_keeps_and_until_when(client, world, alerts):
    wren = next(file.who for file in world.files.values() if file.who.practitioner.person.given_name == "Wren")
    client.force_login(world.user(wren.herself), backend="allauth.account.auth_backends.AuthenticationBackend")
    said = text(client.get("/me/dates/"))
    assert "Harbor" in said and "License in force" in said and "Not in order" in said
    assert "31 May 2028" in said and "exclusion" not in said.lower()


def test_she_signs_again_on_a_page_of_her_own_and_a_network_she_is_not_in_is_404(client, world, alerts):
    wren = next(file.who for file in world.files.values() if file.who.practitioner.person.given_name == "Wren")
    user = world.user(wren.herself)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = client.get("/me/dates/harbor/")
    assert asked.status_code == 302 and "reauthenticate" in asked.url, "she shows who she is first"
    prove(client, wren.herself)
    assert "Sign again for Harbor" in text(client.get("/me/dates/harbor/"))
    assert client.post("/me/dates/harbor/", {"name": "Somebody Else", "agree": "on"}).status_code == 422
    assert client.post("/me/dates/harbor/", {"name": "Wren Halloway", "agree": "on"}).status_code == 302
    assert Event.objects.filter(action="attestation.repeated").count() == 1
    assert client.get("/me/dates/summit/").status_code == 404
