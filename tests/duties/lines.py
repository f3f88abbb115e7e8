"""The rows of lines: one class for each, made from the bars of payments.duties."""



from network.access import Role
from network.workflow import standing
from payments.duties import BARS, SUBJECTS, Act, Subject
from payments.models import Invoice
from payments.workflow import invoicing, payees
from tests.duties.driving import Drive, drives
from tests.payments.house import House
from tests.payments.test_duties_driven import BY_APPROVER, do, prepared
from tests.payments.test_sessions import log


class OfLines(Drive):
    """A line of 95.00 that was sent in too late."""

    world = House
    bar = None

    def prepare(self):
        house = self.house
        house.lee = self.lee
        house.rates(late_percent=50)
        house.grant(first=-30)
        for kind in ("referral", "payment"):
            standing.accept_terms(participation=house.participation, kind=kind, version="1", actor=house.herself, at=house.at(-30))
        house.payee = payees.create_payee(
            organization=house.organization, name="Wren Halloway", participation=house.participation, actor=house.herself, at=house.at(-29)
        )
        house.authorization = house.authorized(first=-20, last=200)
        log(house, -1)
        invoicing.send(Invoice.objects.within(house.organization).get(), actor=house.herself, at=house.at(60))
        if self.bar.earlier is Act.ENTER_LINE:
            self.kim = house.herself

    def earlier(self, actor):
        self.thing = prepared(self.house, self.bar.act, self.bar.earlier, actor)

    def act(self, actor):
        do(self.bar.act, self.thing, actor, self.house)

    def again(self, actor):
        do(self.bar.earlier, self.thing, actor, self.house)


for each in BARS:
    if SUBJECTS[each.act] is Subject.LINE:
        said = (each.act.replace("_", " "), each.earlier.replace("_", " ") + (", while it stands" if each.standing else ""))
        roles = {True: Role.FINANCE_APPROVER, False: Role.FINANCE}
        fields = {
            "bar": each, "first": roles[each.earlier in BY_APPROVER], "then": roles[each.act in BY_APPROVER],
            "meets": ("stop_gone",) if each.act is Act.PROPOSE_WAIVER else (),
            "step": "approve" if each.act is each.earlier is Act.APPROVE_LINE else "",
        }  # fmt: skip
        drives("payments", *said)(type(f"{each.act}_after_{each.earlier}", (OfLines,), fields))
