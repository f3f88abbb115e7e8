"""A therapist's own page about how she is paid. She shows who she is before an account changes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, status_of
from network.reauthentication import ask_proof, proved_at
from network.routes import THERAPIST, page
from payments.facts.accounts import link_on, paid_on
from payments.facts.payable import missing
from payments.forms.payees import AccountForm, OwnPayeeForm
from payments.models import BankAccount
from payments.pages.account import account_page
from payments.queries.me import participations
from payments.queries.payees import accounts_of
from payments.workflow import accounts, payees


@page(THERAPIST)
def account(request, slug):
    """What she says of herself as a payee, and her account; each is posted here under its name."""
    row = next((each for each in participations(request.user.person.practitioner) if each.organization.slug == slug), None)
    if row is None:
        raise Http404
    do, link = request.POST.get("do", ""), link_on(row, clock.today(row.organization.zone))
    payee = link.payee if link else None
    forms = {
        "keep": OwnPayeeForm(
            request.POST if do == "keep" else None, initial=OwnPayeeForm.filled(payee) if payee else _called(row),
            known=payee.masked_tax if payee else "",
        ),
        "ask": AccountForm(request.POST if do == "ask" else None, currency=row.organization.currency),
    }
    form, refused, at = forms.get(do), (), clock.now()
    if do == "ask" and proved_at(request) is None:
        return ask_proof(request)
    if do == "withdraw" or (form is not None and form.is_valid()):
        with attempt(request, f"account.{do}", slug=slug) as tried:
            _act(request, row, payee, do, form, at)
        if not tried.refusals:
            messages.success(request, _said(do))
            return redirect("my_account", slug=slug)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    return _shown(request, row, payee, forms, form, refused)


def _shown(request, row, payee, forms, form, refused):
    on, at = clock.today(row.organization.zone), clock.now()
    group = payee is not None and not payees.own(payee, row, on=on)
    paid = paid_on(payee, at=at, on=on) if payee else None
    lacks = missing(payee, at=at, on=on) if payee else ()
    shown = account_page(row.organization, payee, accounts_of(payee) if payee else (), paid, lacks=lacks, group=group, at=at)
    proof = ask_proof(request).url if proved_at(request) is None else ""
    context = {"page": shown, "forms": forms, "refusals": refused, "proof": proof}
    return render(request, "me/account.html", context, status=status_of(form, refused))


def _called(row) -> dict:
    return {"name": row.practitioner.person.full_name}


def _act(request, row, payee, do, form, at):
    by = {"participation": row, "actor": request.actor, "at": at}
    if do == "keep" and payee is None:
        payees.create_payee(organization=row.organization, **form.cleaned_data, **by)
    elif do == "keep":
        payees.change_payee(payee, **form.cleaned_data, **by)
    elif payee is None:
        raise Http404
    elif do == "ask":
        accounts.request(payee, **form.cleaned_data, reauthenticated_at=proved_at(request), **by)
    else:
        rows = BankAccount.objects.visible_to(request.actor).filter(payee=payee).pending(at).order_by("-requested_at", "-pk")
        accounts.withdraw(_newest(rows), actor=request.actor, at=at)


def _newest(rows) -> BankAccount:
    """The change asked for last, of those that wait. Raises Http404."""
    row = rows.select_related("organization", "payee").first()
    if row is None:
        raise Http404
    return row


def _said(do) -> str:
    return {
        "ask": _("Asked for. Your earlier addresses are told, and we call you on a number we knew before."),
        "withdraw": _("Taken back. The account stays as it was."),
    }.get(do, _("Recorded."))
