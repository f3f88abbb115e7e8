"""A therapist's own pages about sessions and invoices: reporting, taking back, sending, disputing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, row_number, sent, status_of
from network.formats import day
from network.routes import THERAPIST, page
from network.transitions import Refused, refusals
from payments.facts.lines import ALL
from payments.facts.reporting import may_be_reported
from payments.forms.sessions import AnswerForm, AskForm, DisputeForm, FinishForm, SessionForm, initial_of
from payments.guards_exceptions import nothing_asked
from payments.models import Authorization, Invoice, InvoiceLine, Session
from payments.pages.sessions import claim_of, invoice_page, line_page, log_page
from payments.queries.authorizations import ALL as OF_AUTHORIZATION
from payments.words_lines import why_no_line
from payments.workflow import asking, closing, extending, invoicing, sessions
from payments.workflow.expecting import expected_day


@page(THERAPIST)
def session_log(request, reference):
    """Report a session on one authorization, correct one (`?correct=` its number), or take one back."""
    rows = Authorization.objects.visible_to(request.actor).select_related(*OF_AUTHORIZATION)
    row, do = get_object_or_404(rows, reference=reference), request.POST.get("do", "")
    wrong = _wrong(request, row)
    form = SessionForm(sent(request) if do in LOGS else None, kind=row.kind, initial=initial_of(wrong) if wrong else {"day": _today(row)})
    ask, refused = AskForm(request.POST if do == "ask" else None, auto_id="ask_%s"), ()
    finish = FinishForm(request.POST if do == "finish" else None, auto_id="finish_%s")
    used = {"ask": ask, "finish": finish}.get(do, form)
    if do == "take_back" or used.is_valid():
        with attempt(request, f"session.{do or 'log'}", reference=reference) as tried:
            said = _done(request, row, do, used, wrong)
        if not tried.refusals:
            messages.success(request, said)
            return redirect("my_session_log", reference=reference)
        refused = tried.refusals if do == "take_back" else used.refuse(tried.refusals)
        row.refresh_from_db()
    return _shown(request, row, {"form": form, "ask": ask, "finish": finish}, refused, status_of(used, refused), wrong)


LOGS = ("", "correct")


def _wrong(request, row):
    """The session of this authorization that she wants to correct; None where none is named. Pressed twice, the second is refused."""
    rows = row.sessions.select_related("organization", "authorization")
    if request.POST.get("do") == "correct":
        return get_object_or_404(rows, pk=row_number(request.POST.get("wrong", "")))
    number = request.GET.get("correct", "")
    return get_object_or_404(rows.counting(), pk=row_number(number)) if number and request.method == "GET" else None


def _done(request, row, do, form, wrong) -> str:
    """The one workflow call of a post; what is said of it."""
    if do == "correct":
        logged = sessions.correct(wrong, **form.cleaned_data, actor=request.actor, at=clock.now())
        return " ".join(filter(None, [_("Corrected. What you had reported is kept beside it."), why_no_line(logged.unpaid)]))
    if do == "take_back":
        return _take_back(request)
    if do == "finish":
        closing.finish(row, **form.cleaned_data, actor=request.actor, at=clock.now())
        return _("Thank you. The case is closed.")
    return _ask(request, row, form) if do == "ask" else _log(request, row, form)


def _shown(request, row, forms, refused, status, wrong=None):
    reported = list(row.sessions.counting().select_related("organization").prefetch_related("lines__questions", "lines__waits"))
    may_log, open_still = may_be_reported(row, on=_today(row)), [each.pk for each in reported if _open(each, request)]
    shown = log_page(row, reported, row.asked.first(), may_log=may_log, open_still=open_still, wrong=wrong)
    return render(request, "me/session.html", {"page": shown, **forms, "refusals": refused}, status=status)


def _open(session, request) -> bool:
    """Whether she may still correct it or take it back."""
    return not sessions.settled(session, claim_of(session), actor=request.actor, at=clock.now())


def _ask(request, row, form) -> str:
    extending.ask(row, **form.cleaned_data, actor=request.actor, at=clock.now())
    return _("Asked. You get an answer here.")


def _today(row):
    return clock.today(row.organization.zone)


def _log(request, row, form) -> str:
    logged = sessions.log(row, **form.cleaned_data, actor=request.actor, at=clock.now())
    said = [_("Reported."), why_no_line(logged.unpaid)]
    if logged.last_but_one:
        said.append(_("One more session is authorized. Ask for more in time."))
    return " ".join(filter(None, said))


def _take_back(request) -> str:
    number = request.POST.get("session", "")
    rows = Session.objects.visible_to(request.actor).select_related("organization", "authorization__participation")
    sessions.take_back(get_object_or_404(rows, pk=row_number(number)), actor=request.actor, at=clock.now())
    return _("Taken back.")


@page(THERAPIST)
def invoice(request, pk):
    """One invoice; the one that is being filled is sent here."""
    rows = Invoice.objects.visible_to(request.actor).select_related("organization", "payee", "participation__practitioner__person")
    row, refused = get_object_or_404(rows, pk=pk), ()
    if request.method == "POST":
        with attempt(request, "invoice.send", pk=pk) as tried:
            invoicing.send(row, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Sent as %(number)s. Each line says when it is paid.") % {"number": row.number})
            return redirect("my_invoice", pk=pk)
        refused = tried.refusals
    claimed = row.lines.exclude(state="withdrawn", submitted_at=None)  # what was sent stays on it, with its credit note
    lines = list(claimed.select_related(*ALL).prefetch_related("entries__instruction", "questions", "waits"))
    shown = invoice_page(row, lines, expected=expected_day(row.organization, clock.now()), on=_today(row))
    return render(request, "me/invoice.html", {"page": shown, "refusals": refused}, status=409 if refused else 200)


@page(THERAPIST)
def line(request, pk):
    """One line of hers; a question about it is answered here, and a declined one is disputed."""
    row = get_object_or_404(InvoiceLine.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
    do = "answer" if request.POST.get("do") == "answer" else "dispute"
    forms = {"answer": AnswerForm(_given(request, do, "answer")), "dispute": DisputeForm(_given(request, do, "dispute"))}
    form, refused = forms[do], ()
    if form.is_valid():
        with attempt(request, f"line.{do}", pk=pk) as tried:
            said = _answer(request, row, form) if do == "answer" else _dispute(request, row, form)
        if not tried.refusals:
            messages.success(request, said)
            return redirect("my_line", pk=pk)
        refused = form.refuse(tried.refusals)
    may = not refusals(row, "dispute", actor=request.actor, at=clock.now(), reason="asked in the form")
    shown = line_page(row, on=clock.today(row.organization.zone), may_dispute=may)
    context = {"page": shown, "form": forms["dispute"], "answer": forms["answer"], "refusals": refused}
    return render(request, "me/line.html", context, status=status_of(form, refused))


def _given(request, do, name):
    return request.POST if request.method == "POST" and do == name else None


def _dispute(request, row, form) -> str:
    invoicing.dispute(row, **form.cleaned_data, actor=request.actor, at=clock.now())
    return _("Disputed. Another person than who declined it decides.")


def _answer(request, row, form) -> str:
    """Her answer to what waits. Raises Refused where nothing is asked any more."""
    asked = row.questions.filter(state="asked").select_related("organization", "line__participation__practitioner").first()
    if asked is None:
        raise Refused(nothing_asked())
    asking.answer(asked, **form.cleaned_data, actor=request.actor, at=clock.now())
    row.refresh_from_db()
    if row.expected_on is None:
        return _("Answered.")
    return _("Answered. The line is expected on %(day)s.") % {"day": day(row.expected_on)}
