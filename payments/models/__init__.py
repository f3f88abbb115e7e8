"""What payments keeps, by noun."""

from payments.models.authorizations import (
    AskState,
    Authorization,
    AuthorizationKind,
    AuthorizationState,
    ExtensionRequest,
    Outcome,
)
from payments.models.changes import ChangeState, LinkProposal, SettingChange
from payments.models.exceptions import LineHold, LineQuestion, QuestionState
from payments.models.invoices import Invoice, InvoiceLine, InvoiceState, LineAct, LineState
from payments.models.payees import AccountState, BankAccount, Payee, PayeeLink
from payments.models.sessions import Attendance, Session
from payments.models.taxes import Purpose, VatPosition
from payments.models.terms import Fee, FeeFixed, FeeSchedule, Terms, Unit, VersionState
from payments.models.waivers import Waiver, WaiverState

__all__ = [
    "AccountState", "AskState", "Attendance", "Authorization", "AuthorizationKind", "AuthorizationState", "BankAccount",
    "ChangeState", "ExtensionRequest", "Fee", "FeeFixed", "FeeSchedule", "Invoice", "InvoiceLine", "InvoiceState", "LineAct",
    "LineHold", "LineQuestion", "LineState", "LinkProposal", "Outcome", "Payee", "PayeeLink", "Purpose", "QuestionState", "Session",
    "SettingChange", "Terms", "Unit", "VatPosition", "VersionState", "Waiver", "WaiverState",
]
