"""The audit trail, and finding anything by name or reference."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse

from network import clock
from network.access import Action
from network.routes import page
from vetting.forms.audit import AuditFilters
from vetting.models import Application
from vetting.pages.audit import audit_page
from vetting.queries.audit import Filters, actions, events, refused
from vetting.queries.closed_trail import closed_rows
from vetting.queries.reading import closed_notes


@page(Action.SEE_AUDIT, audited=True)
def audit(request):
    """What happened in the organization, or what was refused; reasons only for who may read files."""
    organization = request.organization
    view = "refused" if request.GET.get("view") == "refused" else "events"
    form = AuditFilters({**request.GET.dict(), "view": view}, actions=actions(organization))
    kept, before = form.kept(), _number(request.GET.get("before"))
    found, more = (refused if view == "refused" else events)(organization, Filters(**kept), before=before, only=files_of(request.actor))
    closed, knows_why = closed_rows(found, organization, request.actor), Action.SEE_FILE in request.actor.actions
    if kept.get("action"):  # that she did just this, or was refused it, would say what is closed
        found = [row for row in found if row.pk not in closed]
    unsaid = closed_notes(request.actor, organization, found, clock.today(organization.zone)) if view == "events" else None
    shown = audit_page(
        found, more, organization=organization, view=view, filters={name: str(value) for name, value in kept.items()},
        before=before, files=files_among(request, found) if knows_why else set(), knows_why=knows_why,
        takes=Action.TAKE_EVIDENCE in request.actor.actions, closed=closed, unsaid=unsaid,
    )
    return render(request, "vetting/audit.html", {"page": shown, "filters": form, "zone": organization.zone})


def files_of(actor):
    """The references an auditor's trail is limited to, as a subquery; None for everybody else, who reads all of it."""
    return Application.objects.visible_to(actor).order_by().values("reference") if actor.audits else None


def files_among(request, found) -> set[str]:
    """The references of files among what these rows are about."""
    names = {getattr(row, "about", None) or row.subject for row in found}
    return set(Application.objects.visible_to(request.actor).filter(reference__in=names).values_list("reference", flat=True))


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


@page(Action.SEE_STANDING)
def find(request):
    """Straight to a file by its reference; else to the list this reader may search."""
    typed = request.GET.get("q", "").strip()[:100]
    here = {"organization": request.organization.slug}
    if Action.SEE_FILE in request.actor.actions:
        file = Application.objects.visible_to(request.actor).filter(reference__iexact=typed).first()
        if file is not None:
            return redirect("file", reference=file.reference, **here)
        return redirect(f"{reverse('queue', kwargs=here)}?{urlencode({'q': typed, 'view': 'all'})}")
    return redirect(f"{reverse('standing', kwargs=here)}?{urlencode({'q': typed})}")
