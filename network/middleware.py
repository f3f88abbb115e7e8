"""What every request gets before its view: a number for the audit trail, the reader's language, her theme."""

import secrets

from django.utils import translation

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
            return self.get_response(request)
        finally:
            request_id.reset(token)
