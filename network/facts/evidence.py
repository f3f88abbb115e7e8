"""What the network adds to a file of evidence: her participation, the decisions' and covers' days, holds, letters."""

from network.models import Acceptance, Cover, Grant, Hold, Letter, Participation
from network.proof.contents import Case, Part

STANDING = {"acceptances": Acceptance, "grants": Grant, "covers": Cover, "holds": Hold}


def parts(case: Case) -> list[Part]:
    """Every revision of her standing here, and the letters about the file."""
    participations = tuple(Participation.objects.visible_to(case.actor).filter(practitioner=case.practitioner))
    letters = Letter.objects.visible_to(case.actor).filter(about=case.reference).select_related("document").order_by("pk")
    return [
        Part("participations", participations),
        *(
            Part(name, tuple(model.objects.visible_to(case.actor).filter(participation__in=participations).order_by("pk")))
            for name, model in STANDING.items()
        ),
        Part("letters", tuple(letters), tuple(letter.document for letter in letters)),
    ]
