"""What differs between her word and the source, drawn field by field with the places that differ marked."""

from dataclasses import dataclass

from licensure.compared import differences
from vetting import words_differs


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of signs that is on both sides (`off` false) or only here."""

    text: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Differs:
    """One line: what differs, hers and theirs in pieces; `grave` when it may be another person's."""

    field: str
    head: str
    hers: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    grave: bool


def differing(check) -> tuple[Differs, ...]:
    """Every difference of the answer kept for this check."""
    if not (check.as_of or check.values):
        return ()
    currency = getattr(check.evidence, "currency", "")
    return tuple(drawn(one, currency) for one in differences(check))


def drawn(difference, currency="") -> Differs:
    """One difference as a page shows it."""
    sides = [words_differs.side(difference, value, currency) for value in (difference.hers, difference.theirs)]
    hers, theirs = (pieces(text, marks) for text, marks in zip(sides, difference.marks, strict=True))
    return Differs(difference.field, words_differs.head(difference), hers, theirs, difference.about_who)


def pieces(text: str, marks) -> tuple[Piece, ...]:
    """A text cut where its marked places begin and end."""
    found: list[Piece] = []
    for at, sign in enumerate(text):
        off = at in marks
        if found and found[-1].off == off:
            found[-1] = Piece(found[-1].text + sign, off)
        else:
            found.append(Piece(sign, off))
    return tuple(found)
