"""Payees and the change of a bank account: signed in again, told to the old address, called back, confirmed by another, waited for."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from network import clock
from network.access import Forbidden
from network.events import timeline
from network.models import Message, Parameter, User
from network.sealed import SealError
from payments.facts.accounts import link_on, paid_on, shared_with
from payments.facts.taxes import vat_points
from payments.models import BankAccount, LinkProposal, Payee
from payments.rates import Purpose
from payments.workflow import accounts, linking, payees
from tests.network import cast
from tests.payments.house import House, days
from tests.shared import shared
from tests.vetting.hers import as_her, prove
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
ROUTING, NUMBER, OTHER = "021000021", "123456789", "987654321"
HOUR = timedelta(hours=1)


def with_a_payee():
    found = House()
    found.payee = payees.create_payee(
        organization=found.organization, name="Wren Halloway", participation=found.participation, actor=found.herself, at=found.at()
    )
    return found


_world, built = shared(with_a_payee)


@pytest.fixture
def house(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


def ask(house, number=NUMBER, *, at=None, proved=None, **more):
    at = at or house.at()
    given = {"holder": "Wren Halloway", "routing": ROUTING, "participation": house.participation, "actor": house.herself, **more}
    return accounts.request(house.payee, number=number, reauthenticated_at=at if proved is None else proved, at=at, **given)


def confirm(house, row, *, actor=None, at=None, called="+1 555 0100", note="She read out the last four digits."):
    return accounts.confirm(row, called=called, note=note, actor=actor or house.priya, at=at or house.at())


def confirmed(house, number=NUMBER, at=None):
    row = ask(house, number, at=at)
    confirm(house, row, at=at)
    return row


# ── Payees ───────────────────────────────────────────────────────────────────


def test_a_payee_is_hers_from_the_day_she_began(house):
    assert (house.payee.series, house.payee.currency, house.payee.kind) == ("HA-P0001", "USD", "person")
    began = house.day(-60)
    assert [bool(link_on(house.participation, day)) for day in (began - timedelta(days=1), began, house.day())] == [False, True, True]
    again = {"organization": house.organization, "name": "Wren", "participation": house.participation, "actor": house.herself}
    assert refused(payees.create_payee, **again, at=house.at()) == ["has_payee"]


def vat_of(payee, day):
    """Which VAT counts for it, in hundredths of a percent; None: exempt."""
    return vat_points(payee, "psychologist", Purpose.CARE, day)


def test_she_says_what_she_says_of_herself_and_no_more(house):
    payees.change_payee(
        house.payee, participation=house.participation, tax_id="12-3456789", tax_form_on=house.day(), vat_basis_points=0,
        actor=house.herself, at=house.at(),
    )
    assert (house.payee.tax_id, house.payee.tax_form_on, vat_of(house.payee, house.day())) == ("12-3456789", None, None)
    payees.change_payee(house.payee, tax_form_on=house.day(), actor=house.priya, at=house.at())
    assert house.payee.tax_form_on == house.day()
    assert [event.action for event in timeline(house.payee)] == ["payee.changed", "payee.changed", "payee.created"]
    with pytest.raises(Forbidden):
        payees.change_payee(house.payee, name="Other", actor=house.ben, at=house.at())


def test_a_tax_number_is_removed_with_a_reason_on_record(house):
    keep = {"actor": house.priya, "at": house.at()}
    payees.change_payee(house.payee, tax_id="12-3456789", **keep)
    payees.change_payee(house.payee, tax_id="", **keep)
    assert house.payee.tax_id == "12-3456789"
    assert refused(payees.change_payee, house.payee, tax_id="", no_tax_id=True, reason=" ", **keep) == ["no_reason"]
    both = {"tax_id": "98-7654321", "no_tax_id": True, "reason": "Another one."}
    assert refused(payees.change_payee, house.payee, **both, **keep) == ["tax_id_given"]
    assert house.payee.tax_id == "12-3456789"
    count = len(timeline(house.payee))
    payees.change_payee(house.payee, tax_id="", no_tax_id=True, reason="It was her husband’s.", **keep)
    assert (house.payee.tax_id, house.payee.tax_mark, house.payee.masked_tax) == ("", "", "")
    event = timeline(house.payee)[0]
    told = event.payload.values
    assert (event.action, told["reason"]) == ("payee.changed", "It was her husband’s.")
    assert (told["before"]["tax_id"], told["after"]["tax_id"]) == ("•••• 6789", "") and "12-3456789" not in str(told)
    payees.change_payee(house.payee, no_tax_id=True, reason="Once more.", **keep)
    assert len(timeline(house.payee)) == count + 1  # nothing was there any more


def test_a_tax_number_is_removed_on_both_pages(client, house):
    payees.change_payee(house.payee, tax_id="12-3456789", actor=house.priya, at=house.at())
    where = f"/me/money/account/{house.organization.slug}/"
    pages = [(as_her, house.herself, where, {"do": "keep", "name": "Wren Halloway", "tax_class": "individual"})]
    kept = {"do": "keep", "name": "Wren Halloway", "kind": "person", "tax_class": "individual"}
    pages.append((sign_in, house.priya, house.url("payee", pk=house.payee.pk), kept))
    for enter, who, url, given in pages:
        payees.change_payee(house.payee, tax_id="12-3456789", actor=house.priya, at=house.at())
        enter(client, who)
        assert "Remove the tax number that is known" in text(client.get(url))
        assert client.post(url, {**given, "no_tax_id": "on"}).status_code == 422
        assert client.post(url, {**given, "no_tax_id": "on", "reason": "Wrong.", "tax_id": "98-7654321"}).status_code == 422
        house.payee.refresh_from_db()
        assert house.payee.tax_id == "12-3456789"
        assert client.post(url, {**given, "no_tax_id": "on", "reason": "It was not hers."}).status_code == 302
        house.payee.refresh_from_db()
        assert house.payee.tax_id == "" and timeline(house.payee)[0].payload.values["reason"] == "It was not hers."
        assert "Remove the tax number that is known" not in text(client.get(url))


@pytest.mark.parametrize(("fields", "codes"), [
    ({"name": " "}, ["no_name"]), ({"tax_form_on": date(2026, 11, 3)}, ["day_ahead"]), ({"tax_form_on": date(2026, 11, 2)}, []),
    ({"vat_basis_points": 2100}, ["vat_takes_two"]), ({"vat_source": "Ruling 7"}, ["vat_takes_two"]),
    ({"vat_basis_points": 2100, "vat_source": "Ruling 7", "vat_as_of": date(2026, 11, 2)}, ["vat_takes_two"]),
])
def test_what_finance_keeps_makes_sense(house, fields, codes):
    given = {**fields, "actor": house.priya, "at": house.at()}
    if codes:
        assert refused(payees.change_payee, house.payee, **given) == codes
    else:
        payees.change_payee(house.payee, **given)


def test_a_practice_is_paid_from_its_day_and_who_was_paid_before_through_the_day_before(house):
    group = payees.create_payee(organization=house.organization, name="Quay Practice", kind="group", actor=house.priya, at=house.at())
    given = {"participation": house.participation, "first": house.day(10), "reason": "She works there.", "at": house.at()}
    linking.confirm(linking.propose(group, **given, actor=house.priya), actor=house.ben, at=house.at())
    found = {days: link_on(house.participation, house.day(days)).payee.name for days in (9, 10, 11)}
    assert found == {9: "Wren Halloway", 10: "Quay Practice", 11: "Quay Practice"}
    assert refused(linking.propose, group, **given, actor=house.priya) == ["link_not_later"]
    assert not hasattr(payees, "link"), "nobody alone says who is paid"
    with pytest.raises(Forbidden):
        payees.create_payee(organization=house.organization, name="Q", participation=house.participation, actor=house.priya, at=house.at())


# ── The change of an account ─────────────────────────────────────────────────


@pytest.mark.parametrize(("ago", "codes"), [(timedelta(minutes=5), []), (timedelta(minutes=5, seconds=1), ["not_proved"])])
def test_she_shows_who_she_is_first(house, ago, codes):
    if codes:
        assert refused(ask, house, proved=house.at() - ago) == codes and not house.payee.accounts.exists()
    else:
        assert ask(house, proved=house.at() - ago).state == "requested"


@pytest.mark.parametrize(("field", "value"), [
    ("number", ""), ("number", "abc"), ("routing", "021000022"), ("routing", "99"), ("routing", ""), ("holder", " "),
])
def test_a_number_is_checked_when_it_is_typed(house, field, value):
    code = "no_holder" if field == "holder" else "account_wrong"
    given = {"number": NUMBER, field: value}
    assert refused(ask, house, **given) == [code]


@pytest.mark.parametrize(("number", "good"), [
    ("NL91ABNA0417164300", True), ("nl91 abna 0417 1643 00", True), ("NL92ABNA0417164300", False), ("NL91ABNA041716430", False),
])
def test_in_euro_an_iban_is_asked(house, number, good):
    Payee.objects.within(house.organization).filter(pk=house.payee.pk).update(currency="EUR")
    house.payee.refresh_from_db()
    if good:
        assert ask(house, number, routing="").number == "NL91ABNA0417164300"
    else:
        assert refused(ask, house, number, routing="") == ["account_wrong"]


@pytest.mark.parametrize(("known", "asked", "codes"), [
    ("checking", "checking", ["same_account"]), ("checking", "savings", []), ("savings", "savings", ["same_account"]),
    ("savings", "checking", []), ("", "checking", ["same_account"]), ("", "savings", []),  # from before the kind was asked
])
def test_the_same_number_of_another_kind_is_another_account(house, known, asked, codes):
    row = confirmed(house, at=house.at(-5))
    BankAccount.objects.within(house.organization).filter(pk=row.pk).update(holding=known)
    if codes:
        assert refused(ask, house, holding=asked) == codes
    else:
        assert ask(house, holding=asked).holding == asked and paid_on(house.payee, at=house.at(), on=house.day()).why == "change"


def test_the_kind_of_an_american_account_is_said_and_kept_of_no_other(house):
    assert refused(ask, house, holding="") == ["no_kind"] and refused(ask, house, holding="gold") == ["no_kind"]
    row = ask(house, holding="savings")
    event = timeline(house.payee)[0]
    assert (row.holding, row.named, event.payload.values["after"]["holding"]) == ("savings", "Savings account •••• 6789", "savings")
    accounts.withdraw(row, actor=house.herself, at=house.at())
    Payee.objects.within(house.organization).filter(pk=house.payee.pk).update(currency="EUR")
    house.payee.refresh_from_db()
    row = ask(house, "NL91ABNA0417164300", routing="", holding="savings")
    assert (row.holding, row.named) == ("", "•••• 4300")


def test_one_change_at_a_time_and_never_to_the_same(house):
    ask(house)
    assert refused(ask, house, OTHER) == ["change_waits"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.create(
            organization=house.organization, payee=house.payee, holder="x", number="1", fingerprint="f", requested_at=house.at(),
            usable_from=house.at(),
        )


def test_a_second_person_confirms_after_a_call(house):
    row = ask(house)
    assert refused(confirm, house, row, called=" ") == ["no_call"]
    assert refused(confirm, house, row, note=" ") == ["no_call"]
    assert refused(confirm, house, row, actor=house.maya) == ["not_allowed"]
    confirm(house, row)
    assert (row.state, row.called, row.settled_by_id) == ("confirmed", "+1 555 0100", house.priya.person_id)
    assert [event.action for event in timeline(house.payee)][:2] == ["bankaccount.confirm", "account.requested"]
    assert refused(ask, house) == ["same_account"]


def test_nobody_confirms_onto_what_account_she_is_paid_herself(house):
    paid = User.objects.get(pk=house.herself.user_id).person
    row = ask(house)
    house.priya = type(house.priya)(**{name: getattr(house.priya, name) for name in house.priya.__slots__} | {"person_id": paid.pk})
    assert refused(confirm, house, row) == ["same_person", "own_money"]


def test_who_entered_it_for_a_practice_does_not_confirm_it(house):
    group = payees.create_payee(organization=house.organization, name="Quay Practice", kind="group", actor=house.priya, at=house.at())
    house.payee = group
    row = ask(house, participation=None, actor=house.priya)
    assert refused(confirm, house, row) == ["same_person"]
    confirm(house, row, actor=house.ben)
    assert row.state == "confirmed"


def test_finance_changes_no_therapists_own_account(house):
    assert refused(ask, house, participation=None, actor=house.priya) == ["hers_to_change"]


@pytest.mark.parametrize(("hours", "paid"), [(47, False), (48, True), (49, True)])
def test_it_is_paid_only_when_its_hours_are_over(house, hours, paid):
    confirmed(house)
    found = paid_on(house.payee, at=house.at() + hours * HOUR, on=house.day())
    assert bool(found.account) is paid and found.why == ("" if paid else "change")


@pytest.mark.parametrize("pays_old", [0, 1])
@pytest.mark.parametrize(("hours", "stopped"), [(0, True), (47, True), (48, False), (49, False)])
@pytest.mark.parametrize("by", ["finance", "herself"])
def test_a_confirmed_change_is_stopped_while_it_waits_and_no_later(house, by, hours, stopped, pays_old):
    """She reads that it was confirmed, and nobody had called her."""
    Parameter.objects.create(
        organization=house.organization, key="payments.bank_change_pays_old", value=pays_old, effective_from=house.day(-10),
        author_id=house.ines.person_id,
    )
    old, at = confirmed(house, at=house.at(-10)), house.at() + hours * HOUR
    row = confirmed(house, OTHER)
    stop = (accounts.refuse, {"reason": "She knows nothing of it.", "actor": house.ben}) if by == "finance" else (
        accounts.withdraw, {"actor": house.herself})
    if stopped:
        stop[0](row, **stop[1], at=at)
        assert row.state == ("refused" if by == "finance" else "withdrawn")
        assert [paid_on(house.payee, at=house.at(days), on=house.day(days)).account for days in (2, 30)] == [old, old]
        assert Message.objects.within(house.organization).filter(template="account_refused").exists() is (by == "finance")
    else:
        assert refused(stop[0], row, **stop[1], at=at) == ["wait_over"]
        assert paid_on(house.payee, at=at, on=house.day(2)).account == row
    assert refused(stop[0], row, **stop[1], at=at) == ["wrong_state" if stopped else "wait_over"]  # pressed twice


def test_who_has_an_account_reads_that_the_new_one_is_not_confirmed(client, house):
    confirmed(house, at=house.at(-10))
    ask(house, OTHER, at=clock.now())
    as_her(client, house.herself)
    shown = text(client.get("/me/money/account/harbor/"))
    assert "Your new account is not confirmed yet." in shown and "There is no confirmed account" not in shown


def test_a_change_that_waits_is_stopped_on_both_pages(client, house):
    confirmed(house, at=house.at(-10))
    row = confirmed(house, OTHER, at=clock.now())
    sign_in(client, house.ben)
    where = house.url("payee", pk=house.payee.pk)
    assert "Refuse it" in text(client.get(where)) and "Confirm the account" not in text(client.get(where))
    assert client.post(where, {"do": "refuse", "account": row.pk, "reason": ""}).status_code == 422
    assert client.post(where, {"do": "refuse", "account": row.pk, "reason": "She knows nothing of it."}).status_code == 302
    assert "Paid on •••• 6789." in text(client.get(where)) and "Refuse it" not in text(client.get(where))
    row = confirmed(house, OTHER, at=clock.now())
    as_her(client, house.herself)
    shown = text(client.get("/me/money/account/harbor/"))
    assert "Take the change back" in shown and "Another account" in shown
    assert client.post("/me/money/account/harbor/", {"do": "withdraw"}).status_code == 302
    row.refresh_from_db()
    shown = text(client.get("/me/money/account/harbor/"))
    assert row.state == "withdrawn" and "Paid on •••• 6789." in shown and "Take the change back" not in shown
    assert client.post("/me/money/account/harbor/", {"do": "withdraw"}).status_code == 404


def test_unconfirmed_it_is_never_paid_however_long_it_waits(house):
    ask(house)
    found = paid_on(house.payee, at=house.at(400), on=house.day(400))
    assert (found.account, found.why, found.until) == (None, "change", None)


@pytest.mark.parametrize(("pays_old", "number"), [(0, None), (1, NUMBER)])
def test_meanwhile_payments_are_held_or_go_to_the_old_account_as_the_organization_says(house, pays_old, number):
    Parameter.objects.create(
        organization=house.organization, key="payments.bank_change_pays_old", value=pays_old, effective_from=house.day(-10),
        author_id=house.ines.person_id,
    )
    old = confirmed(house, at=house.at(-10))
    ask(house, OTHER)
    found = paid_on(house.payee, at=house.at(), on=house.day())
    assert found.account == (old if number else None)


def test_refused_or_taken_back_the_old_account_goes_on(house):
    old = confirmed(house, at=house.at(-10))
    row = ask(house, OTHER)
    assert refused(accounts.refuse, row, reason=" ", actor=house.ben, at=house.at()) == ["no_reason"]
    accounts.refuse(row, reason="She did not ask for it.", actor=house.ben, at=house.at())
    again = ask(house, OTHER)
    accounts.withdraw(again, actor=house.herself, at=house.at())
    assert (row.state, again.state, paid_on(house.payee, at=house.at(3), on=house.day()).account) == ("refused", "withdrawn", old)


def test_the_old_address_is_told_without_a_number(house):
    confirmed(house, at=house.at(-10))
    user = User.objects.get(pk=house.herself.user_id)
    before, user.email = user.email, "thief@mail.example"
    user.save()
    ask(house, OTHER)
    mails = Message.objects.within(house.organization).filter(template="account_asked", created_at=house.at())
    assert {mail.address for mail in mails} == {before, "thief@mail.example"}
    assert not [mail for mail in mails if OTHER in mail.body or OTHER[-4:] in mail.body]
    assert "4 Nov 2026, 12:00" in mails[0].body


def test_a_number_that_is_anothers_is_flagged(house):
    row = confirmed(house)
    practitioner, other = cast.therapist("Hazel Copperwood", "T-00077")
    participation = house.take_part(practitioner)
    theirs = payees.create_payee(
        organization=house.organization, name="Hazel Copperwood", participation=participation, actor=other, at=house.at()
    )
    second = accounts.request(
        theirs, holder="H", number=NUMBER, routing=ROUTING, participation=participation, reauthenticated_at=house.at(), actor=other,
        at=house.at(),
    )
    assert shared_with(second) == [house.payee] and shared_with(row) == [theirs]


def test_each_look_at_a_whole_number_is_on_record(house):
    row = confirmed(house)
    assert row.masked == "•••• 6789" and NUMBER not in str(row)
    assert accounts.show(row, actor=house.ben, at=house.at()) == NUMBER
    event = timeline(house.payee)[0]
    assert (event.action, event.who) == ("account.seen", "Ben Hollis") and NUMBER not in str(event.payload.values)
    with pytest.raises(Forbidden):
        accounts.show(row, actor=house.maya, at=house.at())


def test_a_tax_number_is_sealed_masked_and_each_look_at_it_is_on_record(house):
    given = {"actor": house.priya, "at": house.at()}
    payees.change_payee(house.payee, tax_id="12-3456789", **given)
    stored = Payee.objects.within(house.organization).values_list("tax_id", flat=True).get(pk=house.payee.pk)
    assert stored.startswith("sealed:") and "3456789" not in stored and house.payee.masked_tax == "•••• 6789"
    assert timeline(house.payee)[0].payload.values["after"]["tax_id"] == "•••• 6789"
    payees.change_payee(house.payee, tax_id="", vat_number="V1", **given)  # no form shows the one there is
    assert house.payee.tax_id == "12-3456789"
    payees.change_payee(house.payee, tax_id="99-3456789", **given)  # another number that looks the same
    assert [event.action for event in timeline(house.payee)][:3] == ["payee.changed"] * 3
    assert payees.tax_numbers([house.payee], actor=house.ben, at=house.at()) == ["99-3456789"]
    event = timeline(house.payee)[0]
    assert (event.action, event.who) == ("tax_number.seen", "Ben Hollis") and "3456789" not in str(event.payload.values)
    with pytest.raises(Forbidden):
        payees.tax_numbers([house.payee], actor=house.maya, at=house.at())
    payees.change_payee(house.payee, tax_id="12345", **given)
    assert house.payee.masked_tax == "••••"


def test_a_tax_number_laid_into_another_row_does_not_open(house):
    other = payees.create_payee(organization=house.organization, name="Tern", tax_id="12-3456789", actor=house.priya, at=house.at())
    token = Payee.objects.within(house.organization).values_list("tax_id", flat=True).get(pk=other.pk)
    Payee.objects.within(house.organization).filter(pk=house.payee.pk).update(tax_id=token)
    row = Payee.objects.within(house.organization).get(pk=house.payee.pk)
    assert row.masked_tax == "••••"
    with pytest.raises(SealError):
        row.tax_id  # noqa: B018


# ── Pages ────────────────────────────────────────────────────────────────────


def test_a_whole_tax_number_is_shown_only_to_who_asks(client, house):
    payees.change_payee(house.payee, tax_id="12-3456789", actor=house.priya, at=house.at())
    where = house.url("payee", pk=house.payee.pk)
    sign_in(client, house.ben)
    page = client.get(where).content.decode()
    assert "•••• 6789" in page and "12-3456789" not in page
    assert "12-3456789" in client.post(where, {"do": "show_tax"}).content.decode()
    assert timeline(house.payee)[0].action == "tax_number.seen"
    sign_in(client, house.priya)
    assert "12-3456789" not in client.get(where).content.decode()
    as_her(client, house.herself)
    page = client.get("/me/money/account/harbor/").content.decode()
    assert "•••• 6789 is known" in page and "12-3456789" not in page



def test_she_changes_her_account_on_her_page(client, house):
    as_her(client, house.herself)
    where = "/me/money/account/harbor/"
    assert "There is no confirmed account" in text(client.get(where))
    form = {"do": "ask", "holder": "Wren Halloway", "routing": ROUTING, "number": NUMBER, "holding": "savings"}
    asked = client.post(where, form)
    assert asked.status_code == 302 and asked.url.startswith("/account/reauthenticate/") and not house.payee.accounts.exists()
    prove(client, house.herself)
    assert client.post(where, {**form, "routing": "021000022"}).status_code == 422
    assert [client.post(where, {**form, "holding": kind}).status_code for kind in ("", "gold")] == [422, 422]
    assert client.post(where, form).status_code == 302
    page = client.get(where)
    assert "Savings account •••• 6789" in text(page) and NUMBER not in page.content.decode()
    assert client.post(where, {"do": "withdraw"}).status_code == 302
    assert house.payee.accounts.get().state == "withdrawn"
    assert client.post(where, {"do": "withdraw"}).status_code == 404
    assert client.post(where, {"do": "keep", "name": "", "tax_class": "individual"}).status_code == 422
    assert client.post(where, {"do": "keep", "name": "W. Halloway", "tax_class": "company"}).status_code == 302
    assert client.get("/me/money/account/summit/").status_code == 404


def test_finance_confirms_it_on_the_payees_page(client, house):
    row = ask(house, holding="savings")
    sign_in(client, house.priya)
    assert "1 to confirm" in text(client.get(house.url("money"))) and "Account to confirm" in text(client.get(house.url("payees")))
    where = house.url("payee", pk=house.payee.pk)
    page = client.get(where)
    assert "•••• 6789" in text(page) and NUMBER not in page.content.decode()
    assert "Kind of account Savings account" in text(page)
    assert "1234 5678 9" in text(client.post(where, {"do": "show", "account": row.pk}))
    assert client.post(where, {"do": "confirm", "account": row.pk, "called": "", "note": ""}).status_code == 422
    given = {"do": "confirm", "account": row.pk, "called": "+1 555 0100", "note": "She confirmed."}
    assert client.post(where, {**given, "account": "none"}).status_code == 404
    assert client.post(where, given).status_code == 302
    assert client.post(where, given).status_code == 409
    row.refresh_from_db()
    assert row.state == "confirmed" and "Paid on Savings account •••• 6789." in text(client.get(where))
    sign_in(client, house.maya)
    assert client.post(where, {"do": "show", "account": row.pk}).status_code == 403
    assert client.get(house.url("payees")).status_code == 403 and "to confirm" not in text(client.get(house.url("money")))


def test_finance_makes_and_links_a_practice_on_pages(client, house):
    sign_in(client, house.priya)
    assert client.post(house.url("new_payee"), {"name": "", "kind": "group"}).status_code == 422
    answer = client.post(house.url("new_payee"), {"name": "Quay Practice", "kind": "group"})
    assert answer.status_code == 302
    link = {"do": "link", "therapist": "T-harbor", "reason": "She joined it."}
    assert client.post(answer.url, {**link, **days("first", house.day(-60))}).status_code == 422
    assert client.post(answer.url, {**link, "reason": "", **days("first", house.day(5))}).status_code == 422
    assert client.post(answer.url, {**link, **days("first", house.day(5))}).status_code == 302
    proposal = LinkProposal.objects.within(house.organization).get()
    assert client.post(answer.url, {"do": "confirm_link", "link": proposal.pk}).status_code == 409
    assert link_on(house.participation, house.day(5)).payee == house.payee
    sign_in(client, house.ben)
    assert client.post(answer.url, {"do": "confirm_link", "link": proposal.pk}).status_code == 302
    assert client.post(answer.url, {"do": "confirm_link", "link": proposal.pk}).status_code == 404
    assert {client.post(answer.url, {"do": "confirm_link", "link": typed}).status_code for typed in ("²", "9" * 40, "")} == {404}
    assert link_on(house.participation, house.day(5)).payee.name == "Quay Practice"
    sign_in(client, house.priya)
    asked = {"do": "ask", "holder": "Quay", "routing": ROUTING, "number": OTHER}
    assert client.post(answer.url, asked).status_code == 422
    assert client.post(answer.url, {**asked, "holding": "checking"}).status_code == 302
    keep = {"do": "keep", "name": "Quay Practice", "kind": "group", "tax_class": "company", **days("tax_form_on", house.day(-1))}
    assert client.post(answer.url, {**keep, "tax_class": "alone"}).status_code == 422
    assert client.post(answer.url, {**keep, "vat_basis_points": "2100"}).status_code == 302  # nothing asks it here: it takes two
    assert vat_of(Payee.objects.within(house.organization).get(name="Quay Practice"), house.day()) is None
    said = text(client.get(answer.url))
    assert "from 7 Nov 2026" in said and "You asked for this bank account; someone else must confirm it." in said
