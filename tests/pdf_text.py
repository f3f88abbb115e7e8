"""The text of a PDF, as far as tests need it: letters (fonts with a ToUnicode table) and papers (WinAnsi)."""

import io
import re

import pikepdf

HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
LISTED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*\[(.*?)\]", re.S)


def text_of(pdf: bytes) -> str:
    """Everything written on its pages, in the order it is drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "\n".join(_page(page) for page in document.pages)


def _page(page) -> str:
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    tables = {name: _table(font) for name, font in fonts.items()}
    table, said = None, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            table = tables.get(str(operands[0]))
        elif name in ("Tj", "'", '"'):
            said.append(_decoded(operands[-1], table))
        elif name == "TJ":
            said += [_decoded(part, table) for part in operands[0] if isinstance(part, pikepdf.String)]
        elif name in ("Td", "T*", "Tm", "BT"):
            said.append("\n")
    return re.sub("\n+", "\n", "".join(said))


def _decoded(string, table) -> str:
    raw = bytes(string)
    if not table:
        return raw.decode("cp1252", "replace")
    return "".join(table.get(raw[at : at + 2], "") for at in range(0, len(raw), 2))


def _table(font) -> dict[bytes, str]:
    """Glyph number to text, from the font's ToUnicode table; empty for a font without one."""
    if "/ToUnicode" not in font:
        return {}
    found = {}
    for kind, body in BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            codes = HEX.findall(body)
            found |= {bytes.fromhex(code.decode()): _utf16(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
            continue
        for first, last, text in RANGE.findall(body):
            start, base = int(first, 16), int(text, 16)
            found |= {(start + n).to_bytes(2, "big"): chr(base + n) for n in range(int(last, 16) - start + 1)}
        for first, texts in LISTED.findall(body):
            found |= {(int(first, 16) + n).to_bytes(2, "big"): _utf16(text) for n, text in enumerate(HEX.findall(texts))}
    return found


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
