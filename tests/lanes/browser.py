"""A real Chromium, the machine's own, driven by Playwright."""

import os
import shutil
import subprocess

import pytest

from tests.lanes import CI

INSTALL = "sudo apt-get install --no-install-recommends chromium libatomic1"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def executable() -> str | None:
    """The browser: the one CHROMIUM names, else the machine's."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def driver_fails() -> bool:
    """Playwright drives the browser with a program of its own, which needs a library Debian does not always have."""
    try:
        from playwright._impl._driver import compute_driver_executable
    except ImportError:
        return True
    return subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True).returncode != 0


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    if not executable():
        return "no Chromium found"
    return "Playwright's driver does not start (libatomic.so.1?)" if driver_fails() else ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the machine's Chromium, which talks to nobody but our own server."""
    if reason := missing():
        (pytest.fail if CI else pytest.skip)(f"{reason}; to install it: {INSTALL}")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs beside the test's database calls
    return {**browser_type_launch_args, "executable_path": executable(), "args": QUIET}
