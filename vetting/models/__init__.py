"""What vetting keeps, by noun."""

from vetting.models.appeals import Appeal, AppealSeat, AppealState
from vetting.models.application import Application, Attestation, DisclosureAnswer, InformationRequest, Kind, State
from vetting.models.bulk import BulkAct, BulkKind
from vetting.models.decisions import AssessmentRecord, Basis, Decision, Origin, Outcome, Proposal
from vetting.models.policy import PanelCriterion, Policy, PolicyCriterion
from vetting.models.referees import RefereeRequest
from vetting.models.rollout import Cure, Rollout
from vetting.models.roster import RosterEntry, StagedRow

__all__ = [
    "Appeal",
    "AppealSeat",
    "AppealState",
    "Application",
    "AssessmentRecord",
    "Attestation",
    "Basis",
    "BulkAct",
    "BulkKind",
    "Cure",
    "Decision",
    "DisclosureAnswer",
    "InformationRequest",
    "Kind",
    "Origin",
    "Outcome",
    "PanelCriterion",
    "Policy",
    "PolicyCriterion",
    "Proposal",
    "RefereeRequest",
    "Rollout",
    "RosterEntry",
    "StagedRow",
    "State",
]
