"""What care remembers, by noun."""

from network.care.models.availability import Availability, Away, Match, PracticePlace
from network.care.models.calls import Contact, CrisisLine
from network.care.models.places import Place
from network.care.models.referrals import Offer, Referral
from network.care.models.reports import EmployerContact, EmployerReport, Satisfaction
from network.care.models.settings import HandlingChange

__all__ = [
    "Availability", "Away", "Contact", "CrisisLine", "EmployerContact", "EmployerReport", "HandlingChange", "Match", "Offer", "Place",
    "PracticePlace", "Referral", "Satisfaction",
]
