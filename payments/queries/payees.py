"""Payees as the pages list them."""

from django.db.models import Q

from payments.models import BankAccount, LinkProposal, Payee, PayeeLink, VatChange, VatPosition

OF_ACCOUNT = ("organization", "payee__organization", "requested_by", "settled_by", "participation__practitioner__person")

OF_PROPOSAL = ("organization", "payee__organization", "participation__practitioner__person", "participation__organization", "proposed_by")


def proposals_of(payee) -> list[LinkProposal]:
    """Whose sessions somebody proposed to pay here, until a second person confirms."""
    rows = LinkProposal.objects.within(payee.organization).filter(payee=payee, state="proposed")
    return list(rows.select_related(*OF_PROPOSAL))


def positions_of(payee) -> list[VatPosition]:
    """Which VAT counts for it, by its own rows and the organization's, the newest first."""
    rows = VatPosition.objects.within(payee.organization).filter(Q(payee=payee) | Q(payee__isnull=True))
    return list(rows.select_related("recorded_by").order_by("-first", "-pk"))


def general_positions(organization) -> list[VatPosition]:
    """Which VAT counts for payees that have no position of their own, the newest first."""
    return list(VatPosition.objects.within(organization).filter(payee__isnull=True).order_by("-first", "-pk"))


def vat_changes(organization) -> list[VatChange]:
    """Positions that wait for a second person, of the organization and of payees."""
    rows = VatChange.objects.within(organization).filter(state="proposed")
    return list(rows.select_related("organization", "payee__organization", "proposed_by").order_by("pk"))


def payees(actor) -> list[Payee]:
    """Every payee the reader may see, with its accounts and links."""
    rows = Payee.objects.visible_to(actor).select_related("organization")
    return list(rows.prefetch_related("accounts", "links__participation__practitioner__person"))


def waiting_accounts(organization) -> int:
    """How many changes of an account wait for a second person."""
    return BankAccount.objects.within(organization).filter(state="requested").count()


def links_of(payee) -> list[PayeeLink]:
    """Whose sessions are paid to it."""
    return list(payee.links.select_related("participation__practitioner__person"))


def accounts_of(payee) -> list[BankAccount]:
    """Every account it had or asked for, the newest first."""
    rows = BankAccount.objects.within(payee.organization).filter(payee=payee)
    return list(rows.select_related(*OF_ACCOUNT))
