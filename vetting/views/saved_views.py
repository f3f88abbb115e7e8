"""Views of the queue that people keep: given a name on one page, renamed, shared and removed on another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from vetting.forms.queue import QueueFilters, ViewForm
from vetting.models import SavedView
from vetting.pages.queue import filters_in_words
from vetting.queries.queue import lenses_of, own_or_shared
from vetting.views.queue import chosen
from vetting.workflow.saved_views import change_view, remove_view, save_view


@page(Action.SEE_QUEUE)
def keep_view(request):
    """Keep what is shown, a view with its filters, under a name."""
    lens, kept = chosen(request, lenses_of(request.actor, request.organization)), QueueFilters(request.GET.dict()).kept()
    saved = SavedView.objects.visible_to(request.actor).filter(pk=lens.key.removeprefix("saved-")).first() if lens.saved else None
    base, filters = (saved.base, {**saved.filters, **kept}) if saved else (lens.key, kept)
    form, refused = ViewForm(sent(request), may_share=Action.SHARE_VIEW in request.actor.actions), ()
    if form.is_valid():
        with attempt(request, "view.save") as tried:
            view = save_view(
                request.organization, base=base, filters=filters, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        if not tried.refusals:
            messages.success(request, _("The view is kept beside the others."))
            return redirect(f"{reverse('queue', args=[request.organization.slug])}?view={view.key}")
        refused = tried.refusals
    shown = {"form": form, "refusals": refused, "view": lens.label, "filters": filters_in_words(filters)}
    return render(request, "vetting/keep_view.html", shown, status=status_of(form, refused))


@page(Action.SEE_QUEUE)
def saved_view(request, pk):
    """Rename a view that was kept, share it or not, or remove it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.actor).filter(own_or_shared(request.actor)), pk=pk)
    removes, address = "remove" in request.POST, reverse("queue", args=[request.organization.slug])
    form = ViewForm(sent(request), initial={"name": view.name, "shared": view.shared}, may_share=Action.SHARE_VIEW in request.actor.actions)
    refused = ()
    if removes or form.is_valid():
        with attempt(request, "view.remove" if removes else "view.change", pk=pk) as tried:
            if removes:
                remove_view(view, actor=request.actor, at=clock.now())
            else:
                change_view(view, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            messages.success(request, _("The view is removed.") if removes else _("The view is changed."))
            return redirect(address if removes else f"{address}?view={view.key}")
        refused = tried.refusals
    shown = {"form": form, "refusals": refused, "saved": view, "filters": filters_in_words(view.filters)}
    return render(request, "vetting/saved_view.html", shown, status=status_of(None if removes else form, refused))
