"""A house with money to pay: therapists with confirmed accounts, screened, and approved lines of theirs."""

from licensure.demo import exclusions
from licensure.workflow.screening import screen_practitioner
from network.workflow import standing
from payments.models import BankFile, Batch, Invoice, InvoiceLine
from payments.workflow import (
    accounts,
    authorizing,
    bank_files,
    batching,
    checking,
    invoicing,
    payees,
    paying_accounts,
    releasing,
    sessions,
)
from tests.network import cast
from tests.payments.house import WHERE, House

ROUTING = "021000021"
ACH = {
    "rail": "ach", "holder": "Harbor EAP", "number": "998877665", "code": "121042882", "bank": "First Bank of Harbor",
    "company_id": "1234567890", "destination": "031300012", "origin": "1234567890",
}
SEPA = {"rail": "sepa", "holder": "Noorderlicht EAP", "number": "NL91ABNA0417164300", "code": "ABNANL2A"}
NUMBERS = {"USD": ("000123451", "000123452", "000123453"), "EUR": ("NL20INGB0001234567", "BE68539007547034", "DE89370400440532013000")}


def opened(organization, first, second, at, **fields):
    """An account to pay from, as one person proposed and another confirmed it."""
    change = paying_accounts.propose(organization=organization, reason="New here.", actor=first, at=at, **fields)
    return paying_accounts.confirm(change, actor=second, at=at)


class PayingHouse(House):
    """Harbor, which pays in dollars, or in euros with `currency="EUR"`; `her` are its therapists in order."""

    def __init__(self, slug="harbor", currency="USD"):
        super().__init__(slug)
        self.currency = currency
        self.organization.currency = currency
        self.organization.save()
        self.rates([("counseling", "session", currency, 9500)])
        exclusions.publish(at=self.at())
        self.account = opened(self.organization, self.priya, self.ben, self.at(), **(ACH if currency == "USD" else SEPA))
        self.her = []
        self.paid(self.participation, self.herself)

    def paid(self, participation, herself, payee=None):
        """Granted, agreed, authorized, screened, with an account somebody called back about."""
        self.grant(participation)
        for kind in ("referral", "payment"):
            standing.accept_terms(participation=participation, kind=kind, version="1", actor=herself, at=self.at(-30))
        name = participation.practitioner.person.full_name
        if payee is None:
            payee = payees.create_payee(
                organization=self.organization, name=name, participation=participation, actor=herself, at=self.at(-29)
            )
            payees.change_payee(payee, tax_form_on=self.day(-28), actor=self.priya, at=self.at(-28))
            self.give_account(payee, participation, herself, name, self.at(-28))
        self.screen(participation.practitioner)
        authorization = authorizing.authorize(
            participation=participation, units=9, first=self.day(-20), last=self.day(200), actor=self.rosa, at=self.at(-20),
            kind="sessions", service="counseling", subject_key=f"{participation.pk:064x}",
            client_in=WHERE.get(self.organization.country, ""),
        )
        self.her.append((participation, herself, payee, authorization))
        return payee

    def give_account(self, payee, participation, herself, holder, at, number=None):
        """Asked for by her, confirmed by Priya after a call; its hours pass."""
        given = {"routing": ROUTING} if self.currency == "USD" else {}
        row = accounts.request(
            payee, holder=holder, number=number or NUMBERS[self.currency][len(self.her)], participation=participation,
            reauthenticated_at=at, actor=herself, at=at, **given,
        )
        accounts.confirm(row, called="+1 555 0154", note="Called the number of her application.", actor=self.priya, at=at)
        return row

    def screen(self, practitioner, at=None):
        """Against every list in use."""
        screen_practitioner(organization=self.organization, practitioner=practitioner, actor=self.system, at=at or self.at())

    def another(self, name, reference, payee=None):
        """One more therapist who is paid."""
        practitioner, herself = cast.therapist(name, reference)
        return self.paid(self.take_part(practitioner), herself, payee)

    def approved(self, who=0, days=(-2, -1), at=None):
        """Lines of sessions on those days, sent in by her, checked, and approved by Ben."""
        participation, herself, _payee, authorization = self.her[who]
        at = at or self.at()
        for day in days:
            sessions.log(authorization, day=self.day(day), mode="in_person", actor=herself, at=at)
        invoice = Invoice.objects.within(self.organization).get(participation=participation, state="draft")
        invoicing.send(invoice, actor=herself, at=at)
        checking.check_invoice(invoice, at=at)
        found = list(invoice.lines.order_by("position"))
        for line in found:
            checking.approve(line, actor=self.ben, at=at)
        return found

    def batch(self, **more):
        """Made by Priya of everything that is approved, to be paid in three days."""
        return batching.make(self.account, actor=self.priya, at=self.at(), **{"pays_on": self.day(3), **more})

    def locked(self, **more):
        """Made and locked."""
        return releasing.lock(self.batch(**more), actor=self.priya, at=self.at())

    def released(self, **more) -> Batch:
        """Made and locked by Priya, approved and released by Ben."""
        batch = self.locked(**more)
        releasing.approve(batch, seen=batch.sha256, actor=self.ben, at=self.at())
        return releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=self.ben, at=self.at())

    def written(self, **more) -> tuple[Batch, BankFile]:
        """Released, and its file is there."""
        batch = self.released(**more)
        file = bank_files.write(batch, at=self.at())
        batch.refresh_from_db()
        return batch, file

    def lines(self):
        """Every line, in order."""
        return InvoiceLine.objects.within(self.organization).order_by("position")

    def states(self) -> list[str]:
        """Of every line, in order."""
        return list(self.lines().values_list("state", flat=True))
