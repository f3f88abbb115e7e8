"""Samples of an audit: drawing one, its worksheet as a page and as CSV, and the evidence of its files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock, links
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from network.spreadsheets import TYPE
from network.views_documents import sandboxed
from vetting.facts.committee import governance_of
from vetting.forms.samples import SampleForm
from vetting.pages.samples import sample_file, sample_page, sample_row, sample_url
from vetting.queries.reading import opens_pack
from vetting.queries.samples import beside, packs_of, readable, same_again, sheets
from vetting.sheets import worksheet_csv
from vetting.workflow import packs
from vetting.workflow import samples as drawing

SHOWN = 100


@page(Action.TAKE_EVIDENCE, audited=True)
def samples(request):
    """Those drawn before, and the form; posted, a new one."""
    organization, form, tried = request.organization, SampleForm(sent(request), initial={"method": usual_method(request.organization)}), ()
    if request.method == "POST" and form.is_valid():
        with attempt(request, "samples") as tried:
            drawn = drawing.draw(organization=organization, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            return redirect("sample", organization=organization.slug, pk=drawn.pk)
        tried = tried.refusals
    rows = readable(request.actor).select_related("drawn_by", "organization")[:SHOWN]
    context = {"rows": [sample_row(row) for row in rows], "form": form, "refusals": tried, "zone": organization.zone}
    return render(request, "vetting/samples.html", context, status=status_of(form if form.is_bound else None, tried))


def usual_method(organization) -> str:
    """How samples are drawn by the policy in force, unless whoever draws chooses otherwise."""
    return governance_of(organization, clock.today(organization.zone))["sample_method"]


def _sample(request, pk):
    rows = readable(request.actor).select_related("drawn_by", "organization")
    return get_object_or_404(rows, pk=pk)


@page(Action.TAKE_EVIDENCE, audited=True)
def sample(request, pk):
    """One sample with its scores, its files and their worksheets, and the evidence of all of them."""
    return _draw(request, _sample(request, pk))


def _draw(request, row, refused=()):
    actor, on = request.actor, clock.today(row.organization.zone)
    packs = [(each, opens_pack(each, actor, row.organization, on)) for each in packs_of(row, actor)]
    shown = sample_page(row, sheets(row.organization, row.files, through=row.last), packs, same=same_again(row), beside=beside(row))
    context = {"page": shown, "refusals": refused, "zone": row.organization.zone}
    return render(request, "vetting/sample.html", context, status=status_of(None, refused))


@page(Action.TAKE_EVIDENCE, audited=True)
def sample_worksheet(request, pk):
    """The worksheet as CSV."""
    row = _sample(request, pk)
    content = worksheet_csv(sheets(row.organization, row.files, through=row.last))
    return sandboxed(content, TYPE, links.disposition(f"{sample_file(row)}.csv"))


@page(Action.TAKE_EVIDENCE, audited=True)
@require_POST
def sample_evidence(request, pk):
    """Ask for the evidence of every file of the sample in one pack; a job makes it."""
    row = _sample(request, pk)
    with attempt(request, "evidence.ask") as tried:
        packs.ask(row, actor=request.actor, at=clock.now())
    if tried.refusals:
        return _draw(request, row, tried.refusals)
    messages.success(request, _("The file of evidence is being made. Read this page again in a minute."))
    return redirect(sample_url("sample", row))
