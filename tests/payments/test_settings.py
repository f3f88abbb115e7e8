"""Settings about money: proposed by one person, confirmed by another, dated, with every earlier value on the page."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from network import clock
from network.access import Forbidden, Role
from network.events import timeline
from network.models import Membership, Message, Parameter
from payments.models import SettingChange
from payments.parameters import SETTINGS, tax_form_of, value
from payments.words_settings import CHOICES, WORDS, help_of, name_of, said
from payments.workflow import settings as workflow
from payments.workflow import telling
from tests.network import cast
from tests.payments.house import House, days
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
KEY = "payments.bank_wait_hours"


_world, built = shared(House)


@pytest.fixture
def house(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


def propose(house, key=KEY, to=72, first=0, reason="After the fraud.", actor=None):
    by = {"actor": actor or house.priya, "at": house.at()}
    return workflow.propose(house.organization, key=key, value=to, first=house.day(first), reason=reason, **by)


def test_it_counts_from_its_day_once_a_second_person_confirmed(house):
    change = propose(house, first=3)
    assert refused(propose, house) == ["change_waits"]
    both = as_person(house.priya, house.priya.person_id, "finance_approver")
    assert refused(workflow.confirm, change, actor=both, at=house.at()) == ["same_person"]
    with pytest.raises(Forbidden):
        propose(house, actor=house.ben)
    row = workflow.confirm(change, actor=house.ben, at=house.at())
    assert [value(house.organization, KEY, on=house.day(day)) for day in (2, 3, 4)] == [48, 72, 72]
    assert (row.author_id, row.approver_id, change.state) == (house.priya.person_id, house.ben.person_id, "confirmed")
    assert [event.action for event in timeline(change)] == ["settingchange.confirm", "setting.proposed"]


@pytest.mark.parametrize(("key", "to", "first", "codes"), [
    (KEY, 23, 0, ["setting_bounds"]), (KEY, 24, 0, []), (KEY, 720, 0, []), (KEY, 721, 0, ["setting_bounds"]),
    (KEY, 48, 0, ["setting_same"]), (KEY, 72, -1, ["day_passed"]), (KEY, None, 0, ["no_value"]),
    ("payments.limit:7", None, 0, ["setting_same"]), ("payments.limit:7", 0, 0, ["setting_bounds"]), ("payments.limit:7", 1, 0, []),
])
def test_only_what_is_within_bounds_and_changes_something(house, key, to, first, codes):
    if codes:
        assert refused(propose, house, key, to, first) == codes
    else:
        assert propose(house, key, to, first).pk


def test_refused_it_stays_and_a_day_that_passed_is_not_confirmed(house):
    change = propose(house, first=1)
    assert refused(workflow.refuse, change, reason=" ", actor=house.ben, at=house.at()) == ["no_reason"]
    assert refused(workflow.confirm, change, actor=house.ben, at=house.at(2)) == ["day_passed"]
    workflow.refuse(change, reason="Too long.", actor=house.ben, at=house.at(2))
    assert (change.state, value(house.organization, KEY, on=house.day(5))) == ("refused", 48)
    assert refused(propose, house, reason=" ") == ["no_reason"]


def test_the_database_refuses_one_person_for_both(house):
    change = propose(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        SettingChange.objects.within(house.organization).filter(pk=change.pk).update(state="confirmed", settled_by=house.priya.person_id)


@pytest.mark.parametrize(("country", "asked", "form"), [
    ("US", 2, "W-9"), ("NL", 2, ""), ("US", 0, ""), ("NL", 1, "form"), ("US", 1, "W-9"),
])
def test_a_tax_form_is_asked_where_the_country_has_one_or_the_organization_says_so(house, country, asked, form):
    house.organization.country = country
    Parameter(
        organization=house.organization, key="payments.tax_form", value=asked, effective_from=house.day(-1),
        author_id=house.priya.person_id,
    ).save()
    assert tax_form_of(house.organization, on=house.day()) == form


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_setting_has_words(language):
    assert set(WORDS) == set(SETTINGS) and all(set(dict(CHOICES[key])) >= {SETTINGS[key].default} for key in CHOICES)
    with translation.override(language):
        for key, setting in SETTINGS.items():
            assert name_of(key) and help_of(key).endswith(".") and "%" not in said(key, setting.default, "USD")


def test_it_is_proposed_and_confirmed_on_its_page(client, house):
    on = clock.today(house.organization.zone)
    sign_in(client, house.priya)
    assert "48 hours" in text(client.get(house.url("money_settings")))
    where = house.url("money_setting", slug="bank_wait_hours")
    assert client.post(where, {"do": "propose", "value": "72", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "propose", "value": "9999", "reason": "So.", **days("first", on)}).status_code == 422
    assert client.post(where, {"do": "propose", "value": "72", "reason": "So.", **days("first", on)}).status_code == 302
    assert client.post(where, {"do": "confirm"}).status_code == 409
    assert value(house.organization, KEY, on=on) == 48
    sign_in(client, house.ben)
    assert "72 hours" in text(client.get(where))
    assert client.post(where, {"do": "confirm"}).status_code == 302
    assert client.post(where, {"do": "confirm"}).status_code == 404
    said_now = text(client.get(where))
    assert "Priya Goldacre, Ben Hollis" in said_now and "48 hours" in said_now
    assert value(house.organization, KEY, on=on) == 72


def test_a_persons_limit_has_its_page_and_nobody_elses_has(client, house):
    sign_in(client, house.priya)
    assert "What Ben Hollis approves alone" in text(client.get(house.url("money_settings")))
    where = house.url("money_setting", slug=f"limit-{house.ben.person_id}")
    given = {"do": "propose", "value": "1,250.00", "reason": "New here.", **days("first", clock.today(house.organization.zone))}
    assert client.post(where, given).status_code == 302
    assert SettingChange.objects.within(house.organization).get().value == 125000
    for slug in ("limit-999999", f"limit-{house.priya.person_id}", "limit-x", "nothing"):
        assert client.get(house.url("money_setting", slug=slug)).status_code == 404
    sign_in(client, house.rosa)
    assert client.get(where).status_code == 403


def test_colleagues_who_may_confirm_it_are_asked_once_and_without_detail(house):
    change = propose(house)
    rows = list(Message.objects.within(house.organization).filter(template="change_to_confirm"))
    assert {row.recipient.person_id for row in rows} == {house.ines.person_id, house.ben.person_id} and len(rows) == 2
    for row in rows:
        assert house.url("money_settings") in row.body and "72" not in row.body + row.subject and "fraud" not in row.body
    assert telling.ask_second(change, "money_settings", at=house.at()) == 2
    assert Message.objects.within(house.organization).filter(template="change_to_confirm").count() == 2


def test_who_proposed_it_is_not_asked_under_another_account(house):
    second = cast.staff(house.organization, "Priya Twice", Role.FINANCE_APPROVER)
    Membership.objects.within(house.organization).filter(user=second.user_id).update(person=house.priya.person_id)
    propose(house)
    people = {row.recipient_id for row in Message.objects.within(house.organization).filter(template="change_to_confirm")}
    assert people == {house.ines.user_id, house.ben.user_id}
