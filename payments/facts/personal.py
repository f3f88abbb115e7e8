"""What payments holds about a therapist, table by table (see `network.personal`)."""

from django.db.models import Q

from network.personal import Table
from payments.models import Instruction, Payee, PayeeLink


def _own_payees(practitioner) -> Q:
    """Payees that are a person and paid her sessions; a group practice is no person."""
    links = PayeeLink.objects.of(practitioner).values("payee")
    return Q(kind=Payee.Kind.PERSON, pk__in=links)


def _own_accounts(practitioner) -> Q:
    mine = Payee.objects.everywhere(reason="a therapist's own payees, in every organization").filter(_own_payees(practitioner))
    return Q(payee__in=mine.values("pk"))


def _own_instructions(practitioner) -> Q:
    mine = Payee.objects.everywhere(reason="a therapist's own payees, in every organization").filter(_own_payees(practitioner))
    return Q(payee__in=mine.values("pk"))


def _own_remittances(practitioner) -> Q:
    """The papers of payments to her alone; those of a group practice tell of others, too."""
    every = Instruction.objects.everywhere(reason="a therapist's own payments, in every organization")
    rows = every.filter(_own_instructions(practitioner))
    return Q(pk__in=rows.exclude(remittance=None).values("remittance"))


TABLES = (
    Table(
        "payments.Instruction", find=_own_instructions, becomes=(("reason", ""), ("remittance", None)),
        shows=("reference", "minor", "state", "paid_on", "reason"),
    ),
    Table("network.Document", find=_own_remittances),
    Table(
        "payments.BankAccount", find=_own_accounts, empties=("holder", "number", "routing", "holding", "contact", "called", "call_note"),
        shows=("holder", "number", "routing", "holding", "state", "requested_at"), becomes=(("fingerprint", ""),),
    ),
    Table("payments.LinkProposal", "participation__practitioner", ("reason",), ("first", "reason", "state", "proposed_at")),
    Table(
        "payments.VatPosition", find=_own_accounts, becomes=(("source", "erased"),),
        shows=("first", "purpose", "basis_points", "source", "as_of"),
    ),
    Table(
        "payments.VatChange", find=_own_accounts, empties=("reason",),
        shows=("first", "purpose", "basis_points", "reason", "as_of", "state", "proposed_at"),
    ),
    Table("payments.PayeeLink", "participation__practitioner", shows=("first", "last")),
    Table("payments.PayeeMatch", find=_own_instructions, empties=("listed_as", "names", "reason")),
    Table(
        "payments.Payee", find=_own_payees, empties=("name", "tax_id", "tax_mark", "vat_number"),
        shows=("name", "tax_class", "tax_id", "tax_form_on", "vat_number", "currency"),
    ),
    Table(
        "payments.LineRecovery", "line__participation__practitioner", ("reason",),
        ("currency", "minor", "vat_minor", "returned_minor", "state", "opened_at", "reason"),
    ),
    Table(
        "payments.LineQuestion", "line__participation__practitioner", ("question",), ("asked_at", "question", "answer", "settled_at"),
        becomes=(("answer", "erased"),),  # what was answered says something, or the database refuses it
    ),
    Table("payments.LineHold", "line__participation__practitioner", ("reason",), ("until", "reason", "set_at", "ended_at")),
    Table("payments.Waiver", "line__participation__practitioner", ("reason",)),
    Table(
        "payments.InvoiceLine", "participation__practitioner", ("reason", "expected_why"),
        ("currency", "minor", "vat_minor", "state", "submitted_at", "expected_on", "expected_why", "reason"),
    ),
    Table(
        "payments.Session", "authorization__participation__practitioner", ("client_in", "practitioner_in"),
        ("day", "attendance", "mode", "client_in", "practitioner_in", "units", "logged_at"),
    ),
    Table(
        "payments.ExtensionRequest", "authorization__participation__practitioner", ("reason", "answer"),
        ("units", "reason", "answer", "state", "asked_at"),
    ),
    Table(
        "payments.Authorization", "participation__practitioner", becomes=(("subject_key", ""),),
        shows=("reference", "kind", "service", "units", "used", "first", "last", "state", "closing_form_on", "outcome"),
    ),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
