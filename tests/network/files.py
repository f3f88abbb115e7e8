"""Files for tests, made on the spot: good ones, and one of each kind that must be refused."""

import io
import zipfile
import zlib

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.PngImagePlugin import PngInfo


def pdf(pages=1, *, password="", change=None) -> bytes:
    """A PDF with empty pages; `change` may do something to it first."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 200))
        if change:
            change(document)
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(out, encryption=encryption)
    return out.getvalue()


def picture(kind="JPEG", size=(64, 48), mode="RGB", **save) -> bytes:
    """A picture of one color."""
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "1") else (10, 80, 90, 255)[: len(mode)]).save(out, kind, **save)
    return out.getvalue()


def heic(size=(64, 48), **save) -> bytes:
    """A picture as a phone of one make writes it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, (10, 80, 90))).save(out, **save)
    return out.getvalue()


def wide_heic() -> bytes:
    """A small HEIC file that says it is 60,000 pixels wide and high: a pixel flood."""
    content = heic(size=(128, 128))
    at = content.index(b"ispe") + 8
    return content[:at] + (60_000).to_bytes(4) * 2 + content[at + 8 :]


def told_picture(secret: str) -> tuple[bytes, bytes]:
    """A JPEG and a PNG that carry `secret` in their metadata and behind their end."""
    exif = Image.Exif()
    exif[0x010E] = secret
    text = PngInfo()
    text.add_text("Comment", secret)
    tail = f"<script>{secret}</script>".encode()
    return picture(exif=exif) + tail, picture("PNG", pnginfo=text) + tail


def flat_png(width: int, height: int) -> bytes:
    """A tiny PNG file of very many pixels: a pixel flood."""

    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def run_script(document):
    """Make the PDF run a script when it opens."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def start_program(document):
    """Make the PDF start a program."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def carry_file(document):
    """Hide another file in the PDF."""
    document.attachments["hidden.txt"] = pikepdf.AttachedFileSpec(document, b"hidden", filename="hidden.txt")


def archive() -> bytes:
    """A small ZIP file with a page in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("page.html", "<script>alert(1)</script>")
    return out.getvalue()


def nested_bomb(levels=4) -> bytes:
    """A PDF whose object stream unpacks to gigabytes."""
    data = b"0" * 2**30 if levels == 0 else b"\0" * 50_000_000
    packed = data
    for _ in range(levels):
        packed = zlib.compress(packed, 9)
    filters = "[" + " /FlateDecode" * levels + "]"
    body = f"%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter {filters} /Length {len(packed)} >>\nstream\n".encode()
    return body + packed + b"\nendstream\nendobj\ntrailer\n<< /Root 2 0 R >>\nstartxref\n0\n%%EOF\n"


def page_photo(
    lines=40, *, seed="Certificate of liability insurance", size=(1500, 2000), blur=0, light=1.0, turn=0, kind="JPEG",
    name="Wren Halloway",
):  # fmt: skip
    """A photo of a printed page on a table: sharp, or blurred by `blur` pixels, or taken in the dark."""
    page = Image.new("RGB", size, (90, 70, 60))
    sheet = Image.new("RGB", (size[0] - 160, size[1] - 160), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(28)
    pen.text((700, 0), f"Insured: {name}", fill="black", font=font)
    for number in range(lines):
        pen.text((60, 40 + number * 44), f"{number + 1}. {seed} {number * 7919 % 1000:03d}", fill="black", font=font)
    page.paste(sheet, (80, 80))
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    page = page.point(lambda value: int(value * light)).rotate(turn, expand=True)
    out = io.BytesIO()
    page.save(out, kind, quality=85)
    return out.getvalue()


def text_pdf(*lines) -> bytes:
    """A PDF of one page that says these lines, as a printer would make it."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        said = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        document.pages[0].Contents = document.make_stream(f"BT /F1 12 Tf 60 780 Td {said} ET".encode("latin-1"))
        document.save(out)
    return out.getvalue()
