"""Judges an upload before anything is kept: what it is, whether it is whole, whether it is safe to keep.

The bytes are parsed in a jail only. Every refusal has a code and says what to do about it.
"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network import jail
from network.jail import JailError, Limits
from network.transitions import Refusal, Refused

MAX_BYTES = 20 * 2**20
MAX_PAGES = 200
MAX_PIXELS = 40_000_000
MAX_OBJECTS = 200_000
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
RECEIVED = {**SUFFIXES, "image/heic": ".heic"}
NAMED = {".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif"}

WORDS = {
    "empty": (_("This file is empty."), _("Choose the file again, or save it anew and upload that.")),
    "too_large": (_("This file is larger than 20 MB."), _("Save it with a lower resolution, or split it into parts.")),
    "wrong_type": (_("This is not a PDF, JPEG, PNG or HEIC."), _("Save it as PDF, or take a photo of the page, and upload that.")),
    "misnamed": (
        _("The name of this file says PDF or picture, but its content is something else."),
        _("Open it in the program that made it and save it as PDF."),
    ),
    "password_protected": (
        _("This PDF asks for a password, so nobody can check it."),
        _("Save a copy without a password and upload that."),
    ),
    "damaged": (_("This file is damaged or not complete."), _("Open it to see whether all pages show, save it anew and upload that.")),
    "too_many_pages": (_("This PDF has more than 200 pages."), _("Upload only the pages that were asked for.")),
    "too_many_pixels": (_("This picture is larger than 40 megapixels."), _("Save it smaller, or take a photo with a lower resolution.")),
    "active_content": (
        _("This PDF runs a program or carries other files, which we do not keep."),
        _("Print it to a new PDF and upload that."),
    ),
    "infected": (
        _("The virus scanner found something harmful in this file, so we did not keep it."),
        _("Do not open it. Have your computer scanned, then take a photo of the paper and upload that."),
    ),
    "too_complex": (_("This file takes too much work to read."), _("Print it to a new PDF and upload that.")),
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What may be kept: the bytes (an image is written anew), what they are, and what was uploaded.

    `scripted`: the PDF has scripts; its pages are to be drawn and nobody is to open it.
    """

    content: bytes
    content_type: str
    received_type: str
    pages: int
    sha256: str
    received_sha256: str
    scripted: bool = False

    @property
    def suffix(self) -> str:
        """The ending its name should have."""
        return SUFFIXES[self.content_type]


def refusal(code: str) -> Refusal:
    """The refusal with its words."""
    message, cure = WORDS[code]
    return Refusal(code, message, cure)


def inspect(content: bytes, *, filename: str = "") -> Inspected:
    """Look at an upload. Raises Refused with one code of WORDS; keeps nothing."""
    code, answer, data = _look(content)
    if code == "wrong_type" and _ending(filename) in NAMED:
        code = "misnamed"
    if code:
        raise Refused([refusal(code)])
    kept = data or content
    return Inspected(
        content=kept,
        content_type=answer["type"],
        received_type=answer["from"],
        pages=answer["pages"],
        sha256=hashlib.sha256(kept).hexdigest(),
        received_sha256=hashlib.sha256(content).hexdigest(),
        scripted=answer.get("scripted", False),
    )


def _look(content):
    if not content:
        return "empty", {}, b""
    if len(content) > MAX_BYTES:
        return "too_large", {}, b""
    request = {"pages": MAX_PAGES, "pixels": MAX_PIXELS, "objects": MAX_OBJECTS}
    try:
        answer, data = jail.run("inspection_child", request, content, Limits())
    except JailError:
        return "too_complex", {}, b""
    return answer.get("code", "") if not answer["ok"] else "", answer, data


def _ending(filename: str) -> str:
    return "." + filename.rsplit(".", 1)[-1].lower() if "." in filename else ""


def sandbox_report() -> dict[str, bool]:
    """Which walls of the jail stand on this machine; `doctor` shows the ones that do not."""
    return jail.report()
