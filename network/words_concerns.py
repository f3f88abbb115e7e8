"""Concerns in words: what a piece of text looks like, and what to write instead."""

from django.utils.translation import gettext_lazy

from network.mentions import Kind, Piece

LOOKS = {
    Kind.NAME: gettext_lazy("“%(piece)s” looks like a client’s name, or a relative’s."),
    Kind.EMAIL: gettext_lazy("“%(piece)s” looks like an e-mail address."),
    Kind.PHONE: gettext_lazy("“%(piece)s” looks like a telephone number."),
    Kind.BIRTH: gettext_lazy("“%(piece)s” looks like a date of birth."),
    Kind.NUMBER: gettext_lazy("“%(piece)s” looks like an employee’s or a client’s number."),
    Kind.IDENTITY: gettext_lazy("“%(piece)s” looks like a number of the state for a person."),
    Kind.ADDRESS: gettext_lazy("“%(piece)s” looks like an address."),
}
INSTEAD = gettext_lazy(
    "A concern names no client: write “the client”, and leave numbers and addresses out. Who it was stays with the case."
)


def looks_like(piece: Piece) -> str:
    """Why a piece may not stand there."""
    return LOOKS[piece.kind] % {"piece": piece.text}


def mend(found) -> list[str]:
    """Each piece of one text once, then what to write instead."""
    said = list(dict.fromkeys(looks_like(piece) for piece in found))
    return [*said, str(INSTEAD)] if said else []

