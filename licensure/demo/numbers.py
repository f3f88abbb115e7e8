"""Numbers of invented people: NPIs with a right check digit in a range we made up, license and register numbers."""

from licensure import npi


def invented_npi(number: int) -> str:
    """The `number`th NPI of the invented range 1999…, with its check digit."""
    stem = f"1999{number:05d}"
    return next(stem + digit for digit in "0123456789" if npi.is_valid(stem + digit))


def big_number(number: int) -> str:
    """An eleven-digit Dutch register number in an invented range."""
    return f"{99_000_000_000 + number * 7919:011d}"
