"""Check digits that registers put at the end of their numbers. Pure; a wrong one warns and never refuses."""

GS1_WEIGHTS = (1, 3)  # from the right, the check digit itself first: GS1 General Specifications, 7.9


def luhn(number: str) -> bool:
    """Whether the last digit is the Luhn key of those before it, as the French RPPS number has it."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def gs1(number: str) -> bool:
    """Whether the last digit is the GS1 check digit of those before it, as a Swiss GLN has it."""
    return sum(int(digit) * GS1_WEIGHTS[place % 2] for place, digit in enumerate(reversed(number))) % 10 == 0


CHECKS = {"luhn": luhn, "gs1": gs1}


def is_wrong(check: str, number: str) -> bool:
    """Whether a number of digits fails the named check. No check, or other signs than digits, is never wrong."""
    return bool(check) and number.isascii() and number.isdigit() and not CHECKS[check](number)
