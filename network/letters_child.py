"""Turns HTML into PDF inside the jail (see confinement.py). Imports no Django and nothing of ours."""

import io

VARIANT = "pdf/ua-1"  # tagged, with its title and language: what a screen reader needs

# what a letter may need is loaded before root and its files are given up: hyphens per language, pictures, tables
WARM = """<html lang="en"><style>p { width: 1cm; hyphens: auto }</style><p>administratively<p lang="nl">administratief
<table><tr><td>1</table><ol><li>1</ol><img src="data:image/png;base64,
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==">"""


def prepare():
    """Load the engine and what it loads late while files may still be opened."""
    global weasyprint, URLFetcher
    import weasyprint
    from weasyprint.urls import URLFetcher

    page(WARM).write_pdf(io.BytesIO(), pdf_variant=VARIANT)


def page(html):
    """A page whose only way out is `data:`."""
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False, timeout=1)
    return weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher)


def work(request, body):
    """The PDF of one page of HTML; the identifier makes two runs byte-identical."""
    out = io.BytesIO()
    page(body.decode()).write_pdf(out, pdf_identifier=request["identifier"].encode(), pdf_variant=VARIANT)
    return {"ok": True}, out.getvalue()
