"""When somebody last showed who she is, and sending her to show it again. For views."""

from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from network import clock


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
