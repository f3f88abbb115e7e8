"""Credit notes and payees for the papers about money."""

from payments.models import CreditNote, Payee, PayeeLink

WITH = ("organization", "payee", "invoice", "line__session")


def credit_notes(actor):
    """Those the reader may see."""
    return CreditNote.objects.visible_to(actor).select_related(*WITH)


def own_payees(practitioner, organization) -> list[Payee]:
    """Payees of the organization that are herself: a group practice is told its own."""
    links = PayeeLink.objects.within(organization).filter(participation__practitioner=practitioner).values("payee")
    return list(Payee.objects.within(organization).filter(kind=Payee.Kind.PERSON, pk__in=links).order_by("pk"))
