"""Whether an account is its owner's: the code she reads out to whoever meets her, and what an organization asks of a meeting.

A license number can be copied from a register. A face beside a document, seen by two people, and a code that only the signed-in
account shows, cannot. The code is worked out from the account and the time and kept nowhere.
"""

import hmac
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.crypto import salted_hmac

from network.facts.parameters import in_force
from network.models.organizations import Organization

MEETINGS = ("video", "in_person")  # the ways to meet somebody
PARAMETER = "network.identity_methods"  # which of them an organization asks; none: it asks no meeting
STEP = timedelta(minutes=10)  # how long one code is shown; the one before is taken too
SALT = "network.identity"
DOCUMENTS = ("passport", "identity_card", "driving_license", "residence_permit")
KEPT_SIGNS = 4  # of the document's number: enough to tell two documents apart, too little to use


def asked(organization: Organization, *, on: date) -> tuple[str, ...]:
    """The ways to meet somebody that the organization's parameters in force that day accept; none: no meeting is asked. One query."""
    return tuple(in_force(organization, PARAMETER, on=on) or ())


def asked_at(organization: Organization, at: datetime) -> tuple[str, ...]:
    """The same on the organization's own day."""
    return asked(organization, on=at.astimezone(ZoneInfo(organization.zone)).date())


def code(user, at: datetime) -> str:
    """The six digits her account shows now."""
    return _digits(user, int(at.timestamp() // STEP.total_seconds()))


def until(at: datetime) -> datetime:
    """The instant from which her account shows the next code."""
    seconds = STEP.total_seconds()
    return at + timedelta(seconds=seconds - at.timestamp() % seconds)


def is_hers(user, given: str, at: datetime) -> bool:
    """Whether these are the digits her account shows now, or showed just before; blanks do not count."""
    now, told = int(at.timestamp() // STEP.total_seconds()), "".join(given.split())
    return any(hmac.compare_digest(_digits(user, step).encode(), told.encode()) for step in (now, now - 1))


def _digits(user, step: int) -> str:
    digest = salted_hmac(SALT, f"{user.pk}:{step}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
