"""The product's settings plus one app that exists for tests: a small state machine to try the kernel on."""

from network.settings import *  # noqa: F403
from network.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.machines"]
TESSERACT = False  # seconds per photo; the tests about it switch it on
