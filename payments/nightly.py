"""What payments does every night, for each organization. Nothing here makes a wait end: whether it has is asked of its day."""

from network.nights import each_organization, one_by_one
from payments.workflow import asking_back, checking, holding


@each_organization
def end_waits(organization, *, on, at) -> int:
    """Look again at every line that waits: its day may have come, or its cause be gone; how many wait no more.

    The day of a session has come, too, that was the client's today and the organization's tomorrow when it was sent in.
    """

    def look(line) -> bool:
        checking.check(line, at=at)
        return not line.waits.filter(ended_at__isnull=True).exists()

    ended = one_by_one(holding.over(organization, at=at), look)
    one_by_one(checking.ahead(organization, at=at), look)
    return ended


@each_organization
def ask_back(organization, *, on, at) -> int:
    """After the lists were searched: who the bank is about to pay and may be on one now; how many payments are newly asked back."""
    return asking_back.ask_back(organization, at=at)
