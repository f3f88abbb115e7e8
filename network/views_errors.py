"""What is shown when a request cannot be answered: in the frame, and in the reader's language."""

from django.shortcuts import render


def bad_request(request, exception=None):
    """400."""
    return render(request, "errors/400.html", status=400)


def not_yours(request, exception=None):
    """403, with the reason where one was given."""
    return render(request, "errors/403.html", {"exception": exception}, status=403)


def not_found(request, exception=None):
    """404."""
    return render(request, "errors/404.html", status=404)


def held(request, refusal):
    """409: a file that is not served now; the refusal says why and what helps."""
    return render(request, "errors/held.html", {"refusal": refusal}, status=409)


def too_often(request, exception=None):
    """429: a rate limit."""
    return render(request, "errors/429.html", status=429)


def our_mistake(request):
    """500: drawn without the frame, which may be what broke."""
    return render(None, "errors/500.html", status=500)


def form_expired(request, reason=""):
    """403 of a form without its token: it lay too long, or came from elsewhere."""
    return render(request, "errors/expired.html", status=403)
