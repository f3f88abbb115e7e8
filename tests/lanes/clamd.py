"""A real clamd on a socket of its own. It knows one virus, by its hash, so that no signatures are fetched."""

import pytest

from tests.lanes import CI
from tests.network import clamd as scanner

INSTALL = "bin/setup test, or: sudo apt-get install clamav-daemon"


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    return "" if scanner.program() else "no clamd found"


@pytest.fixture(scope="session")
def clamd_url():
    """Where it listens, as CLAMD_URL says it."""
    if reason := missing():
        (pytest.fail if CI else pytest.skip)(f"{reason}; to install it: {INSTALL}")
    with scanner.real() as url:
        yield url
