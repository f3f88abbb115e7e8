"""What a practitioner holds and who vouches for it, by noun."""

from licensure.models.board_files import BoardFile, BoardFileKind, BoardMapping, BoardRow
from licensure.models.corrections import Answer, CommonCorrection, CorrectedKind, Correction
from licensure.models.evidence import Credential, CredentialKind, License, Position
from licensure.models.extensions import Extension, ExtensionState
from licensure.models.list_loading import ListMapping, ListRefusal
from licensure.models.lists import Band, ExclusionList, Hit, HitState, ListEntry, ListVersion, Screening, VersionKind
from licensure.models.moves import HomeMove
from licensure.models.reference import Confidence, LicenseType, PracticeLevel, Register, RegisterKind, RenewalKind
from licensure.models.sources import RegisterHealth
from licensure.models.verifications import Element, Method, Verification, VerificationState

__all__ = [
    "Answer",
    "Band",
    "BoardFile",
    "BoardFileKind",
    "BoardMapping",
    "BoardRow",
    "CommonCorrection",
    "Confidence",
    "CorrectedKind",
    "Correction",
    "Credential",
    "CredentialKind",
    "Element",
    "ExclusionList",
    "Extension",
    "ExtensionState",
    "Hit",
    "HitState",
    "HomeMove",
    "License",
    "LicenseType",
    "ListEntry",
    "ListMapping",
    "ListRefusal",
    "ListVersion",
    "Method",
    "Position",
    "PracticeLevel",
    "Register",
    "RegisterHealth",
    "RegisterKind",
    "RenewalKind",
    "Screening",
    "Verification",
    "VerificationState",
    "VersionKind",
]
