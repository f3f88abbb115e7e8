"""Payees and the change of their accounts, for finance."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, sent, status_of
from network.parts import Link
from network.routes import page
from payments.forms.payees import AccountForm, CallForm, LinkForm, NewPayeeForm, PayeeForm, RefuseForm, VatForm
from payments.models import BankAccount, LinkProposal, Payee
from payments.pages.payees import payee_page, payees_page
from payments.queries import payees as queries
from payments.workflow import accounts, linking, taxes
from payments.workflow import payees as workflow


@page(Action.SEE_ACCOUNT)
def payees(request):
    """Every payee."""
    on = clock.today(request.organization.zone)
    shown = payees_page(queries.payees(request.actor), organization=request.organization, actor=request.actor, on=on)
    return render(request, "payments/payees.html", {"page": shown})


@page(Action.KEEP_PAYEE)
def new_payee(request):
    """A new one, such as a group practice."""
    form, refused = NewPayeeForm(sent(request)), ()
    if form.is_valid():
        with attempt(request, "payee.create") as tried:
            row = workflow.create_payee(organization=request.organization, **form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("payee", organization=request.organization.slug, pk=row.pk)
        refused = form.refuse(tried.refusals)
    back = Link(_("Payees"), reverse("payees", kwargs={"organization": request.organization.slug}))
    context = {"title": _("New payee"), "crumbs": (back,), "button": _("Make it"), "text": "", "form": form, "refusals": refused}
    return render(request, "payments/draft.html", context, status=status_of(form, refused))


@page(Action.SEE_ACCOUNT)
def payee(request, pk):
    """One payee; what is changed, linked and asked for is posted here under its name."""
    row, do = _find(request, pk), request.POST.get("do", "")
    forms, refused, shown_number = _forms(request, row, do), (), ""
    form = forms.get(do)
    if do in ("show", "show_tax", "confirm_link") or (form is not None and form.is_valid()):
        with attempt(request, f"payee.{do}", pk=pk) as tried:
            shown_number = _act(request, row, do, form)
        if not tried.refusals and do not in ("show", "show_tax"):
            proposed = do in ("link", "vat")
            messages.success(request, _("Proposed. It counts once another person confirms it.") if proposed else _("Recorded."))
            return redirect("payee", organization=request.organization.slug, pk=pk)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    return _payee(request, _find(request, pk), forms, form, refused, shown_number)


def _payee(request, row, forms, form, refused, number):
    shown = payee_page(
        row, queries.links_of(row), queries.accounts_of(row), proposals=queries.proposals_of(row), positions=queries.positions_of(row),
        vat_changes=queries.vat_changes(request.organization), actor=request.actor, at=clock.now(),
        on=clock.today(request.organization.zone),
    )
    grouped = request.POST.get("do") == "show"  # an account number is read in groups of four
    context = {"page": shown, "forms": forms, "number": number, "grouped": grouped, "refusals": refused}
    return render(request, "payments/payee.html", context, status=status_of(form, refused))


def _find(request, pk) -> Payee:
    return get_object_or_404(Payee.objects.visible_to(request.actor).select_related("organization"), pk=pk)


def _forms(request, row, do) -> dict:
    given = {name: request.POST if name == do else None for name in ("keep", "link", "refuse_link", "vat", "ask", "confirm", "refuse")}
    auto = {name: {"auto_id": f"{name}_%s"} for name in given}
    return {
        "keep": PayeeForm(given["keep"], initial=PayeeForm.filled(row), known=row.masked_tax, **auto["keep"]),
        "link": LinkForm(given["link"], organization=request.organization, **auto["link"]),
        "refuse_link": RefuseForm(given["refuse_link"], **auto["refuse_link"]),
        "vat": VatForm(given["vat"], **auto["vat"]),
        "ask": AccountForm(given["ask"], currency=row.currency, **auto["ask"]),
        "confirm": CallForm(given["confirm"], **auto["confirm"]),
        "refuse": RefuseForm(given["refuse"], **auto["refuse"]),
    }


def _act(request, row, do, form) -> str:
    """The one workflow call of a post; what is to be shown of it."""
    by, given = {"actor": request.actor, "at": clock.now()}, dict(form.cleaned_data) if form is not None else {}
    if do == "keep":
        workflow.change_payee(row, **given, **by)
    elif do == "link":
        linking.propose(row, participation=given.pop("therapist"), **given, **by)
    elif do == "vat":
        taxes.propose_position(row.organization, payee=row, **given, **by)
    elif do in ("confirm_link", "refuse_link"):
        (linking.confirm if do == "confirm_link" else linking.refuse)(_proposal(request, row), **given, **by)
    elif do == "ask":
        accounts.request(row, **given, **by)
    elif do == "show_tax":
        return workflow.tax_numbers([row], **by)[0]
    else:
        found = _account(request, row)
        if do == "show":
            return accounts.show(found, **by)
        getattr(accounts, do)(found, **given, **by)
    return ""


def _proposal(request, row) -> LinkProposal:
    number = request.POST.get("link", "")
    rows = LinkProposal.objects.visible_to(request.actor).filter(payee=row, state="proposed")
    return get_object_or_404(rows.select_related(*queries.OF_PROPOSAL), pk=row_number(number))


def _account(request, row) -> BankAccount:
    number = request.POST.get("account", "")
    rows = BankAccount.objects.visible_to(request.actor).filter(payee=row).select_related("organization", "payee__organization")
    return get_object_or_404(rows, pk=row_number(number))
