"""Who is paid may be on a list that came out after the file went: finance asks the bank for the payment back before it is booked.

Of a batch that is not written the same is asked at lock and at release (`payments.queries.fitting`).
"""

from network.models import Organization, Task
from network.nights import one_by_one
from payments.facts.paying import Asked
from payments.models import Instruction
from payments.workflow.bank_tasks import RECALL, ask, drop

LISTED = "list_match"


def ask_back(organization: Organization, *, at) -> int:
    """Search again for everybody the bank is about to pay; how many payments are newly asked back.

    A task that a person did is not asked for again; one nobody did goes when two people said that it is another.
    """
    asked = Asked(organization, at)
    rows = Instruction.objects.within(organization).filter(state="sent").select_related("organization", "batch", "payee")
    return one_by_one(rows.order_by("pk"), lambda row: _one(row, asked.payee(row.payee)[0].open_match, at))


def _one(row: Instruction, listed: bool, at) -> bool:
    if not listed:
        drop(row, RECALL, at=at)
        return False
    seen = Task.objects.within(row.organization).filter(key__startswith=f"{RECALL}:{row.pk}::", done_by__isnull=False)
    return not seen.exists() and ask(row, RECALL, at=at, facts={"why": LISTED})
