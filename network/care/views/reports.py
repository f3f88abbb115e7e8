"""The reports of an employer, for its own contact; and, for staff, releasing a year and naming who reads it."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock, letters, links
from network.access import Action
from network.attempts import attempt, row_number
from network.care.forms.reports import ContactForm, ReleaseForm
from network.care.pages.reports import report_page, rows_of, year_tasks
from network.care.queries.reports import contacts_of, employer_of, may_read, reports_of, year_before
from network.care.views.employers import find, show
from network.care.views.intake import now
from network.care.workflow import reports as workflow
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed


def mine(request, year):
    """A year of her own employer; not found for anybody else's."""
    employer = employer_of(request.actor, request.organization)
    if employer is None:
        raise Http404
    return get_object_or_404(reports_of(employer), year=year)


def shown(request, row):
    """It as a page object."""
    return report_page(row, year_before(row), zone=ZoneInfo(request.organization.zone))


@page(Action.SEE_REPORT)
def reports(request):
    """Every year that was told."""
    employer = employer_of(request.actor, request.organization)
    rows = year_tasks(request.organization, reports_of(employer)) if employer else ()
    return render(request, "care/reports.html", {"employer": employer, "rows": rows})


@page(Action.SEE_REPORT)
def report(request, year):
    """One year."""
    return render(request, "care/report.html", {"page": shown(request, mine(request, year))})


@page(Action.SEE_REPORT)
def report_csv(request, year):
    """The same rows for a spreadsheet."""
    row = mine(request, year)
    workflow.take(report=row, form="csv", **now(request))
    return sandboxed(as_csv(rows_of(shown(request, row))), TYPE, links.disposition(f"{request.organization.slug}-{year}.csv"))


@page(Action.SEE_REPORT)
def report_pdf(request, year):
    """The same rows on paper."""
    row, language = mine(request, year), translation.get_language() or request.organization.language
    content = letters.render_pdf("letters/employer_report.html", {"page": shown(request, row)}, language=language)
    workflow.take(report=row, form="pdf", **now(request))
    return sandboxed(content, "application/pdf", links.disposition(f"{request.organization.slug}-{year}.pdf"))


@page(Action.SET_INTAKE)
@require_POST
def release(request, pk):
    """Tell the employer a year, once."""
    row, form = find(request, pk), ReleaseForm(request.POST, prefix="release")
    if not form.is_valid():
        return show(request, row, release=form, status=422)
    with attempt(request, "employerreport.release", employer=str(pk)) as tried:
        workflow.release(employer=row, **form.cleaned_data, **now(request))
    if tried.refusals:
        return show(request, row, release=form, refusals=form.refuse(tried.refusals), status=409)
    messages.success(request, _("The year is told. It stays as it is."))
    return redirect("employer", request.organization.slug, pk)


@page(Action.SET_INTAKE)
@require_POST
def contacts(request, pk):
    """Who reads the reports: one more, or one less."""
    row = find(request, pk)
    if drop := request.POST.get("drop", ""):
        workflow.drop_contact(contact=get_object_or_404(contacts_of(row), pk=row_number(drop)), **now(request))
        return redirect("employer", request.organization.slug, pk)
    members = may_read(request.organization, clock.today(request.organization.zone))
    form = ContactForm(request.POST, prefix="contact", members=members)
    if not form.is_valid():
        return show(request, row, reader=form, status=422)
    with attempt(request, "employercontact.name", employer=str(pk)) as tried:
        workflow.name_contact(employer=row, membership=form.member(), **now(request))
    if tried.refusals:
        return show(request, row, reader=form, refusals=form.refuse(tried.refusals), status=409)
    return redirect("employer", request.organization.slug, pk)
