"""Draws the pages of one file as plain JPEG pictures, inside the jail (see confinement.py). Imports nothing of ours.

Only such pictures are ever shown. Each comes with what the upload coach asks of it: how sharp, how light, what it looks
like from afar, how askew it lies and how much of it lies in a shadow. `join` makes one PDF of several pictures that were
written anew before; `turn` draws one of our own pages anew the right way up.
"""

import io
import time
import warnings

PDF = "application/pdf"
SIDE = 1800  # pixels of the longer side of a drawn page: small print stays legible
JOINED = 2600
PATIENT = 6  # seconds of processor after which no further page is begun
GRID = 8
AFAR = 600  # pixels of the longer side at which sharpness is looked at
WAYS = (
    (0, 0, 0, -1, 2, -1, 0, 0, 0), (0, -1, 0, 0, 2, 0, 0, -1, 0), (-1, 0, 0, 0, 2, 0, 0, 0, -1), (0, 0, -1, 0, 2, 0, -1, 0, 0),
)
FIELDS = 12
NEAR = 33, 32  # the picture from afar: 1,024 comparisons of neighbors


def prepare():
    """Load the parsers while files may still be opened."""
    global pypdfium2, Image, ImageChops, ImageFilter, ImageOps, ImageStat
    import encodings.utf_16_le  # noqa: F401  the text of a PDF comes in it, and nothing is loaded later

    import pypdfium2
    from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat, JpegImagePlugin, PdfImagePlugin, PngImagePlugin  # noqa: F401


def work(request, body):
    """Draw the pages the request names, or join pictures."""
    try:
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS = request["pixels"]
        return {"join": join, "turn": turn}.get(request.get("do"), draw)(request, body)
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
    like = seen(image) | (laid(image) if across else {})  # a page we drew lies straight and in the light
    return {"bytes": len(parts[-1]), "width": image.width, "height": image.height, "across": across, "of": of, **like}


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
    """How much of what is drawn are edges, in the direction that has fewest; in the parts where something is drawn, the better third.

    The variance of the second difference over the variance itself, because a pale print is not a blurred one; from afar, because
    the grain of a sensor is not an edge; in each direction, because a hand that moved leaves the edges along its way; by parts,
    because most of a page is white.
    """
    gray = gray.reduce(max(1, round(max(gray.size) / AFAR)))
    ways = [gray.filter(ImageFilter.Kernel((3, 3), way, scale=2, offset=128)) for way in WAYS]
    across, down = gray.width // GRID, gray.height // GRID
    if min(across, down) < 4:
        return 0.0
    found = []
    for column in range(GRID):
        for row in range(GRID):
            box = (column * across + 1, row * down + 1, (column + 1) * across - 1, (row + 1) * down - 1)
            spread = ImageStat.Stat(gray.crop(box)).var[0]
            if spread > 60:
                found.append(min(4 * ImageStat.Stat(way.crop(box)).var[0] for way in ways) / spread)
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


def laid(image):
    """How a photographed page lies: by how many degrees askew, and which share of what is written lies in a shadow."""
    gray = smaller(ImageOps.grayscale(image), 1000)
    return {"askew": askew(gray), "shaded": round(shaded(gray), 3)}


def askew(gray):
    """The angle at which lines of print are densest seen from the side, up to 30 degrees; 0 when no angle stands out."""
    tiny = smaller(gray.copy(), 500)
    around = tiny.filter(ImageFilter.BoxBlur(6))
    ink = ImageChops.subtract(around, tiny).point(lambda value: 255 if value > 14 else 0)
    middle = ink.crop((ink.width // 10, ink.height // 10, ink.width - ink.width // 10, ink.height - ink.height // 10))
    coarse = {angle: lines(middle, angle) for angle in range(-30, 31, 2)}
    best = max(coarse, key=coarse.get)
    if coarse[best] < 1.5 * sorted(coarse.values())[len(coarse) // 2]:
        return 0.0
    return max((best + step / 2 for step in range(-3, 4)), key=lambda angle: lines(middle, angle))


def lines(ink, angle):
    """How much neighboring rows differ in ink once the picture is turned by this angle."""
    rows = ink.rotate(angle, Image.Resampling.NEAREST).convert("F").resize((1, ink.height), Image.Resampling.BOX).tobytes()
    levels = memoryview(rows).cast("f")
    return sum((one - other) ** 2 for one, other in zip(levels, levels[2:], strict=False))


def shaded(gray):
    """Of the parts where something is written, the share whose paper is far darker than the brightest paper."""
    across, down = max(gray.width // FIELDS, 1), max(gray.height // FIELDS, 1)
    papers = []
    for column in range(FIELDS):
        for row in range(FIELDS):
            spread = gray.crop((column * across, row * down, (column + 1) * across, (row + 1) * down)).histogram()
            paper, ink = level(spread, 0.9), level(spread, 0.03)
            if paper - ink >= 14 and ink < 0.7 * paper:
                papers.append(paper)
    if len(papers) < 6:
        return 0.0
    papers.sort()
    bright = papers[int(0.95 * (len(papers) - 1))]
    return sum(paper < 0.45 * bright for paper in papers) / len(papers)


def turn(request, body):
    """A page we drew, turned clockwise by the degrees the request names."""
    image, _across, _of = picture(body)
    parts = []
    rows = [row(image.rotate(-request["degrees"], expand=True), request["across"], request["of"], parts)]
    return {"ok": True, "pages": rows}, b"".join(parts)


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
