"""The first page about money."""

from django.shortcuts import render

from network import clock
from network.access import Action
from network.routes import page
from payments.pages.overview import overview_page
from payments.queries.overview import waits


@page(Action.SEE_PAYMENTS)
def money(request):
    """What waits for somebody."""
    organization = request.organization
    shown = overview_page(waits(organization, on=clock.today(organization.zone)), organization=organization, actor=request.actor)
    return render(request, "payments/overview.html", {"page": shown})
