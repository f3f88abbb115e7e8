"""A batch from match to bank file to a rejected payment to a second run: every line is paid once, and the therapist reads each step.

By hand, in euros: a session pays €95.00; Wren held two, and so did Otis.

| day of 2026 | what | of Wren's €190.00 | of Otis's €190.00 |
|---|---|---|---|
| Mon 2 Nov | Ben approves four lines; Priya makes and locks HA-B00001; Ben approves and releases €380.00 | sent | sent |
| Fri 6 Nov | the bank's report: account blocked (AC06), and paid | due again | paid on 6 Nov |
| Fri 6 Nov | Priya makes and locks HA-B00002; Ben approves and releases €190.00 | sent again | – |
| Wed 11 Nov | the bank's report: paid | paid on 11 Nov | – |
"""

import hashlib
import re
from decimal import Decimal

import pytest
from lxml import etree

from network.models import User
from network.worker import drain
from payments.models import Invoice
from payments.workflow import checking, invoicing, sessions
from tests.payments.paying import PayingHouse
from tests.payments.test_bank_answers import report, transaction

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = [("HA-PAY000001", Decimal("190.00"), "NL20INGB0001234567"), ("HA-PAY000002", Decimal("190.00"), "BE68539007547034")]
SECOND = [("HA-PAY000003", Decimal("190.00"), "NL20INGB0001234567")]
SENT_BACK = "The bank sent it back: the account is blocked (AC06). It is paid again with a next payment."


@pytest.fixture
def house(demo, transactional_db, move_to, tmp_path):
    """Four lines that match; nobody has approved them."""
    demo.STORAGE = {**demo.STORAGE, "kind": "local", "root": str(tmp_path / "kept")}
    house = PayingHouse(currency="EUR")
    house.another("Otis Marsh", "T-00043")
    for (participation, herself, _payee, authorization), days in zip(house.her, [(-3, -2), (-5, -4)], strict=True):
        for day in days:
            sessions.log(authorization, day=house.day(day), mode="in_person", actor=herself, at=house.at())
        invoice = Invoice.objects.within(house.organization).get(participation=participation, state="draft")
        invoicing.send(invoice, actor=herself, at=house.at())
        checking.check_invoice(invoice, at=house.at())
    move_to(house.at())
    return house


@pytest.fixture
def people(house, person):
    """Priya, Ben, Wren and Otis at a window each; the therapists on their phones."""
    priya, ben = (person(User.objects.get(pk=actor.user_id)) for actor in (house.priya, house.ben))
    wren, otis = (person(User.objects.get(pk=row[1].user_id), width=390) for row in house.her)
    return priya, ben, wren, otis


def approve_what_matches(ben, house):
    ben.open("/harbor/money/lines/?view=matched").sees("4 lines, €380.00")
    for pk in house.lines().values_list("pk", flat=True):
        ben.open(f"/harbor/money/lines/{pk}/").press("Approve").sees("Recorded.")
    ben.open("/harbor/money/lines/?view=approved").sees("4 lines, €380.00")


def make_and_lock(priya, preview, flag):
    """Priya's half: she neither approves nor releases it."""
    priya.open("/harbor/money/batches/").follow("New batch from •••• 4300").sees(preview, flag)
    priya.press("Make it").sees("Made. Look at it, then lock it.").press("Lock").sees("Locked. Another person approves it.")
    assert not {"Approve", "Release"} & set(priya.buttons())


def approve_and_release(ben, reference, wrong, total):
    """Ben's half: the total is typed by hand."""
    ben.open(f"/harbor/money/batches/{reference}/").press("Approve").sees("Approved.")
    ben.fill("Type the total to release it", wrong).press("Release").sees(f"The total of this batch is €{total}.")
    ben.fill("Type the total to release it", total).press("Release").sees("Released.")
    assert "Release" not in ben.buttons()
    drain()


def loaded_down(priya, reference, folder) -> list[tuple]:
    """The file, twice the same bytes with the fingerprint on the screen: payment, amount and account of each transfer in it."""
    priya.open(f"/harbor/money/batches/{reference}/")
    got = []
    for number in range(2):
        path = folder / f"{reference}-{number}.xml"
        priya.takes("Load the file down").save_as(path)
        got.append(path.read_bytes())
    assert got[0] == got[1]
    shown = re.sub(r"\s", "", priya.page.get_by_role("region", name="The file").inner_text())
    assert hashlib.sha256(got[0]).hexdigest() in shown
    transfers = etree.fromstring(got[0]).findall(".//{*}CdtTrfTxInf")
    assert all("HA-A-" not in text for text in etree.fromstring(got[0]).itertext())  # no authorization, so no client
    return [
        (row.findtext(".//{*}EndToEndId"), Decimal(row.findtext(".//{*}InstdAmt")), row.findtext("{*}CdtrAcct/{*}Id/{*}IBAN"))
        for row in transfers
    ]


def bank_says(priya, folder, name, batch, *transactions) -> str:
    """Priya takes in a report of the bank."""
    whole = report(*transactions, message=batch).replace(b"HB-B-0007", batch.encode()).replace(b"BANK-1", name.encode())
    path = folder / f"{name}.xml"
    path.write_bytes(whole)
    return priya.open("/harbor/money/bank/").attach("File of the bank", path).press("Take it")


def test_a_rejected_payment_goes_again_and_no_line_is_paid_twice(house, people, move_to, tmp_path):
    priya, ben, wren, otis = people
    approve_what_matches(ben, house)
    make_and_lock(priya, "€380.00 to 2 payees", "First payment")
    wren.open("/me/money/").sees("Approved, in a batch.")
    approve_and_release(ben, "HA-B00001", "380.01", "380.00")
    assert loaded_down(priya, "HA-B00001", tmp_path) == FIRST
    wren.open("/me/money/").sees("Sent to the bank.")

    move_to(house.at(4))
    answer = ("BANK-6", "HA-B00001", transaction("HA-PAY000001", "RJCT", "AC06"), transaction("HA-PAY000002", "ACSC", ""))
    bank_says(priya, tmp_path, *answer).sees("Taken: 2 payments changed.")
    bank_says(priya, tmp_path, *answer).sees("This file was taken before. Nothing changed.")
    drain()
    priya.open("/harbor/money/batches/HA-B00001/").sees("Came back from the bank", "HA-PAY000001", "the account is blocked", "Settled")
    priya.open("/harbor/money/lines/?view=approved").sees("2 lines, €190.00")
    wren.open("/me/money/").sees(SENT_BACK).misses("Paid on")
    otis.open("/me/money/").sees("Paid on 6 Nov 2026.", "€190.00 from Harbor").misses("The bank sent it back")

    make_and_lock(priya, "€190.00 to 1 payee", "The last one came back")
    approve_and_release(ben, "HA-B00002", "380.00", "190.00")
    assert loaded_down(priya, "HA-B00002", tmp_path) == SECOND
    assert loaded_down(priya, "HA-B00001", tmp_path) == FIRST  # what went stays as it went
    late = ("BANK-7", "HA-B00001", transaction("HA-PAY000001", "RJCT", "AC06"))
    bank_says(priya, tmp_path, *late).sees("Taken: 0 payments changed.")  # said once more of the first payment: the second stands

    move_to(house.at(9))
    bank_says(priya, tmp_path, "BANK-8", "HA-B00002", transaction("HA-PAY000003", "ACSC", "")).sees("Taken: 1 payment changed.")
    drain()
    paid_once(priya, wren, otis)


def paid_once(priya, wren, otis):
    """Four lines, €380.00, each on one payment; nothing is left to be paid."""
    priya.open("/harbor/money/lines/?view=paid").sees("4 lines, €380.00")
    priya.open("/harbor/money/batches/").follow("New batch from •••• 4300").sees("Nothing can be paid now")
    books = priya.open("/harbor/money/ledger/").page.get_by_role("region", name="Accounts").get_by_role("row").all()[1:]
    cells = [row.inner_text().replace("\xa0", " ").replace("\u2212", "-").split("\t") for row in books]
    left = {account.strip(): stands.strip() for account, _moved, stands in cells if stands.strip() != "€0.00"}
    assert left == {"Cost of sessions": "€380.00", "Bank": "-€380.00"}
    said = wren.open("/me/money/").text()
    assert (said.count("Paid on 11 Nov 2026."), said.count("€190.00 from Harbor"), SENT_BACK in said) == (2, 1, False)
    said = otis.open("/me/money/").text()
    assert (said.count("Paid on 6 Nov 2026."), said.count("€190.00 from Harbor")) == (2, 1)
