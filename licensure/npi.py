"""The US National Provider Identifier: ten digits, the last a check digit (Luhn over "80840" and the number)."""

from collections.abc import Sequence
from itertools import compress

PREFIX = "80840"  # the card issuer number the standard puts before an NPI
# what two digits add, the first at a doubled place: twice itself, its own digits added
PAIRS = {f"{first}{last}": first * 2 // 10 + first * 2 % 10 + last for first in range(10) for last in range(10)}
FOURS = {one + other: PAIRS[one] + PAIRS[other] for one in PAIRS for other in PAIRS}
LEAST = 24  # what PREFIX adds: 8·2 → 7, 0, 8·2 → 7, 4, 0·2, by their places before ten digits
# the same for many numbers at once, a byte for each: what a digit adds by its place, doubled or not, and what is left of their sum
ADDED = tuple(bytes(sum(divmod((sign - 48) * by, 10)) if 48 <= sign < 58 else 0 for sign in range(256)) for by in (2, 1))
LEFT = bytes((LEAST + added) % 10 for added in range(256))
PLACEHOLDER = "0000000000"  # how the LEIE writes "none"


def is_valid(npi: str) -> bool:
    """Whether `npi` is ten ASCII digits with a right check digit. Says nothing about whether it was ever given out."""
    if len(npi) != 10:
        return False
    try:
        return (LEAST + FOURS[npi[:4]] + FOURS[npi[4:8]] + PAIRS[npi[8:]]) % 10 == 0
    except KeyError:  # no digits, or other ones than those of ASCII
        return False


def wrong(npis: Sequence[str]) -> list[int]:
    """The places of those that are not valid. Ten digits each, as nearly all are, are added up all at once: no byte can overflow."""
    digits = "".join(npis)
    if not (digits.isascii() and digits.isdigit() and {*map(len, npis)} == {10}):
        return [place for place, npi in enumerate(npis) if not is_valid(npi)]
    signs = digits.encode()
    sums = sum(int.from_bytes(signs[place::10].translate(ADDED[place % 2]), "little") for place in range(10))
    return list(compress(range(len(npis)), sums.to_bytes(len(npis), "little").translate(LEFT)))


def known(npi: str | None) -> str:
    """The number, or nothing for a blank or the placeholder."""
    text = (npi or "").strip()
    return "" if text == PLACEHOLDER else text
