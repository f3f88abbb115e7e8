"""What the network remembers, by noun."""

from network.models.clock import DemoClock
from network.models.events import Event, EventPayload, RefusedAttempt, ScopeHead
from network.models.organizations import Membership, Organization, Panel, Parameter
from network.models.people import Person, PersonLink, Practitioner, PractitionerName, User
from network.models.places import Jurisdiction, Mode, Service

__all__ = [
    "DemoClock",
    "Event",
    "EventPayload",
    "Jurisdiction",
    "Membership",
    "Mode",
    "Organization",
    "Panel",
    "Parameter",
    "Person",
    "PersonLink",
    "Practitioner",
    "PractitionerName",
    "RefusedAttempt",
    "ScopeHead",
    "Service",
    "User",
]
