"""What other apps ask of licensure."""

from licensure.queries.verifications import by_rule_alone, open_hits, open_verifications, verifications, verifiers_of

__all__ = ["by_rule_alone", "open_hits", "open_verifications", "verifications", "verifiers_of"]
