"""Who may read the kept files of payments: a bank's file names whole account numbers, a remittance what somebody earns."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, ActorKind

BANK_FILE, BANK_ANSWER, REMITTANCE = "bank_file", "bank_answer", "remittance"
NEEDS = {BANK_FILE: Action.SEE_ACCOUNT, BANK_ANSWER: Action.SEE_ACCOUNT, REMITTANCE: Action.SEE_PAYMENTS}
CLOSED = _("Files about payments are read by finance.")


def why_closed(document, actor, at) -> str:
    """Why a file of payments is closed to somebody of the staff; nothing for every other file."""
    action = NEEDS.get(document.kind)
    if action is None or actor.kind != ActorKind.STAFF or action in actor.actions:
        return ""
    return CLOSED
