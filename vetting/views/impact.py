"""Before a version counts: beside another in sentences, and who would be judged otherwise. Nothing is changed by reading."""

from django.http import Http404
from django.shortcuts import render

from network import clock, links
from network.access import Action
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from vetting.forms.comparison import ComparisonForm
from vetting.models import Policy
from vetting.pages.comparison import comparison_page
from vetting.pages.impact import preview_page, table
from vetting.queries import comparison as query
from vetting.queries.impact import preview, previewed
from vetting.queries.policies import compared_with
from vetting.queries.reading_preview import readable_preview
from vetting.queries.rollouts import rolled
from vetting.views.policies import find


@page(Action.SEE_POLICY, audited=True)
def comparison(request, version):
    """One version beside another, a preset, or the policy of another organization the reader works for."""
    row, on = find(request, version), clock.today(request.organization.zone)
    places = query.elsewhere(request.user, but=request.organization, at=clock.now())
    mine = Policy.objects.visible_to(request.actor).exclude(pk=row.pk).order_by("-version")
    form = ComparisonForm(request.GET, versions=mine, places=places)
    kind, source = form.source()
    own = query.side_of(row)
    other = beside(row, kind, source, on=on) or own
    first, second = (own, other) if kind == "organization" else (other, own)
    found = query.pairings(first.policy, second.policy)
    shown = comparison_page(row, first, second, found, query.panel_pairings(first, second))
    return render(request, "vetting/policy_comparison.html", {"page": shown, "filters": form})


def beside(row, kind, source, *, on):
    """The other side; the version before where nothing was chosen, None where there is none."""
    if kind == "preset":
        return query.side_of_preset(source)
    if kind == "organization":
        return query.side_of_organization(source, clock.today(source.zone))
    chosen = source or compared_with(row, on)
    return query.side_of(chosen) if chosen else None


@page(Action.SEE_FILE)
def policy_preview(request, version):
    """Who would be judged otherwise from the version's first day, with the line that flips."""
    row = find(request, version)
    shown = preview_page(row, found_of(row, request), rolled(row, clock.today(request.organization.zone)))
    return render(request, "vetting/policy_preview.html", {"page": shown, "policy": row})


def found_of(row, request):
    """The preview, or None for a version that changes nothing any more."""
    today = clock.today(request.organization.zone)
    return readable_preview(preview(row, today=today), request.actor, row.organization, today) if previewed(row, today) else None


@page(Action.SEE_FILE)
def policy_preview_csv(request, version):
    """The same as a file for a spreadsheet."""
    row = find(request, version)
    found = found_of(row, request)
    if found is None:
        raise Http404
    content = as_csv(table(row, found, rolled(row, clock.today(request.organization.zone))))
    return sandboxed(content, TYPE, links.disposition(f"preview-v{row.version}-{found.on.isoformat()}.csv", inline=False))
