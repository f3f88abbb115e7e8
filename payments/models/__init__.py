"""What payments keeps, by noun."""

from payments.models.authorizations import (
    AskState,
    Authorization,
    AuthorizationKind,
    AuthorizationState,
    ExtensionRequest,
    Outcome,
)
from payments.models.batches import Batch, BatchAct, BatchLine, BatchState, PayingAccount, Rail
from payments.models.changes import ChangeState, LinkProposal, PayingAccountChange, SettingChange, VatChange
from payments.models.credit_notes import CreditNote
from payments.models.exceptions import LineHold, LineQuestion, QuestionState
from payments.models.instructions import BankAnswer, BankFile, Instruction, InstructionState
from payments.models.invoices import Invoice, InvoiceLine, InvoiceState, LineAct, LineState
from payments.models.ledger import (
    Account,
    AccountMapping,
    LedgerBalance,
    LedgerEntry,
    LedgerPeriod,
    LedgerPosting,
    PeriodState,
    PostingEvent,
)
from payments.models.matches import MatchState, PayeeMatch
from payments.models.payees import AccountState, BankAccount, Holding, Payee, PayeeLink
from payments.models.recoveries import LineRecovery, RecoveryOffset, RecoveryState
from payments.models.sessions import Attendance, Session
from payments.models.taxes import Purpose, VatPosition
from payments.models.terms import Fee, FeeFixed, FeeSchedule, Terms, Unit, VersionState
from payments.models.waivers import Waiver, WaiverState

__all__ = [
    "Account", "AccountMapping", "AccountState", "AskState", "Attendance", "Authorization", "AuthorizationKind", "AuthorizationState",
    "BankAccount", "BankAnswer", "BankFile", "Batch", "BatchAct", "BatchLine", "BatchState", "ChangeState", "CreditNote",
    "ExtensionRequest", "Fee", "FeeFixed", "FeeSchedule", "Holding", "Instruction", "InstructionState", "Invoice", "InvoiceLine",
    "InvoiceState", "LedgerBalance", "LedgerEntry", "LedgerPeriod", "LedgerPosting", "LineAct", "LineHold", "LineQuestion",
    "LineRecovery", "LineState", "LinkProposal", "MatchState", "Outcome", "Payee", "PayeeLink", "PayeeMatch", "PayingAccount",
    "PayingAccountChange", "PeriodState", "PostingEvent", "Purpose", "QuestionState", "Rail", "RecoveryOffset", "RecoveryState",
    "Session", "SettingChange", "Terms", "Unit", "VatChange", "VatPosition", "VersionState", "Waiver", "WaiverState",
]
