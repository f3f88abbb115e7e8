"""What payments does every night, for every organization. Nothing here makes a wait end: whether it has is asked of its day."""

from network.models import Organization
from payments.workflow import asking_back, checking, holding


def end_waits(*, on, at) -> int:
    """Look again at every line that waits: its day may have come, or its cause be gone; how many wait no more.

    The day of a session has come, too, that was the client's today and the organization's tomorrow when it was sent in.
    """
    ended = 0
    for organization in Organization.objects.order_by("pk"):
        for line in holding.over(organization, at=at):
            checking.check(line, at=at)
            ended += not line.waits.filter(ended_at__isnull=True).exists()
        for line in checking.ahead(organization, at=at):
            checking.check(line, at=at)
    return ended


def ask_back(*, on, at) -> int:
    """After the lists were searched: who the bank is about to pay and may be on one now; how many payments are newly asked back."""
    return sum(asking_back.ask_back(organization, at=at) for organization in Organization.objects.order_by("pk"))
