"""Her own data as a file: she asks after showing who she is, and takes it when it is made."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt
from network.models import DataExport
from network.routes import THERAPIST, page
from network.workflow import exporting
from vetting.views.me_found import ask_proof, practitioner_of, proved_at


@page(THERAPIST)
def data(request):
    """What it holds, the button to ask, and the file while it is there."""
    her, refused = practitioner_of(request), ()
    if request.method == "POST":
        proved = proved_at(request)
        if proved is None:
            return ask_proof(request)
        language = translation.get_language() or "en"
        with attempt(request, "export.ask", reference=her.reference) as tried:
            exporting.ask(her, reauthenticated_at=proved, language=language, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Your file is being made. A mail says when it is ready."))
            return redirect("my_data")
        refused = tried.refusals
    rows = DataExport.objects.of(her).select_related("document")
    context = {"exports": rows, "waits": any(row.made_at is None for row in rows), "refusals": refused}
    return render(request, "me/data.html", context, status=409 if refused else 200)
