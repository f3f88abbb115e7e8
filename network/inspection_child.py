"""Reads one untrusted file inside the jail (see confinement.py). Imports no Django and nothing of ours.

Answers {"ok": true, "type", "pages"} and, for images, the image written anew without metadata; or {"ok": false, "code"}.
"""

import io
import warnings

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ACTIVE = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound"}
CARRIES = {"/JS", "/JavaScript", "/EmbeddedFiles", "/RichMediaContent"}


class Refuse(Exception):
    """The file is refused with a code."""


def prepare():
    """Load the parsers while files may still be opened."""
    global pikepdf, puremagic, Image, ImageOps
    import pikepdf
    import puremagic
    from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin  # noqa: F401


def work(request, body):
    """Inspect `body` within the limits the request names."""
    if request.get("do") == "nothing":
        return {"ok": True}, b""
    try:
        found = content_type(body)
        if found == PDF:
            return {"ok": True, "type": PDF, "pages": pdf_pages(body, request)}, b""
        return {"ok": True, "type": found, "pages": 1}, clean_image(body, found, request)
    except Refuse as refused:
        return {"ok": False, "code": str(refused)}, b""
    except MemoryError:
        return {"ok": False, "code": "too_complex"}, b""


def content_type(body):
    """What the bytes are, whatever the name says; only the three kinds we accept."""
    if body.startswith(b"%PDF-"):
        return PDF
    try:
        found = puremagic.from_string(body[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found in (JPEG, PNG) and body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return found
    raise Refuse("wrong_type")


def pdf_pages(body, request):
    """Count the pages of a whole, open, passive PDF."""
    if b"%%EOF" not in body[-2048:]:
        raise Refuse("damaged")
    try:
        with pikepdf.open(io.BytesIO(body), suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages > request["pages"]:
                raise Refuse("too_many_pages")
            refuse_active(pdf, request)
            broken = [text for text in pdf.get_warnings() if "reconstruct" in str(text) or "damaged" in str(text)]
    except pikepdf.PasswordError:
        raise Refuse("password_protected") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        raise Refuse("damaged") from None
    if broken:
        raise Refuse("damaged")
    if pages == 0:
        raise Refuse("empty")
    return pages


def refuse_active(pdf, request):
    """Refuse a PDF that runs something, starts something or carries files."""
    left, looked = list(pdf.objects), 0
    while left:
        thing = left.pop()
        looked += 1
        if looked > request["objects"]:
            raise Refuse("too_complex")
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            keys = set(thing.keys())
            if keys & CARRIES or ("/S" in keys and str(thing["/S"]) in ACTIVE):
                raise Refuse("active_content")
            left += [value for value in map(thing.get, keys) if nested(value)]
        elif isinstance(thing, pikepdf.Array):
            left += [value for value in thing if nested(value)]


def nested(value):
    """Whether `value` is written inside its parent: what stands on its own is looked at on its own."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def clean_image(body, found, request):
    """The picture alone, turned upright: metadata, thumbnails and whatever was hidden behind it are gone."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = request["pixels"]
    try:
        with Image.open(io.BytesIO(body), formats=["JPEG" if found == JPEG else "PNG"]) as image:
            width, height = image.size
            if width * height > request["pixels"]:
                raise Refuse("too_many_pixels")
            image.load()
            return write_anew(ImageOps.exif_transpose(image), found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refuse("too_many_pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refuse("damaged") from None


def write_anew(image, found):
    """The pixels in the same format, without anything else. JPEG at a quality no reader can tell from the original."""
    out = io.BytesIO()
    if found == JPEG:
        image = image if image.mode in ("L", "RGB") else image.convert("RGB")
        bare = Image.frombytes(image.mode, image.size, image.tobytes())
        bare.save(out, "JPEG", quality=92, optimize=False)
    else:
        image = image if image.mode in ("L", "RGB", "RGBA", "1") else image.convert("RGBA")
        bare = Image.frombytes(image.mode, image.size, image.tobytes())
        bare.save(out, "PNG", compress_level=6)
    return out.getvalue()
