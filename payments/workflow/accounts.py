"""The change of a bank account (safety A9, domain 5.11): asked for after signing in again, told to the old address, called back,
confirmed by a second person, and paid only when its hours are over.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import Action, Forbidden, not_allowed, require
from network.events import record
from network.formats import moment
from network.models import User
from network.site import absolute
from network.transitions import Refusal, perform, raise_unmet
from network.workflow.revising import day_of
from payments.bank.accounts import AccountFault, aba_fault, iban_fault, plain, us_account_fault
from payments.facts.accounts import fingerprint
from payments.models import BankAccount, Holding, Payee
from payments.parameters import value
from payments.workflow.payees import own

PROOF = timedelta(minutes=5)
FAULTS = {
    AccountFault.SHAPE: _("This is no account number. Enter it as it stands on a statement."),
    AccountFault.COUNTRY: _("We cannot pay onto accounts of this country."),
    AccountFault.LENGTH: _("This number is too long or too short for its country."),
    AccountFault.CHECK: _("Two digits may be swapped: the check digits do not fit."),
    AccountFault.PREFIX: _("No bank has this routing number."),
}


def request(
    payee: Payee, *, holder, number, routing="", holding=Holding.CHECKING, participation=None, reauthenticated_at=None, actor, at
) -> BankAccount:
    """Ask for another account. A therapist for a payee of her own, right after she showed who she is; finance for a group's.

    `holding` is the kind of an American account; of a European one nothing is kept of it. The old addresses are told at once.
    Raises Refused: not proved, a number that cannot be, the same one, a change that waits.
    """
    _may_ask(payee, participation, reauthenticated_at, actor, at)
    number, routing, holding = plain(number), plain(routing), holding if payee.currency != "EUR" else ""
    raise_unmet(_faults(payee.currency, holder, number, routing, holding))
    with transaction.atomic():
        Payee.objects.within(payee.organization).select_for_update().get(pk=payee.pk)
        if payee.accounts.filter(state="requested").exists():
            cure = _("Take it back first, or wait for a word on it.")
            raise_unmet([Refusal("change_waits", _("A change of the account waits already."), cure)])
        mark, present = fingerprint(number, routing), payee.accounts.filter(state="confirmed").order_by("-usable_from").first()
        if present is not None and (present.fingerprint, _kind(present)) == (mark, holding):
            raise_unmet([Refusal("same_account", _("You are paid on this account already."), "", {"field": "number"})])
        hours = value(payee.organization, "payments.bank_wait_hours", on=day_of(payee.organization, at))
        row = BankAccount(
            organization=payee.organization, payee=payee, participation=participation, holder=holder.strip(), number=number,
            routing=routing, holding=holding, fingerprint=mark, contact=_address(participation), requested_at=at,
            requested_by_id=actor.person_id, usable_from=at + timedelta(hours=hours),
        )
        row.full_clean(exclude=["requested_by"])
        row.save()
        record(row, "account.requested", actor=actor, at=at, after={
            "account": row.masked, "usable_from": row.usable_from, **({"holding": row.holding} if row.holding else {}),
        })
        tell(row, "account_asked", at=at)
    return row


def confirm(account: BankAccount, *, called, note, actor, at):
    """A second person called a number known before the change. Paid on it once its hours are over. Raises Refused."""
    with transaction.atomic():
        event = perform(account, "confirm", actor=actor, at=at, note=note, called=called.strip(), said=note.strip())
        tell(account, "account_confirmed", at=at)
    return event


def refuse(account: BankAccount, *, reason, actor, at):
    """It is not hers, or nobody could be reached: the old account stays. Raises Refused without a reason."""
    with transaction.atomic():
        event = perform(account, "refuse", actor=actor, at=at, note=reason, reason=reason)
        tell(account, "account_refused", at=at)
    return event


def withdraw(account: BankAccount, *, actor, at):
    """She takes the change back. Raises Refused."""
    return perform(account, "withdraw", actor=actor, at=at)


def show(account: BankAccount, *, actor, at) -> str:
    """The whole number, to be compared with a paper or read out on a call; each look is on record."""
    require(actor, Action.SEE_ACCOUNT, account)
    record(account, "account.seen", actor=actor, at=at, after={"account": account.masked})
    return account.number


def tell(account: BankAccount, template: str, *, at) -> int:
    """One mail to every address she had: the account's, those of earlier changes, the profile's. Never a number in it."""
    user, sent = _user(account), 0
    language = user.language if user else account.organization.language
    with translation.override(language):
        said = {"when": moment(account.usable_from, account.organization.zone), "url": absolute("/me/money/")}
    for number, to in enumerate(_recipients(account, user), 1):
        key = f"{template}:{account.pk}:{number}"
        mail.send(to, template, said, key=key, language=language, organization=account.organization, at=at)
        sent += 1
    return sent


def _recipients(account, user) -> list:
    earlier = BankAccount.objects.within(account.organization).filter(payee=account.payee_id).exclude(contact="")
    addresses = {row.contact.lower(): row.contact for row in earlier}
    if account.participation and account.participation.practitioner.email:
        address = account.participation.practitioner.email
        addresses[address.lower()] = address
    if user is not None:
        addresses.pop(user.email.lower(), None)
        return [user, *addresses.values()]
    return list(addresses.values())


def _user(account) -> User | None:
    if account.participation is None:
        return None
    return account.participation.practitioner.person.users.filter(is_active=True).first()


def _address(participation) -> str:
    user = participation.practitioner.person.users.filter(is_active=True).first() if participation else None
    return user.email if user else ""


def _may_ask(payee, participation, reauthenticated_at, actor, at):
    if participation is None:
        require(actor, Action.KEEP_PAYEE, payee)
        if payee.kind != Payee.Kind.GROUP:
            words = _("A therapist changes her own account herself, after signing in again.")
            raise_unmet([Refusal("hers_to_change", words, _("Ask her to do it on her page about money."))])
        return
    require(actor, Action.OWN_ACCOUNT, participation)
    if not own(payee, participation, on=day_of(payee.organization, at)):
        raise Forbidden(not_allowed(Action.KEEP_PAYEE))
    if reauthenticated_at is None or at - reauthenticated_at > PROOF:
        raise_unmet([Refusal("not_proved", _("You have to show who you are first."), _("Confirm, then ask again."))])


def _kind(account: BankAccount) -> str:
    """One from before the kind was asked is a checking account."""
    return account.holding or (Holding.CHECKING if account.routing else "")


def _faults(currency, holder, number, routing, holding):
    if not holder.strip():
        cure = _("Enter it as the bank knows it.")
        yield Refusal("no_holder", _("No holder is given."), cure, {"field": "holder"})
    if currency == "EUR":
        found = {"number": iban_fault(number)}
    else:
        found = {"routing": aba_fault(routing), "number": us_account_fault(number)}
        if holding not in Holding:
            words, cure = _("It is not said what kind of account this is."), _("Choose checking or savings.")
            yield Refusal("no_kind", words, cure, {"field": "holding"})
    for name, fault in found.items():
        if fault is not None:
            yield Refusal("account_wrong", FAULTS[fault], _("Compare it with a statement of your bank."), {"field": name})
