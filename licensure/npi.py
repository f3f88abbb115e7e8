"""The US National Provider Identifier: ten digits, the last a check digit (Luhn over "80840" and the number)."""

PREFIX = "80840"  # the card issuer number the standard puts before an NPI
PLACEHOLDER = "0000000000"  # how the LEIE writes "none"


def is_valid(npi: str) -> bool:
    """Whether `npi` is ten ASCII digits with a right check digit. Says nothing about whether it was ever given out."""
    if len(npi) != 10 or not (npi.isascii() and npi.isdigit()):
        return False
    total = 0
    for place, digit in enumerate(reversed(PREFIX + npi)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def known(npi: str | None) -> str:
    """The number, or nothing for a blank or the placeholder."""
    text = (npi or "").strip()
    return "" if text == PLACEHOLDER else text
