"""A license is suspended as of D, with six lines around it; then D was two days later, then it ends; in another world it never was.

By hand: a session pays $95.00, one that was canceled late half of that. Wren held them on these days of 2026:

| line | day | when it comes out |
|---|---|---|
| L-00001 | Fri 23 Oct | paid before D |
| L-00002 | Mon 26 Oct, which is D | paid |
| L-00003 | Tue 27 Oct | in a batch that is locked and approved, beside Otis's L-00004 |
| L-00005 | Wed 28 Oct, which is D+2 | approved |
| L-00006 | Thu 29 Oct, canceled late | sent in |
| L-00007 | Fri 30 Oct | not sent in yet |

Maya opens, moves, ends and voids the hold on the page of standing on Friday 6 November; what follows is done by jobs alone.
"""

import re
from datetime import date

import pytest

from network.models import User
from network.worker import drain
from payments.models import InvoiceLine
from payments.workflow import invoicing, releasing, sessions
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import Kind, bank

pytestmark = pytest.mark.django_db(transaction=True)
D, TWO_LATER, LAST_HELD = date(2026, 10, 26), date(2026, 10, 28), date(2026, 10, 28)

# of finance's queue: the title of each view and the lines in it; views that are not named are empty
BEFORE = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("2 lines, $190.00", ["L-00003", "L-00004"]),
    "approved": ("1 lines, $95.00", ["L-00005"]), "submitted": ("1 lines, $47.50", ["L-00006"]),
}
FROM_D = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 lines, $95.00", ["L-00004"]),
    "exception": ("3 lines, $237.50", ["L-00003", "L-00005", "L-00006"]),
}
FROM_TWO_LATER = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 lines, $95.00", ["L-00004"]),
    "matched": ("1 lines, $95.00", ["L-00003"]), "exception": ("2 lines, $142.50", ["L-00005", "L-00006"]),
}
ENDED = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 lines, $95.00", ["L-00004"]),
    "matched": ("2 lines, $142.50", ["L-00003", "L-00006"]), "exception": ("1 lines, $95.00", ["L-00005"]),
}
VOIDED = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 lines, $95.00", ["L-00004"]),
    "matched": ("3 lines, $237.50", ["L-00003", "L-00005", "L-00006"]),
}
VIEWS = ("exception", "asked", "waiting", "matched", "submitted", "approved", "in_batch", "sent", "paid", "declined", "disputed")

# of the ledger: what each account stands at; six of Wren's sessions and one of Otis's cost $617.50
BOOKS_BEFORE = {
    "Cost of sessions": "$617.50", "Sessions not yet approved": "-$142.50", "Approved and unpaid": "-$285.00", "Bank": "-$190.00",
}
BOOKS_FROM_D = {  # what was paid for D is claimed back, two approvals are void
    "Cost of sessions": "$522.50", "Sessions not yet approved": "-$332.50", "Approved and unpaid": "-$95.00", "Bank": "-$190.00",
    "To be recovered": "$95.00",
}
BOOKS_AFTER = {  # it is due after all; nothing is approved again by itself
    "Cost of sessions": "$617.50", "Sessions not yet approved": "-$332.50", "Approved and unpaid": "-$95.00", "Bank": "-$190.00",
}

# of her own page, by day: what is said of each line that was sent in
PAID, LOOKED_AT = "Paid on 5 Nov 2026.", "Something has to be looked at."
CHECKED = "Checked, waits for approval. Expected on 13 Nov 2026."
HERS_BEFORE = {
    "23 Oct": PAID, "26 Oct": PAID, "27 Oct": "Approved, in a batch. Expected on 13 Nov 2026.",
    "28 Oct": "Approved. Expected on 13 Nov 2026.", "29 Oct": "Sent in, being checked. Expected on 13 Nov 2026.",
}
HERS_FROM_D = {"23 Oct": PAID, "26 Oct": PAID, "27 Oct": LOOKED_AT, "28 Oct": LOOKED_AT, "29 Oct": LOOKED_AT}
HERS_FROM_TWO_LATER = {**HERS_FROM_D, "27 Oct": CHECKED}
HERS_ENDED = {**HERS_FROM_TWO_LATER, "29 Oct": CHECKED}
HERS_VOIDED = {**HERS_ENDED, "28 Oct": CHECKED}


class Around(PayingHouse):
    """Wren's six lines, each as far as the table says."""

    def __init__(self):
        super().__init__()
        self.rates([("counseling", "session", "USD", 9500)], days=-35, late_percent=50)
        self.approved(days=(-10, -7))
        self.written()
        bank(self, Kind.PAID)
        self.approved(days=(-6,))
        self.another("Otis Marsh", "T-00043")
        self.approved(who=1, days=(-6,))
        batch = self.locked(pays_on=self.day(10))
        releasing.approve(batch, seen=batch.sha256, actor=self.ben, at=self.at())
        self.approved(days=(-5,))
        invoicing.send(self.reported(-4, attendance="late_cancellation").invoice, actor=self.herself, at=self.at())
        self.reported(-3)

    def reported(self, day, **more) -> InvoiceLine:
        """One more session of hers, on the invoice that is being filled."""
        session = sessions.log(self.her[0][3], day=self.day(day), mode="in_person", actor=self.herself, at=self.at(), **more).session
        return InvoiceLine.objects.within(self.organization).get(session=session)


@pytest.fixture
def house(demo, transactional_db, move_to, tmp_path):
    demo.STORAGE = {**demo.STORAGE, "kind": "local", "root": str(tmp_path)}
    house = Around()
    move_to(house.at(4))
    return house


@pytest.fixture
def maya(house, person):
    return person(User.objects.get(pk=house.maya.user_id))


@pytest.fixture
def priya(house, person):
    return person(User.objects.get(pk=house.priya.user_id))


@pytest.fixture
def wren(house, person):
    return person(User.objects.get(pk=house.herself.user_id), width=390)


def suspend(maya):
    """The license is suspended as of D."""
    maya.open("/harbor/standing/").follow("Wren Halloway")
    maya.page.get_by_text("Open a hold", exact=True).click()
    maya.choose("Reason", "License").day("From", D).fill("What happened", "The board suspended it.")
    maya.press("Open the hold").sees("The hold is open.")
    drain()


def queue(priya):
    """Every view of the queue that holds something: its title and its lines."""
    found = {}
    for view in VIEWS:
        priya.open(f"/harbor/money/lines/?view={view}")
        lines = [link.inner_text() for link in priya.page.get_by_role("table").get_by_role("link").all()]
        if lines:
            found[view] = (priya.page.get_by_role("heading", level=1).inner_text().replace("\xa0", " "), lines)
    return found


def books(priya):
    """What each account of the ledger stands at, those at nothing left out."""
    priya.open("/harbor/money/ledger/")
    rows = priya.page.get_by_role("region", name="Accounts").get_by_role("row").all()[1:]
    cells = [row.inner_text().replace("\xa0", " ").replace("\u2212", "-").split("\t") for row in rows]
    return {account.strip(): stands.strip() for account, _moved, stands in cells if stands.strip() != "$0.00"}


def hers(wren):
    """What her page says of each line she sent in, by its day."""
    text = wren.open("/me/money/").text()
    return dict(re.findall(r"(\d\d Oct) 2026 · \$[\d.]+\n(.+)\n", text))


def reads(wren, house, reference):
    """She opens one of her lines."""
    position = int(reference.removeprefix("L-"))
    return wren.open(f"/me/money/lines/{house.lines().get(position=position).pk}/")


def stand_around_it(priya, wren):
    """Before anything happened."""
    assert (queue(priya), books(priya), hers(wren)) == (BEFORE, BOOKS_BEFORE, HERS_BEFORE)
    priya.open("/harbor/money/batches/HA-B00002/").sees("HA-B00002: $190.00", "who did not make it")


def hold_from_d(priya, wren, house):
    """What D does to each of them."""
    assert (queue(priya), books(priya), hers(wren)) == (FROM_D, BOOKS_FROM_D, HERS_FROM_D)
    priya.open("/harbor/money/batches/HA-B00002/").sees("HA-B00002: $95.00", "Waits for approval", "Left the batch", "L-00003")
    priya.open("/harbor/money/recoveries/").sees("· Wren Halloway", "$95.00 of $95.00 left", "Told to the therapist")
    reads(wren, house, "L-00001").misses("Claimed back", "Not payable")
    reads(wren, house, "L-00002").sees("$95.00 of $95.00 left, set off against your next payments")
    for reference in ("L-00003", "L-00005", "L-00006"):
        reads(wren, house, reference).sees("Not payable from 26 Oct 2026.")
    reads(wren, house, "L-00007").sees("Not sent in yet.")


def owe_nothing(priya, wren, house):
    """The recovery closed by itself."""
    priya.open("/harbor/money/recoveries/").follow("· Wren Halloway").sees("Closed: the session counts again")
    reads(wren, house, "L-00002").misses("Claimed back")


def test_a_suspension_is_moved_and_ended_and_six_lines_follow(house, maya, priya, wren, person):
    stand_around_it(priya, wren)
    suspend(maya)
    hold_from_d(priya, wren, house)
    maya.follow("Correct the days").day("From", TWO_LATER).fill("Why it is corrected", "The order is of the 28th.")
    maya.press("Correct the days").sees("The hold is revised.")
    drain()
    assert (queue(priya), books(priya), hers(wren)) == (FROM_TWO_LATER, BOOKS_AFTER, HERS_FROM_TWO_LATER)
    owe_nothing(priya, wren, house)
    reads(wren, house, "L-00003").misses("Not payable")
    reads(wren, house, "L-00005").sees("Not payable from 28 Oct 2026.")
    maya.follow("End", exact=True).day("Last day that is held", LAST_HELD).fill("On what evidence", "The board's page.")
    maya.press("End the hold")
    drain()
    assert (queue(priya), books(priya), hers(wren)) == (ENDED, BOOKS_AFTER, HERS_ENDED)
    reads(wren, house, "L-00005").sees("Not payable")  # the day it was held stays held
    wren.open("/me/money/").follow("The invoice that is being filled").press("Send the invoice")
    drain()
    assert queue(priya)["matched"] == ("3 lines, $237.50", ["L-00003", "L-00006", "L-00007"])
    ben = person(User.objects.get(pk=house.ben.user_id))
    for position in (3, 6, 7):
        ben.open(f"/harbor/money/lines/{house.lines().get(position=position).pk}/").press("Approve").sees("Recorded.")
    assert queue(priya)["approved"] == ("3 lines, $237.50", ["L-00003", "L-00006", "L-00007"])


def test_a_suspension_that_never_was_leaves_nothing_owed_and_nothing_held(house, maya, priya, wren):
    suspend(maya)
    hold_from_d(priya, wren, house)
    maya.follow("Void", exact=True).fill("Why it never was", "It was another license.").press("Void the hold")
    drain()
    assert (queue(priya), books(priya), hers(wren)) == (VOIDED, BOOKS_AFTER, HERS_VOIDED)
    owe_nothing(priya, wren, house)
    for reference in ("L-00003", "L-00005", "L-00006"):
        reads(wren, house, reference).misses("Not payable")
