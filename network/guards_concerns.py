"""When a concern may change, and that nothing written about it names a client."""

from django.utils.translation import gettext_lazy as _

from network import mentions, transitions, words_concerns
from network.guards import today
from network.models.people import same_persons

WRITTEN = ("text", "finding", "closing_note", "reason")


def may_stand(concern_or_participation) -> list[str]:
    """Names that may stand in what is written: the therapist's own, present and former."""
    her = concern_or_participation.practitioner
    return [her.person.full_name, *map(str, her.practitionernames.all())]


def mentioned(participation, on, **written) -> list[tuple[str, mentions.Piece]]:
    """Every piece of these texts that may tell who a client is, with the name of its field."""
    ours = may_stand(participation)
    return [(name, piece) for name, text in written.items() for piece in mentions.pieces(text, on=on, ours=ours)]


def refusal_of(piece: mentions.Piece, field: str) -> "transitions.Refusal":
    """The piece, why it may not stand here, and what to write instead."""
    return transitions.Refusal("names_client", words_concerns.looks_like(piece), words_concerns.INSTEAD, {"field": field})


def names_no_client(concern, *, actor, at, **inputs):
    """No piece of what is written may tell who a client is (domain 2.7)."""
    written = {name: inputs.get(name) or "" for name in WRITTEN}
    for field, piece in mentioned(concern.participation, today(concern, at), **written):
        yield refusal_of(piece, field)


def not_about_herself(concern, *, actor, at, **inputs):
    """Nobody looks into what is said about herself."""
    if concern.practitioner.person_id in same_persons(actor.person_id):
        yield transitions.Refusal("about_you", _("This concern is about you."), _("A colleague looks into it."))


def says_what_was_found(concern, *, actor, at, finding="", **inputs):
    """Whoever closes it says what she found."""
    if not finding.strip():
        yield transitions.Refusal("no_finding", _("Nobody has said what was found."), _("Say it in one or two sentences."))


def says_to_whom(concern, *, actor, at, closing_note="", **inputs):
    """Referred on means to somebody."""
    if not closing_note.strip():
        yield transitions.Refusal("no_recipient", _("Nobody has said to whom it is referred."), _("Name the body that settles it."))


def gives_reason(concern, *, actor, at, reason="", **inputs):
    """Whoever opens it again or strikes it says why."""
    if not reason.strip():
        yield transitions.Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences."))


TO_CLOSE = [not_about_herself, says_what_was_found, names_no_client]
