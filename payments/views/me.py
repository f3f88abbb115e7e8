"""A therapist's own pages about money."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from network import clock
from network.documents_read import open_bytes
from network.facts.terms import new_rates, unaccepted
from network.keyed import place_of
from network.routes import THERAPIST, page
from network.views_documents import as_response
from payments.facts.reporting import may_be_reported
from payments.pages.me import money_page, rates_page
from payments.queries import me as queries
from payments.queries.authorizations import ended_lately, running
from payments.queries.papers import own_payees


@page(THERAPIST)
def money(request):
    """What she is authorized for and what is on its way."""
    her = request.user.person.practitioner
    rows = queries.participations(her)
    days = {row.organization_id: clock.today(row.organization.zone) for row in rows}
    new = [row.organization for row in rows if row.state in ("active", "leaving") and (unaccepted(row) or new_rates(row))]
    open_now = to_report(her, days)
    paid = {row.organization_id for row in rows if own_payees(her, row.organization)}
    shown = money_page(
        rows, open_now, new, days, questions=queries.questions(request.actor), invoices=queries.invoices(her),
        lines=queries.lines(her, place_of(request)), payments=queries.payments(her), payees=paid,
    )
    return render(request, "me/money.html", {"page": shown})


def to_report(her, days) -> list:
    """On what she may report a session today, what ended after the rest; also where she takes part no more."""
    at = clock.now()
    found = [*running(her, on=max(days.values(), default=at.date())), *ended_lately(her, at=at)]
    for row in found:
        days.setdefault(row.organization_id, clock.today(row.organization.zone))
    return [row for row in found if may_be_reported(row, on=days[row.organization_id])]


@page(THERAPIST)
def rates(request, slug):
    """What one organization pays, now and as announced."""
    row = next((each for each in queries.participations(request.user.person.practitioner) if each.organization.slug == slug), None)
    if row is None:
        raise Http404
    on = clock.today(row.organization.zone)
    shown = rates_page(row.organization, queries.schedules(row.organization, on=on), on)
    return render(request, "me/rates.html", {"page": shown})


@page(THERAPIST)
@require_GET
def payment(request, pk):
    """The paper that lists the sessions of one payment to herself."""
    row = next((each for each in queries.payments(request.user.person.practitioner) if each.pk == pk), None)
    if row is None or row.remittance is None:
        raise Http404
    return as_response(row.remittance, open_bytes(row.remittance))
