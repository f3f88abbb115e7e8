"""What of a year's payments is reported: at the threshold, a cent below, a cent above, and in years nobody looked up."""

from datetime import date

import pytest

from network.money import Money
from payments.tax_forms import CARE, FORMS, SERVICES, Form, reported


@pytest.mark.parametrize(("year", "minor", "why"), [
    (2025, 59_999, "below"), (2025, 60_000, "reported"), (2025, 60_001, "reported"),
    (2026, 199_999, "below"), (2026, 200_000, "reported"), (2026, 200_001, "reported"),
    (2019, 10_000_000, "unknown_year"), (2020, 60_000, "reported"), (2027, 10_000_000, "unknown_year"),
])
def test_the_threshold_is_that_of_the_year(year, minor, why):
    assert reported("US", "individual", year, Money(minor, "USD")).why == why


@pytest.mark.parametrize(("country", "tax_class", "currency", "why"), [
    ("US", "company", "USD", "other_class"), ("US", "nonprofit", "USD", "other_class"), ("US", "individual", "EUR", "other_currency"),
    ("NL", "individual", "EUR", "no_form"), ("US", "individual", "USD", "reported"),
])
def test_only_whom_the_form_is_for(country, tax_class, currency, why):
    found = reported(country, tax_class, 2026, Money(300_000, currency))
    assert (found.why, found.yes) == (why, why == "reported")


@pytest.mark.parametrize(("year", "minor", "why"), [
    (2025, 59_999, "below"), (2025, 60_000, "reported"), (2026, 199_999, "below"), (2026, 200_000, "reported"),
    (2019, 10_000_000, "unknown_year"), (2027, 10_000_000, "unknown_year"),
])
@pytest.mark.parametrize("tax_class", ["individual", "company"])
def test_as_health_care_it_is_another_form_and_companies_are_reported_too(year, minor, why, tax_class):
    found = reported("US", tax_class, year, Money(minor, "USD"), CARE)
    assert found.why == why and (found.form is None or (found.form.name, found.form.box) == ("1099-MISC", "6"))


def test_exempt_organizations_are_reported_on_neither_form():
    for reports in (SERVICES, CARE):
        assert reported("US", "nonprofit", 2026, Money(300_000, "USD"), reports).why == "other_class"
    assert reported("NL", "individual", 2026, Money(300_000, "EUR"), CARE).why == "no_form"


def test_every_form_says_where_it_stands_and_no_year_has_two():
    assert all(form.source and form.written_on and form.first <= form.last for form in FORMS)
    years = [(form.country, form.reports, year) for form in FORMS for year in range(form.first, form.last + 1)]
    assert len(years) == len(set(years))
    assert {(form.name, form.box, form.reports) for form in FORMS} == {
        ("1099-NEC", "1", SERVICES), ("1099-NEC", "1a", SERVICES), ("1099-MISC", "6", CARE),
    }


def test_the_table_itself_is_what_was_read_and_when():
    assert (SERVICES, CARE) == (0, 1)  # as settings keep it
    assert [(form.name, form.box, form.first, form.last, form.threshold.minor, sorted(form.classes)) for form in FORMS] == [
        ("1099-NEC", "1", 2020, 2025, 60000, ["individual"]), ("1099-NEC", "1a", 2026, 2026, 200000, ["individual"]),
        ("1099-MISC", "6", 2020, 2025, 60000, ["company", "individual"]),
        ("1099-MISC", "6", 2026, 2026, 200000, ["company", "individual"]),
    ]
    assert {form.written_on for form in FORMS} == {date(2026, 11, 27)}
    assert all(form.confirmed and form.quoted and form.address.startswith("https://") for form in FORMS)
    said = {"600": 60000, "2,000": 200000}  # the amount stands in the words that are quoted, or the law's own amendment names both
    assert all(any(f"${words}" in form.quoted and form.threshold.minor == minor for words, minor in said.items()) for form in FORMS)


def test_a_form_that_nobody_read_in_the_law_is_not_confirmed():
    told = Form("NL", "A", "1", SERVICES, 2026, 2026, Money(1, "EUR"), frozenset(), "told", "", "", date(2026, 11, 27))
    assert told.confirmed is False
