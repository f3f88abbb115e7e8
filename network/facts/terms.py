"""Which texts of terms an organization offers: an upper app keeps them (settings.TERMS_OFFERED), her acceptances are ours."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from network.models import Acceptance


@dataclass(frozen=True, slots=True)
class OfferedTerms:
    """One text as she reads it before she accepts: its kind, its version, its rules, and the day from which it counts."""

    kind: str
    version: str
    rules: tuple[str, ...]
    language: str
    first: date
    note: str = ""


def offered(organization) -> tuple[OfferedTerms, ...]:
    """The newest published text of each kind; none where the organization published nothing."""
    return import_string(settings.TERMS_OFFERED)(organization)


def rates(organization, on: date) -> tuple:
    """The rates that go with the payment terms: those in force on the organization's day, then those that are announced."""
    return import_string(settings.RATES_OFFERED)(organization, on)


def versions(organization, otherwise: str = "") -> dict[str, str]:
    """By kind, the version she accepts now; `otherwise` for a kind of which nothing was published."""
    found = dict.fromkeys(map(str, Acceptance.Kind.values), otherwise)
    return {**found, **{text.kind: text.version for text in offered(organization)}}


def unaccepted(participation) -> tuple[OfferedTerms, ...]:
    """Published texts she has not accepted in this version."""
    rows = Acceptance.objects.within(participation.organization).current().filter(participation=participation, last=None)
    known = set(rows.values_list("kind", "version"))
    return tuple(text for text in offered(participation.organization) if (text.kind, text.version) not in known)
