"""Reads the text of one page as a picture with Tesseract, inside the jail: it inherits every limit. Imports nothing of ours."""

import io
import os
import re
import subprocess

SECONDS = 20


def prepare():
    """Load the parsers while files may still be opened."""
    global Image
    from PIL import Image, JpegImagePlugin  # noqa: F401


def work(request, body):
    """The text, and by how many degrees the page has to be turned to stand upright."""
    turn = upright(body)
    if turn:
        out = io.BytesIO()
        with Image.open(io.BytesIO(body), formats=["JPEG"]) as image:
            image.rotate(-turn, expand=True).save(out, "JPEG", quality=90)
        body = out.getvalue()
    text = tesseract(body, "-l", request["languages"], "--psm", "3")
    return {"ok": True, "turn": turn, "text": text[:20_000]}, b""


def upright(body):
    """0, 90, 180 or 270; 0 too when Tesseract is not sure."""
    said = tesseract(body, "--psm", "0", "-l", "osd")
    turn, sure = re.search(r"Rotate: (\d+)", said), re.search(r"orientation confidence: ([\d.]+)", said.lower())
    return int(turn[1]) if turn and sure and float(sure[1]) >= 2 else 0


def tesseract(body, *options):
    """What it writes; nothing when it cannot make anything of the page."""
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", *options], input=body, capture_output=True, timeout=SECONDS, check=False,  # noqa: S607
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode(errors="replace")
