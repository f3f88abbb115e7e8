"""A year's totals, and the papers that belong to it, for finance."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from network import clock, links
from network.access import Action
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from payments.facts.years import payments_of, totals
from payments.models import Payee
from payments.pages import papers
from payments.pages.years import table, year_page
from payments.parameters import value
from payments.queries.papers import credit_notes
from payments.views.papers import pdf
from payments.workflow.payees import tax_numbers

SHOWN = 4  # years beside this one


@page(Action.SEE_ACCOUNT)
def year_totals(request):
    """One year, this one unless said otherwise."""
    organization, this = request.organization, clock.today(request.organization.zone).year
    asked = request.GET.get("year", "")
    year = _known(int(asked) if asked.isdecimal() and len(asked) == 4 else this)
    years = sorted({*range(this - SHOWN, this + 1), year}, reverse=True)
    shown = year_page(_totals(organization, year), year, years=years, organization=organization, actor=request.actor)
    return render(request, "payments/years.html", {"page": shown})


@page(Action.SEE_ACCOUNT)
def year_csv(request, year):
    """The same for a spreadsheet, as a tax authority asks for it: with whole tax numbers, each look on record."""
    rows = _totals(request.organization, _known(year))
    numbers = tax_numbers([row.payees[0] for row in rows], actor=request.actor, at=clock.now())
    content = as_csv(table(rows, numbers, year))
    return sandboxed(content, TYPE, links.disposition(f"{request.organization.slug}-{year}.csv", inline=False))


@page(Action.SEE_ACCOUNT)
def year_statement(request, year, pk):
    """One payee's statement of the year."""
    payee = get_object_or_404(Payee.objects.visible_to(request.actor), pk=pk)
    found = payments_of([payee], request.organization, _known(year))
    said = papers.statement(request.organization, [payee], year, found, on=clock.today(request.organization.zone))
    return pdf("statement", said, f"{payee.series}-{year}.pdf")


@page(Action.SEE_PAYMENTS)
def credit_note(request, pk):
    """One credit note."""
    row = get_object_or_404(credit_notes(request.actor), pk=pk)
    return pdf("credit_note", papers.credit_note(row), f"{row.number}.pdf")


def _totals(organization, year):
    """Reported as what counts today: in January the year that is over is filed."""
    return totals(organization, year, value(organization, "payments.reported_as", on=clock.today(organization.zone)))


def _known(year: int) -> int:
    """A year a date can have. Raises Http404."""
    if not 2000 <= year <= 2999:
        raise Http404
    return year
