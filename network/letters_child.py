"""Turns HTML into PDF inside the jail (see confinement.py). Imports no Django and nothing of ours."""

import gc
import io
from pathlib import Path

SHEET = Path(__file__).parents[1] / "templates" / "letters" / "letters.css"  # what every letter has between <style> and </style>
SHORT = 100_000  # bytes of HTML: a letter, not a packet
VARIANT = "pdf/ua-1"  # tagged, with its title and language: what a screen reader needs

# what a letter may need is loaded before root and its files are given up: hyphens per language, pictures, tables
WARM = """<html lang="en"><style>p { width: 1cm; hyphens: auto }</style><p>administratively<p lang="nl">administratief
<table><tr><td>1</table><ol><li>1</ol><img src="data:image/png;base64,
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==">"""


def prepare():
    """Load the engine and what it loads late while files may still be opened."""
    global weasyprint, URLFetcher, SHEET_ELEMENT, SHEET_PARSED
    import weasyprint
    from weasyprint.urls import URLFetcher

    text = SHEET.read_text()
    SHEET_ELEMENT = f"<style>{text}</style>"
    SHEET_PARSED = weasyprint.CSS(string=text, base_url="about:blank", url_fetcher=fetcher())
    page(WARM).write_pdf(io.BytesIO(), pdf_variant=VARIANT)


def fetcher():
    """Whose only way out is `data:`."""
    return URLFetcher(allowed_protocols=("data",), allow_redirects=False, timeout=1)


def page(html):
    """A page whose only way out is `data:`."""
    return weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher())


def unstyled(html):
    """The page without the sheet of letters, and that sheet as it was parsed once; the page as it is where it has another one."""
    if SHEET_ELEMENT in html:
        return html.replace(SHEET_ELEMENT, "", 1), [SHEET_PARSED]
    return html, []


def work(request, body):
    """The PDF of one page of HTML; the identifier makes two runs byte-identical."""
    if len(body) < SHORT:
        gc.disable()  # this process ends with its page, and looking for what could go costs more than it frees
    out = io.BytesIO()
    html, sheets = unstyled(body.decode())
    page(html).write_pdf(out, stylesheets=sheets, pdf_identifier=request["identifier"].encode(), pdf_variant=VARIANT)
    return {"ok": True}, out.getvalue()
