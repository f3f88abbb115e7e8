"""Tesseract, which reads the words on photos, with the two languages and the model that tells which way a page lies."""

import shutil
import subprocess

import pytest

from tests.lanes import CI

INSTALL = "bin/setup test, or: sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-nld tesseract-ocr-osd"
MODELS = {"eng", "nld", "osd"}


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    if not shutil.which("tesseract"):
        return "no tesseract found"
    said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    gone = sorted(MODELS - set(said))
    return f"tesseract lacks {', '.join(gone)}" if gone else ""


@pytest.fixture
def tesseract(settings):
    """Photos are read in this test."""
    if reason := missing():
        (pytest.fail if CI else pytest.skip)(f"{reason}; to install it: {INSTALL}")
    settings.TESSERACT = True
