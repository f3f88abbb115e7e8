"""What rests on a supervision follows what she says of it: an end she states ends it, with no check in between."""

from licensure.facts.corrected import touched_by_supervision
from licensure.facts.supervision import ELEMENT, agreements
from licensure.workflow.corrections import write_again
from network import jobs

JUDGE_SUPERVISED = "licensure.judge_supervised"


def follow(row, event):
    """After an agreement was stated, corrected or taken out: her covers follow by a job. Other evidence changes nothing."""
    if getattr(row, "kind", "") == ELEMENT:
        jobs.enqueue(JUDGE_SUPERVISED, key=event.hash, practitioner_id=row.practitioner_id)


def judge_supervised(practitioner, *, at) -> int:
    """Write her covers again, in every organization; the number of checks."""
    return write_again(touched_by_supervision(practitioner, agreements(practitioner)), at=at)
