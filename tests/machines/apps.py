"""An app for tests only."""

from django.apps import AppConfig


class MachinesConfig(AppConfig):
    name = "tests.machines"
    label = "machines"
