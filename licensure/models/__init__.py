"""What a practitioner holds and who vouches for it, by noun."""

from licensure.models.evidence import Credential, CredentialKind, License, Position
from licensure.models.lists import Band, ExclusionList, Hit, HitState, ListEntry, ListVersion, Screening
from licensure.models.reference import Confidence, LicenseType, PracticeLevel, Register, RegisterKind, RenewalKind
from licensure.models.verifications import Element, Method, Verification, VerificationState

__all__ = [
    "Band",
    "Confidence",
    "Credential",
    "CredentialKind",
    "Element",
    "ExclusionList",
    "Hit",
    "HitState",
    "License",
    "LicenseType",
    "ListEntry",
    "ListVersion",
    "Method",
    "Position",
    "PracticeLevel",
    "Register",
    "RegisterKind",
    "RenewalKind",
    "Screening",
    "Verification",
    "VerificationState",
]
