"""The front door: home, preferences, health, and the demo's personas."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from network.routes import PUBLIC, page


@page(PUBLIC)
def home(request):
    """Where somebody lands: her work, her own page, or the sign-in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    membership = request.user.memberships.everywhere(reason="which organizations this account works for").current().first()
    if membership:
        return redirect("queue", organization=membership.organization.slug)
    return redirect("me")


@page(PUBLIC)
@require_POST
def preferences(request):
    """Keep language and theme in cookies (and in the account), then go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    answer = redirect(target)
    if request.POST.get("theme") in ("light", "dark", ""):
        answer.set_cookie("theme", request.POST["theme"], samesite="Lax", httponly=True) if "theme" in request.POST else None
    if request.POST.get("language") in ("en", "nl"):
        answer.set_cookie("django_language", request.POST["language"], samesite="Lax")
    return answer


@page(PUBLIC)
def health(request):
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@page(PUBLIC)
def placeholder(request, **kwargs):
    """A page that is being built."""
    return render(request, "errors/404.html", status=404)
