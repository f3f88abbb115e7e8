"""How long a country's tax law wants records of payments kept. Pure; a country without a row asks for nothing here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TaxYears:
    """So many years after the calendar year of the last payment. `source` says where that is told."""

    years: int
    source: str


# domain 2.9: seven years; that they run from the end of the year is general knowledge, to be confirmed
TAX_YEARS = {"NL": TaxYears(7, "vanodijk.nl on retention [S62]")}


def kept_until(country: str, last_paid: date) -> date | None:
    """The last day on which records of a payment have to be there; None where nothing is known to ask for it. [S62]"""
    found = TAX_YEARS.get(country)
    return date(last_paid.year + found.years, 12, 31) if found else None
