"""More units asked for and granted, an authorization closed or taken back, a line declined and disputed: anybody, in any order, twice.

Callers ring and therapists accept meanwhile. What is paid, approved and pending never exceeds what was authorized.
"""

import inspect
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER, initialize, invariant, precondition, rule, run_state_machine_as_test

from network.care.workflow import answering
from network.queries.people import same_persons
from payments.models import Authorization, ExtensionRequest, Invoice, InvoiceLine, Session
from payments.workflow import authorizing, checking, closing, extending, invoicing, sessions
from tests.care import test_to_the_money as walk
from tests.care.care_world import AT, BOARD, DAY, TODAY
from tests.care.test_to_the_money import ANY, DONE, REFUSED, House, _world
from tests.vetting.watched import Writes, once

pytestmark = pytest.mark.django_db
assert _world
RATE, EXAMPLES = 9500, 48
KINDS = {
    "paid": {"paid"}, "approved": {"approved", "in_batch", "sent"}, "pending": {"draft", "submitted", "matched", "exception", "disputed"},
}
NOT_CLAIMED = {"declined", "withdrawn"}
OF = ("organization", "participation__organization", "participation__practitioner")
STEPS = {"ask", "grant", "say no", "close it", "take it back", "finish", "decline line", "dispute", "decide", "log", "approve"}
OFTEN = {"ask: asked_already", "grant: not_allowed", "grant: wrong_state"}


class Units(House):
    """The same month, with everything that changes what an authorization allows."""

    # what moves clients between therapists is walked in the other file
    again = withdraw = arrange = transfer = hold = lift = decline = None

    def __init__(self):
        super().__init__()
        self.issued, self.allowed, self.ended = {}, Counter(), {}

    @initialize()
    def begin(self):
        """Each therapist has a client and two sessions; one line is declined, one waits for approval, all but one ask for more units."""
        self.at = AT + 2 * DAY
        for number, row in enumerate(self.rows):
            referral = self.world.refer(self.world.call(self.world.yard, number=f"A0009{number}"), row)
            answering.accept(offer=self.world.offer(referral, row), actor=row.herself, at=AT)
        for number, authorization in enumerate(Authorization.objects.within(self.world.harbor).select_related(*OF).order_by("pk")):
            herself = self.whose(authorization.participation_id, 0)
            for days in (0, 1):
                sessions.log(authorization, day=TODAY + days * DAY, mode="in_person", actor=herself, at=self.at)
            if number:  # the first may ask later
                extending.ask(authorization, units=1, reason="It goes on.", actor=herself, at=self.at)
        invoices = Invoice.objects.within(self.world.harbor).select_related("organization", "participation__organization")
        for invoice in invoices.order_by("pk")[:2]:
            invoicing.send(invoice, actor=self.whose(invoice.participation_id, 0), at=self.at)
            checking.check_invoice(invoice, at=self.at)
        checking.decline(self.line(0, "matched"), reason="Not agreed.", actor=self.world.priya, at=self.at)

    def staff(self, index):
        """Mostly intake, sometimes the network manager, finance or a therapist."""
        return (self.world.rosa, self.world.rosa, self.world.maya, self.world.priya, self.rows[0].herself)[index % 5]

    def asked(self, index):
        """Mostly a question that waits, sometimes any."""
        rows = ExtensionRequest.objects.within(self.world.harbor)
        rows = rows.select_related("organization", *(f"authorization__{each}" for each in OF)).order_by("pk")
        waiting = list(rows.filter(state="asked"))
        chosen = list(rows) if index % 3 == 2 else waiting
        return chosen[index % len(chosen)] if chosen else None

    def line(self, index, *states):
        rows = InvoiceLine.objects.within(self.world.harbor).filter(state__in=states)
        rows = list(rows.select_related("organization", "payee", "session__authorization", *OF).order_by("pk"))
        return rows[index % len(rows)] if rows else None

    # ── More units ───────────────────────────────────────────────────────────

    @precondition(House.authorized)
    @rule(index=ANY, units=st.integers(0, 2))
    def extend(self, index, units):
        """As in the other walk: intake allows more by hand; how much is written down."""
        row = self.some(Authorization, index, "organization", "participation__organization")
        given = {"units": units, "reason": " " if index % 3 == 2 else "Two more help.", "actor": self.world.rosa}
        before = DONE["extend"]
        self.attempt("extend", authorizing.extend, authorization=row, **given)
        self.allowed[row.pk] += units * (DONE["extend"] - before)

    @precondition(House.authorized)
    @rule(index=ANY, who=ANY, units=st.integers(0, 2), twice=st.booleans())
    def ask(self, index, who, units, twice):
        row = self.some(Authorization, index, *OF)
        waiting = ExtensionRequest.objects.within(self.world.harbor).filter(state="asked").values("authorization")
        free = Authorization.objects.within(self.world.harbor).filter(state="issued").exclude(pk__in=waiting)
        if index % 3 and (may := list(free.select_related(*OF).order_by("pk"))):  # mostly one for which nothing waits
            row, who, units = may[index % len(may)], 0, max(units, 1)
        given = {"units": units, "reason": "It goes on.", "actor": self.whose(row.participation_id, who)}
        self.attempt("ask", extending.ask, twice=twice, authorization=row, **given)

    @rule(index=ANY, who=ANY, twice=st.booleans())
    def grant(self, index, who, twice):
        if row := self.asked(index):
            who *= index % 2  # mostly intake, who may
            self.attempt("grant", extending.grant, twice=twice, request=row, actor=self.staff(who))

    @rule(index=ANY, who=ANY, twice=st.booleans())
    def say_no(self, index, who, twice):
        if row := self.asked(index):
            self.attempt("say no", extending.decline, twice=twice, request=row, reason="Enough.", actor=self.staff(who))

    # ── Its end ──────────────────────────────────────────────────────────────

    @precondition(House.authorized)
    @rule(index=ANY, who=ANY, how=st.sampled_from(("close", "cancel", "finish")), twice=st.booleans())
    def end(self, index, who, how, twice):
        row = self.some(Authorization, index, *OF)
        if index % 2:
            return  # or nothing would be left to use
        if how == "close":
            self.attempt("close it", authorizing.close, twice=twice, authorization=row, actor=self.staff(who))
        elif how == "cancel":
            self.attempt("take it back", authorizing.cancel, twice=twice, authorization=row, reason="An error.", actor=self.staff(who))
        else:
            actor = self.whose(row.participation_id, who)
            self.attempt("finish", closing.finish, twice=twice, authorization=row, outcome="partly", actor=actor)

    # ── A line that is not paid ──────────────────────────────────────────────

    @rule(index=ANY, twice=st.booleans())
    def decline_line(self, index, twice):
        if row := self.line(index, "matched", "exception"):
            self.attempt("decline line", checking.decline, twice=twice, line=row, reason="Not agreed.", actor=self.world.priya)

    @rule(index=ANY, who=ANY, twice=st.booleans())
    def dispute(self, index, who, twice):
        if row := self.line(index, "declined"):
            actor = self.whose(row.participation_id, who)
            self.attempt("dispute", invoicing.dispute, twice=twice, line=row, reason="It was.", actor=actor)

    @rule(index=ANY, who=st.integers(0, 3), paid=st.booleans(), twice=st.booleans())
    def decide(self, index, who, paid, twice):
        if row := self.line(index, "disputed"):
            actor = self.world.priya if who == 3 else self.world.ben
            self.attempt("decide", checking.decide_dispute, twice=twice, line=row, paid=paid, reason="Seen.", actor=actor)

    # ── What must hold ───────────────────────────────────────────────────────

    @invariant()
    @once()
    def what_is_paid_approved_and_pending_never_exceeds_what_was_authorized(self):
        for row in Authorization.objects.within(self.world.harbor):
            lines = InvoiceLine.objects.within(self.world.harbor).filter(session__authorization=row).select_related("session")
            sums, minor = Counter(), Counter()
            for line in lines:
                kind = next((name for name, states in KINDS.items() if line.state in states), "")
                sums[kind] += line.session.spent
                minor[kind] += line.minor
            assert sums["paid"] + sums["approved"] + sums["pending"] <= row.used <= row.units
            assert minor["paid"] + minor["approved"] + minor["pending"] <= row.units * RATE
            assert set(lines.values_list("state", flat=True)) <= set().union(NOT_CLAIMED, *KINDS.values())

    @invariant()
    @once()
    def units_grow_by_what_another_granted_and_by_nothing_else(self):
        asked = list(ExtensionRequest.objects.within(self.world.harbor))
        waiting = Counter(row.authorization_id for row in asked if row.state == "asked")
        assert all(count == 1 for count in waiting.values())
        assert not [row for row in asked if row.settled_by_id and row.asked_by_id in same_persons(row.settled_by_id)]
        given = Counter()
        for row in asked:
            given[row.authorization_id] += row.units * (row.state == "granted")
        for row in Authorization.objects.within(self.world.harbor):
            first = self.issued.setdefault(row.pk, row.units - given[row.pk])
            assert row.units == first + given[row.pk] + self.allowed[row.pk]

    @invariant()
    @once()
    def what_has_ended_is_used_for_nothing_that_took_place_later(self):
        for row in Authorization.objects.within(self.world.harbor).exclude(state="issued"):
            ended = self.ended.setdefault(row.pk, row.ended_at)
            assert row.ended_at == ended  # said again by somebody else it stays the day it was
            reported = Session.objects.within(self.world.harbor).counting().filter(authorization=row)
            assert all(day <= ended.astimezone(ZoneInfo(BOARD)).date() for day in reported.values_list("day", flat=True))


def each_as_likely(machine):
    """The same machine with one rule: any of those whose preconditions hold, each as likely as another.

    Left to itself Hypothesis draws for each example which rules it may take at all, and a step that needs two others is seldom met.
    """
    every = {name: getattr(member, RULE_MARKER) for name, member in inspect.getmembers(machine) if hasattr(member, RULE_MARKER)}

    class Likely(machine):
        @rule(data=st.data())
        def moves(self, data):
            name = data.draw(st.sampled_from([name for name in every if all(holds(self) for holds in every[name].preconditions)]))
            every[name].function(self, **{key: data.draw(each) for key, each in every[name].arguments_strategies.items()})

    for name in every:
        setattr(Likely, name, None)
    return Likely


@pytest.mark.long
def test_what_must_hold_of_units_whoever_asks_grants_ends_and_disputes(_world, db, monkeypatch):
    monkeypatch.setattr(walk, "TABLES", (*walk.TABLES, ExtensionRequest))
    Units.world = _world
    DONE.clear()
    REFUSED.clear()
    with Writes.counted():
        run_state_machine_as_test(each_as_likely(Units), settings=settings(
            max_examples=EXAMPLES, stateful_step_count=30, derandomize=True, database=None, deadline=None,
            phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        ))
    assert all(DONE[step] >= 3 for step in STEPS), DONE  # every step was taken, more than once or twice
    assert all(REFUSED[why] for why in OFTEN), REFUSED  # and refused, for reasons of its own
