"""Her appeal: why it was decided, by when she may ask, what she wrote, and what became of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, sent, status_of
from network.routes import THERAPIST, page
from vetting.forms.appeals import MyAppealForm
from vetting.models import Appeal
from vetting.pages.appeals import my_appeal_page
from vetting.queries.appeals import ALL
from vetting.workflow import appealing


@page(THERAPIST)
def appeal(request, pk):
    """The reasons and the last day; her words while she may appeal, and where it is from then on."""
    row = find(request, pk)
    form, refused = MyAppealForm(sent(request)), ()
    if form.is_valid():
        with attempt(request, "appeal.file", pk=pk) as tried:
            appealing.ask(row, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            messages.success(request, _("%(name)s has your appeal. A letter confirms it.") % {"name": row.organization.name})
            return redirect("my_appeal", pk=pk)
        refused = tried.refusals
    shown = my_appeal_page(find(request, pk), actor=request.actor, at=clock.now())
    return render(request, "me/appeal.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))


@page(THERAPIST)
def withdrawal(request, pk):
    """Take the appeal back; 409 with the reason when it is settled already."""
    row, refused = find(request, pk), ()
    if request.method == "POST":
        with attempt(request, "appeal.withdraw", pk=pk) as tried:
            appealing.withdraw(row, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("You took your appeal back. The decision stands."))
            return redirect("my_appeal", pk=pk)
        refused = tried.refusals
    return render(request, "me/appeal_withdrawal.html", {"appeal": row, "refusals": refused}, status=status_of(None, refused))


def find(request, pk) -> Appeal:
    """An appeal of hers; 404 for anybody else's."""
    return get_object_or_404(Appeal.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
