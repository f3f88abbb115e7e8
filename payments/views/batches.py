"""Batches: what would be paid, making one, locking, approving and releasing it, and the bank's file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from network import clock, links
from network.access import Action
from network.attempts import attempt, row_number, sent, status_of
from network.keyed import place_of
from network.models import Task
from network.routes import page
from network.views_documents import sandboxed
from payments.forms.batches import BatchReasonForm, NewBatchForm, TotalForm
from payments.models import Batch, BatchLine, PayingAccount
from payments.pages.batches import batch_page, batches_page, preview_page
from payments.queries import batches as queries
from payments.workflow import bank_files, bank_tasks, batching, releasing
from payments.workflow.invoicing import expected_day

ASK = {"release": TotalForm, "send_back": BatchReasonForm, "cancel": BatchReasonForm, "take_out": BatchReasonForm, "done": BatchReasonForm}
PLAIN = ("lock", "approve")


@page(Action.SEE_PAYMENTS)
def batches(request):
    """Every batch."""
    shown = batches_page(
        queries.batches(request.actor, place_of(request)), queries.accounts(request.actor), organization=request.organization,
        actor=request.actor,
    )
    return render(request, "payments/batches.html", {"page": shown})


@page(Action.MAKE_BATCH)
def new_batch(request, pk):
    """What a batch of today would pay; making it."""
    account = get_object_or_404(PayingAccount.objects.visible_to(request.actor).select_related("organization"), pk=pk)
    at = clock.now()
    shown, refused = preview_page(queries.preview(account, at=at)), ()
    form = NewBatchForm(sent(request), shares=shown.rows, initial={"pays_on": expected_day(request.organization, at)})
    if form.is_valid():
        with attempt(request, "batch.make", pk=pk) as tried:
            row = batching.make(account, **form.given(), actor=request.actor, at=at)
        if not tried.refusals:
            messages.success(request, _("Made. Look at it, then lock it."))
            return redirect("batch", organization=request.organization.slug, reference=row.reference)
        refused = form.refuse(tried.refusals)
    return render(request, "payments/new_batch.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))


@page(Action.SEE_PAYMENTS)
def batch(request, reference):
    """One batch; each act is posted here under its name."""
    row, do, refused = _find(request, reference), request.POST.get("do", ""), ()
    forms = {name: sort(request.POST if name == do else None, auto_id=f"{name}_%s") for name, sort in ASK.items()}
    form = forms.get(do)
    if do in PLAIN or (form is not None and form.is_valid()):
        with attempt(request, f"batch.{do}", reference=reference) as tried:
            _act(request, row, do, form)
        if not tried.refusals:
            messages.success(request, _said(do))
            return redirect("batch", organization=request.organization.slug, reference=reference)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    return _shown(request, _find(request, reference), forms, form, refused)


def _shown(request, row, forms, form, refused):
    shown = batch_page(
        row, queries.shares_of(row), queries.left(row), queries.entries(row), queries.instructions(row),
        list(row.acts.select_related("person")), queries.tasks(request.organization, row.reference), actor=request.actor, at=clock.now(),
    )
    context = {"page": shown, "acts": [(act, forms.get(act.name)) for act in shown.acts], "forms": forms, "refusals": refused}
    return render(request, "payments/batch.html", context, status=status_of(form, refused))


def _act(request, row, do, form):
    """The one workflow call of a post."""
    by = {"actor": request.actor, "at": clock.now()}
    given = form.cleaned_data if form is not None else {}
    if do == "lock":
        releasing.lock(row, **by)
    elif do == "approve":
        releasing.approve(row, seen=request.POST.get("seen", ""), **by)
    elif do == "release":
        releasing.release(row, seen=request.POST.get("seen", ""), **given, **by)
    elif do == "send_back":
        releasing.send_back(row, **given, **by)
    elif do == "cancel":
        batching.cancel(row, **given, **by)
    elif do == "take_out":
        batching.take_out(_numbered(request, BatchLine, row, "line"), **given, **by)
    else:
        tasks = Task.objects.visible_to(request.actor).filter(about=row.reference).select_related("organization")
        bank_tasks.done(get_object_or_404(tasks, pk=_number(request, "task")), note=given["reason"], **by)


def _numbered(request, model, batch, name):
    rows = model.objects.visible_to(request.actor).filter(batch=batch).select_related(*batching.WITH_BATCH)
    return get_object_or_404(rows, pk=_number(request, name))


def _number(request, name) -> int:
    number = request.POST.get(name, "")
    return row_number(number)


def _said(do) -> str:
    return {
        "lock": _("Locked. Another person approves it."), "approve": _("Approved."), "send_back": _("Sent back."),
        "release": _("Released. The file is written in a moment."), "cancel": _("Canceled."),
    }.get(do, _("Recorded."))


@page(Action.SEE_ACCOUNT)
@require_GET
def bank_file(request, reference):
    """The bytes of the bank's file, as they were written."""
    row = _find(request, reference)
    if getattr(row, "file", None) is None:
        raise Http404
    content = bank_files.load_down(row, actor=request.actor, at=clock.now())
    document = row.file.document
    return sandboxed(content, document.content_type, links.disposition(document.filename))


def _find(request, reference) -> Batch:
    rows = Batch.objects.visible_to(request.actor).select_related(*queries.OF_BATCH, "file__document")
    return get_object_or_404(rows, reference=reference)
