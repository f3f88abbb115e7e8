"""What her pages look up first: herself, an application of hers, the one she is on the way to. A stranger's is 404."""

from django.shortcuts import get_object_or_404

from network import clock
from network.models import Practitioner
from network.reauthentication import ask_proof, proved_at
from vetting.models import Application

__all__ = ["ALL", "application_of", "ask_proof", "on_the_way_to", "practitioner_of", "proved_at", "today"]
ALL = ("organization", "practitioner__person", "participation", "assignee")


def practitioner_of(request) -> Practitioner:
    """Herself, as the account names her."""
    return request.user.person.practitioner


def application_of(request, reference) -> Application:
    """An application of hers; 404 for anybody else's."""
    return get_object_or_404(Application.objects.visible_to(request.actor).select_related(*ALL), reference=reference)


def on_the_way_to(request) -> Application | None:
    """The application whose hub she came from (`?for=`), or None."""
    reference = request.GET.get("for", "")
    rows = Application.objects.visible_to(request.actor).select_related(*ALL)
    return rows.filter(reference=reference[:20]).first() if reference else None


def today(request, application=None):
    """Her day: the organization's when one is in view, else the one it is in UTC."""
    return clock.today(application.organization.zone) if application else clock.now().date()
