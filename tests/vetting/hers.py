"""Asking for a therapist's own pages as her browser does, on the staff tests' world."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.models import User
from tests.network.files import pdf
from tests.vetting.pages import sign_in
from vetting.workflow import applying

METHODS = "account_authentication_methods"


def prove(client, actor, *, ago=0):
    """She confirmed her password `ago` seconds ago, as allauth remembers it."""
    session = client.session
    session[METHODS] = [{"method": "password", "at": time.time() - ago, "reauthenticated": True}]
    session[f"{METHODS}_user"] = str(actor.user_id)
    session.save()


def as_her(client, actor):
    """Signed in, with a password of her own."""
    user = User.objects.get(pk=actor.user_id)
    user.set_password("a long harbor walk")
    user.save()
    return sign_in(client, actor)


def get(client, name, *, query=None, **kwargs):
    """One of her pages."""
    return client.get(reverse(name, kwargs=kwargs), query or {})


def post(client, name, data=None, *, query="", **kwargs):
    """What comes of sending a form of hers."""
    return client.post(reverse(name, kwargs=kwargs) + query, data or {})


def upload(name="certificate.pdf", content=None):
    """A chosen file."""
    return SimpleUploadedFile(name, pdf(2) if content is None else content)


def on(name, day) -> dict:
    """A day as its three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def month(name, day) -> dict:
    """A month as its two boxes send it."""
    return {f"{name}_month": day.month, f"{name}_year": day.year}


def begun(world, who, actor):
    """An application with nothing done in it, not even her rights read."""
    return applying.open_application(organization=world.organization, practitioner=who, actor=actor, at=world.at(1))
