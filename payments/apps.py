"""The app that settles what was authorized."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Terms and rates, payees and their accounts, authorizations, sessions and what is owed for them."""

    name = "payments"
    verbose_name = _("Payments")
