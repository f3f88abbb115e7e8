"""Terms and rates: two hands, notice, versions by day, and what a therapist accepts of them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from network.facts import terms as offered
from network.formats import day
from network.models import Job, Message, User
from network.transitions import Changed
from network.worker import drain
from network.workflow import standing
from payments.facts.terms import rates_on, schedule_on, waiting
from payments.models import Fee, FeeFixed, FeeSchedule, Terms
from payments.workflow import telling, terms
from tests.payments.house import FEES, House, days
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused
from vetting.workflow import profile

pytestmark = pytest.mark.django_db


_world, built = shared(House)


@pytest.fixture
def house(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


def drafted(house, days=30, kind="referral", words="Accept within a day.", actor=None, at=None):
    return terms.draft_terms(
        organization=house.organization, kind=kind, text=words, effective_from=house.day(days), actor=actor or house.maya,
        at=at or house.at(),
    )


# ── Two hands ────────────────────────────────────────────────────────────────


def test_one_writes_and_another_publishes(house):
    row = drafted(house)
    assert (row.state, row.version, row.rules) == ("draft", 1, ("Accept within a day.",))
    assert refused(terms.publish, row, actor=house.maya, at=house.at()) == ["not_allowed"]
    terms.publish(row, actor=house.ines, at=house.at())
    assert (row.state, row.settled_by_id) == ("published", house.ines.person_id)
    assert [event.action for event in timeline(row)] == ["terms.publish", "terms.drafted"]
    assert Job.objects.filter(name="payments.tell_new_terms").count() == 1
    assert refused(terms.withdraw, row, actor=house.maya, at=house.at()) == ["wrong_state"]


def test_who_may_write_and_publish_still_publishes_no_draft_of_her_own(house):
    both = type(house.priya)(**{**{name: getattr(house.priya, name) for name in house.priya.__slots__},
                               "roles": frozenset({"finance", "finance_approver"})})
    row = drafted(house, actor=both)
    assert refused(terms.publish, row, actor=both, at=house.at()) == ["wrote_it"]
    terms.change_terms(row, text="Accept within two days.", effective_from=house.day(30), actor=house.maya, at=house.at())
    terms.publish(row, actor=both, at=house.at())  # the last who wrote is its author
    assert row.state == "published"


def test_the_database_refuses_one_person_for_both(house):
    row = drafted(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.within(house.organization).filter(pk=row.pk).update(state="published", settled_by=house.maya.person_id)


@pytest.mark.parametrize("who", ["ines", "ben", "rosa", "tom"])
def test_others_do_not_write(house, who):
    with pytest.raises(Forbidden):
        drafted(house, actor=getattr(house, who))


def test_nothing_is_no_text(house):
    assert refused(drafted, house, words=" \n ") == ["draft_empty"]
    assert not Terms.objects.within(house.organization).exists()


# ── Notice ───────────────────────────────────────────────────────────────────


def test_the_first_version_may_begin_today_and_not_yesterday(house):
    late = drafted(house, days=-1)
    assert refused(terms.publish, late, actor=house.ines, at=house.at()) == ["begins_too_soon"]
    now = drafted(house, days=0)
    terms.publish(now, actor=house.ines, at=house.at())
    assert now.state == "published"


@pytest.mark.parametrize(("days", "codes"), [(29, ["begins_too_soon"]), (30, []), (31, [])])
def test_a_later_version_is_announced_thirty_days_before(house, days, codes):
    terms.publish(drafted(house, days=0), actor=house.ines, at=house.at())
    row = drafted(house, days=days)
    if codes:
        assert refused(terms.publish, row, actor=house.ines, at=house.at()) == codes
    else:
        terms.publish(row, actor=house.ines, at=house.at())
    assert row.state == ("draft" if codes else "published")


def test_another_kind_has_its_own_first_version(house):
    terms.publish(drafted(house, days=0), actor=house.ines, at=house.at())
    row = drafted(house, days=0, kind="payment")
    terms.publish(row, actor=house.ines, at=house.at())
    assert (row.version, row.state) == (1, "published")


def test_two_versions_do_not_begin_on_one_day(house):
    terms.publish(drafted(house, days=40), actor=house.ines, at=house.at())
    assert refused(terms.publish, drafted(house, days=40), actor=house.ines, at=house.at()) == ["day_taken"]


# ── Rates ────────────────────────────────────────────────────────────────────


def test_sessions_are_paid_at_the_rate_of_their_day(house):
    house.rates()
    house.rates(fees=[("counseling", "session", "USD", 9900)], days=1)
    found = {days: rates_on(house.organization, "counseling", house.day(days)) for days in (-41, -40, 0, 1, 2)}
    assert {days: [(rate.minor, rate.version) for rate in rates] for days, (_row, rates) in found.items()} == {
        -41: [], -40: [(9500, 1)], 0: [(9500, 1)], 1: [(9900, 2)], 2: [(9900, 2)],
    }
    assert rates_on(house.organization, "legal", house.day())[1] == ()
    assert schedule_on(house.organization, date(2020, 1, 1)) is None


@pytest.mark.parametrize(("fees", "code"), [
    ([("counseling", "session", "USD", 0)], "fee_nothing"), ([("counseling", "session", "USD", -1)], "fee_nothing"),
    ([("counseling", "session", "USD", 9.5)], "fee_nothing"), ([("magic", "session", "USD", 100)], "unknown_fee"),
    ([("counseling", "day", "USD", 100)], "unknown_fee"), (FEES + FEES[:1], "fee_twice"),
])
def test_a_rate_that_is_none_is_refused_and_nothing_is_kept(house, fees, code):
    given = {"organization": house.organization, "effective_from": house.day(40), "fees": fees, "actor": house.priya, "at": house.at()}
    assert refused(terms.draft_schedule, **given) == [code]
    assert not FeeSchedule.objects.within(house.organization).exists()


def test_a_schedule_without_rates_is_not_published(house):
    row = terms.draft_schedule(organization=house.organization, effective_from=house.day(), fees=[], actor=house.priya, at=house.at())
    assert refused(terms.publish, row, actor=house.ben, at=house.at()) == ["draft_empty"]


def test_what_is_published_is_never_changed(house):
    row = house.rates()
    given = {"effective_from": house.day(50), "fees": FEES, "actor": house.maya, "at": house.at()}
    with pytest.raises(Changed):
        terms.change_schedule(row, **given)
    fee = row.fees.first()
    with pytest.raises(FeeFixed):
        fee.save()
    with pytest.raises(FeeFixed):
        fee.delete()
    assert Fee.objects.within(house.organization).count() == 2


# ── What she accepts ─────────────────────────────────────────────────────────


def test_she_is_active_only_when_granted_and_both_are_accepted(house):
    house.published()
    house.published(kind="payment")
    herself, row = {"actor": house.herself, "at": house.at()}, house.participation
    versions = offered.versions(house.organization)
    assert versions == {"referral": "1", "payment": "1"}
    standing.accept_terms(participation=row, kind="referral", version=versions["referral"], **herself)
    standing.accept_terms(participation=row, kind="payment", version=versions["payment"], **herself)
    row.refresh_from_db()
    assert row.state == "onboarding"
    house.grant(first=0)
    row.refresh_from_db()
    assert row.state == "active"


def test_a_new_version_waits_for_her_and_the_old_one_goes_on(house):
    house.published()
    standing.accept_terms(participation=house.participation, kind="referral", version="1", actor=house.herself, at=house.at())
    assert offered.unaccepted(house.participation) == () and waiting(house.participation, house.day()) == ()
    house.published(text="Another rule.", days=10)
    assert [(text.kind, text.version, text.rules) for text in offered.unaccepted(house.participation)] == [
        ("referral", "2", ("Another rule.",))
    ]
    standing.accept_terms(participation=house.participation, kind="referral", version="2", actor=house.herself, at=house.at())
    assert offered.unaccepted(house.participation) == ()
    assert sorted(house.participation.acceptances.current().values_list("version", flat=True)) == ["1", "2"]


def test_who_works_under_earlier_terms_is_told_without_detail_and_once(house):
    house.published()
    standing.accept_terms(participation=house.participation, kind="referral", version="1", actor=house.herself, at=house.at())
    row = house.published(text="Rates are secret.", days=10)
    assert telling.tell_new_terms(row, at=house.at()) == 1
    drain()
    mail = Message.objects.within(house.organization).get(template="new_terms")
    assert mail.recipient_id == house.herself.user_id and "secret" not in mail.body and "/me/terms/harbor/" in mail.body
    assert "12 November 2026" in mail.body


# ── Pages ────────────────────────────────────────────────────────────────────


def test_a_text_is_written_and_published_on_pages(client, house):
    sign_in(client, house.maya)
    assert "Nothing is published yet" in text(client.get(house.url("terms_and_rates")))
    where = house.url("draft_terms", kind="referral")
    assert client.post(where, {"text": ""}).status_code == 422
    answer = client.post(where, {"text": "Rule one.", **days("effective_from", house.day(0))})
    row = Terms.objects.within(house.organization).get()
    assert (answer.status_code, answer.url) == (302, house.url("terms_version", pk=row.pk))
    assert client.post(answer.url, {"do": "change", "text": "Rule two.", **days("effective_from", date(2030, 1, 1))}).status_code == 302
    assert "Rule two." in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"do": "publish"}).status_code == 409
    sign_in(client, house.ines)
    assert "Publish it" in text(client.get(answer.url))
    assert client.post(answer.url, {"do": "publish"}).status_code == 302
    assert "Counts from 1 Jan 2030" in text(client.get(house.url("terms_and_rates")))
    assert client.get(house.url("draft_terms", kind="other")).status_code == 403  # a director writes none
    sign_in(client, house.maya)
    assert client.get(house.url("draft_terms", kind="other")).status_code == 404


def test_who_publishes_rates_reads_what_is_paid_no_more(client, house):
    house.rates()
    fewer = terms.draft_schedule(
        organization=house.organization, effective_from=house.day(31), fees=FEES[:1], actor=house.priya, at=house.at()
    )
    same = terms.draft_schedule(organization=house.organization, effective_from=house.day(31), fees=FEES, actor=house.priya, at=house.at())
    sign_in(client, house.ben)
    assert "Paid no more from then on Crisis · Hour" in text(client.get(house.url("rates_version", pk=fewer.pk)))
    assert "Paid no more" not in text(client.get(house.url("rates_version", pk=same.pk)))


def test_rates_are_written_on_a_page_and_read_by_her(client, house):
    sign_in(client, house.priya)
    form = {"counseling_session": "95.00", "late_percent": 50, "missed_percent": 0, "notice_hours": 24}
    form |= days("effective_from", house.day())
    assert client.post(house.url("draft_rates"), {**form, "counseling_session": "0"}).status_code == 422
    assert client.post(house.url("draft_rates"), {**form, "late_percent": 101}).status_code == 422
    answer = client.post(house.url("draft_rates"), form)
    assert answer.status_code == 302 and "1 draft" in text(client.get(house.url("money")))
    row = FeeSchedule.objects.within(house.organization).get()
    assert list(row.fees.values_list("service", "unit", "currency", "minor")) == [("counseling", "session", "USD", 9500)]
    terms.publish(row, actor=house.ben, at=house.at())
    assert "$95.00" in text(client.get(answer.url))
    client.force_login(User.objects.get(pk=house.herself.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    said = text(client.get("/me/money/rates/harbor/"))
    assert "$95.00" in said and "50%, with less notice than 24 hours" in said
    with_them = text(client.get("/me/terms/harbor/"))  # she accepts the payment terms with the rates before her eyes
    assert "Rates · Counts since" in with_them and "$95.00" in with_them
    assert client.get("/me/money/rates/summit/").status_code == 404


def accepted(house):
    rows = house.participation.acceptances.current().order_by("kind", "rates", "pk")
    return [(row.kind, row.version, row.rates) for row in rows]


def test_a_fee_schedule_is_accepted_with_the_payment_terms_and_a_new_one_waits_for_her(client, house):
    house.published()
    house.published(kind="payment")
    house.rates()
    house.grant(first=0)
    assert offered.new_rates(house.participation) is None  # she has accepted nothing yet
    profile.accept_both(house.participation, version="", actor=house.herself, at=house.at())
    assert accepted(house) == [("payment", "1", "1"), ("referral", "1", "")] and offered.new_rates(house.participation) is None
    row = house.rates(days=40)
    FeeSchedule.objects.within(house.organization).filter(pk=row.pk).update(settled_at=house.at() + timedelta(seconds=1))
    new = offered.new_rates(house.participation)
    assert (new.version, new.first, offered.unaccepted(house.participation)) == ("2", house.day(40), ())
    client.force_login(User.objects.get(pk=house.herself.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert f"There are new rates, which count from {day(house.day(40))}" in text(client.get("/me/terms/harbor/"))
    assert "/me/terms/harbor/" in client.get("/me/money/").content.decode()
    for _twice in (1, 2):
        profile.accept_both(house.participation, version="", actor=house.herself, at=house.at(1))
    assert accepted(house) == [("payment", "1", "1"), ("payment", "1", "2"), ("referral", "1", "")]
    assert offered.new_rates(house.participation) is None
    assert "There are new rates" not in text(client.get("/me/terms/harbor/"))


@pytest.mark.parametrize(("later", "waits"), [(-1, False), (0, False), (1, True)])
def test_rates_wait_for_her_only_when_they_were_published_after_she_accepted(house, later, waits):
    row = house.rates()
    standing.accept_terms(participation=house.participation, kind="payment", version="1", actor=house.herself, at=house.at())
    FeeSchedule.objects.within(house.organization).filter(pk=row.pk).update(settled_at=house.at() + timedelta(seconds=later))
    assert (offered.new_rates(house.participation) is not None) is waits


def test_a_version_of_another_house_is_a_stranger(client, house):
    row, other = house.published(), House("summit")
    sign_in(client, other.maya)
    assert client.get(other.url("terms_version", pk=row.pk)).status_code == 404
