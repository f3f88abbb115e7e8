"""Asking for the staff's pages as a browser does, and reading what they say."""

import re
from html import unescape

from django.urls import reverse

from network.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, actor):
    """Sign the actor's account in."""
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def address(name, world, **kwargs) -> str:
    """The address of a staff page of the world's organization."""
    return reverse(name, kwargs={"organization": world.organization.slug, **kwargs})


def get(client, name, world, *, query=None, **kwargs):
    """The page."""
    return client.get(address(name, world, **kwargs), query or {})


def post(client, name, world, data=None, *, query="", **kwargs):
    """What comes of sending a form to the page."""
    return client.post(address(name, world, **kwargs) + query, data or {})


def text(answer) -> str:
    """What a reader reads in the main part of the page."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
