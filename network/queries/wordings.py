"""What an organization adds to its letters, by kind and language, on a day."""

from datetime import date

from network.models import LetterText


def wording_on(organization, kind: str, language: str, *, on: date) -> LetterText | None:
    """The version in force on the organization's day `on`; None where nothing is added: then the standard text stands alone."""
    rows = LetterText.objects.within(organization).filter(kind=kind, language=language, effective_from__lte=on)
    row = rows.order_by("-effective_from", "-version").first()
    return row if row is not None and row.text else None


def wordings(organization) -> list[LetterText]:
    """Every version ever written, the newest of each first."""
    rows = LetterText.objects.within(organization).select_related("author")
    return list(rows.order_by("kind", "language", "-version"))
