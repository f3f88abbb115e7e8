"""Batches through the pages: proposed, locked, approved, released, loaded down, answered; refused with words; strangers find nothing."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network import clock
from network.worker import drain
from payments.models import Batch, Instruction, PayingAccount
from payments.workflow import releasing
from payments.workflow.answers import take
from tests.payments.house import House, days
from tests.payments.paying import ACH, SEPA, PayingHouse
from tests.payments.test_bank_answers import detail
from tests.payments.test_bank_files import full, kept
from tests.payments.test_batches import hold
from tests.payments.test_taken_answers import ONE, TWO, booked
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db
assert kept


_world, built = shared(lambda: full(PayingHouse(currency="EUR")))


@pytest.fixture
def house(built, kept, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: built.at())
    return built


def where(house, **more):
    return house.url("batch", reference="HA-B00001", **more)


def post(client, house, do, **more):
    return client.post(where(house), {"do": do, **more})


def test_a_batch_from_preview_to_the_banks_file(client, house):
    sign_in(client, house.priya)
    assert "New batch from •••• 4300" in text(client.get(house.url("batches")))
    new = house.url("new_batch", pk=house.account.pk)
    said = text(client.get(new))
    assert "€380.00 to 2 payees" in said and said.count("First payment") == 2
    payees = [str(row[2].pk) for row in house.her]
    assert client.post(new, {**days("pays_on", house.day(3))}).status_code == 422
    assert client.post(new, {**days("pays_on", house.day(-1)), "payees": payees}).status_code == 409
    assert client.post(new, {**days("pays_on", house.day(3)), "payees": ["99999"]}).status_code == 422
    assert client.post(new, {**days("pays_on", house.day(3)), "payees": payees}).status_code == 302
    assert client.post(new, {**days("pays_on", house.day(3)), "payees": payees}).status_code == 422  # nothing is left to choose
    assert post(client, house, "lock").status_code == 302
    assert post(client, house, "approve").status_code == 409
    sign_in(client, house.ben)
    page = client.get(where(house))
    batch = Batch.objects.within(house.organization).get()
    assert batch.sha256[:4] in text(page) and "Priya Goldacre" in text(page)
    assert [(eye.label, eye.who) for eye in page.context["page"].eyes] == [("Made", "Priya Goldacre"), ("Approve", "")]
    assert post(client, house, "approve", seen="0" * 64).status_code == 409
    assert post(client, house, "approve", seen=batch.sha256).status_code == 302
    wrong = post(client, house, "release", seen=batch.sha256, total="380.01")
    assert wrong.status_code == 422 and "The total of this batch is €380.00." in text(wrong)
    assert post(client, house, "release", seen=batch.sha256, total="x").status_code == 422
    assert client.get(house.url("bank_file", reference=batch.reference)).status_code == 404
    assert post(client, house, "release", seen=batch.sha256, total="380.00").status_code == 302
    assert post(client, house, "release", seen=batch.sha256, total="380.00").status_code == 409  # pressed twice
    drain()
    got = client.get(house.url("bank_file", reference=batch.reference))
    assert hashlib.sha256(got.content).hexdigest() == batch.sha256
    assert got["Content-Disposition"].startswith('attachment; filename="HA-B00001.xml"') and got["Cache-Control"] == "no-store, private"
    assert client.get(house.url("bank_file", reference=batch.reference)).content == got.content


def test_what_stays_out_is_said_before_and_after(client, house):
    hold(house, first=-1)
    sign_in(client, house.priya)
    said = text(client.get(house.url("new_batch", pk=house.account.pk)))
    assert "€285.00" in said and "Stays out, and why" in said and "L-00002" in said
    releasing.lock(house.batch(), actor=house.priya, at=house.at())
    said = text(client.get(where(house)))
    assert "Left the batch" in said and "L-00002" in said


def test_a_line_is_taken_out_and_a_batch_sent_back_and_canceled(client, house):
    batch = house.batch()
    sign_in(client, house.priya)
    entry = batch.entries.first()
    assert post(client, house, "take_out", line=entry.pk, reason="").status_code == 422
    assert post(client, house, "take_out", line="x", reason="Why.").status_code == 404
    assert post(client, house, "take_out", line=entry.pk, reason="She asked.").status_code == 302
    assert post(client, house, "lock").status_code == 302
    sign_in(client, house.ben)
    assert post(client, house, "send_back", reason="").status_code == 422
    assert post(client, house, "send_back", reason="Not today.").status_code == 302
    sign_in(client, house.priya)
    assert "Not today." in text(client.get(where(house)))
    assert post(client, house, "cancel", reason="Another day.").status_code == 302
    assert "Canceled" in text(client.get(where(house)))


def test_the_banks_file_is_taken_on_its_page_once(client, house, monkeypatch):
    house.written()
    monkeypatch.setattr(clock, "now", lambda: house.at(4))  # the day after it was booked
    sign_in(client, house.priya)
    page = house.url("answers")
    whole = booked(detail(ONE, "190.00"), detail(TWO, "190.00"), amount="380.00")

    def send(content):
        return client.post(page, {"file": SimpleUploadedFile("st.xml", content)}, follow=True)

    assert client.post(page, {}).status_code == 422
    refused = send(whole.replace(b"190.00", b"190.01"))
    assert refused.status_code == 409 and "we sent" in text(refused)
    assert "2 payments changed" in text(send(whole))
    assert "taken before" in text(send(whole))
    said = text(client.get(where(house)))
    assert "booked 5 Nov 2026" in said and "Settled" in said


def test_the_therapist_reads_when_she_was_paid_and_her_paper_adds_up(client, house):
    house.written()
    as_her(client, house.herself)
    assert "Sent to the bank" in text(client.get(reverse("my_money")))
    take(booked(detail(ONE, "190.00"), detail(TWO, "190.00"), amount="380.00"), organization=house.organization, actor=house.priya,
         at=house.at(4))
    drain()
    said = text(client.get(reverse("my_money")))
    assert "Paid on 5 Nov 2026" in said
    row = Instruction.objects.within(house.organization).get(reference=ONE)
    paper = client.get(reverse("my_payment", kwargs={"pk": row.pk}))
    words = text_of(paper.content)
    assert "190.00" in words and "L-00001" in words and "L-00002" in words and "L-00003" not in words
    other = Instruction.objects.within(house.organization).get(reference=TWO)
    assert client.get(reverse("my_payment", kwargs={"pk": other.pk})).status_code == 404


def test_accounts_to_pay_from(client, house):
    sign_in(client, house.priya)
    page = house.url("new_paying_account")
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {**SEPA}).status_code == 422
    assert client.post(page, {**SEPA, "reason": "New."}).status_code == 422
    assert client.post(page, {**ACH, "reason": "New."}).status_code == 302
    assert PayingAccount.objects.within(house.organization).count() == 1, "another person confirms it first"


def test_who_may_see_what(client, house):
    house.written()
    for who, codes in {
        "maya": (200, 200, 403, 403, 403), "tom": (403, 403, 403, 403, 403), "priya": (200, 200, 200, 200, 200),
        "ben": (200, 200, 200, 403, 200),
    }.items():
        sign_in(client, getattr(house, who))
        urls = (
            house.url("batches"), where(house), house.url("bank_file", reference="HA-B00001"),
            house.url("new_batch", pk=house.account.pk), house.url("answers"),
        )
        assert tuple(client.get(url).status_code for url in urls) == codes, who
    sign_in(client, House("summit").priya)
    assert client.get(where(house)).status_code == 404
