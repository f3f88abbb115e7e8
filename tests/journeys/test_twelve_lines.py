"""Twelve invoice lines of every kind of fault, each resolved once by each of its two buttons, pressed on its page.

By hand: a session pays $95.00 (before it was $90.00), half of that when it is canceled late, an hour of a job $110.00. All were sent in
on Monday 2 November 2026: five working days of checking end on Monday 9, the next Friday is the 13th. Who is asked on Monday and
answers a week later has waited five working days: ready on Monday 16, paid on Friday 20. What waits until Monday 16 is ready two weeks
of working days later, on the 23rd, paid on Friday 27. What waits for its cause has no day. Priya checks, Ben approves.
"""

from datetime import date, timedelta

import pytest

from network.models import Acceptance, Parameter, User
from network.workflow import holds, standing
from payments.models import Authorization, InvoiceLine, Payee, Session
from payments.workflow import checking, invoicing, payees, sessions
from tests.payments.house import NOON, House

pytestmark = pytest.mark.django_db(transaction=True)
FRIDAY, WEEK_LATER, TWO_WEEKS = date(2026, 11, 13), date(2026, 11, 20), date(2026, 11, 27)
NO_DAY = None
# fault: (its words on the page), then for each of its two buttons: the button, what the line pays afterwards, its state, its day
TABLE = {
    "payee_differs": ("Payee", [("Pay Wren Halloway", 9500, "matched", FRIDAY), ("Ask the therapist", 9500, "exception", WEEK_LATER)]),
    "held_on_day": ("Held", [
        ("Keep held until the day counts again", 9500, "exception", NO_DAY), ("Decline the line", 9500, "declined", FRIDAY),
    ]),
    "before_authorization": ("Authorization", [
        ("Ask the therapist", 9500, "exception", WEEK_LATER), ("Let a second person waive it", 9500, "matched", FRIDAY),
    ]),
    "after_authorization": ("Authorization", [
        ("Hold until the authorization is extended", 9500, "exception", NO_DAY), ("Let a second person waive it", 9500, "matched", FRIDAY),
    ]),
    "units_over": ("Units", [  # six quarters of an hour were claimed, four are left
        ("Correct the units to 4", 11000, "matched", FRIDAY), ("Hold until units are added", 16500, "exception", NO_DAY),
    ]),
    "attendance_not_paid": ("Missed session", [
        ("Decline the line", 9500, "declined", FRIDAY), ("Let a second person waive it", 9500, "matched", FRIDAY),
    ]),
    "rate_of_other_version": ("Rate", [
        ("Correct to $95.00", 9500, "matched", FRIDAY), ("Ask the therapist", 9000, "exception", WEEK_LATER),
    ]),
    "amount_differs": ("Rate", [
        ("Correct to $95.00", 9500, "matched", FRIDAY), ("Ask the therapist", 10000, "exception", WEEK_LATER),
    ]),
    "vat_not_due": ("VAT", [  # 21% was added to what is exempt
        ("Take the VAT off", 9500, "matched", FRIDAY), ("Ask the therapist", 11495, "exception", WEEK_LATER),
    ]),
    "duplicate_split": ("Resembles another line", [  # canceled late pays half; two halves of one day make one session
        ("Decline the line", 4750, "declined", FRIDAY), ("Both sessions took place", 4750, "matched", FRIDAY),
    ]),
    "too_late": ("Deadline", [
        ("Let a second person waive it", 9500, "matched", FRIDAY), ("Decline the line", 9500, "declined", FRIDAY),
    ]),
    "closing_form_missing": ("Closing form", [
        ("Hold until the form is in", 9500, "exception", TWO_WEEKS), ("Let a second person waive it", 9500, "matched", FRIDAY),
    ]),
}
ASKED, SAYS = "Is this right?", "Yes, as I wrote."
UNTIL = date(2026, 11, 16)


class Twelve:
    """Wren's lines: for each fault two, the first for its first button, the second for the other."""

    def __init__(self):
        self.house = house = House()
        house.rates([("counseling", "session", "USD", 9000)], days=-700)
        house.rates(days=-300, late_percent=50)
        for service in ("counseling", "crisis"):
            standing.record_grant(
                participation=house.participation, service=service, jurisdictions=None, first=house.day(-300), last=house.day(700),
                decision=f"decision:{service}", actor=house.ines, at=house.at(-300), requires=(),
            )
        for kind in Acceptance.Kind.values:
            standing.accept_terms(participation=house.participation, kind=kind, version="1", actor=house.herself, at=house.at(-300))
        house.payee = payees.create_payee(
            organization=house.organization, name="Wren Halloway", participation=house.participation, actor=house.herself, at=house.at(-90)
        )
        Parameter(
            organization=house.organization, key="payments.closing_form", value=1, effective_from=house.day(-300),
            author_id=house.priya.person_id,
        ).save()
        self.lines = {fault: [self.session(fault, number) for number in (0, 1)] for fault in TABLE}
        self.send()

    def session(self, fault, number) -> int:
        """One session, on a day and an authorization of its own; returns its key."""
        house, back = self.house, 2 + 2 * list(TABLE).index(fault) + number
        job = fault == "units_over"
        first = -95 if fault == "too_late" else -60
        row = house.authorized(
            first=first, last=90, units=6 if job else 5, subject_key="" if job else f"{fault}{number}".ljust(64, "0"),
            **({"kind": "job", "service": "crisis"} if job else {}),
        )
        day = house.day(-80 - number if fault == "too_late" else -back)
        more = {"unit": "hour", "units": 6} if job else {"final": fault == "closing_form_missing"}
        if fault == "duplicate_split":  # the same client canceled that day under another authorization, too
            more = {"attendance": "late_cancellation"}
            twin = house.authorized(first=first, last=90, subject_key=f"{fault}{number}".ljust(64, "0"))
            sessions.log(twin, day=day, mode="video", actor=house.herself, at=house.at(-1), **more)
        return sessions.log(row, day=day, mode="video", actor=house.herself, at=house.at(-1), **more).session.pk

    def send(self):
        """Send the invoice in, then change what only another system could: that is what the check is there for."""
        house = self.house
        invoice = house.participation.invoices.get(state="draft")
        invoicing.send(invoice, actor=house.herself, at=NOON)
        self.lines = {fault: [InvoiceLine.objects.within(house.organization).get(session=key).pk for key in keys]
                      for fault, keys in self.lines.items()}
        other = Payee(organization=house.organization, name="Quay Practice", currency="USD", series="HA-P0099", created_at=NOON)
        other.save()
        old = invoice.lines.first().schedule.__class__.objects.within(house.organization).get(version=1)
        for fault, change in {
            "payee_differs": {"payee": other}, "rate_of_other_version": {"schedule": old, "minor": 9000, "claimed_minor": 9000},
            "amount_differs": {"minor": 10000, "claimed_minor": 10000}, "vat_not_due": {"vat_minor": 1995},
        }.items():
            self.of(fault).update(**change)
        for fault, change in {
            "before_authorization": {"first": house.day(-1)}, "after_authorization": {"last": house.day(-40)},
            "units_over": {"units": 4, "used": 4},
        }.items():
            rows = self.of(fault).values("session__authorization")
            Authorization.objects.within(house.organization).filter(pk__in=rows).update(**change)
        rows = self.of("attendance_not_paid").values("session")
        Session.objects.within(house.organization).filter(pk__in=rows).update(attendance="no_show")
        for line in self.of("held_on_day"):
            holds.open_hold(
                participation=house.participation, reason="license", first=line.session.day, last=line.session.day, comment="Lapsed.",
                actor=house.maya, at=NOON,
            )
        checking.check_invoice(invoice, at=NOON)

    def of(self, fault):
        """The two lines of a fault."""
        return InvoiceLine.objects.within(self.house.organization).filter(pk__in=self.lines[fault]).order_by("pk")

    def line(self, fault, number) -> InvoiceLine:
        """One of them, as it is now."""
        return InvoiceLine.objects.within(self.house.organization).get(pk=self.lines[fault][number])


@pytest.fixture
def world(demo, transactional_db, move_to):
    move_to(NOON)
    return Twelve()


def test_every_fault_is_resolved_by_each_of_its_two_buttons(world, person, move_to):
    house = world.house
    found = {fault: [row.stops for row in world.of(fault)] for fault in TABLE}
    assert {fault: [[key.partition(":")[0] for key in keys] for keys in both] for fault, both in found.items()} == {
        fault: [[fault], [fault]] for fault in TABLE
    }
    priya, ben = (person(User.objects.get(pk=actor.user_id)) for actor in (house.priya, house.ben))
    for fault, (rule, buttons) in TABLE.items():
        for number, (button, *_after) in enumerate(buttons):
            resolve(priya, world, fault, number, rule, button)
            if "waive" in button or "took place" in button:
                confirm(ben, world, fault, number)
    move_to(NOON + timedelta(days=7))
    answer_all(person(User.objects.get(pk=house.herself.user_id), width=390))
    after = {fault: [state_of(world.line(fault, number)) for number in (0, 1)] for fault in TABLE}
    assert after == {fault: [tuple(row[1:]) for row in buttons] for fault, (_rule, buttons) in TABLE.items()}
    approve_all(ben, world)


def resolve(priya, world, fault, number, rule, button):
    """Press the button of the stop, fill what its form asks, and send it."""
    priya.open(f"/harbor/money/lines/{world.lines[fault][number]}/")
    stop = priya.page.get_by_role("region", name=rule, exact=True)
    priya.press(button, within=stop)
    send, heading, fields = {
        "Pay": ("Correct it", "Set it to what was agreed", {"Reason": "As agreed."}),
        "Correct": ("Correct it", "Set it to what was agreed", {"Reason": "As agreed."}),
        "Take": ("Correct it", "Set it to what was agreed", {"Reason": "As agreed."}),
        "Ask": ("Send the question", "Ask the therapist", {"Question": ASKED}),
        "Decline": ("Decline", "Decline it", {"Reason": "Not payable."}),
        "Hold": ("Let it wait", "Let it wait", {"Reason": "We wait for it."}),
        "Keep": ("Let it wait", "Let it wait", {"Reason": "We wait for it."}),
        "Let": ("Propose a waiver", "Let it pass", {"Reason": "It was agreed on the phone."}),
        "Both": ("Propose a waiver", "Let it pass", {"Reason": "Two were held."}),
    }[button.split()[0]]
    form = priya.page.get_by_role("region", name=heading, exact=True)
    for label, value in fields.items():
        priya.fill(label, value, within=form)
    if button == "Hold until the form is in":
        priya.day("Until", UNTIL, within=form)
    priya.press(send, within=form).sees("Recorded.")


def confirm(ben, world, fault, number):
    """The second person lets it pass."""
    ben.open(f"/harbor/money/lines/{world.lines[fault][number]}/").sees("A waiver waits").press("Let it pass").sees("Recorded.")


def answer_all(wren):
    """She answers every question a week later, on her phone."""
    wren.open("/me/money/")
    for left in range(5, 0, -1):
        questions = wren.page.get_by_role("link", name="A question about your session")
        assert questions.count() == left
        wren.follow("A question about your session").sees(ASKED).fill("Your answer", SAYS).press("Send your answer").sees("Answered.")
        wren.open("/me/money/")


def state_of(line):
    return line.total.minor, line.state, line.expected_on


def approve_all(ben, world):
    """What matches, Ben approves: nine times $95.00, once $110.00, once $47.50; the two twins of $47.50 are left."""
    ben.open("/harbor/money/lines/?view=matched").sees("13 lines, $1,107.50")
    for fault, (_rule, buttons) in TABLE.items():
        for number, (_button, _minor, state, _day) in enumerate(buttons):
            if state == "matched":
                ben.open(f"/harbor/money/lines/{world.lines[fault][number]}/").press("Approve").sees("Recorded.")
                assert world.line(fault, number).state == "approved"
    ben.open("/harbor/money/lines/?view=approved").sees("11 lines, $1,012.50")
