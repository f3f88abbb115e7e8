"""Employers, the names callers use, and contracts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, sent, status_of
from network.care.forms.employers import ContractForm, EndContractForm, NameForm
from network.care.forms.reports import ContactForm, ReleaseForm
from network.care.pages.employers import contract_line, employer_tasks, tabs
from network.care.queries.calls import panels_of
from network.care.queries.employers import employers as every_employer
from network.care.queries.reports import contacts_of, may_read, reports_of
from network.care.views.intake import now
from network.care.workflow import employers as workflow
from network.models import Contract, Employer, EmployerAlias
from network.routes import page


@page(Action.SET_INTAKE)
def employers(request):
    """Everybody whose people may call, and one more."""
    form, refused = NameForm(sent(request)), ()
    if form.is_valid():
        with attempt(request, "employer.add") as tried:
            given = {"name": form.cleaned_data["name"], "country": request.organization.country}
            row = workflow.add_employer(organization=request.organization, **given, **now(request))
        if not tried.refusals:
            return redirect("employer", request.organization.slug, row.pk)
        refused = form.refuse(tried.refusals)
    rows = employer_tasks(request.organization, every_employer(request.organization), on=clock.today(request.organization.zone))
    context = {"tabs": tabs(request.organization, "employers", request.actor), "rows": rows, "form": form, "refusals": refused}
    return render(request, "care/employers.html", context, status=status_of(form, refused))


def find(request, pk) -> Employer:
    """An employer of this organization."""
    return get_object_or_404(Employer.objects.within(request.organization).select_related("organization"), pk=pk)


@page(Action.SET_INTAKE)
def employer(request, pk):
    """One employer; a post enters a contract."""
    row, form = find(request, pk), ContractForm(sent(request), panels=panels_of(request.organization))
    if form.is_valid():
        with attempt(request, "contract.add", employer=str(pk)) as tried:
            workflow.add_contract(employer=row, contract=form.contract(), **now(request))
        if not tried.refusals:
            messages.success(request, _("The contract is entered."))
            return redirect("employer", request.organization.slug, pk)
        return show(request, row, contract=form, refusals=form.refuse(tried.refusals), status=409)
    return show(request, row, contract=form, status=status_of(form))


def show(request, row, *, contract=None, alias=None, end=None, release=None, reader=None, refusals=(), status=200):
    """Draw the page of an employer."""
    today = clock.today(request.organization.zone)
    contracts = Contract.objects.within(request.organization).filter(employer=row).select_related("panel")
    context = {
        "tabs": tabs(request.organization, "employers", request.actor), "employer": row,
        "contracts": [contract_line(each) for each in contracts],
        "aliases": EmployerAlias.objects.within(request.organization).filter(employer=row),
        "contract": contract or ContractForm(panels=panels_of(request.organization)),
        "alias": alias or NameForm(prefix="alias"), "end": end or EndContractForm(prefix="end"), "refusals": refusals,
        "years": [each.year for each in reports_of(row)], "readers": contacts_of(row), "release": release or ReleaseForm(prefix="release"),
        "reader": reader or ContactForm(prefix="contact", members=may_read(request.organization, today)),
    }
    return render(request, "care/employer.html", context, status=status)


@page(Action.SET_INTAKE)
@require_POST
def aliases(request, pk):
    """One more name, or one less."""
    row, form = find(request, pk), NameForm(request.POST, prefix="alias")
    drop = request.POST.get("drop", "")
    if not drop and not form.is_valid():
        return show(request, row, alias=form, status=422)
    with attempt(request, "employer.alias", employer=str(pk)) as tried:
        if drop:
            rows = EmployerAlias.objects.within(request.organization).filter(employer=row).select_related("employer__organization")
            workflow.drop_alias(alias=get_object_or_404(rows, pk=row_number(drop)), **now(request))
        else:
            workflow.add_alias(employer=row, name=form.cleaned_data["name"], **now(request))
    if tried.refusals:
        loose = tried.refusals if drop else form.refuse(tried.refusals)
        return show(request, row, alias=None if drop else form, refusals=loose, status=409)
    return redirect("employer", request.organization.slug, pk)


@page(Action.SET_INTAKE)
@require_POST
def end_contract(request, pk, contract):
    """The last day callers of a contract are covered."""
    row, form = find(request, pk), EndContractForm(request.POST, prefix="end")
    found = get_object_or_404(Contract.objects.within(request.organization).filter(employer=row).select_related("employer"), pk=contract)
    if not form.is_valid():
        return show(request, row, end=form, status=422)
    with attempt(request, "contract.end", employer=str(pk)) as tried:
        workflow.end_contract(contract=found, last=form.cleaned_data["last"], **now(request))
    if tried.refusals:
        return show(request, row, end=form, refusals=form.refuse(tried.refusals), status=409)
    messages.success(request, _("The contract ends on that day."))
    return redirect("employer", request.organization.slug, pk)
