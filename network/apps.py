"""The app that remembers people, organizations, their standing and everything that happened."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Registers the kernel's system checks when Django starts."""

    name = "network"
    verbose_name = _("Network")

    def ready(self):
        """Checks are looked up by name: models cannot be imported before this moment."""
        register(import_string("network.checks.routes_declare_a_rule"), Tags.security)
        register(import_string("network.checks.named_functions_import"))
        register(import_string("network.news.listeners_exist"))
        register(import_string("network.checks.triggers_exist"), Tags.database)
