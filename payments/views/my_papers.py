"""A therapist's own papers about money: credit notes in her name, and what she was paid in a year."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from network import clock
from network.routes import THERAPIST, page
from payments.facts.years import payments_of
from payments.pages import papers
from payments.queries.me import participations
from payments.queries.papers import credit_notes, own_payees
from payments.views.papers import pdf


@page(THERAPIST)
def credit_note(request, pk):
    """One credit note of hers."""
    row = get_object_or_404(credit_notes(request.actor), pk=pk)
    return pdf("credit_note", papers.credit_note(row), f"{row.number}.pdf")


@page(THERAPIST)
def statement(request, slug, year):
    """What one organization paid her in a year."""
    her = request.user.person.practitioner
    row = next((each for each in participations(her) if each.organization.slug == slug), None)
    if row is None or not 2000 <= year <= 2999:
        raise Http404
    mine = own_payees(her, row.organization)
    if not mine:
        raise Http404
    found = payments_of(mine, row.organization, year)
    said = papers.statement(row.organization, mine, year, found, on=clock.today(row.organization.zone))
    return pdf("statement", said, f"{slug}-{year}.pdf")
