"""The app that decides whether what a therapist holds is enough for one organization, now and again later."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VettingConfig(AppConfig):
    """Vetting: policies, criteria, applications, decisions."""

    name = "vetting"
    verbose_name = _("Vetting")
