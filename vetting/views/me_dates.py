"""What a therapist has to keep, organization by organization, and until when; and signing her statement again where it is asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, sent, status_of
from network.models import Participation
from network.routes import THERAPIST, page
from vetting.facts.statements import attestation
from vetting.forms.me import SignatureForm
from vetting.pages.monitoring import my_dates
from vetting.queries.impact import GRANTED
from vetting.queries.monitoring import watched_of
from vetting.views.me_found import ask_proof, practitioner_of, proved_at
from vetting.workflow.applying import Signature
from vetting.workflow.signing_again import sign_again


def _mine(request):
    rows = Participation.objects.visible_to(request.actor).filter(state__in=GRANTED, applications__state="approved")
    return rows.select_related("organization").distinct().order_by("organization__name")


@page(THERAPIST)
def dates(request):
    """Her own list: what each network she is in watches of what is hers to keep."""
    found = [my_dates(row, watched_of(row, on=clock.today(row.organization.zone))) for row in _mine(request)]
    return render(request, "me/dates.html", {"networks": found})


@page(THERAPIST)
def signature(request, slug):
    """The statement once more, and her typed name; she shows who she is first."""
    row, proved = get_object_or_404(_mine(request), organization__slug=slug), proved_at(request)
    if proved is None:
        return ask_proof(request)
    form, refused = SignatureForm(sent(request), full_name=practitioner_of(request).person.full_name), ()
    statement = attestation(row.organization)
    if form.is_valid():
        given = Signature(name=form.cleaned_data["name"], reauthenticated_at=proved, text=statement)
        with attempt(request, "attestation.repeat", organization=slug) as tried:
            sign_again(row, signature=given, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Signed. %(name)s has it now.") % {"name": row.organization.name})
            return redirect("my_dates")
        refused = tried.refusals
    context = {"name": row.organization.name, "form": form, "statement": statement, "refusals": refused}
    return render(request, "me/sign_again.html", context, status=status_of(form, refused))
