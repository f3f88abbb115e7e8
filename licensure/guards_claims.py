"""The guard of a claims check: it is verified with what the carrier says of the claim, never with a bare yes."""

from django.utils.translation import gettext_lazy as _

from licensure.claims import untold
from network.transitions import Refusal


def claim_is_told(verification, *, actor, at, values=None, **inputs):
    """Day, state and amount of a claim, or the number of claims on a loss run, stand in the answer: they are what is judged."""
    row = verification.evidence if verification.element == "claims" else None
    if row is not None and untold(row.kind, {**verification.values, **(values or {})}):
        yield Refusal(
            "claim_untold", _("It is not said what the carrier says of the claim."),
            _("Write down days, state and amount, or how many claims the loss run shows, as they stand there."),
        )
