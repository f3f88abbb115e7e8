"""What every request gets before its view: a number for the audit trail, the reader's language, one reading of the clock."""

import secrets

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation

from network import clock
from network.events import request_id


class RequestContext:
    """Numbers the request and speaks the signed-in reader's language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Set both, call the view, and leave nothing behind for the next request on this thread."""
        token = request_id.set(secrets.token_hex(8))
        if request.user.is_authenticated and "django_language" not in request.COOKIES:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        try:
            with clock.held():
                answer = self.get_response(request)
                # in the demo a visitor who mistypes an address reads our page, not the developer's list of routes
                unknown = settings.DEMO and answer.status_code == 404 and request.resolver_match is None
                return render(request, "404.html", status=404) if unknown else answer
        finally:
            request_id.reset(token)

    def process_exception(self, request, exception):
        """The demo runs with DEBUG on; who is told "not found" there sees what she would see anywhere else."""
        if settings.DEMO and isinstance(exception, Http404):
            return render(request, "404.html", status=404)
        return None
