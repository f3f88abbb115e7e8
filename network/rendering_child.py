"""Draws the pages of one file as plain JPEG pictures, inside the jail (see confinement.py). Imports nothing of ours.

Only such pictures are ever shown. Each comes with what the upload coach asks of it: how sharp, how light, what it looks
like from afar. `join` makes one PDF of several pictures that were written anew before.
"""

import io
import time
import warnings

PDF = "application/pdf"
SIDE = 1800  # pixels of the longer side of a drawn page: small print stays legible
JOINED = 2600
PATIENT = 6  # seconds of processor after which no further page is begun
GRID = 8
NEAR = 33, 32  # the picture from afar: 1,024 comparisons of neighbors


def prepare():
    """Load the parsers while files may still be opened."""
    global pypdfium2, Image, ImageFilter, ImageOps, ImageStat
    import encodings.utf_16_le  # noqa: F401  the text of a PDF comes in it, and nothing is loaded later

    import pypdfium2
    from PIL import Image, ImageFilter, ImageOps, ImageStat, JpegImagePlugin, PdfImagePlugin, PngImagePlugin  # noqa: F401


def work(request, body):
    """Draw the pages the request names, or join pictures."""
    try:
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS = request["pixels"]
        return join(request, body) if request.get("do") == "join" else draw(request, body)
    except (pypdfium2.PdfiumError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Warning):
        return {"ok": False, "code": "damaged"}, b""
    except MemoryError:
        return {"ok": False, "code": "too_complex"}, b""


def draw(request, body):
    """Each page as a JPEG, one after the other; `pages` says how many bytes each takes and what was seen of it."""
    rows, parts = [], []
    for image, across, of, text in pdf_pages(body, request) if request["type"] == PDF else [(*picture(body), "")]:
        rows.append({**row(image, across, of, parts), "text": text})
        if time.process_time() > PATIENT:
            break
    return {"ok": True, "pages": rows}, b"".join(parts)


def row(image, across, of, parts):
    """Add the page to `parts` and say what it is like."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    parts.append(out.getvalue())
    return {"bytes": len(parts[-1]), "width": image.width, "height": image.height, "across": across, "of": of, **seen(image)}


def pdf_pages(body, request):
    """Pages as pictures on white; forms are drawn, scripts are not even loaded."""
    with pypdfium2.PdfDocument(body) as document:
        document.init_forms()
        for number in range(request["first"], min(request["first"] + request["count"], len(document))):
            page = document[number]
            width, height = page.get_size()
            scale = min(SIDE / max(width, height, 1), 4)
            image = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True).to_pil().convert("RGB")
            text = page.get_textpage().get_text_bounded()[:20_000]
            yield image, 0, len(document), text  # a drawn page has the sharpness we gave it
            page.close()


def picture(body, side=SIDE):
    """The one page of a picture, at most `side` long, and how many pixels its longer side had."""
    with Image.open(io.BytesIO(body), formats=["JPEG", "PNG"]) as image:
        across = max(image.size)
        image.draft("RGB", (side, side))
        image.load()
        return smaller(on_white(image), side), across, 1


def on_white(image):
    """What is transparent is paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


def smaller(image, side):
    """The picture within `side` pixels; never larger than it was."""
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def seen(image):
    """Sharpness (0 when there is nothing to see), light, contrast and the look from afar."""
    gray = ImageOps.grayscale(image)
    small = smaller(gray.copy(), 1000)
    spread = small.histogram()
    low, high = level(spread, 0.05), level(spread, 0.95)
    return {"sharp": round(sharpness(gray), 3), "light": high, "contrast": high - low, "look": look(small)}


def level(spread, share):
    """The gray value below which `share` of the pixels lie."""
    left = sum(spread) * share
    for value, count in enumerate(spread):
        left -= count
        if left <= 0:
            return value
    return 255


def sharpness(gray):
    """Variance of the Laplacian over the variance itself, in the parts where something is drawn; the better third counts.

    Over the variance, because a pale print is not a blurred one; by parts, because most of a page is white.
    """
    edges = gray.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=4, offset=128))
    across, down = gray.width // GRID, gray.height // GRID
    if min(across, down) < 8:
        return 0.0
    found = []
    for column in range(GRID):
        for row in range(GRID):
            box = (column * across + 1, row * down + 1, (column + 1) * across - 1, (row + 1) * down - 1)
            spread = ImageStat.Stat(gray.crop(box)).var[0]
            if spread > 60:
                found.append(16 * ImageStat.Stat(edges.crop(box)).var[0] / spread)
    found.sort(reverse=True)
    best = found[: max(1, len(found) // 3)]
    return sum(best) / len(best) if best else 0.0


def look(gray):
    """1,024 bits: is each point of a tiny copy clearly darker than its right neighbor."""
    tiny = gray.resize(NEAR, Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(NEAR[1]):
        for column in range(NEAR[0] - 1):
            at = row * NEAR[0] + column
            bits = bits << 1 | (tiny[at] + 2 < tiny[at + 1])
    return f"{bits:0256x}"


def join(request, body):
    """One PDF, one picture to a page, in the order they came; before it, each page as `draw` gives it."""
    images, rows, parts, at = [], [], [], 0
    for size in request["sizes"]:
        image, across, _ = picture(body[at : at + size], JOINED)
        images.append(image)
        rows.append(row(smaller(image.copy(), SIDE), across, len(request["sizes"]), parts))
        at += size
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200, quality=88)
    return {"ok": True, "pages": rows}, b"".join(parts) + out.getvalue()
