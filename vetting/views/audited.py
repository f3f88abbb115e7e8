"""The files of an audit: where an auditor begins."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from network.access import Action
from network.routes import page
from vetting.forms.audited import SearchForm
from vetting.pages.audited import audited_page
from vetting.queries.audited import audited_files


@page(Action.TAKE_EVIDENCE, audited=True)
@require_GET
def files(request):
    """Every file decided in the days of the audit, newest first; for who is no auditor, the queue has them all."""
    organization, actor = request.organization, request.actor
    if not actor.audits:
        return redirect("queue", organization=organization.slug)
    form = SearchForm(request.GET)
    text, before = form.kept()
    found, more = audited_files(actor, text=text, before=before)
    shown = audited_page(found, more, organization=organization, audit=actor.audit, text=text, before=before)
    return render(request, "vetting/audited.html", {"page": shown, "filters": form})
