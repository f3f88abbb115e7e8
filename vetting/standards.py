"""What an accreditor's standard asks of the days and settings of a policy, beside its rules. Pure.

Asking less is allowed and marked (domain 8.2); where the standard is also the bound of a setting, nothing is said here.
"""

from collections.abc import Mapping

MOST = {"NCQA-2025": {  # preset → setting → the most that conforms
    "letter_days": 30,  # CR 1, domain 1.1: told within 30 calendar days of the decision
    "delegate_audit_months": 14,  # CR 9: every year, which is twelve months and two of grace (domain 1.1, fact 7)
}}
LEAST = {"NCQA-2025": {  # the least; domain 1.1: 8/30, and 5 % or 50 with at least 10 of each kind
    "sample_each": 30, "sample_first": 8, "sample_percent": 5, "sample_most": 50, "sample_least": 10,
}}
OFF = {"NCQA-2025": ("asynchronous",)}  # what stays off: a vote in real time (domain 1.2)


def below(preset: str, said: Mapping) -> tuple[str, ...]:
    """The settings of a version that started from `preset` in which it asks less than the preset's standard, by key."""
    over = [key for key, most in MOST.get(preset, {}).items() if said[key] > most]
    under = [key for key, least in LEAST.get(preset, {}).items() if said[key] < least]
    return (*over, *under, *(key for key in OFF.get(preset, ()) if said[key]))
