"""Reads one untrusted file inside the jail (see confinement.py). Imports no Django and nothing of ours.

Answers {"ok": true, "type", "from", "pages"} and, for images, the image written anew without metadata; or {"ok": false, "code"}.
"""

import io
import warnings
import zipfile

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
FORMATS = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIF"}
ACTIVE = {"/Launch", "/ImportData", "/Rendition", "/Movie", "/Sound"}
CARRIES = {"/EmbeddedFiles", "/RichMediaContent"}
TAIL = 64  # bytes behind the end of a PDF that are no second file: printers say goodbye there
SCRIPTS, SCRIPTED = {"/JS", "/JavaScript"}, {"/JavaScript", "/SubmitForm"}  # as in forms to fill in: kept apart, drawn anew


class Refuse(Exception):
    """The file is refused with a code."""


def prepare():
    """Load the parsers while files may still be opened."""
    global pikepdf, puremagic, Image, ImageOps
    import pikepdf
    import pillow_heif
    import puremagic
    from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin  # noqa: F401

    pillow_heif.register_heif_opener(thumbnails=False)


def work(request, body):
    """Inspect `body` within the limits the request names."""
    if request.get("do") == "nothing":
        return {"ok": True}, b""
    try:
        found = content_type(body)
        if found == PDF:
            pages, scripted = pdf_pages(body, request)
            return {"ok": True, "type": PDF, "from": PDF, "pages": pages, "scripted": scripted}, b""
        cleaned = clean_image(body, found, request)
        return {"ok": True, "type": JPEG if found == HEIC else found, "from": found, "pages": 1}, cleaned
    except Refuse as refused:
        return {"ok": False, "code": str(refused)}, b""
    except MemoryError:
        return {"ok": False, "code": "too_complex"}, b""


def content_type(body):
    """What the bytes are, whatever the name says; only the kinds we accept."""
    if body.startswith(b"%PDF-"):
        return PDF
    if body[4:8] == b"ftyp" and body[8:12] in HEIC_BRANDS:
        return HEIC
    try:
        found = puremagic.from_string(body[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found in (JPEG, PNG) and body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return found
    raise Refuse("wrong_type")


def pdf_pages(body, request):
    """How many pages a whole, open PDF has, and whether scripts are in it. One that starts or carries something is refused."""
    if b"%%EOF" not in body[-2048:]:
        raise Refuse("damaged")
    if two_files(body):
        raise Refuse("active_content")
    try:
        with pikepdf.open(io.BytesIO(body), suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages > request["pages"]:
                raise Refuse("too_many_pages")
            scripted = refuse_active(pdf, request)
            broken = [text for text in pdf.get_warnings() if "reconstruct" in str(text) or "damaged" in str(text)]
    except pikepdf.PasswordError:
        raise Refuse("password_protected") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        raise Refuse("damaged") from None
    if broken:
        raise Refuse("damaged")
    if pages == 0:
        raise Refuse("empty")
    return pages, scripted


def two_files(body):
    """Whether a PDF is another file as well: one that follows its end, or an archive, which is read from behind."""
    behind = body.rpartition(b"%%EOF")[2].strip(b"\0 \t\r\n")
    return len(behind) > TAIL or zipfile.is_zipfile(io.BytesIO(body))


def refuse_active(pdf, request):
    """Refuse a PDF that starts something or carries files; True when it has scripts, as many forms do."""
    left, looked, scripted = list(pdf.objects), 0, False
    while left:
        thing = left.pop()
        looked += 1
        if looked > request["objects"]:
            raise Refuse("too_complex")
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            keys = set(thing.keys())
            does = str(thing["/S"]) if "/S" in keys else ""
            if keys & CARRIES or does in ACTIVE:
                raise Refuse("active_content")
            scripted = scripted or bool(keys & SCRIPTS) or does in SCRIPTED
            left += [value for value in map(thing.get, keys) if nested(value)]
        elif isinstance(thing, pikepdf.Array):
            left += [value for value in thing if nested(value)]
    return scripted


def nested(value):
    """Whether `value` is written inside its parent: what stands on its own is looked at on its own."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def clean_image(body, found, request):
    """The picture alone, turned upright: metadata, thumbnails and whatever was hidden behind it are gone."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = request["pixels"]
    try:
        with Image.open(io.BytesIO(body), formats=[FORMATS[found]]) as image:
            width, height = image.size
            if width * height > request["pixels"]:
                raise Refuse("too_many_pixels")
            image.load()
            return write_anew(ImageOps.exif_transpose(image), found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refuse("too_many_pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        raise Refuse("damaged") from None


def write_anew(image, found):
    """The pixels without anything else: PNG stays PNG, all else is JPEG at a quality no reader can tell from the original."""
    out = io.BytesIO()
    if found != PNG:
        image = image if image.mode in ("L", "RGB") else image.convert("RGB")
        bare = Image.frombytes(image.mode, image.size, image.tobytes())
        bare.save(out, "JPEG", quality=92, optimize=False)
    else:
        image = image if image.mode in ("L", "RGB", "RGBA", "1") else image.convert("RGBA")
        bare = Image.frombytes(image.mode, image.size, image.tobytes())
        bare.save(out, "PNG", compress_level=6)
    return out.getvalue()
