"""The link of the monthly mail: one page with one button, for whoever it was sent to. Opening it changes nothing."""

from allauth.core.internal import ratelimit
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network import clock
from network.care.workflow import confirming
from network.letters import language_of
from network.links import language_behind
from network.routes import PUBLIC, page
from network.transitions import Refused
from network.views_errors import too_often

PACE = {"availability_link": "20/m/ip"}  # tries of links from one address


@page(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def availability_link(request, token):
    """Is it still right? A post says yes; in the mail's language unless another one was chosen on it."""
    if not ratelimit.consume(request, app="care", action="availability_link", config=PACE, limit_get=True):
        return too_often(request)
    at = clock.now()
    row = confirming.opened(token, at=at)
    if row is None:
        return render(request, "care/link_gone.html", status=404)
    mailed = language_of(row.participation.practitioner, row.organization)
    with translation.override(language_behind(request, mailed)):
        return _answer(request, row, token, at)


def _answer(request, row, token, at):
    shown = {"place": row.organization.name, "slug": row.organization.slug}
    if request.method == "GET":
        return render(request, "care/link.html", shown)
    try:
        confirming.confirm_by(token, at=at)
    except Refused:  # pressed in another window meanwhile
        return render(request, "care/link_gone.html", status=404)
    return render(request, "care/link_done.html", shown)
