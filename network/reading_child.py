"""Reads the text of one page as a picture with Tesseract, inside the jail: it inherits every limit. Imports nothing of ours."""

import io
import os
import re
import subprocess

PROGRAMS = True  # Tesseract is one; it inherits every other wall
SECONDS = 20
SURE = 75  # of 100: below this mean, the page may stand on its head, and Tesseract is asked how it lies


def prepare():
    """Load the parsers while files may still be opened."""
    global Image
    from PIL import Image, JpegImagePlugin  # noqa: F401


def work(request, body):
    """The text, and by how many degrees the page has to be turned to stand upright. Asking that first would take twice as long."""
    text, sure = words(body, request["languages"])
    turn = upright(body) if sure < SURE else 0
    if turn:
        out = io.BytesIO()
        with Image.open(io.BytesIO(body), formats=["JPEG"]) as image:
            image.rotate(-turn, expand=True).save(out, "JPEG", quality=90)
        text, sure = words(out.getvalue(), request["languages"])
    return {"ok": True, "turn": turn, "text": text[:20_000], "sure": round(sure, 1)}, b""


def words(body, languages):
    """The text line by line, and how sure Tesseract is of its words on average."""
    lines, sure = {}, []
    for row in tesseract(body, "-l", languages, "--psm", "3", "tsv").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip():
            lines.setdefault(tuple(map(int, cells[2:5])), []).append(cells[11].strip())
            sure += [float(cells[10])] * len(cells[11].strip())
    return "\n".join(" ".join(line) for line in lines.values()), sum(sure) / len(sure) if sure else 0.0


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
