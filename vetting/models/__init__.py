"""What vetting keeps, by noun."""

from vetting.models.actions import ActionKind, ActionState, AdverseAction
from vetting.models.appeals import Appeal, AppealSeat, AppealState
from vetting.models.application import Application, Attestation, DisclosureAnswer, InformationRequest, Kind, State
from vetting.models.bulk import BulkAct, BulkKind
from vetting.models.conditions import Condition, ConditionState
from vetting.models.decisions import AssessmentRecord, Basis, Decision, Origin, Outcome, Proposal
from vetting.models.interests import ConflictOfInterest
from vetting.models.meetings import AgendaItem, CommitteeMember, Meeting, Minutes, Vote
from vetting.models.monitoring import Alert, AlertColor, AlertState, Watch
from vetting.models.moving import MoveIn, MoveInRow
from vetting.models.policy import PanelCriterion, Policy, PolicyCriterion
from vetting.models.queue import QueueCount, QueueFacets, QueueRow, QueueWord, SavedView
from vetting.models.referees import RefereeRequest
from vetting.models.rollout import Cure, Rollout
from vetting.models.roster import RosterEntry, RosterMapping, StagedRow
from vetting.models.samples import AuditSample, EvidencePack, SampleMethod

__all__ = [
    "AgendaItem",
    "Alert",
    "AlertColor",
    "AlertState",
    "ActionKind",
    "ActionState",
    "AdverseAction",
    "Appeal",
    "AppealSeat",
    "AppealState",
    "Application",
    "AssessmentRecord",
    "Attestation",
    "AuditSample",
    "Basis",
    "BulkAct",
    "BulkKind",
    "CommitteeMember",
    "Condition",
    "ConditionState",
    "ConflictOfInterest",
    "Cure",
    "Decision",
    "DisclosureAnswer",
    "EvidencePack",
    "InformationRequest",
    "Kind",
    "Meeting",
    "Minutes",
    "MoveIn",
    "MoveInRow",
    "Origin",
    "Outcome",
    "PanelCriterion",
    "Policy",
    "PolicyCriterion",
    "Proposal",
    "QueueCount",
    "QueueFacets",
    "QueueRow",
    "QueueWord",
    "RefereeRequest",
    "Rollout",
    "RosterEntry",
    "RosterMapping",
    "SampleMethod",
    "SavedView",
    "StagedRow",
    "State",
    "Vote",
    "Watch",
]
