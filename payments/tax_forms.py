"""What is reported of a year's payments to a tax authority: form, box and threshold by country and year. Pure; facts are rows.

A fact that is not here is unknown and yields no answer: nobody is told that she need not be reported because we did not look.
"""

from dataclasses import dataclass
from datetime import date

from network.money import Money

SERVICES, CARE = 0, 1  # as what an organization reports what it pays: services of people, or health care


@dataclass(frozen=True, slots=True)
class Form:
    """From year `first` through `last` (both included) payments of at least `threshold` in a year are reported in `box`.

    `reports` says as what; `classes` are the tax classes of payees it is for. `source` and `written_on` say where it stands and when it
    was written down; one that is not `confirmed` was told by others and not read in the law.
    """

    country: str
    name: str
    box: str
    reports: int
    first: int
    last: int
    threshold: Money
    classes: frozenset[str]
    source: str
    written_on: date
    confirmed: bool = False


def _us(name, box, reports, classes, why) -> tuple[Form, Form]:
    """Before and since Public Law 119-21, which raised the threshold of both forms alike. [S56]"""
    old = f"26 USC 6041 before Public Law 119-21: $600 or more; {why}"
    new = f"Public Law 119-21, section 70433: $2,000 for payments made in 2026, indexed from 2027; {why}"
    written = date(2026, 11, 27)
    return (
        Form("US", name, box, reports, 2020, 2025, Money(60000, "USD"), classes, old, written),
        Form("US", name, box, reports, 2026, 2026, Money(200000, "USD"), classes, new, written),
    )


FORMS = (
    # payments to corporations and exempt organizations are not reported on this form
    *_us("1099-NEC", "1", SERVICES, frozenset({"individual"}), "told by Sovos and Littler, not read in the law"),
    # health care is reported of corporations, too; exempt organizations stay out (26 CFR 1.6041-3(p))
    *_us(
        "1099-MISC", "6", CARE, frozenset({"individual", "company"}),
        "that health care of corporations is reported, too, was told by w9manager.com of the IRS's instructions; not read in the law",
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


def reported(country: str, tax_class: str, year: int, total: Money, reports: int = SERVICES) -> Reported:
    """What is to be reported of payments made in a year. At the threshold it is reported, a cent below it is not. [S56]"""
    of_country = [form for form in FORMS if (form.country, form.reports) == (country, reports)]
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
