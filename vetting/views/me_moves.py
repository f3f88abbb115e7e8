"""A therapist's moves of home: stating one, and taking one back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.models import HomeMove
from licensure.workflow import moves as workflow
from network import clock
from network.attempts import attempt, row_number, sent, status_of
from network.routes import THERAPIST, page
from vetting.forms.me_moves import MoveForm
from vetting.pages.me_moves import moved_rows
from vetting.views.me_found import practitioner_of, today


@page(THERAPIST)
def moves(request):
    """The moves in force with what each means, and the form for one more."""
    her, back = practitioner_of(request), request.POST.get("back", "")
    form, tried = MoveForm(None if back else sent(request)), None
    if back or form.is_valid():
        with attempt(request, "move.state", practitioner=her.pk) as tried:
            _apply(request, her, form, back)
        if not tried.refusals:
            messages.success(request, _("Saved. The organizations you work with see what follows from it."))
            return redirect("my_moves")
    refusals = tried.refusals if tried else ()
    rows = moved_rows(HomeMove.objects.of(her).filter(withdrawn_at=None), on=today(request))
    context = {"rows": rows, "form": form, "refusals": refusals}
    return render(request, "me/moves.html", context, status=status_of(form, refusals))


def _apply(request, her, form, back):
    """The one workflow call the post asks for."""
    common = {"actor": request.actor, "at": clock.now()}
    if back:
        rows = HomeMove.objects.of(her).filter(withdrawn_at=None)
        workflow.take_back(get_object_or_404(rows, pk=row_number(back)), **common)
    else:
        workflow.state_move(practitioner=her, **form.given(), **common)
