"""Accounts the organization pays from, for finance: proposed by one person, confirmed by another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, sent, status_of
from network.parts import Link
from network.routes import page
from payments.forms.batches import BatchReasonForm, PayingAccountForm, PayingParticularsForm
from payments.models import PayingAccount, PayingAccountChange
from payments.pages.paying_accounts import paying_account_page, paying_accounts_page
from payments.queries import batches as queries
from payments.workflow import paying_accounts as workflow


@page(Action.SEE_ACCOUNT)
def paying_accounts(request):
    """All of them; what waits is confirmed, refused and looked at here."""
    do, refused, number = request.POST.get("do", ""), (), ""
    form = BatchReasonForm(request.POST if do == "refuse" else None)
    if do in ("confirm", "show") or (do == "refuse" and form.is_valid()):
        with attempt(request, f"paying_account.{do}") as tried:
            number = _settle(request, do, form)
        if not tried.refusals and do != "show":
            messages.success(request, _("Recorded."))
            return redirect("paying_accounts", organization=request.organization.slug)
        refused = form.refuse(tried.refusals) if do == "refuse" else tried.refusals
    shown = paying_accounts_page(
        queries.paying_accounts(request.actor), queries.paying_changes(request.actor), organization=request.organization,
        actor=request.actor, at=clock.now(),
    )
    context = {"page": shown, "form": form, "number": number, "refusals": refused}
    return render(request, "payments/paying_accounts.html", context, status=status_of(form if do == "refuse" else None, refused))


def _settle(request, do, form) -> str:
    """The one workflow call of a post; what is to be shown of it."""
    number = request.POST.get("change", "")
    rows = PayingAccountChange.objects.visible_to(request.actor).filter(state="proposed")
    rows = rows.select_related("organization", "account__organization")
    row = get_object_or_404(rows, pk=row_number(number))
    by = {"actor": request.actor, "at": clock.now()}
    if do == "show":
        return workflow.show(row, **by)
    if do == "confirm":
        workflow.confirm(row, **by)
    else:
        workflow.refuse(row, **form.cleaned_data, **by)
    return ""


@page(Action.MAKE_BATCH)
def new_paying_account(request):
    """A new one, proposed."""
    form, refused = PayingAccountForm(sent(request)), ()
    if form.is_valid():
        with attempt(request, "paying_account.propose") as tried:
            workflow.propose(organization=request.organization, **form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            return _proposed(request)
        refused = form.refuse(tried.refusals)
    back = Link(_("Accounts to pay from"), reverse("paying_accounts", kwargs={"organization": request.organization.slug}))
    context = {
        "title": _("New account to pay from"), "crumbs": (back,), "button": _("Propose it"),
        "text": _("Another person confirms it; then batches are made from it."), "form": form, "refusals": refused,
    }
    return render(request, "payments/draft.html", context, status=status_of(form, refused))


def _proposed(request):
    messages.success(request, _("Proposed. It counts once another person confirms it."))
    return redirect("paying_accounts", organization=request.organization.slug)


@page(Action.SEE_ACCOUNT)
def paying_account(request, pk):
    """One; its change and its end are proposed here."""
    row = get_object_or_404(PayingAccount.objects.visible_to(request.actor).select_related("organization"), pk=pk)
    do, refused = request.POST.get("do", ""), ()
    forms = {
        "change": PayingParticularsForm(request.POST if do == "change" else None, initial=PayingParticularsForm.filled(row)),
        "end": BatchReasonForm(request.POST if do == "end" else None, auto_id="end_%s"),
    }
    form = forms.get(do)
    if form is not None and form.is_valid():
        with attempt(request, f"paying_account.{do}", pk=pk) as tried:
            act = workflow.propose_change if do == "change" else workflow.propose_end
            act(row, **form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            return _proposed(request)
        refused = form.refuse(tried.refusals)
    waits = any(change.account_id == row.pk for change in queries.paying_changes(request.actor))
    shown = paying_account_page(row, waits=waits, actor=request.actor)
    context = {"page": shown, "forms": forms, "refusals": refused}
    return render(request, "payments/paying_account.html", context, status=status_of(form, refused))
