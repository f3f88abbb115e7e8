"""The demo's front door: whom to be, which day it is, and the style page. None of it exists outside the demo."""

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from network import clock, formats, looks_page
from network.demo_days import days_to, live_through
from network.forms_demo import DemoClockForm
from network.parts import Link
from network.queries.personas import companies, invented, others
from network.routes import DEMO, page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = "<!-- here -->"


def _shown(form):
    on = clock.now().date()
    links = [Link(_("Mailbox"), reverse("demo-mail")), Link(_("Move the day"), "#clock")]
    return {"companies": companies(on), "others": others(on), "links": links, "form": form}


def _ahead():
    return days_to(clock.now().date() + timedelta(days=max(DemoClockForm.STEPS.values())))


@page(DEMO)
@require_GET
def demo(request):
    """Everybody one can be, one click each, and the day."""
    return render(request, "demo/front.html", _shown(DemoClockForm(ahead=_ahead())))


@page(DEMO)
@require_POST
def sign_in(request):
    """Be this invented person from now on, without a password. Her account's language goes before the browser's."""
    given = request.POST.get("user", "")
    user = get_object_or_404(invented(), pk=given if given.isascii() and given.isdecimal() else 0)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="demo")
    answer = redirect("home")
    answer.delete_cookie("django_language", samesite="Lax")
    return answer


@page(DEMO)
@require_POST
def move_clock(request):
    """Move "today" forward and say night by night what was done, as it is done."""
    form = DemoClockForm(request.POST, ahead=_ahead())
    if not form.is_valid():
        return render(request, "demo/front.html", _shown(form), status=422)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = ""
    days = form.cleaned_data["days"]
    around = render_to_string("demo/clock.html", {"last": days[-1], "count": len(days), "go_on": target, "here": HERE}, request)
    answer = StreamingHttpResponse(_told(around, days, translation.get_language()))
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy that waits for the end would hide the progress
    return answer


def _told(around, days, language):
    before, _middle, after = around.partition(HERE)
    yield before
    with translation.override(language):
        for night in live_through(days):
            words = _("did not run: %(names)s") % {"names": formats.listed(night.failed)} if night.failed else _done(night.ran)
            yield format_html("<li><b>{}</b> <span>{}</span></li>\n", formats.day_opening(night.day), words)
    yield after


def _done(count):
    return ngettext("%(count)s nightly job ran", "%(count)s nightly jobs ran", count) % {"count": count}


@page(DEMO)
@require_GET
def looks(request):
    """Every part of a page, with invented data."""
    return render(request, "demo/looks.html", looks_page.context())
