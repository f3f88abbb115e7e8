"""The letters and mails of an application and of a participation, made by jobs. Mail says that there is news; the letter says what."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from licensure.compared import differences
from licensure.queries import verifications
from network import letters, mail
from network.formats import day_long
from network.models import Participation
from network.transitions import locked
from vetting.facts.changes import IN_NETWORK, answer_on, change_context
from vetting.facts.letters import decision_context, newest_letter, request_context
from vetting.facts.letters_notices import discrepancy_context
from vetting.models import Decision, InformationRequest
from vetting.queries.judging import day_of

LETTERS = {"approved": "approval", "denied": "denial", "not_accepted": "not_accepted", "vacated": "vacated"}
CLEAR = "clear"  # the signature of a standing in which nothing stands in the way


def send_decision(*, decision_id, at):
    """Write the letter of a decision, keep it as a document, and mail that it is there."""
    decision = Decision.objects.everywhere(reason="a job loads its row by id").select_related("application").get(pk=decision_id)
    kind = LETTERS.get(decision.outcome)
    if kind:
        with translation.override(language_for(decision.application)):
            context = decision_context(decision)
        write(decision.application, kind, context, key=f"letter:{decision.key}", at=at, reference=decision.application.reference)


def send_information_request(*, request_id, at, differs=None):
    """Write what is asked as a letter and mail that it is there; `differs` is the check whose source says otherwise, if one does."""
    request = InformationRequest.objects.everywhere(reason="a job loads its row by id").select_related("application").get(pk=request_id)
    file, key = request.application, f"information:{request.pk}"
    check = verifications(file.reference).filter(pk=differs).first() if differs else None
    with translation.override(language_for(file)):
        context = discrepancy_context(request, check, differences(check)) if check else request_context(request)
    kind = "discrepancy" if check else "information_request"
    write_only(file, kind, context, key=key, at=at, reference=file.reference)
    tell(file, "information_request", key=f"mail:{key}", at=at, reference=file.reference, until=request.due_on)


def offer_terms(*, participation_id, at):
    """An approved therapist who has not accepted the terms yet is told that they wait for her."""
    row = _participation(participation_id)
    if row.state == "onboarding":
        tell(row, "terms", key=f"terms:{row.pk}:{row.decision}", at=at)


def tell_standing(*, participation_id, at) -> bool:
    """One letter and one mail without detail when what she may do changed since she was last told; else nothing.

    Asked again it finds that she knows, so it may run as often as it likes. Only for those in the network.
    """
    row = _participation(participation_id)
    with locked(row):
        if row.state not in IN_NETWORK:
            return False
        on = day_of(row.organization, at)
        answer = answer_on(row, on)
        last = newest_letter(row, "standing_changed")
        if answer.signature == (last.context["signature"] if last else CLEAR):
            return False
        with translation.override(language_for(row)):
            context = change_context(answer, on)
        key = f"standing:{row.pk}:{last.pk if last else 0}"
        write_only(row, "standing_changed", context, key=key, at=at, reference=row.practitioner.reference)
        tell(row, "standing_changed", key=f"mail:{key}", at=at)
    return True


def _participation(pk) -> Participation:
    rows = Participation.objects.everywhere(reason="a job loads its row by id")
    return rows.select_related("organization", "practitioner__person").get(pk=pk)


def language_for(row) -> str:
    """The language of the therapist an application or participation is about."""
    return letters.language_of(row.practitioner, row.organization)


def write(row, kind, context, *, key, at, reference):
    """One letter as PDF in her language, and one mail without detail."""
    write_only(row, kind, context, key=key, at=at, reference=reference)
    tell(row, "letter", key=f"mail:{key}", at=at, reference=reference)


def write_only(row, kind, context, *, key, at, reference):
    """One letter as PDF in her language."""
    letters.issue(
        organization=row.organization, practitioner=row.practitioner, kind=kind, context=context, reference=reference, key=key, at=at,
    )


def tell(row, template, *, key, at, **context):
    """A mail in her language that names nothing confidential; an imported therapist without an address gets none.

    A date in `context` is written out in that language.
    """
    to, language = recipient(row), language_for(row)
    if not to:
        return None
    return mail.send(to, template, said_in(language, context), language=language, key=key, at=at, organization=row.organization)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A mail as it would leave: its recipient's address, its subject and its text in her language."""

    address: str
    language: str
    subject: str
    body: str


def drafted(row, template, **context) -> Drafted | None:
    """What `tell` would send, word for word; None when there is no address."""
    to, language = recipient(row), language_for(row)
    if not to:
        return None
    user = None if isinstance(to, str) else to
    words = mail.render(template, said_in(language, context), language=language, user=user, organization=row.organization)
    return Drafted(user.email if user else to, language, *words)


def recipient(row):
    """Whom a mail about an application or participation reaches: her account, else her address; empty when there is none."""
    return row.practitioner.person.account or row.practitioner.email


def said_in(language, context) -> dict:
    """The values of a mail with their days written out."""
    with translation.override(language):
        return {name: day_long(value) if isinstance(value, date) else value for name, value in context.items()}
