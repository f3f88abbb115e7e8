"""The app that knows what a practitioner holds, who vouches for it, and where it lets her practice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LicensureConfig(AppConfig):
    """Licensure: registers, license types, licenses, verifications, screening."""

    name = "licensure"
    verbose_name = _("Licensure")
