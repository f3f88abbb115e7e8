"""What was verified once and is not asked again, at a re-vetting or between two: it is read from the file in which somebody verified it."""

from collections import defaultdict

from vetting.renewals import ONCE, ONCE_RULES

KINDS = ("renewal", "addition", "for_cause")  # of somebody who was vetted before: a re-vetting, in its time or out of turn (domain 5.5)
NOT_ASKED = {  # rules a file of a kind is not judged by
    "for_cause": ONCE_RULES | {"attestation_signed", "attestation_repeated"},  # the organization opened it; she signs nothing anew
    "addition": ONCE_RULES,
    "renewal": ONCE_RULES,
}


def asked(thresholds, kind: str) -> list:
    """The rows of a policy by which a file of this kind is judged."""
    left_out = NOT_ASKED.get(kind, frozenset())
    return [row for row in thresholds if row.criterion not in left_out]


def earlier_files(applications) -> dict[int, list[str]]:
    """The references of the approved files before each file of `KINDS`, oldest first, by its key. No query where none is one."""
    again = [row for row in applications if row.kind in KINDS]
    if not again:
        return {}
    rows = type(again[0]).objects.within(again[0].organization).filter(
        participation__in={row.participation_id for row in again}, state="approved"
    )
    found = defaultdict(list)
    for pk, participation, reference in rows.order_by("pk").values_list("pk", "participation_id", "reference"):
        found[participation].append((pk, reference))
    return {row.pk: [reference for pk, reference in found[row.participation_id] if pk < row.pk] for row in again}


def with_carried(own, earlier) -> list:
    """The checks of such a file, with those of earlier files (oldest first) that are not made again: the newest verified of each."""
    rows = list(own)
    made = {(row.element, row.item) for row in rows}
    kept = {(row.element, row.item): row for row in earlier if row.element in ONCE and row.state == "verified"}
    return [*(row for item, row in kept.items() if item not in made), *rows]
