"""What other apps ask of licensure."""

from licensure.queries.verifications import open_hits, open_verifications, verifications, verifiers_of

__all__ = ["open_hits", "open_verifications", "verifications", "verifiers_of"]
