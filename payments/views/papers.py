"""A paper about money as PDF, drawn when it is asked for: what it says is written once, so it is always the same."""

from django.utils import translation

from network import letters, links
from network.views_documents import sandboxed


def pdf(template: str, context: dict, filename: str):
    """The answer that is the paper, in the reader's language."""
    content = letters.render_pdf(f"letters/{template}.html", context, language=translation.get_language() or "en")
    return sandboxed(content, "application/pdf", links.disposition(filename, inline=False))
