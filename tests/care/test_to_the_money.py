"""From the call to the approved line, anybody does anything, twice where she likes, while clocks move: what must hold, holds."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from network.access import Forbidden, Role
from network.care import nightly
from network.care.guards import need_of
from network.care.models import Match, Offer, Referral
from network.care.pages.mine import offer_page
from network.care.workflow import answering, following, referring
from network.dates import At
from network.facts.standing import rows_of
from network.models import Event, Hold, Job, Message, Task
from network.transitions import Refused
from network.workflow import standing
from payments.models import Authorization, Invoice, InvoiceLine, Session
from payments.workflow import authorizing, checking, invoicing, payees, sessions, terms
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.network.cast import staff
from tests.vetting.watched import Writes, once

pytestmark = [pytest.mark.django_db, pytest.mark.long]
TABLES = (Referral, Offer, Authorization, Session, Invoice, InvoiceLine, Task, Hold, Match, Message)
COUNTED = (Event, Job)
ANY = st.integers(0, 10**6)
DONE, REFUSED = Counter(), Counter()
FORBIDDEN = "not hers"
STEPS = {"refer", "accept", "arrange", "transfer", "log", "extend"}
OFTEN = {"arrange: wrong_state", "transfer: wrong_state", "log: before_authorization", "extend: no_reason", "extend: units_wrong"}
NAMES = ("Ada First", "Bea Second", "Cleo Third")


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file: three therapists with a payee each, rates in force, an employer with five sessions."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer()
        world.priya = staff(world.harbor, "Priya Goldacre", Role.FINANCE)
        world.ben = staff(world.harbor, "Ben Hollis", Role.FINANCE_APPROVER)
        given = {"organization": world.harbor, "effective_from": TODAY - 40 * DAY, "fees": [("counseling", "session", "USD", 9500)]}
        schedule = terms.draft_schedule(**given, actor=world.priya, at=AT - 80 * DAY)
        terms.publish(schedule, actor=world.ben, at=AT - 80 * DAY)
        for name in NAMES:
            row = world.therapist(name, capacity=2)
            payees.create_payee(organization=world.harbor, name=name, participation=row, actor=row.herself, at=AT)
        yield world
        transaction.set_rollback(True)


class House(RuleBasedStateMachine):
    """One month at Harbor; every example in a savepoint of its own."""

    world = None

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.at, self.seen, self.holds = AT, set(), {}
        self.rows = [self.world.people[name] for name in NAMES]
        for row in self.rows:
            row.refresh_from_db()

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    # ── How a step is taken ──────────────────────────────────────────────────

    def everything(self):
        """All that a step may leave behind."""
        self.read_everything()
        return self.all

    @once()
    def read_everything(self):
        rows = [list(model.objects.within(self.world.harbor).order_by("pk").values_list()) for model in TABLES]
        self.all = rows, [model.objects.count() for model in COUNTED]

    def attempt(self, name, act, *, twice=False, **given):
        """Do it; a refusal is an answer, and leaves everything as it was. Pressed twice, the second time is another attempt."""
        for _ in range(1 + twice):
            before = self.everything()
            try:
                act(at=self.at, **given)
                DONE[name] += 1
            except (Refused, Forbidden) as why:
                for code in why.codes if isinstance(why, Refused) else [FORBIDDEN]:
                    REFUSED[f"{name}: {code}"] += 1
                assert self.everything() == before, name

    def some(self, model, index, *related):
        """One of the rows, or None."""
        rows = list(model.objects.within(self.world.harbor).select_related(*related).order_by("pk"))
        return rows[index % len(rows)] if rows else None

    def whose(self, participation_id, index):
        """Mostly the therapist herself, sometimes another."""
        others = [row.herself for row in self.rows]
        mine = [row.herself for row in self.rows if row.pk == participation_id] or others
        return others[index % 3] if index % 5 == 4 else mine[0]

    def referral(self, index, *states):
        """Mostly one in these states, sometimes any."""
        rows = Referral.objects.within(self.world.harbor)
        rows = rows.select_related("organization", "contact__organization", "contact__contract").order_by("pk")
        fitting = [row for row in rows if row.state in states]
        chosen = list(rows) if index % 4 == 3 else fitting
        return chosen[index % len(chosen)] if chosen else None

    def offer(self, index):
        rows = Offer.objects.within(self.world.harbor).exclude(respond_by=None)
        rows = list(rows.select_related("referral__organization", "organization", "participation__organization").order_by("pk"))
        waiting = [row for row in rows if row.state == "open"]
        chosen = rows if index % 4 == 3 else waiting
        return chosen[index % len(chosen)] if chosen else None

    # ── The call and the referral ────────────────────────────────────────────

    @initialize()
    def begin(self):
        """One client is being helped when the month begins."""
        referral = self.world.refer(self.world.call(self.world.yard, number="A00099"), self.rows[0])
        answering.accept(offer=self.world.offer(referral, self.rows[0]), actor=self.rows[0].herself, at=AT)

    @rule(number=st.integers(0, 11), first=ANY, count=st.integers(1, 3), to_all=st.booleans(), twice=st.booleans())
    def ring(self, number, first, count, to_all, twice):
        line = tuple(
            referring.InLine(self.rows[(first + step) % 3].pk, "in_person", "US-IL", "US-IL") for step in range(count)
        )
        contact = self.world.call(self.world.yard, number=f"A000{number:02}", at=self.at)
        self.attempt("refer", referring.refer, twice=twice, contact=contact, line=line, to_all=to_all, actor=self.world.rosa)

    @rule(index=ANY, who=ANY, twice=st.booleans())
    def accept(self, index, who, twice):
        if row := self.offer(index):
            self.attempt("accept", answering.accept, twice=twice, offer=row, actor=self.whose(row.participation_id, who))

    @rule(index=ANY, who=ANY, said=st.booleans())
    def decline(self, index, who, said):
        if row := self.offer(index):
            actor = self.whose(row.participation_id, who)
            self.attempt("decline", answering.decline, offer=row, reason="full" if said else "", actor=actor)

    @rule(index=ANY)
    def again(self, index):
        if row := self.referral(index, "unplaced"):
            line = tuple(referring.InLine(each.pk, "in_person", "US-IL", "US-IL") for each in self.rows)
            self.attempt("again", referring.offer_again, referral=row, line=line, to_all=bool(index % 2), actor=self.world.rosa)

    @rule(index=ANY, reason=st.sampled_from(("", "Not now.")))
    def withdraw(self, index, reason):
        if (row := self.referral(index, "offered", "unplaced")) and index % 3 == 2:
            self.attempt("withdraw", referring.withdraw, referral=row, reason=reason, actor=self.world.rosa)

    @rule(index=ANY, who=ANY, days=st.integers(-1, 3))
    def arrange(self, index, who, days):
        if row := self.referral(index, "placed"):
            given = {"day": self.at.date() + timedelta(days=days), "actor": self.whose(row.placed_with_id, who)}
            self.attempt("arrange", answering.arrange, referral=row, **given)

    @rule(index=ANY, held=st.integers(0, 6))
    def transfer(self, index, held):
        if (row := self.referral(index, "placed", "active")) and index % 2:
            given = {"reason": "" if index % 7 == 6 else "Moves.", "held": held, "actor": self.world.rosa}
            self.attempt("transfer", answering.transfer, referral=row, **given)

    @rule(index=ANY)
    def close(self, index):
        if (row := self.referral(index, "placed", "active")) and index % 3 == 2:
            self.attempt("close", answering.close, referral=row, reason="Over.", actor=self.world.rosa)

    # ── Standing and the clock ───────────────────────────────────────────────

    @rule(index=st.integers(1, 2), reason=st.sampled_from(("complaint", "summary_suspension")), heard=st.booleans())
    def hold(self, index, reason, heard):
        row = self.rows[index]
        if row.pk not in self.holds:
            self.holds[row.pk] = self.world.hold(row, reason, at=self.at, first=self.at.date())
        if heard:
            following.follow(row, at=self.at)

    @rule(index=st.integers(0, 2))
    def lift(self, index):
        row = self.rows[index]
        if hold := self.holds.pop(row.pk, None):
            standing.void_hold(hold=hold, reason="Was nobody’s fault.", actor=self.world.maya, at=self.at)
        following.follow(row, at=self.at)

    @rule(minutes=st.sampled_from((1, 30, 60, 300, 1441)), work=st.booleans())
    def wait(self, minutes, work):
        self.at += timedelta(minutes=minutes)
        for act in (nightly.lapse_offers, nightly.follow_everybody, nightly.remind_late) if work else ():
            act(on=self.at.date(), at=self.at)

    # ── Sessions and money ───────────────────────────────────────────────────

    def authorized(self):
        return Authorization.objects.within(self.world.harbor).exists()

    @precondition(authorized)
    @rule(
        index=ANY, who=ANY, days=st.sampled_from((0, 0, 0, -1, -3, 1)), attendance=st.sampled_from(("attended", "attended", "no_show")),
        twice=st.booleans(),
    )
    def log(self, index, who, days, attendance, twice):
        row = self.some(Authorization, index, "organization", "participation__organization")
        given = {"day": self.at.date() + timedelta(days=days), "attendance": attendance, "mode": "in_person"}
        self.attempt("log", sessions.log, twice=twice, authorization=row, actor=self.whose(row.participation_id, who), **given)

    @precondition(authorized)
    @rule(index=ANY, who=ANY)
    def take_back(self, index, who):
        if (row := self.some(Session, index, "organization", "authorization__participation")) and index % 2:
            self.attempt("take back", sessions.take_back, session=row, actor=self.whose(row.authorization.participation_id, who))

    @precondition(authorized)
    @rule(index=ANY, units=st.integers(0, 2))
    def extend(self, index, units):
        row = self.some(Authorization, index, "organization", "participation__organization")
        given = {"units": units, "reason": " " if index % 3 == 2 else "Two more help.", "actor": self.world.rosa}
        self.attempt("extend", authorizing.extend, authorization=row, **given)

    @precondition(authorized)
    @rule(index=ANY, who=ANY, twice=st.booleans())
    def send(self, index, who, twice):
        if row := self.some(Invoice, index, "organization", "participation__organization"):
            self.attempt("send", invoicing.send, twice=twice, invoice=row, actor=self.whose(row.participation_id, who))
            checking.check_invoice(row, at=self.at)

    @precondition(authorized)
    @rule(index=ANY, who=st.integers(0, 3), twice=st.booleans())
    def approve(self, index, who, twice):
        if row := self.some(InvoiceLine, index, "organization", "participation__organization", "session__authorization"):
            actor = self.world.priya if who == 3 else self.world.ben
            checking.check(row, at=self.at)  # an approval looks at the line anew, and keeps what it saw whether it is given or not
            self.attempt("approve", checking.approve, twice=twice, line=row, actor=actor)

    # ── What must hold ───────────────────────────────────────────────────────

    @invariant()
    @once("at")
    def one_therapist_accepts_and_nobody_is_asked_who_is_not_clear(self):
        rows = Offer.objects.within(self.world.harbor).exclude(respond_by=None).select_related(
            "referral__contact", "referral__organization", "participation__organization", "organization"
        )
        won = Counter()
        for offer in rows:
            won[offer.referral_id] += offer.state == "accepted"
            if offer.state in ("open", "accepted") and (offer.pk, offer.state) not in self.seen:
                self.seen.add((offer.pk, offer.state))
                assert rows_of(offer.participation).known().clear(need_of(offer), At(offer.state_since)).ok
            shown = offer_page(offer, at=self.at)
            if offer.state != "accepted":
                assert shown.client == () and "Blue" not in str(shown) and "0199" not in str(shown) and "sleep" not in str(shown)
        assert all(count <= 1 for count in won.values())

    @invariant()
    @once("at")
    def no_unit_is_spent_twice_and_no_session_claimed_twice(self):
        lines = InvoiceLine.objects.within(self.world.harbor).exclude(state="withdrawn")
        claimed = Counter(lines.values_list("session", flat=True))
        assert all(count == 1 for count in claimed.values())
        for row in Authorization.objects.within(self.world.harbor):
            counting = Session.objects.within(self.world.harbor).counting().filter(authorization=row)
            asked = lines.exclude(state="declined").filter(session__authorization=row)
            most = row.units if row.held is None else row.held  # what was not held is the client's again
            assert sum(counting.values_list("spent", flat=True)) == row.used <= most <= row.units
            assert sum(asked.values_list("session__spent", flat=True)) <= row.units


@pytest.mark.django_db
def test_what_must_hold_from_the_call_to_the_approved_line(_world, db):
    House.world = _world
    DONE.clear()
    REFUSED.clear()
    with Writes.counted():
        run_state_machine_as_test(House, settings=settings(
            max_examples=60, stateful_step_count=40, derandomize=True, database=None, deadline=None,
            phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        ))
    assert set(DONE) >= STEPS  # every step was taken
    assert all(REFUSED[why] >= 3 for why in OFTEN), REFUSED  # and refused, each for more than one reason, many times
