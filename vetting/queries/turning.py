"""Which check comes next when one is done."""

from licensure.queries import verifications

OURS = ("required", "obtained", "discrepant")


def next_open(reference: str, after: int) -> int | None:
    """The next check of the file that waits for a reviewer, after the one just done, else the first; None when none does."""
    rows = list(verifications(reference).filter(state__in=OURS).exclude(pk=after).order_by("pk").values_list("pk", flat=True))
    return next((pk for pk in rows if pk > after), rows[0] if rows else None)
