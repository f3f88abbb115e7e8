"""Phone pictures of papers for `bench quality --uploads`: good ones, and ones with one thing wrong. Knows nothing of the coach.

A page is typeset, laid on a table and photographed: light falls off, the lens is not quite level, the sensor adds noise.
Everybody on them is invented.
"""

import io
import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FAULTS = ("tilt", "shadow", "blur", "upside_down", "wrong_person", "expired")
PAGE = 1240, 1754  # a sheet at 150 dots an inch
PHOTO = 1350, 1800
GIVEN = ("Wren", "Juniper", "Marlow", "Isla", "Basil", "Tamsin", "Odell", "Fenna", "Sietse", "Rosalind", "Corwin", "Maeve")
FAMILY = (
    "Halloway", "Thornquist", "Lindenwood", "Quillfeather", "Ashdown", "Fernsby", "Regenboog", "Wouda", "Bramblecote", "Overlook",
    "Tideway", "Marshgold", "Copperfen", "Silverbrook",
)
INSURERS = ("Larkspur Mutual Indemnity Co.", "Lantern Mutual", "Zilverduin Verzekeringen N.V.", "Heronsgate Assurance")
BOARDS = ("Board of Behavioral Health Examiners", "Council of Licensed Counselors", "State Board of Psychology")
SMALL = (
    "This document is issued as a matter of information only and confers no rights upon the holder.",
    "It does not amend, extend or alter what is laid down in the terms that belong to it.",
    "Keep it where it can be found and show it when you are asked for it.",
    "Whoever finds it is kindly asked to return it to the address printed above.",
)
KLEIN = (
    "Dit blad hoort bij de voorwaarden die u eerder van ons hebt ontvangen.",
    "Aan de tekst op dit blad kunnen alleen samen met de voorwaarden rechten worden ontleend.",
    "Bewaar het zorgvuldig en laat het zien wanneer daarom wordt gevraagd.",
    "Geef wijzigingen binnen een maand aan ons door.",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One photo: whose paper is asked for (`family`), of which `kind`, on which day, and what is wrong with it, if anything."""

    content: bytes
    fault: str
    kind: str
    family: str
    on: date


def numbered(number: int, seed: int, *, on: date) -> Picture:
    """One picture of a seed: of every eight, two are good and six have one fault each."""
    faults = ("", *FAULTS[:3], "", *FAULTS[3:])
    chance = random.Random(f"{seed}:{number}")  # noqa: S311  data for a benchmark, not a secret
    return picture(faults[number % len(faults)], chance, on=on)


def picture(fault: str, chance: random.Random, *, on: date) -> Picture:
    """One photo with this fault; empty for a good one."""
    family = chance.choice(FAMILY)
    shown = chance.choice([name for name in FAMILY if name != family]) if fault == "wrong_person" else family
    ahead = -chance.randint(20, 700) if fault == "expired" else chance.randint(60, 700)
    kind, lines = chance.choice([_policy, _polis, _license])(chance, shown, on + timedelta(days=ahead))
    image = _photographed(_typeset(lines, chance), fault, chance)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=chance.randint(72, 92))
    return Picture(out.getvalue(), fault, kind, family, on)


# ── What is printed ──────────────────────────────────────────────────────────
def _policy(chance, family, last):
    first = last - timedelta(days=365)
    written = chance.choice(["%m/%d/%Y", "%B %d, %Y", "%Y-%m-%d"])
    claim = chance.choice(["1,000,000", "2,000,000"])
    return "insurance", [
        "CERTIFICATE OF PROFESSIONAL LIABILITY INSURANCE", "", f"Insurer: {chance.choice(INSURERS)}",
        f"Insured: {chance.choice(GIVEN)} {family}", f"{chance.randint(10, 900)} Main Street, Suite {chance.randint(1, 40)}", "",
        f"Policy number: PLP-{chance.randint(100000, 999999)}", f"Policy period: {first.strftime(written)} to {last.strftime(written)}",
        "", f"Limit each claim: USD {claim}", "Aggregate per year: USD 3,000,000", "", *SMALL,
    ]


def _polis(chance, family, last):
    first = last - timedelta(days=365)
    claim = chance.choice(["1.250.000", "2.500.000"])
    return "insurance", [
        "Polisblad beroepsaansprakelijkheid", "", f"Verzekeraar: {chance.choice(INSURERS)}",
        f"Verzekeringnemer: {chance.choice(GIVEN)} {family}", "", f"Polisnummer: BA-{chance.randint(10000, 99999)}",
        f"Verzekerd bedrag per aanspraak: EUR {claim}", "Verzekerd bedrag per jaar: EUR 5.000.000",
        f"Ingangsdatum: {first:%d-%m-%Y}", f"Vervaldatum: {last:%d-%m-%Y}", "", *KLEIN,
    ]


def _license(chance, family, last):
    issued = last - timedelta(days=365 * chance.randint(3, 20))
    return "licenses", [
        chance.choice(BOARDS), "", "This certifies that", f"{chance.choice(GIVEN)} {family}",
        "has met the requirements of law and is licensed to practice as a", "Licensed Professional Counselor", "",
        f"License No. {chance.randint(10000, 99999)}", f"Original issue: {issued:%m/%d/%Y}", f"Expires: {last:%m/%d/%Y}",
        "Status: Active", "", *SMALL,
    ]


def _typeset(lines, chance) -> Image.Image:
    """The sheet: a heading, then lines of one size."""
    sheet = Image.new("RGB", PAGE, (250, 249, 244))
    pen, size, down = ImageDraw.Draw(sheet), chance.randint(26, 32), 150
    for number, line in enumerate(lines):
        font = ImageFont.load_default(size + 8 if number == 0 else size if line not in (*SMALL, *KLEIN) else size - 5)
        pen.text((110, down), line, fill=(25, 25, 30), font=font)
        down += int(size * 1.9)
    pen.line([(110, down + 60), (600, down + 60)], fill=(60, 60, 60), width=3)
    pen.text((110, down + 75), "Signed for the issuer", fill=(25, 25, 30), font=ImageFont.load_default(size - 5))
    return sheet


# ── How it is photographed ───────────────────────────────────────────────────
def _photographed(sheet, fault, chance) -> Image.Image:
    angle = chance.choice([-1, 1]) * chance.uniform(10, 22) if fault == "tilt" else chance.uniform(-2, 2)
    image = _laid(sheet, angle, chance)
    if fault == "blur":
        image = _moved(image, chance) if chance.random() < 0.4 else image.filter(ImageFilter.GaussianBlur(chance.uniform(6, 10)))
    else:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))
    image = _lit(image, chance, shadow=fault == "shadow")
    return image.rotate(180) if fault == "upside_down" else image


def _laid(sheet, angle, chance) -> Image.Image:
    """On a table, turned by `angle` degrees, seen not quite from above."""
    dark = chance.randint(60, 110)
    table = Image.new("RGB", PHOTO, (dark + 20, dark, dark - 25))
    wide, high = sheet.size
    cover = sheet.convert("RGBA").rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    shrink = min((PHOTO[0] - 60) / cover.width, (PHOTO[1] - 60) / cover.height) * chance.uniform(0.94, 1)
    cover = cover.resize((int(cover.width * shrink), int(cover.height * shrink)), Image.Resampling.LANCZOS)
    table.paste(cover, ((PHOTO[0] - cover.width) // 2, (PHOTO[1] - cover.height) // 2), cover)
    lean = [chance.uniform(0, 0.015) * side for side in (*PHOTO, *PHOTO)]
    wide, high = PHOTO
    corners = (lean[0], lean[1], lean[2], high - lean[3], wide - lean[0], high - lean[1], wide - lean[2], lean[3])
    return table.transform(PHOTO, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


def _moved(image, chance) -> Image.Image:
    """The hand moved while the shutter was open."""
    length, turn = chance.randint(22, 34), chance.uniform(0, math.pi)
    total = numpy.zeros((image.height, image.width, 3), dtype=numpy.float32)
    pixels = numpy.asarray(image, dtype=numpy.float32)
    for step in range(length):
        shift = (round(step * math.sin(turn)), round(step * math.cos(turn)))
        total += numpy.roll(pixels, shift, axis=(0, 1))
    return Image.fromarray((total / length).astype(numpy.uint8))


def _lit(image, chance, *, shadow) -> Image.Image:
    """Light from one side, the grain of a sensor, and the shadow of the hand that holds the phone."""
    down, across = numpy.mgrid[0:1:image.height * 1j, 0:1:image.width * 1j].astype(numpy.float32)
    turn = chance.uniform(0, 2 * math.pi)
    light = 1 - chance.uniform(0.02, 0.2) * (0.5 + 0.5 * (math.cos(turn) * (across - 0.5) + math.sin(turn) * (down - 0.5)) * 2)
    if shadow:
        slope, reach = chance.uniform(-0.3, 0.3), chance.uniform(0.4, 0.6)
        edge = (down if chance.random() < 0.5 else across) - reach - slope * ((across if chance.random() < 0.5 else down) - 0.5)
        light = light * (1 - chance.uniform(0.8, 0.9) / (1 + numpy.exp(edge * chance.uniform(40, 90))))
    grain = numpy.random.default_rng(chance.randrange(2**32)).normal(0, chance.uniform(1.5, 4), (image.height, image.width, 1))
    pixels = numpy.asarray(image, dtype=numpy.float32) * light[..., None] * chance.uniform(0.88, 1) + grain
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))
