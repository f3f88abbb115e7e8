"""Numbers of bank accounts, as they are typed and as they are written: IBAN, BIC, ABA routing number. Pure.

A check digit tells a typing error, not whether the account exists or whose it is: a person calls back for that.
"""

import re
from enum import StrEnum

# length of an IBAN by country, of the countries whose banks take part in SEPA and some neighbors [ISO 13616 registry]
LENGTHS: dict[str, int] = {
    "AD": 24, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GI": 23, "GL": 18, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
_IBAN, _BIC = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}"), re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_ABA, _US_ACCOUNT = re.compile(r"[0-9]{9}"), re.compile(r"[0-9A-Z-]{1,17}")
ABA_WEIGHTS = (3, 7, 1) * 3
ABA_PREFIXES = (*range(13), *range(21, 33), *range(61, 73), 80)  # which first two digits the Federal Reserve gives out


class AccountFault(StrEnum):
    """What is wrong with a number."""

    SHAPE = "shape"
    COUNTRY = "country"
    LENGTH = "length"
    CHECK = "check"
    PREFIX = "prefix"


def plain(typed: str) -> str:
    """A number without spaces, in capitals: as it is kept and compared."""
    return "".join(typed.split()).upper()


def iban_fault(number: str) -> AccountFault | None:
    """What is wrong with an IBAN given in plain form; None when its country, its length and its check digits are right."""
    if not _IBAN.fullmatch(number):
        return AccountFault.SHAPE
    if number[:2] not in LENGTHS:
        return AccountFault.COUNTRY
    if len(number) != LENGTHS[number[:2]]:
        return AccountFault.LENGTH
    return None if _remainder(number) == 1 and 2 <= int(number[2:4]) <= 98 else AccountFault.CHECK


def _remainder(number: str) -> int:
    """ISO 7064 modulo 97: the first four signs go to the end, letters count from 10."""
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97


def iban_check_digits(country: str, rest: str) -> str:
    """The two check digits that make an IBAN of a country and its own number."""
    return f"{98 - _remainder(f'{country}00{rest}'):02d}"


def is_bic(code: str) -> bool:
    """Whether a code has the shape of a BIC (ISO 9362): 8 or 11 signs."""
    return bool(_BIC.fullmatch(code))


def aba_fault(number: str) -> AccountFault | None:
    """What is wrong with an ABA routing number; None when its first digits are given out and its check digit is right."""
    if not _ABA.fullmatch(number):
        return AccountFault.SHAPE
    if int(number[:2]) not in ABA_PREFIXES or number == "0" * 9:
        return AccountFault.PREFIX
    return AccountFault.CHECK if aba_sum(number) % 10 else None


def aba_sum(number: str) -> int:
    """The weighted sum of the digits of a routing number; its last digit makes it a multiple of ten."""
    return sum(int(digit) * weight for digit, weight in zip(number, ABA_WEIGHTS, strict=False))


def us_account_fault(number: str) -> AccountFault | None:
    """What is wrong with an American account number: 1 to 17 digits, capitals or hyphens, at least one of them a digit."""
    good = _US_ACCOUNT.fullmatch(number) and any(sign.isdigit() for sign in number)
    return None if good else AccountFault.SHAPE


def masked(number: str) -> str:
    """A number as pages show it: its last four signs, and nothing of a shorter one."""
    return f"•••• {number[-4:]}" if len(number) > 4 else "••••"
