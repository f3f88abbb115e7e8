"""The front door: home, preferences and health."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from network import clock
from network.access import actor_for
from network.queries.accounts import waiting_claims, workplaces
from network.routes import PUBLIC, page
from network.start import first_page
from network.workflow.accounts import prefer

THEMES, LANGUAGES = ("light", "dark", ""), ("en", "nl")


@page(PUBLIC)
def home(request):
    """Where somebody lands: the first page of her role, her own pages, or a calm word that nothing is open yet."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    places = workplaces(request.user, at=clock.now())
    for place in places:
        if first := first_page(place):
            return redirect(first)
    if actor_for(request.user):
        return redirect("me")
    return render(request, "network/nothing.html", {"places": places, "claims": waiting_claims(request.user)})


@page(PUBLIC)
@require_POST
def preferences(request):
    """Keep language and theme in cookies, and with the shortcuts in the account of who is signed in, then go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    language, theme = request.POST.get("language"), request.POST.get("theme")
    language, theme = language if language in LANGUAGES else None, theme if theme in THEMES else None
    answer = redirect(target)
    if theme is not None:
        answer.set_cookie("theme", theme, samesite="Lax", httponly=True)
    if language is not None:
        answer.set_cookie("django_language", language, samesite="Lax")
    if request.user.is_authenticated:
        shortcuts = {"on": True, "off": False}.get(request.POST.get("shortcuts"))
        prefer(request.user, language=language, theme=theme, shortcuts=shortcuts)
    return answer


@page(PUBLIC)
def health(request):
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")
