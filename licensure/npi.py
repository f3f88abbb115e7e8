"""The US National Provider Identifier: ten digits, the last a check digit (Luhn over "80840" and the number)."""

PREFIX = "80840"  # the card issuer number the standard puts before an NPI
# what two digits add, the first at a doubled place: twice itself, its own digits added
PAIRS = {f"{first}{last}": first * 2 // 10 + first * 2 % 10 + last for first in range(10) for last in range(10)}
FOURS = {one + other: PAIRS[one] + PAIRS[other] for one in PAIRS for other in PAIRS}
LEAST = 24  # what PREFIX adds: 8·2 → 7, 0, 8·2 → 7, 4, 0·2, by their places before ten digits
PLACEHOLDER = "0000000000"  # how the LEIE writes "none"


def is_valid(npi: str) -> bool:
    """Whether `npi` is ten ASCII digits with a right check digit. Says nothing about whether it was ever given out."""
    if len(npi) != 10:
        return False
    try:
        return (LEAST + FOURS[npi[:4]] + FOURS[npi[4:8]] + PAIRS[npi[8:]]) % 10 == 0
    except KeyError:  # no digits, or other ones than those of ASCII
        return False


def known(npi: str | None) -> str:
    """The number, or nothing for a blank or the placeholder."""
    text = (npi or "").strip()
    return "" if text == PLACEHOLDER else text
