"""Taking a call: who covers it, what is sought; kept as a counted contact whether or not anybody is referred."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.eligibility import Verdict, fits, judge, normal_number
from network.care.facts.calls import contract_on, member_key, subject_key, terms_of, used_before
from network.care.models import Contact
from network.care.references import new_reference
from network.events import record
from network.models import Employer
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of


@dataclass(frozen=True, slots=True)
class Call:
    """What is typed while somebody calls. `number` and `member` are hashed and forgotten; `wishes` are columns of the contact.

    `member` tells one of several children, or of others in a household, from the rest: a year of birth.
    """

    employer: Employer | None = None
    employer_said: str = ""
    number: str = ""
    relation: str = "employee"
    member: str = ""
    service: str = ""
    support: str = ""
    wishes: dict = field(default_factory=dict)


def take_call(*, organization, call: Call, actor, at, contact: Contact | None = None) -> Contact:
    """A finished intake: covered or not. The same `contact` again when the call was kept half-filled. Raises Refused."""
    require(actor, Action.TAKE_CALLS, organization)
    row = contact or _begin(organization, actor, at)
    on = day_of(organization, at)
    kept = bool(row.subject_key)
    _fill(row, call, on)
    row.contract = contract_on(row.employer, on) if row.employer else None
    row.panel = row.panel or (row.contract.panel if row.contract else None)
    _refuse_incomplete(row, call, kept=kept)
    verdict = verdict_of(row, on=on)
    row.outcome = Contact.Outcome.COVERED if verdict.ok else Contact.Outcome.NOT_COVERED
    row.why_not = "" if verdict.ok else verdict.code
    return _keep(row, "contact.taken", actor=actor, at=at)


def keep_unfinished(*, organization, call: Call, actor, at, crisis: bool, contact: Contact | None = None) -> Contact:
    """The page as far as it was filled: nothing is asked, nothing is refused, nothing is lost but a number that is wrong."""
    require(actor, Action.TAKE_CALLS, organization)
    row = contact or _begin(organization, actor, at)
    _fill(row, call, day_of(organization, at))
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
    """Whether the call is covered on this day, by the contract that runs then, and with how many sessions left."""
    if contact.employer:
        contact.contract = contract_on(contact.employer, on)
    return judge(terms_of(contact.contract), relation=contact.relation, service=contact.service, used=used_before(contact), on=on)


def _begin(organization, actor, at) -> Contact:
    reference = new_reference(organization.prefix, "C")
    return Contact(organization=organization, reference=reference, began_at=at, taken_by_id=actor.person_id)


def _fill(row: Contact, call: Call, on) -> None:
    chosen, before = row.employer_id != (call.employer.pk if call.employer else None), (row.subject_key, row.relation)
    row.employer, row.employer_said = call.employer, "" if call.employer else call.employer_said
    row.relation, row.service, row.support = call.relation, call.service, call.support
    _fill_number(row, call, on, chosen=chosen)
    if call.member.strip() or before != (row.subject_key, row.relation):  # of another person nothing was said yet
        row.member_key = member_key(row.organization, row.subject_key, row.relation, call.member)
    for name, value in call.wishes.items():
        setattr(row, name, value)


def _fill_number(row: Contact, call: Call, on, *, chosen: bool) -> None:
    """The code of a number that has the format of its employer's contract.

    Nobody can hold a code against a format: one from before this employer was `chosen` goes where there is one, and is asked for again.
    """
    number, pattern = normal_number(call.number), _format(row.employer, on)
    if number:
        row.subject_key = subject_key(row.organization, number) if fits(number, pattern) else ""
    elif chosen and pattern:
        row.subject_key = ""


def _format(employer, on) -> str:
    contract = contract_on(employer, on) if employer else None
    return contract.number_pattern if contract else ""


def _refuse_incomplete(row: Contact, call: Call, *, kept: bool) -> None:
    unmet = []
    if row.employer is None:
        unmet.append(Refusal("no_employer", _("Which employer?"), _("Choose one from the list."), {"field": "employer"}))
    if not row.subject_key:
        unmet.append(_number_missing(row, call, kept=kept))
    if not row.service:
        unmet.append(Refusal("no_service", _("What is sought?"), _("Choose the nearest."), {"field": "service"}))
    if unmet:
        raise Refused(unmet)


def _number_missing(row: Contact, call: Call, *, kept: bool) -> Refusal:
    """Not typed, typed otherwise than the contract says, or `kept` from before the employer was known."""
    field, said = {"field": "number"}, {"format": row.contract.number_pattern if row.contract else ""}
    if normal_number(call.number):
        message = _("Numbers of this employer look like %(format)s.") % said
        return Refusal("wrong_number", message, _("# is a digit, @ a letter. Ask for it again."), field)
    if kept:
        message = _("The number was entered before this employer was chosen; its numbers look like %(format)s.") % said
        return Refusal("number_again", message, _("# is a digit, @ a letter. Ask for it again."), field)
    return Refusal("no_number", _("Which employee number?"), _("Ask for it; no name is needed."), field)


def _keep(row: Contact, action, *, actor, at) -> Contact:
    """Saved and counted; the trail names the employer and the outcome, never the caller."""
    with transaction.atomic():
        row.save()
        after = {"employer": row.employer_id, "service": row.service, "outcome": row.outcome, "crisis": row.crisis}
        record(row, action, actor=actor, at=at, after=after)
    return row
