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

    `reports` says as what; `classes` are the tax classes of payees it is for. `source` says where it stands and `written_on` when that
    was read; `quoted` are its words, `address` its page. One that is not `confirmed` was told by others and not read in the law.
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
    quoted: str
    address: str
    written_on: date
    confirmed: bool = False


# Who gets one: 26 CFR 1.6041-3(p) leaves out corporations, "except a corporation engaged in providing medical and health care services",
# and exempt organizations. After 2026 the amount follows prices (26 USC 6041(h)): a year that is not here is not known. [S56]
PEOPLE, PROVIDERS = frozenset({"individual"}), frozenset({"individual", "company"})
FORMS = (
    Form(
        "US", "1099-NEC", "1", SERVICES, 2020, 2025, Money(60000, "USD"), PEOPLE,
        "26 USC 6041A(a)(2) as it was for payments made until Dec. 31, 2025 (Pub. L. 119-21, section 70433(c) and (f))",
        "substituted “equals or exceeds the dollar amount in effect for such calendar year under section 6041(a)” for “is $600 or more”",
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title26-section6041A", date(2026, 11, 27), True,
    ),
    Form(
        "US", "1099-NEC", "1a", SERVICES, 2026, 2026, Money(200000, "USD"), PEOPLE,
        "26 USC 6041A(a)(2) with 6041(a); Instructions for Forms 1099-MISC and 1099-NEC (Rev. December 2026)",
        "tax years beginning after 2025, the minimum threshold amount for reporting certain payments […] increased to $2,000",
        "https://www.irs.gov/instructions/i1099mec", date(2026, 11, 27), True,
    ),
    Form(
        "US", "1099-MISC", "6", CARE, 2020, 2025, Money(60000, "USD"), PROVIDERS,
        "26 USC 6041(a) as it was for payments made until Dec. 31, 2025 (Pub. L. 119-21, section 70433(a) and (f))",
        "substituted “$2,000” for “$600”",
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title26-section6041", date(2026, 11, 27), True,
    ),
    Form(
        "US", "1099-MISC", "6", CARE, 2026, 2026, Money(200000, "USD"), PROVIDERS,
        "26 USC 6041(a); Instructions for Forms 1099-MISC and 1099-NEC (Rev. December 2026)",
        "of $2,000 or more in any calendar year",
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title26-section6041", date(2026, 11, 27), True,
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
