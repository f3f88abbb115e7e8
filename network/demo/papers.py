"""Draws papers that look like papers: a license, a certificate of insurance, a diploma, a register's page.

Everything on them is what the caller says, so they show their owner's own name, number and dates unless a fault is
planted. Two forms: a PDF of one page (text that can be searched) and a picture as a telephone takes it. The same paper
gives the same bytes.
"""

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, RIGHT, TOP = 64, 531, 752
INK, SOFT, LINE = "0.08 0.13 0.16", "0.32 0.4 0.43", "0.55 0.62 0.65"
SPECIMEN = "SPECIMEN · invented for demonstration"


@dataclass(frozen=True, slots=True)
class Paper:
    """One page: who issues it, what it is, its facts as (label, value), and small print."""

    issuer: str
    title: str
    facts: tuple[tuple[str, str], ...]
    note: str = ""


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF of one page."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(WIDTH, HEIGHT))
    page = made.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(
        F1=_font("Times-Roman"), F2=_font("Times-Bold"), F3=_font("Helvetica"), F4=_font("Helvetica-Bold"),
    ))
    page.Contents = made.make_stream(_drawn(paper).encode("cp1252", "replace"))
    kept = io.BytesIO()
    made.save(kept, deterministic_id=True)
    return kept.getvalue()


def _font(name):
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def _drawn(paper: Paper) -> str:
    strokes = [f"{LINE} RG 1.2 w 40 40 {WIDTH - 80} {HEIGHT - 80} re S 0.4 w 46 46 {WIDTH - 92} {HEIGHT - 92} re S"]
    strokes.append(_text("F4", 12, LEFT, TOP, paper.issuer, SOFT))
    strokes.append(f"{LINE} RG 1 w {LEFT} {TOP - 12} m {RIGHT} {TOP - 12} l S")
    y = TOP - 62
    for line in _wrapped(paper.title, 34):
        strokes.append(_text("F2", 25, LEFT, y, line, INK))
        y -= 31
    y -= 25
    for label, value in paper.facts:
        strokes.append(_text("F3", 9, LEFT, y, label, SOFT))
        strokes.append(_text("F1", 16, LEFT, y - 19, value, INK))
        y -= 48
    for line in _wrapped(paper.note, 84):
        strokes.append(_text("F3", 9.5, LEFT, y, line, SOFT))
        y -= 14
    strokes.append(_text("F3", 8, LEFT, 58, SPECIMEN, SOFT))
    return "\n".join(strokes)


def _text(font, size, x, y, text, color) -> str:
    safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {color} rg /{font} {size} Tf {x} {y} Td ({safe}) Tj ET"


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def plain(paper: Paper) -> bool:
    """Whether the face that comes with Pillow, and so is everywhere, has every letter of the paper."""
    return all(text.isascii() for text in (paper.issuer, paper.title, paper.note, *(value for _, value in paper.facts)))


def picture(paper: Paper, *, tilt: float = 1.1) -> bytes:
    """The paper as a PNG, a little crooked on a desk, as a telephone takes it. Its letters are plain ones: see `plain`."""
    sheet = Image.new("RGB", (900, 1240), (252, 251, 247))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((36, 36, 863, 1203), outline=(140, 150, 155), width=3)
    pen.text((80, 90), paper.issuer, font=_face(26), fill=(80, 96, 102))
    pen.line((80, 140, 820, 140), fill=(140, 150, 155), width=2)
    y = 170
    for line in _wrapped(paper.title, 30):
        pen.text((80, y), line, font=_face(44), fill=(20, 34, 42))
        y += 54
    y += 40
    for label, value in paper.facts:
        pen.text((80, y), label, font=_face(19), fill=(80, 96, 102))
        pen.text((80, y + 26), value, font=_face(31), fill=(20, 34, 42))
        y += 92
    for line in _wrapped(paper.note, 70):
        pen.text((80, y), line, font=_face(20), fill=(80, 96, 102))
        y += 28
    pen.text((80, 1160), SPECIMEN, font=_face(17), fill=(120, 130, 135))
    desk = Image.new("RGB", (1000, 1340), (205, 214, 212))
    turned = sheet.convert("RGBA").rotate(tilt, expand=True, resample=Image.Resampling.BICUBIC)
    desk.paste(turned, ((1000 - turned.width) // 2, (1340 - turned.height) // 2), turned)
    kept = io.BytesIO()
    desk.quantize(64).save(kept, "PNG", optimize=False)
    return kept.getvalue()


def _face(size):
    return ImageFont.load_default(size)
