"""Reads what a call's coverage depends on: the contract of the day, and what was authorized before."""

from zoneinfo import ZoneInfo

from django.utils.crypto import salted_hmac

from network.care.eligibility import Terms, Used, normal_number
from network.care.models import Referral
from network.models import Contract
from payments.models import Authorization


def subject_key(organization, number: str) -> str:
    """The keyed hash by which an employee number is known here; the number itself is kept nowhere."""
    said = f"{organization.pk}:{normal_number(number)}"
    return salted_hmac("network.care.subject", said, algorithm="sha256").hexdigest()


SEVERAL = ("child", "household")  # relations of which one employee may have more than one


def member_key(organization, subject: str, relation: str, said: str) -> str:
    """The keyed hash that tells those of one relation to one employee apart by what was `said`, a year of birth; kept nowhere itself."""
    told = normal_number(said)
    if not (subject and told and relation in SEVERAL):
        return ""
    return salted_hmac("network.care.member", f"{organization.pk}:{subject}:{relation}:{told}", algorithm="sha256").hexdigest()


def contract_on(employer, day) -> Contract | None:
    """The employer's contract that runs on a day, the newest when several do."""
    return Contract.objects.within(employer.organization).on(day).filter(employer=employer).first()


def terms_of(contract: Contract | None) -> Terms | None:
    """A contract as the rules take it."""
    if contract is None:
        return None
    return Terms(contract.sessions, contract.per, frozenset(contract.services), contract.household, contract.number_pattern)


ENDED = ("transferred", "closed")


def used_before(contact) -> tuple[Used, ...]:
    """Units authorized, or about to be, for the same person; of what was transferred or closed the sessions that were held.

    Where the contract gives sessions to a household together, for everybody of the same employee number.
    What was authorized is asked of its authorization: more may have been given since the acceptance.
    """
    if not contact.subject_key:
        return ()
    rows = Referral.objects.within(contact.organization).exclude(state="withdrawn")
    rows = rows.filter(contact__subject_key=contact.subject_key, contact__employer=contact.employer_id)
    if contact.contract is None or contact.contract.whose == Contract.Whose.PERSON:
        rows = rows.filter(contact__relation=contact.relation, contact__member_key=contact.member_key)
    accepted = {row.authorization for row in rows if row.authorization and row.state not in ENDED}
    known = Authorization.objects.within(contact.organization).filter(reference__in=accepted)
    units = dict(known.values_list("reference", "units")) if accepted else {}
    zone = ZoneInfo(contact.organization.zone)
    return tuple(
        Used(row.service, row.made_at.astimezone(zone).date(), units.get(row.authorization, row.units)) for row in rows
    )
