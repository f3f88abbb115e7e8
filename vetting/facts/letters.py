"""What a letter says, as plain values its template lays out."""

from datetime import timedelta

from vetting import words

APPEAL_DAYS = 30  # NCQA CR 6; an organization's own window is a Parameter


def decision_context(decision) -> dict:
    """Values of the approval, denial and not-accepted letters; reasons come as criterion keys and are worded in the letter's language."""
    application = decision.application
    return {
        "reference": application.reference,
        "name": application.practitioner.person.full_name,
        "decided_on": decision.decided_on,
        "due_on": decision.due_on,
        "jurisdictions": list(application.jurisdictions),
        "reason": decision.reason,
        "reasons": [words.title(key) for key in decision.reasons],
        "appeal_until": decision.decided_on + timedelta(days=APPEAL_DAYS),
        "policy_version": application.policy.version if application.policy else "",
        "decision": decision.key,
    }


def request_context(request) -> dict:
    """Values of the letter that asks for one thing."""
    return {
        "reference": request.application.reference,
        "name": request.application.practitioner.person.full_name,
        "message": request.message,
        "due_on": request.due_on,
        "asked_by": request.asked_by.full_name,
    }
