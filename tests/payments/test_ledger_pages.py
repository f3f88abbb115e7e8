"""The ledger, recoveries, year totals and papers on their pages: who may open and do what, and what stands there."""

from dataclasses import replace

import pytest
from django.db.models import F
from django.urls import reverse

from network.events import timeline
from network.formats import day
from network.models import Hold, Parameter
from payments import tax_forms
from payments.bank.answers import Kind
from payments.facts.accounts import tax_mark
from payments.facts.years import payments_of, totals
from payments.models import AccountMapping, CreditNote, InvoiceLine, LedgerPeriod, LedgerPosting
from payments.pages.ledger import source_link
from payments.queries.ledger import shown
from payments.tax_forms import CARE
from payments.workflow import mapping, payees, posting
from tests.payments.house import House
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import bank, held, one, voided
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db


def one_claimed_back():
    found = PayingHouse()
    found.approved()
    found.written()
    bank(found, Kind.PAID)
    held(found)
    return found


_world, built = shared(one_claimed_back)


@pytest.fixture
def house(built, settings):
    """Two lines are paid, 190 dollars in one payment; one is claimed back."""
    settings.STAFF_SECOND_FACTOR = False
    return built


def test_the_ledger_shows_balances_and_traces_every_posting(client, house):
    sign_in(client, house.priya)
    said = text(client.get(house.url("ledger")))
    assert "Ledger of 2026-11" in said and "Recovery opened" in said and "L" in said
    line = one(house).line
    answer = client.get(house.url("ledger"), {"of": f"payments.invoiceline:{line.pk}"})
    assert "Line approved" in text(answer) and house.url("line", pk=line.pk) in answer.content.decode()
    assert client.get(house.url("ledger"), {"period": "1999-01"}).status_code == 404
    for odd in ({"before": "x"}, {"before": "9" * 40}, {"of": "nothing"}, {"before": "1"}):
        assert client.get(house.url("ledger"), odd).status_code == 200
    sign_in(client, house.rosa)
    assert client.get(house.url("ledger")).status_code == 403
    other = House("summit")
    sign_in(client, other.priya)
    assert client.get(house.url("ledger")).status_code == 404


def test_every_posting_leads_to_what_it_is_of(client, house):
    """Lines and recoveries to their pages, a payment to its batch, each by the name it has elsewhere."""
    InvoiceLine.objects.within(house.organization).update(position=F("position") + 40)  # a line's number is not its key
    sign_in(client, house.priya)
    found = [shown(house.organization, key=key) for key in ("2026-10", "2026-11")]
    here = {"organization": house.organization.slug}
    links = {row.subject: source_link(row, each.traces, here) for each in found for row in each.postings}
    assert {kind.partition(":")[0] for kind in links} == {"payments.invoiceline", "payments.linerecovery", "payments.instruction"}
    assert sorted(link.label for link in links.values()) == ["HA-PAY000001", "L-00041", "L-00042", one(house).reference]
    assert [client.get(link.url).status_code for link in links.values()] == [200] * 4
    assert links[next(key for key in links if "instruction" in key)].url == house.url("batch", reference="HA-B00001")
    batch = client.get(house.url("batch", reference="HA-B00001"))
    assert "Lines in it" in text(batch) and "31 Oct 2026, HA-PAY000001" in text(batch)  # and from the batch to its lines
    assert all(f'href="{link.url}"' in batch.content.decode() for key, link in links.items() if "invoiceline" in key)
    asked = next(key for key, link in links.items() if link.label == "L-00041")
    assert "What was posted for L-00041" in text(client.get(house.url("ledger"), {"of": asked}))


def test_a_period_is_closed_on_its_page(client, house):
    october = LedgerPeriod.objects.within(house.organization).get(key="2026-10")
    where = f"{house.url('ledger')}?period=2026-10"
    sign_in(client, house.priya)
    assert "Close this period" not in text(client.get(where))
    assert client.post(where, {"reason": "Done."}).status_code == 409
    sign_in(client, house.ben)
    assert "Close this period" in text(client.get(where))
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "Done."}).status_code == 302
    october.refresh_from_db()
    assert october.state == "closed" and "Close this period" not in text(client.get(where))
    assert client.post(where, {"reason": "Again."}).status_code == 409


def test_the_export_names_the_organizations_own_accounts(client, house):
    sign_in(client, house.priya)
    where = house.url("bookkeeping")
    assert client.post(where, {"payable": "=1"}).status_code == 409
    assert client.post(where, {"payable": "1600", "care": "4100"}).status_code == 302
    content = client.get(house.url("ledger_csv"), {"period": "2026-11"}).content.decode("utf-8-sig").splitlines()
    assert content[0] == "posting,period,booked,day,event,source,account,name,currency,debit,credit"
    rows = [row.split(",") for row in content[1:]]
    assert ["1600", "payable", "USD", "", "95.00"] in [row[6:] for row in rows if row[4] == "approved"]
    debit, credit = (sum(int(row[side].replace(".", "") or 0) for row in rows) for side in (9, 10))
    assert debit == credit > 0
    assert client.get(house.url("ledger_csv"), {"period": "x"}).status_code == 404
    assert client.post(where, {"care": "4100"}).status_code == 302
    assert AccountMapping.objects.within(house.organization).get(account="payable").code == ""
    sign_in(client, house.ben)
    assert client.get(where).status_code == 403


def test_a_number_no_bookkeeping_takes_is_refused(house):
    by = {"organization": house.organization, "actor": house.priya, "at": house.at()}
    for wrong in ("=1", "a" * 21, "1;2", "-4"):
        assert refused(mapping.keep, codes={"care": wrong}, **by) == ["code_wrong"]
    assert mapping.keep(codes={"care": " 4100 ", "other": "1"}, **by) == {"care": "4100"}


def test_finance_sees_a_recovery_and_does_what_may_be_done(client, house):
    row = one(house)
    where = house.url("line_recovery", pk=row.pk)
    sign_in(client, house.priya)
    assert row.reference in text(client.get(house.url("line_recoveries")))
    said = text(client.get(where))
    assert "Paid in error" in said and "$95.00" in said and "Write it off" not in said
    assert client.post(where, {"do": "repay", "amount": "x"}).status_code == 422
    assert client.post(where, {"do": "repay", "amount": "95.01"}).status_code == 409
    assert client.post(where, {"do": "repay", "amount": "5.00"}).status_code == 302
    assert client.post(where, {"do": "propose_write_off", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "propose_write_off", "reason": "Small."}).status_code == 302
    assert client.post(where, {"do": "confirm_write_off"}).status_code == 409
    assert client.post(where, {"do": "anything"}).status_code == 200
    sign_in(client, house.ben)
    assert client.post(where, {"do": "confirm_write_off"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.returned_minor, row.written_off_minor) == ("written_off", 500, 9000)
    sign_in(client, House("summit").ben)
    assert client.get(where).status_code == 404


def test_of_one_that_closed_nothing_is_left(client, house):
    sign_in(client, house.priya)
    assert "$95.00 of $95.00 left" in text(client.get(house.url("line_recoveries")))
    voided(house, Hold.objects.within(house.organization).get())
    listed = text(client.get(house.url("line_recoveries")))
    assert "$95.00, not claimed any more" in listed and "left" not in listed
    assert "Left $0.00" in text(client.get(house.url("line_recovery", pk=one(house).pk)))


def test_the_year_is_added_up_by_tax_number_and_day_of_payment(client, house):
    payees.change_payee(house.her[0][2], tax_id="12-3456789", actor=house.priya, at=house.at())
    (row,) = totals(house.organization, 2026)
    assert (row.tax_id, row.total.minor, row.reported.why) == ("12-3456789", 19000, "below")
    assert totals(house.organization, 2025) == ()
    (paid,) = payments_of(row.payees, house.organization, 2026)
    assert (paid.day, paid.source, paid.amount.minor) == (house.day(3), "HA-PAY000001", 19000)
    bank(house, Kind.RETURNED, days=6)
    assert [item.total.minor for item in totals(house.organization, 2026)] == [0]
    sign_in(client, house.priya)
    shown = text(client.get(house.url("year_totals")))
    assert "•••• 6789" in shown and "12-3456789" not in shown
    assert seen_tax_numbers(house) == []
    csv = client.get(house.url("year_csv", year=2026)).content.decode("utf-8-sig")
    assert "12-3456789" in csv and "1099-NEC" in csv
    assert seen_tax_numbers(house) == [("Priya Goldacre", {"tax_id": "•••• 6789"})]
    assert client.get(house.url("year_totals"), {"year": "0001"}).status_code == 404
    assert client.get(house.url("year_csv", year=1)).status_code == 404
    sign_in(client, house.maya)
    assert client.get(house.url("year_totals")).status_code == 403


def test_as_what_a_year_is_reported_is_a_setting_and_the_page_quotes_the_law(client, house):
    given = {"effective_from": house.day(-30), "author_id": house.priya.person_id, "approver_id": house.ines.person_id}
    sign_in(client, house.priya)
    shown = text(client.get(house.url("year_totals")))
    assert "1099-NEC, box 1a: from $2,000.00 a year" in shown and "Unconfirmed" not in shown
    assert "“tax years beginning after 2025, the minimum threshold amount" in shown and "https://www.irs.gov/instructions/" in shown
    Parameter(organization=house.organization, key="payments.reported_as", value=CARE, **given).save()
    shown = text(client.get(house.url("year_totals")))
    assert "1099-MISC, box 6: from $2,000.00 a year" in shown and "1099-NEC, box" not in shown
    csv = client.get(house.url("year_csv", year=2026)).content.decode("utf-8-sig")
    assert "1099-MISC,6,2000.00" in csv.replace('"', "").replace(";", ",") and "1099-NEC" not in csv


def test_what_nobody_read_in_the_law_says_so_on_the_page(client, house, monkeypatch):
    monkeypatch.setattr(tax_forms, "FORMS", tuple(replace(form, confirmed=False) for form in tax_forms.FORMS))
    sign_in(client, house.priya)
    assert "Unconfirmed: ask your tax adviser before you file." in text(client.get(house.url("year_totals")))


def seen_tax_numbers(house):
    """Who looked at the whole number, and what is recorded of it."""
    found = [event for event in timeline(house.her[0][2]) if event.action == "tax_number.seen"]
    return [(event.who, event.payload.values["after"]) for event in found]


def test_payees_with_one_tax_number_are_added_together_however_it_is_written(house):
    other = house.another("Ada Fenn", "T-9")
    house.approved(1)
    house.written()
    bank(house, Kind.PAID, "HA-PAY000002")
    for payee, number in ((house.her[0][2], "12-3456789"), (other, "12 345 6789")):
        payees.change_payee(payee, tax_id=number, actor=house.priya, at=house.at())
    (row,) = totals(house.organization, 2026)
    assert ([payee.name for payee in row.payees], row.total.minor) == (["Ada Fenn", house.her[0][2].name], 38000)
    payees.change_payee(other, tax_id="12-3456780", actor=house.priya, at=house.at())
    assert [row.total.minor for row in totals(house.organization, 2026)] == [19000, 19000]
    assert tax_mark("") == tax_mark(" - ") == ""


def test_papers_are_drawn_for_finance_and_for_herself(client, house):
    note, payee = CreditNote.objects.within(house.organization).get(), house.her[0][2]
    sign_in(client, house.priya)
    said = text_of(client.get(house.url("credit_note", pk=note.pk)).content)
    assert "HA-P0001-00002" in said and "HA-P0001-00001" in said and "self-billing" in said and "$95.00" in said
    assert "HA-PAY000001" in text_of(client.get(house.url("year_statement", year=2026, pk=payee.pk)).content)
    sign_in(client, house.herself)
    mine = client.get(reverse("my_statement", kwargs={"slug": "harbor", "year": 2026}))
    assert mine["Content-Type"] == "application/pdf" and "$190.00" in text_of(mine.content)
    assert client.get(reverse("my_credit_note", kwargs={"pk": note.pk})).status_code == 200
    assert client.get(reverse("my_statement", kwargs={"slug": "nowhere", "year": 2026})).status_code == 404
    assert "Claimed back" in text(client.get(reverse("my_line", kwargs={"pk": one(house).line_id})))
    other = House("summit")
    sign_in(client, other.herself)
    assert client.get(reverse("my_credit_note", kwargs={"pk": note.pk})).status_code == 404


def test_a_late_posting_says_its_own_day(client, house):
    posting.close(LedgerPeriod.objects.within(house.organization).get(key="2026-10"), reason="Done.", actor=house.ben, at=house.at(4))
    house.approved(days=(-3,), at=house.at(5))
    row = LedgerPosting.objects.within(house.organization).get(event="accrued", day=house.day(-3))
    sign_in(client, house.priya)
    said = text(client.get(house.url("ledger"), {"of": row.subject}))
    assert f"of {day(house.day(-3))}" in said and day(row.booked_on) in said and row.booked_on.isoformat() == "2026-11-01"
