"""Turns HTML into PDF inside the jail (see confinement.py). Imports no Django and nothing of ours."""

import io


def prepare():
    """Load the engine while files may still be opened."""
    global weasyprint, URLFetcher
    import weasyprint
    from weasyprint.urls import URLFetcher


def work(request, body):
    """The PDF of one page of HTML; the identifier makes two runs byte-identical. Fetches `data:` addresses only."""
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False, timeout=1)
    html = weasyprint.HTML(string=body.decode(), base_url="about:blank", url_fetcher=fetcher)
    out = io.BytesIO()
    html.write_pdf(out, pdf_identifier=request["identifier"].encode())
    return {"ok": True}, out.getvalue()
