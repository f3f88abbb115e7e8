"""What her pages look up first: herself, an application of hers, the one she is on the way to. A stranger's is 404."""

from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from network import clock
from network.models import Practitioner
from vetting.models import Application

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


def proved_at(request) -> datetime | None:
    """When she last proved who she is, on the clock of business; None when that is too long ago.

    An account without a password proves it by signing in. Sign-in keeps real time while the demo's days may run ahead, so
    the age is taken over, not the instant.
    """
    records = [row for row in get_authentication_records(request, request.user) if row.get("at")]
    if settings.DEMO and any(row.get("method") == "demo" for row in records):
        return clock.now()  # nobody of the demo has a password; its one click is all the proof there is
    if request.user.has_usable_password():
        records = [row for row in records if row.get("reauthenticated")]
    last = max((row["at"] for row in records), default=0)
    age = max(timezone.now().timestamp() - last, 0)
    return clock.now() - timedelta(seconds=age) if age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT else None


def ask_proof(request) -> HttpResponseRedirect:
    """Send her to confirm who she is, and back here."""
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
