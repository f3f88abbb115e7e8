"""Practice under supervision: by whom it counts, and what keeps a supervisor from counting. Pure.

A supervisor is what she holds (`Held`) with the days on which both the supervision and the license are good. It counts where
the organization allows supervision, when somebody verified it, and while the license is live and carries no discipline.
"""

from licensure.holdings import RESTRICTED, Held, Reason, faults_of
from network.dates import Moment

ENDS = {"not_yet": "supervision_not_yet", "expired": "supervision_ended"}


def supervisor_faults(supervisor: Held, when: Moment):
    """Everything that keeps a supervisor from counting at that moment."""
    if supervisor.verified_as_of is None:
        yield Reason("supervision_unverified", supervisor.key, supervisor.type.named)
        return
    found = tuple(faults_of(supervisor, when))
    yield from (Reason(ENDS.get(each.code, each.code), each.subject, each.detail) for each in found)
    if any(each.code not in ENDS for each in found):
        yield Reason("supervisor_not_live", supervisor.key, supervisor.type.named)
    if supervisor.encumbered or supervisor.status in RESTRICTED:
        yield Reason("supervisor_encumbered", supervisor.key, supervisor.type.named)
