"""What the network remembers, by noun."""

from network.models.accounts import Claim, Invitation, Recovery
from network.models.clock import DemoClock
from network.models.concerns import Concern, ConcernState
from network.models.correspondence import Letter, LetterText, Message, Task
from network.models.documents import Document
from network.models.employers import Contract, Employer, EmployerAlias
from network.models.events import Event, EventPayload, RefusedAttempt, ScopeHead
from network.models.exports import DataExport
from network.models.jobs import Effect, Job, Schedule
from network.models.keeping import Erasure, ErasureState, LegalHold
from network.models.marks import Mark
from network.models.organizations import Membership, Organization, Panel, Parameter
from network.models.people import Person, PersonLink, Practitioner, PractitionerName, User
from network.models.places import Jurisdiction, Mode, Service
from network.models.standing import Acceptance, Cover, Grant, Hold, Participation, ParticipationState

__all__ = [
    "Acceptance",
    "Claim",
    "Concern",
    "ConcernState",
    "Contract",
    "Cover",
    "DataExport",
    "DemoClock",
    "Document",
    "Effect",
    "Employer",
    "EmployerAlias",
    "Erasure",
    "ErasureState",
    "Event",
    "EventPayload",
    "Grant",
    "Hold",
    "Invitation",
    "Job",
    "Jurisdiction",
    "LegalHold",
    "Letter",
    "LetterText",
    "Mark",
    "Membership",
    "Message",
    "Mode",
    "Organization",
    "Panel",
    "Parameter",
    "Participation",
    "ParticipationState",
    "Person",
    "PersonLink",
    "Practitioner",
    "PractitionerName",
    "Recovery",
    "RefusedAttempt",
    "Schedule",
    "ScopeHead",
    "Service",
    "Task",
    "User",
]
