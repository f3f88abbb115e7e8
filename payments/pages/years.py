"""A year's totals for finance: by tax number, with the form, box and threshold of that year."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import amount, day
from network.parts import Link
from payments.pages.tabs import tabs
from payments.tax_forms import Form, Reported


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One tax number: who, how much, whether it is reported and on what."""

    who: str
    tax_id: str
    total: str
    said: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything `payments/years.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    years: tuple[Link, ...]
    rows: tuple[TotalRow, ...]
    notes: tuple[str, ...]


def year_page(rows, year: int, *, years, organization, actor) -> YearPage:
    """`rows` are payments.facts.years.YearTotal."""
    here = {"organization": organization.slug}
    where = reverse("year_totals", kwargs=here)
    links = (
        Link(_("Export as CSV"), reverse("year_csv", kwargs={**here, "year": year})), Link(_("Ledger"), reverse("ledger", kwargs=here)),
    )
    text = _("By the day the bank paid, less what came back. Payees with one tax number are added together.")
    forms = dict.fromkeys(row.reported.form for row in rows if row.reported.form)
    notes = tuple(_note(form) for form in forms)
    return YearPage(
        _("Year totals of %(year)s") % {"year": year}, text, tabs(organization, actor, "ledger"), links,
        tuple(Link(str(each), f"{where}?year={each}", current=each == year) for each in years),
        tuple(_row(row, {**here, "year": year}) for row in rows), notes,
    )


def _note(form: Form) -> str:
    said = _("%(form)s, box %(box)s: from %(amount)s a year. %(source)s: “%(quoted)s” (%(address)s, read %(day)s).") % {
        "form": form.name, "box": form.box, "amount": amount(form.threshold.minor, form.threshold.currency), "source": form.source,
        "quoted": form.quoted, "address": form.address, "day": day(form.written_on),
    }
    return said if form.confirmed else said + " " + _("Unconfirmed: ask your tax adviser before you file.")


def _row(row, here) -> TotalRow:
    links = tuple(Link(payee.name, reverse("year_statement", kwargs={**here, "pk": payee.pk})) for payee in row.payees)
    names = ", ".join(payee.name for payee in row.payees)
    number = row.payees[0].masked_tax or _("no tax number")
    return TotalRow(names, number, amount(row.total.minor, row.total.currency), said(row.reported), links)


def said(found: Reported) -> str:
    """Whether it is reported, in words."""
    if found.yes:
        return _("Report on %(form)s, box %(box)s") % {"form": found.form.name, "box": found.form.box}
    return {
        "below": _("Below the threshold"), "other_class": _("Not reported for this kind of payee"),
        "unknown_year": _("The threshold of this year is not known here"), "no_form": _("No form is known here for this country"),
        "other_currency": _("In another currency than the threshold"),
    }[found.why]


def table(rows, numbers, year: int):
    """The same for a spreadsheet, head first, with the whole tax numbers of the rows."""
    yield tuple(map(str, (
        _("Year"), _("Tax number"), _("Payees"), _("Taxed as"), _("Total"), _("Currency"), _("Form"), _("Box"), _("Threshold"),
        _("Reported"),
    )))
    for row, number in zip(rows, numbers, strict=True):
        form = row.reported.form
        yield (
            year, number, ", ".join(payee.name for payee in row.payees), row.payees[0].get_tax_class_display(), plain(row.total.minor),
            row.total.currency, form.name if form else "", form.box if form else "", plain(form.threshold.minor) if form else "",
            said(row.reported),
        )


def plain(minor: int) -> str:
    """An amount as a machine reads it."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"
