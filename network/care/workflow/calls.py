"""Taking a call: who covers it, what is sought; kept as a counted contact whether or not anybody is referred."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.eligibility import Verdict, fits, judge, normal_number
from network.care.facts.calls import contract_on, subject_key, terms_of, used_before
from network.care.models import Contact
from network.care.references import new_reference
from network.events import record
from network.models import Employer
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of


@dataclass(frozen=True, slots=True)
class Call:
    """What is typed while somebody calls. `number` is hashed and forgotten; `wishes` are columns of the contact."""

    employer: Employer | None = None
    employer_said: str = ""
    number: str = ""
    relation: str = "employee"
    service: str = ""
    support: str = ""
    wishes: dict = field(default_factory=dict)


def take_call(*, organization, call: Call, actor, at, contact: Contact | None = None) -> Contact:
    """A finished intake: covered or not. The same `contact` again when the call was kept half-filled. Raises Refused."""
    require(actor, Action.TAKE_CALLS, organization)
    row = contact or _begin(organization, actor, at)
    _fill(row, call)
    on = day_of(organization, at)
    row.contract = contract_on(row.employer, on) if row.employer else None
    row.panel = row.panel or (row.contract.panel if row.contract else None)
    _refuse_incomplete(row, call)
    verdict = verdict_of(row, on=on)
    row.outcome = Contact.Outcome.COVERED if verdict.ok else Contact.Outcome.NOT_COVERED
    row.why_not = "" if verdict.ok else verdict.code
    return _keep(row, "contact.taken", actor=actor, at=at)


def keep_unfinished(*, organization, call: Call, actor, at, crisis: bool, contact: Contact | None = None) -> Contact:
    """The page as far as it was filled: nothing is asked, nothing is refused, nothing is lost."""
    require(actor, Action.TAKE_CALLS, organization)
    row = contact or _begin(organization, actor, at)
    _fill(row, call)
    row.crisis = row.crisis or crisis
    return _keep(row, "contact.crisis" if crisis else "contact.kept", actor=actor, at=at)


def wish(*, contact: Contact, wishes: dict, actor, at) -> Contact:
    """What is asked of a therapist, changed; columns of the contact."""
    require(actor, Action.TAKE_CALLS, contact)
    for name, value in wishes.items():
        setattr(contact, name, value)
    return _keep(contact, "contact.wished", actor=actor, at=at)


def in_crisis(*, contact: Contact, wishes: dict, actor, at) -> Contact:
    """Somebody is in danger, on a call that was finished already: counted as such; what was typed meanwhile is kept."""
    require(actor, Action.TAKE_CALLS, contact)
    for name, value in wishes.items():
        setattr(contact, name, value)
    contact.crisis = True
    return _keep(contact, "contact.crisis", actor=actor, at=at)


def verdict_of(contact: Contact, *, on) -> Verdict:
    """Whether the call is covered on this day, and with how many sessions left."""
    return judge(terms_of(contact.contract), relation=contact.relation, service=contact.service, used=used_before(contact), on=on)


def _begin(organization, actor, at) -> Contact:
    reference = new_reference(organization.prefix, "C")
    return Contact(organization=organization, reference=reference, began_at=at, taken_by_id=actor.person_id)


def _fill(row: Contact, call: Call) -> None:
    row.employer, row.employer_said = call.employer, "" if call.employer else call.employer_said
    row.relation, row.service, row.support = call.relation, call.service, call.support
    if normal_number(call.number):
        row.subject_key = subject_key(row.organization, call.number)
    for name, value in call.wishes.items():
        setattr(row, name, value)


def _refuse_incomplete(row: Contact, call: Call) -> None:
    unmet = []
    if row.employer is None:
        unmet.append(Refusal("no_employer", _("Which employer?"), _("Choose one from the list."), {"field": "employer"}))
    if not row.subject_key:
        unmet.append(Refusal("no_number", _("Which employee number?"), _("Ask for it; no name is needed."), {"field": "number"}))
    elif call.number and row.contract and not fits(normal_number(call.number), row.contract.number_pattern):
        message = _("Numbers of this employer look like %(format)s.") % {"format": row.contract.number_pattern}
        unmet.append(Refusal("wrong_number", message, _("# is a digit, @ a letter. Ask for it again."), {"field": "number"}))
    if not row.service:
        unmet.append(Refusal("no_service", _("What is sought?"), _("Choose the nearest."), {"field": "service"}))
    if unmet:
        raise Refused(unmet)


def _keep(row: Contact, action, *, actor, at) -> Contact:
    """Saved and counted; the trail names the employer and the outcome, never the caller."""
    with transaction.atomic():
        row.save()
        after = {"employer": row.employer_id, "service": row.service, "outcome": row.outcome, "crisis": row.crisis}
        record(row, action, actor=actor, at=at, after=after)
    return row
