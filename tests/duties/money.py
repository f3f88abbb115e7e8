"""The rows of payments, but those of lines: batches, recoveries, accounts, and what two people change; of care, its settings."""

from licensure.demo import exclusions
from network.access import Role
from network.care.parameters import KEEP
from network.care.workflow import settings as handling
from payments.bank.answers import Kind
from payments.facts.paying import matches_of
from payments.workflow import (
    accounts,
    batching,
    extending,
    linking,
    matching,
    payees,
    paying_accounts,
    recovering,
    releasing,
    settings,
    taxes,
    terms,
)
from tests.duties.driving import Drive, drives
from tests.payments.house import FEES, House
from tests.payments.paying import ACH, PayingHouse
from tests.payments.test_batches import parameter
from tests.payments.test_recoveries import bank, ended, held, one, send

WHY = "So it was."


class OfBatches(Drive):
    """A batch of two lines; Priya and Ben are two more hands."""

    world = PayingHouse

    def prepare(self):
        self.house.approved()
        parameter(self.house, "payments.second_approval_from", self.second)

    second = 10_000_000  # what a second approval is asked from, in cents: out of reach

    @property
    def by(self):
        return {"at": self.house.at()}

    def made(self, actor):
        self.thing = batching.make(self.house.account, pays_on=self.house.day(3), actor=actor, **self.by)

    def locked(self, actor=None):
        releasing.lock(self.thing, actor=actor or self.house.priya, **self.by)

    def approve(self, actor):
        releasing.approve(self.thing, seen=self.thing.sha256, actor=actor, **self.by)

    def release(self, actor):
        releasing.release(self.thing, total=self.thing.minor, seen=self.thing.sha256, actor=actor, **self.by)

    def to_open(self):
        if self.thing.state == "released":
            entry = self.thing.entries.filter(live=True).last()
            batching.leave(entry.line, **self.by)
            self.thing.refresh_from_db()
        releasing.send_back(self.thing, reason=WHY, actor=self.house.ben, **self.by)


@drives("payments", "approve batch", "make batch")
class ApprovesWhatSheMade(OfBatches):
    def earlier(self, actor):
        self.made(actor)

    def bring(self):
        self.locked()

    def act(self, actor):
        self.approve(actor)


@drives("payments", "approve batch", "make batch")
class ApprovesWhatSheLocked(ApprovesWhatSheMade):
    def earlier(self, actor):
        self.made(self.house.priya)
        self.locked(actor)

    def bring(self):
        pass


@drives("payments", "make batch", "approve batch, while it stands")
class ChangesWhatSheApproved(OfBatches):
    first, then, act_step = Role.FINANCE_APPROVER, Role.FINANCE, "lock"
    also = ("takes_out",)

    def earlier(self, actor):
        self.made(self.house.priya)
        self.locked()
        self.approve(actor)

    def bring(self):
        self.to_open()

    def act(self, actor):
        self.locked(actor)

    def takes_out(self, actor):
        batching.take_out(self.thing.entries.filter(live=True).first(), reason=WHY, actor=actor, **self.by)


@drives("payments", "approve batch", "approve batch, while it stands")
class ApprovesTwice(OfBatches):
    first, second, step = Role.FINANCE_APPROVER, 100, "approve"

    def earlier(self, actor):
        self.made(self.house.priya)
        self.locked()
        self.approve(actor)

    def act(self, actor):
        self.approve(actor)


@drives("payments", "release batch", "make batch")
class ReleasesWhatSheMade(OfBatches):
    step, act_step = "lock", "release"

    def earlier(self, actor):
        self.made(actor)

    def bring(self):
        if self.thing.state == "open":
            self.locked()
        self.approve(self.house.ben)

    def act(self, actor):
        self.release(actor)

    def back(self):
        self.to_open()

    def again(self, actor):
        self.locked(actor)


class OfRecoveries(Drive):
    """A paid line that counts no more."""

    world = PayingHouse

    def prepare(self):
        house = self.house
        house.approved()
        _batch, _file = house.written()
        bank(house, Kind.PAID)
        self.recover()
        self.thing = one(house)

    def recover(self):
        held(self.house)

    def propose(self, actor):
        recovering.propose_write_off(self.thing, reason=WHY, actor=actor, at=self.house.at(5))

    def confirm(self, actor):
        recovering.confirm_write_off(self.thing, actor=actor, at=self.house.at(5))


@drives("payments", "confirm write off", "propose write off")
class LetsGoWhatSheProposed(OfRecoveries):
    step, act_step = "propose_write_off", "confirm_write_off"
    earlier, act = OfRecoveries.propose, OfRecoveries.confirm


@drives("payments", "propose write off", "confirm write off, while it stands")
class ProposesWhatSheLetGo(OfRecoveries):
    """A payment kept all but a cent, which is written off; then that payment comes back, and the rest is claimed again."""

    first, then, step, act_step = Role.FINANCE_APPROVER, Role.FINANCE, "confirm_write_off", "propose_write_off"

    def recover(self):
        ended(self.house)
        self.house.approved(days=(0,), at=self.house.at())
        send(self.house, self.house.locked())

    def bring(self):
        bank(self.house, Kind.REJECTED, "HA-PAY000002", 5)

    def earlier(self, actor):
        self.propose(self.house.priya)
        self.confirm(actor)

    act = OfRecoveries.propose


class OfHouses(Drive):
    """A house without payments."""

    world = House

    @property
    def by(self):
        return {"at": self.house.at()}

    def next(self):
        """Another number each time."""
        self.count += 1
        return self.count


@drives("payments", "call back about a changed account", "ask for it")
@drives("payments", "confirm a changed account", "ask for it")
class ConfirmsHerAccount(OfHouses):
    def prepare(self):
        given = {"name": "Quay Practice", "kind": "group", "actor": self.house.priya, **self.by}
        self.payee = payees.create_payee(organization=self.organization, **given)

    def earlier(self, actor):
        self.thing = accounts.request(
            self.payee, holder="Quay Practice", number=f"12345678{self.next()}", routing="021000021", participation=None,
            reauthenticated_at=None, actor=actor, **self.by,
        )

    def act(self, actor):
        accounts.confirm(self.thing, called="+1 555 0100", note="She read out four digits.", actor=actor, **self.by)


@drives("payments", "confirm a setting about money", "propose it")
class ConfirmsHerSetting(OfHouses):
    def earlier(self, actor):
        given = {"key": "payments.bank_wait_hours", "value": 71 + self.next(), "first": self.house.day(), "reason": WHY}
        self.thing = settings.propose(self.organization, **given, actor=actor, **self.by)

    def act(self, actor):
        settings.confirm(self.thing, actor=actor, **self.by)


@drives("payments", "confirm who is paid for a therapist", "propose it")
class ConfirmsHerPayee(OfHouses):
    def prepare(self):
        given = {"name": "Quay Practice", "kind": "group", "actor": self.house.priya, **self.by}
        self.payee = payees.create_payee(organization=self.organization, **given)

    def earlier(self, actor):
        given = {"participation": self.house.participation, "first": self.house.day(10 + self.next()), "reason": WHY}
        self.thing = linking.propose(self.payee, **given, actor=actor, **self.by)

    def act(self, actor):
        linking.confirm(self.thing, actor=actor, **self.by)


@drives("care", "confirm how calls are handled and what is kept of them", "propose it")
class ConfirmsHerHandling(OfHouses):
    first, then = Role.ADMIN, Role.DIRECTOR

    def earlier(self, actor):
        given = {"key": KEEP, "value": 400 + self.next(), "first": self.house.day(), "reason": WHY}
        self.thing = handling.propose(self.organization, **given, actor=actor, **self.by)

    def act(self, actor):
        handling.confirm(self.thing, actor=actor, **self.by)


@drives("payments", "confirm an account to pay from", "propose it")
class ConfirmsHerPayingAccount(OfHouses):
    def earlier(self, actor):
        given = {**ACH, "number": f"99887760{self.next()}", "reason": WHY}
        self.thing = paying_accounts.propose(organization=self.organization, **given, actor=actor, **self.by)

    def act(self, actor):
        paying_accounts.confirm(self.thing, actor=actor, **self.by)


@drives("payments", "confirm a VAT position", "propose it")
class ConfirmsHerVat(OfHouses):
    def earlier(self, actor):
        given = {"basis_points": 2100, "first": self.house.day(self.next()), "source": WHY, "as_of": self.house.day()}
        self.thing = taxes.propose_position(self.organization, **given, actor=actor, **self.by)

    def act(self, actor):
        taxes.confirm(self.thing, actor=actor, **self.by)


@drives("payments", "grant or decline more units", "ask for them")
class GrantsWhatSheAskedFor(OfHouses):
    then = Role.INTAKE
    also = ("decline",)

    def prepare(self):
        self.house.rates()
        self.house.grant()
        self.kim, self.authorization = self.house.herself, self.house.authorized(units=2)

    def earlier(self, actor):
        self.thing = extending.ask(self.authorization, units=3, reason=WHY, actor=self.house.herself, **self.by)

    def act(self, actor):
        extending.grant(self.thing, actor=actor, **self.by)

    def decline(self, actor):
        extending.decline(self.thing, reason=WHY, actor=actor, **self.by)


@drives("payments", "publish terms or rates", "draft them")
class PublishesHerTerms(OfHouses):
    first, then = Role.FINANCE, Role.DIRECTOR

    def earlier(self, actor):
        given = {"kind": "referral", "text": "One rule.", "effective_from": self.house.day(100 + self.next())}
        self.thing = terms.draft_terms(organization=self.organization, **given, actor=actor, **self.by)

    def act(self, actor):
        terms.publish(self.thing, actor=actor, **self.by)


@drives("payments", "publish terms or rates", "draft them")
class PublishesWhatSheChanged(PublishesHerTerms):
    def earlier(self, actor):
        super().earlier(self.house.priya)
        terms.change_terms(self.thing, text="Another rule.", effective_from=self.house.day(200 + self.next()), actor=actor, **self.by)


@drives("payments", "publish terms or rates", "draft them")
class PublishesHerRates(PublishesHerTerms):
    def earlier(self, actor):
        given = {"fees": FEES, "effective_from": self.house.day(100 + self.next())}
        self.thing = terms.draft_schedule(organization=self.organization, **given, actor=actor, **self.by)


@drives("payments", "agree that a payee is not the one listed", "propose it")
class ClearsWhatSheProposed(Drive):
    world = PayingHouse

    def prepare(self):
        house = self.house
        exclusions.publish(exclusions.entry("Pennywort", "Oswin", born=house.day(-20000)), at=house.at())
        house.screen(house.participation.practitioner)
        payees.change_payee(house.her[0][2], name="Oswin Pennywort", actor=house.priya, at=house.at())

    def earlier(self, actor):
        payee = self.house.her[0][2]
        found = matches_of(payee)
        key = found[0][0] if found else "gone"
        self.thing = matching.propose(payee, key=key, reason=WHY, actor=actor, at=self.house.at())

    def act(self, actor):
        matching.clear(self.thing, actor=actor, at=self.house.at())

