"""What payments keeps, by noun."""

from payments.models.authorizations import Authorization, AuthorizationKind, AuthorizationState
from payments.models.payees import AccountState, BankAccount, Payee, PayeeLink
from payments.models.terms import Fee, FeeFixed, FeeSchedule, Terms, Unit, VersionState

__all__ = [
    "AccountState", "Authorization", "AuthorizationKind", "AuthorizationState", "BankAccount", "Fee", "FeeFixed", "FeeSchedule",
    "Payee", "PayeeLink", "Terms", "Unit", "VersionState",
]
