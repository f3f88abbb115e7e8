"""What payments keeps, by noun."""

from payments.models.authorizations import Authorization, AuthorizationKind, AuthorizationState
from payments.models.terms import Fee, FeeFixed, FeeSchedule, Terms, Unit, VersionState

__all__ = [
    "Authorization", "AuthorizationKind", "AuthorizationState", "Fee", "FeeFixed", "FeeSchedule", "Terms", "Unit", "VersionState",
]
