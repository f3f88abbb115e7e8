"""What payments keeps, by noun."""

from payments.models.authorizations import (
    AskState,
    Authorization,
    AuthorizationKind,
    AuthorizationState,
    ExtensionRequest,
)
from payments.models.batches import Batch, BatchAct, BatchLine, BatchState, PayingAccount, Rail
from payments.models.instructions import BankAnswer, BankFile, Instruction, InstructionState
from payments.models.invoices import Invoice, InvoiceLine, InvoiceState, LineAct, LineState
from payments.models.matches import MatchState, PayeeMatch
from payments.models.payees import AccountState, BankAccount, Payee, PayeeLink
from payments.models.sessions import Attendance, Session
from payments.models.terms import Fee, FeeFixed, FeeSchedule, Terms, Unit, VersionState
from payments.models.waivers import Waiver, WaiverState

__all__ = [
    "AccountState", "AskState", "Attendance", "Authorization", "AuthorizationKind", "AuthorizationState", "BankAccount", "BankAnswer",
    "BankFile", "Batch", "BatchAct", "BatchLine", "BatchState", "ExtensionRequest", "Fee", "FeeFixed", "FeeSchedule", "Instruction",
    "InstructionState", "Invoice", "InvoiceLine", "InvoiceState", "LineAct", "LineState", "MatchState", "Payee", "PayeeLink",
    "PayeeMatch", "PayingAccount", "Rail", "Session", "Terms", "Unit", "VersionState", "Waiver", "WaiverState",
]
