"""The letters and mails of an application, made by jobs. Mail says that there is news; the letter says what."""

from network import letters, mail
from vetting.facts.letters import decision_context, request_context
from vetting.models import Application, Decision, InformationRequest

LETTERS = {"approved": "approval", "denied": "denial", "not_accepted": "not_accepted"}


def acknowledge(*, reference, at):
    """Tell the therapist that her application arrived and who has it next."""
    application = Application.objects.everywhere(reason="a job loads its row by reference").get(reference=reference)
    tell(application, "acknowledged", key=f"acknowledged:{reference}", at=at)


def send_decision(*, decision_id, at):
    """Write the letter of a decision, keep it as a document, and mail that it is there."""
    decision = Decision.objects.everywhere(reason="a job loads its row by id").select_related("application").get(pk=decision_id)
    kind = LETTERS.get(decision.outcome)
    if kind:
        write(decision.application, kind, decision_context(decision), key=f"letter:{decision.key}", at=at)


def send_information_request(*, request_id, at):
    """Write what is asked as a letter and mail that it is there."""
    request = InformationRequest.objects.everywhere(reason="a job loads its row by id").select_related("application").get(pk=request_id)
    write(request.application, "information_request", request_context(request), key=f"information:{request.pk}", at=at)


def write(application, kind, context, *, key, at):
    """One letter as PDF in her language, and one mail without detail."""
    letters.issue(
        organization=application.organization, practitioner=application.practitioner, kind=kind, context=context,
        reference=application.reference, key=key, at=at,
    )
    tell(application, "letter", key=f"mail:{key}", at=at)


def tell(application, template, *, key, at):
    """A mail in her language that names nothing confidential."""
    practitioner = application.practitioner
    user = practitioner.person.users.filter(is_active=True).first()
    mail.send(
        user or practitioner.email, template, {"organization": application.organization.name, "reference": application.reference},
        language=user.language if user else application.organization.language, key=key, at=at, organization=application.organization,
    )
