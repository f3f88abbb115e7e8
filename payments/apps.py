"""The app that settles what was authorized."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Terms now; rates, sessions and money with the closed loop."""

    name = "payments"
    verbose_name = _("Payments")
