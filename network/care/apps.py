"""The app that uses the network to help clients: calls, shortlists, referrals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    """The employee assistance side; imports only network and payments."""

    name = "network.care"
    label = "care"
    verbose_name = _("Care")
