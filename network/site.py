"""The addresses mails carry: always of SITE_URL, never of the request's host."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return settings.SITE_URL.rstrip("/") + path
