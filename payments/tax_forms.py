"""What is reported of a year's payments to a tax authority: form, box and threshold by country and year. Pure; facts are rows.

A fact that is not here is unknown and yields no answer: nobody is told that she need not be reported because we did not look.
"""

from dataclasses import dataclass
from datetime import date

from network.money import Money


@dataclass(frozen=True, slots=True)
class Form:
    """From year `first` through `last` (both included) payments of at least `threshold` in a year are reported in `box`.

    `classes` are the tax classes of payees it is for. `source` and `written_on` say where it stands and when it was written down.
    """

    country: str
    name: str
    box: str
    first: int
    last: int
    threshold: Money
    classes: frozenset[str]
    source: str
    written_on: date


_PEOPLE = frozenset({"individual"})  # payments to corporations and exempt organizations are not reported on this form
FORMS = (
    Form(
        "US", "1099-NEC", "1", 2020, 2025, Money(60000, "USD"), _PEOPLE,
        "26 USC 6041 before Public Law 119-21: $600 or more [S56]; told by Sovos and Littler, not read in the law", date(2026, 11, 27),
    ),
    Form(
        "US", "1099-NEC", "1", 2026, 2026, Money(200000, "USD"), _PEOPLE,
        "Public Law 119-21, section 70433: $2,000 for payments made in 2026, indexed from 2027 [S56]; "
        "told by Sovos and Littler, not read in the law", date(2026, 11, 27),
    ),
)


@dataclass(frozen=True, slots=True)
class Reported:
    """Whether a year's total is reported. `why`: `reported`, `below`, `other_class`, `unknown_year`, `no_form`, `other_currency`."""

    why: str
    form: Form | None = None

    @property
    def yes(self) -> bool:
        """It has to be reported."""
        return self.why == "reported"


def reported(country: str, tax_class: str, year: int, total: Money) -> Reported:
    """What is to be reported of payments made in a year. At the threshold it is reported, a cent below it is not. [S56]"""
    of_country = [form for form in FORMS if form.country == country]
    if not of_country:
        return Reported("no_form")
    form = next((form for form in of_country if form.first <= year <= form.last), None)
    if form is None:
        return Reported("unknown_year")
    if tax_class not in form.classes:
        return Reported("other_class", form)
    if total.currency != form.threshold.currency:
        return Reported("other_currency", form)
    return Reported("reported" if total >= form.threshold else "below", form)
