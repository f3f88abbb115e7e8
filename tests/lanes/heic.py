"""The reader of HEIC, as phones of one make take photos; it comes with its library in the wheel."""

import pytest

from tests.lanes import CI

INSTALL = "bin/setup test"


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    try:
        import pillow_heif
    except (ImportError, OSError) as error:
        return f"pillow-heif does not load: {error}"
    return "" if pillow_heif.libheif_info()["decoders"] else "libheif reads no HEIC here"


@pytest.fixture(scope="session")
def heic_reader():
    """Photos in HEIC are read in this test."""
    if reason := missing():
        (pytest.fail if CI else pytest.skip)(f"{reason}; to install it: {INSTALL}")
