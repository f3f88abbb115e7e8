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

from tests.payments.around import Around

pytestmark = pytest.mark.django_db(transaction=True)
D, TWO_LATER, LAST_HELD = date(2026, 10, 26), date(2026, 10, 28), date(2026, 10, 28)

# of finance's queue: the title of each view and the lines in it; views that are not named are empty
BEFORE = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("2 lines, $190.00", ["L-00003", "L-00004"]),
    "approved": ("1 line, $95.00", ["L-00005"]), "submitted": ("1 line, $47.50", ["L-00006"]),
}
FROM_D = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 line, $95.00", ["L-00004"]),
    "exception": ("3 lines, $237.50", ["L-00003", "L-00005", "L-00006"]),
}
FROM_TWO_LATER = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 line, $95.00", ["L-00004"]),
    "matched": ("1 line, $95.00", ["L-00003"]), "exception": ("2 lines, $142.50", ["L-00005", "L-00006"]),
}
ENDED = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 line, $95.00", ["L-00004"]),
    "matched": ("2 lines, $142.50", ["L-00003", "L-00006"]), "exception": ("1 line, $95.00", ["L-00005"]),
}
VOIDED = {
    "paid": ("2 lines, $190.00", ["L-00001", "L-00002"]), "in_batch": ("1 line, $95.00", ["L-00004"]),
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
PAID = "Paid on 5 Nov 2026."
HELD = (
    "Held: sessions of that day are not payable as things stand. Your start page and your letters say what is missing. "
    "Once that is settled, the line goes on by itself."
)
CHECKED = "Checked, waits for approval. Expected on 13 Nov 2026."
HERS_BEFORE = {
    "23 Oct": PAID, "26 Oct": PAID, "27 Oct": "Approved, in a batch. Expected on 13 Nov 2026.",
    "28 Oct": "Approved. Expected on 13 Nov 2026.", "29 Oct": "Sent in, being checked. Expected on 13 Nov 2026.",
}
HERS_FROM_D = {"23 Oct": PAID, "26 Oct": PAID, "27 Oct": HELD, "28 Oct": HELD, "29 Oct": HELD}
HERS_FROM_TWO_LATER = {**HERS_FROM_D, "27 Oct": CHECKED}
HERS_ENDED = {**HERS_FROM_TWO_LATER, "29 Oct": CHECKED}
HERS_VOIDED = {**HERS_ENDED, "28 Oct": CHECKED}


# of the letters on her page: what they say of the line that was paid for D
CLAIMED = "paid you $95.00 for your session of 26 October 2026 (line L-00002). By what we know now, that day does not count"
CLOSED = "Your session of 26 October 2026 (line L-00002) counts again. We do not claim the $95.00 back any more."


@pytest.fixture
def house(demo, transactional_db, move_to, tmp_path):
    demo.STORAGE = {**demo.STORAGE, "kind": "local", "root": str(tmp_path / "kept")}
    house = Around()
    move_to(house.at(4))
    return house


@pytest.fixture
def maya(house, account, person):
    return person(account(house.maya))


@pytest.fixture
def priya(house, account, person):
    return person(account(house.priya))


@pytest.fixture
def wren(house, account, person):
    return person(account(house.herself), width=390)


def suspend(maya, jobs):
    """The license is suspended as of D."""
    maya.open("/harbor/standing/").follow("Wren Halloway")
    maya.page.get_by_text("Open a hold", exact=True).click()
    maya.choose("Reason", "License").day("From", D).fill("What happened", "The board suspended it.")
    maya.press("Open the hold").sees("The hold is open.")
    jobs()


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


def reads(wren, day):
    """She opens the line of one of her days."""
    return wren.open("/me/money/").follow(f"{day} 2026")


def stand_around_it(priya, wren):
    """Before anything happened."""
    assert (queue(priya), books(priya), hers(wren)) == (BEFORE, BOOKS_BEFORE, HERS_BEFORE)
    priya.open("/harbor/money/batches/HA-B00002/").sees("HA-B00002: $190.00", "who did not make it")


def hold_from_d(priya, wren, folder):
    """What D does to each of them."""
    assert (queue(priya), books(priya), hers(wren)) == (FROM_D, BOOKS_FROM_D, HERS_FROM_D)
    priya.open("/harbor/money/batches/HA-B00002/").sees("HA-B00002: $95.00", "Waits for approval", "Left the batch", "L-00003")
    priya.open("/harbor/money/recoveries/").sees("· Wren Halloway", "$95.00 of $95.00 left", "Told to the therapist")
    reads(wren, "23 Oct").sees("L-00001").misses("Claimed back", "Not payable")
    reads(wren, "26 Oct").sees("L-00002", "$95.00 of $95.00 left, set off against your next payments")
    for day, reference in (("27 Oct", "L-00003"), ("28 Oct", "L-00005"), ("29 Oct", "L-00006")):
        reads(wren, day).sees(reference, "Not payable from 26 Oct 2026.")
    wren.open("/me/money/").follow("The invoice that is being filled").sees("30 Oct 2026", "$95.00")
    (folder / "opened").mkdir()
    assert [CLAIMED in text for text in wren.open("/me/letters/").letters(folder / "opened")].count(True) == 1


def owe_nothing(priya, wren, folder):
    """The recovery closed by itself, and she is told."""
    priya.open("/harbor/money/recoveries/").follow("· Wren Halloway").sees("Closed: the session counts again")
    reads(wren, "26 Oct").misses("Claimed back")
    (folder / "closed").mkdir()
    assert [CLOSED in text for text in wren.open("/me/letters/").letters(folder / "closed")].count(True) == 1


def test_a_suspension_is_moved_and_ended_and_six_lines_follow(house, maya, priya, wren, person, account, jobs, tmp_path):
    stand_around_it(priya, wren)
    suspend(maya, jobs)
    hold_from_d(priya, wren, tmp_path)
    maya.follow("Correct the days").day("From", TWO_LATER).fill("Why it is corrected", "The order is of the 28th.")
    maya.press("Correct the days").sees("The hold is revised.")
    jobs()
    assert (queue(priya), books(priya), hers(wren)) == (FROM_TWO_LATER, BOOKS_AFTER, HERS_FROM_TWO_LATER)
    owe_nothing(priya, wren, tmp_path)
    reads(wren, "27 Oct").misses("Not payable")
    reads(wren, "28 Oct").sees("Not payable from 28 Oct 2026.")
    maya.follow("End", exact=True).day("Last day that is held", LAST_HELD).fill("On what evidence", "The board's page.")
    maya.press("End the hold")
    jobs()
    assert (queue(priya), books(priya), hers(wren)) == (ENDED, BOOKS_AFTER, HERS_ENDED)
    reads(wren, "28 Oct").sees("Not payable")  # the day it was held stays held
    wren.open("/me/money/").follow("The invoice that is being filled").press("Send the invoice")
    jobs()
    assert queue(priya)["matched"] == ("3 lines, $237.50", ["L-00003", "L-00006", "L-00007"])
    ben = person(account(house.ben))
    for reference in ("L-00003", "L-00006", "L-00007"):
        ben.open("/harbor/money/lines/?view=matched").follow(reference).press("Approve").sees("Recorded.")
    assert queue(priya)["approved"] == ("3 lines, $237.50", ["L-00003", "L-00006", "L-00007"])


def test_a_suspension_that_never_was_leaves_nothing_owed_and_nothing_held(house, maya, priya, wren, jobs, tmp_path):
    suspend(maya, jobs)
    hold_from_d(priya, wren, tmp_path)
    maya.follow("Void", exact=True).fill("Why it never was", "It was another license.").press("Void the hold")
    jobs()
    assert (queue(priya), books(priya), hers(wren)) == (VOIDED, BOOKS_AFTER, HERS_VOIDED)
    owe_nothing(priya, wren, tmp_path)
    for day in ("27 Oct", "28 Oct", "29 Oct"):
        reads(wren, day).misses("Not payable")
