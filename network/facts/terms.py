"""Which texts of terms an organization offers: an upper app keeps them (settings.TERMS_OFFERED), her acceptances are ours."""

from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class OfferedRates:
    """A published fee schedule: its version, since when it can be read, and the day from which it counts."""

    version: str
    published_at: datetime
    first: date


def offered(organization) -> tuple[OfferedTerms, ...]:
    """The newest published text of each kind; none where the organization published nothing."""
    return import_string(settings.TERMS_OFFERED)(organization)


def rates(organization, on: date) -> tuple:
    """The rates that go with the payment terms: those in force on the organization's day, then those that are announced."""
    return import_string(settings.RATES_OFFERED)(organization, on)


def newest_rates(organization) -> OfferedRates | None:
    """The newest published fee schedule; None where the organization published none."""
    return import_string(settings.RATES_NEWEST)(organization)


def versions(organization, otherwise: str = "") -> dict[str, str]:
    """By kind, the version she accepts now; `otherwise` for a kind of which nothing was published."""
    found = dict.fromkeys(map(str, Acceptance.Kind.values), otherwise)
    return {**found, **{text.kind: text.version for text in offered(organization)}}


def unaccepted(participation) -> tuple[OfferedTerms, ...]:
    """Published texts she has not accepted in this version."""
    rows = Acceptance.objects.within(participation.organization).current().filter(participation=participation, last=None)
    known = set(rows.values_list("kind", "version"))
    return tuple(text for text in offered(participation.organization) if (text.kind, text.version) not in known)


def new_rates(participation) -> OfferedRates | None:
    """The newest fee schedule, where it was published after she accepted the payment terms and she has not accepted it since."""
    rows = Acceptance.objects.within(participation.organization).current().filter(participation=participation, last=None)
    accepted = list(rows.filter(kind=Acceptance.Kind.PAYMENT).values_list("rates", "recorded_at"))
    newest = newest_rates(participation.organization) if accepted else None
    if newest is None or any(rates == newest.version or at >= newest.published_at for rates, at in accepted):
        return None
    return newest
