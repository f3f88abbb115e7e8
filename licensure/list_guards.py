"""Guards of adjudication: a reason every time, four eyes by person, never one's own file."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal


def gives_reason(hit, *, actor, at, reason="", **inputs):
    """A reason is written down."""
    if not str(reason).strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say which identifiers agree or differ, and where you saw it."))


def not_about_oneself(hit, *, actor, at, **inputs):
    """Nobody judges a hit about herself, under any account."""
    if hit.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_file", _("This file is about you."), _("A colleague judges it."))


@bars("evidence", "settle a list match", "propose it", code="same_person")
def second_person(hit, *, actor, at, **inputs):
    """Who settles a hit is another person than who proposed it."""
    if hit.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("Another person settles it."))


def names_what_differs(hit, *, actor, at, differing=(), **inputs):
    """A clearance says which identifiers differ, and none of them is one that the comparison found to agree fully."""
    same = {each["identifier"] for each in hit.reasons if each["verdict"] == "agrees" and each.get("how") in (None, "", "exact")}
    if not differing:
        yield Refusal("nothing_differs", _("It is not said what differs."), _("Tick at least one identifier that is not the therapist’s."))
    elif same & set(differing):
        yield Refusal("it_agrees", _("An identifier you ticked is the same on both sides."), _("Tick only what differs."))


PROPOSAL = (gives_reason, not_about_oneself)
SETTLEMENT = (*PROPOSAL, second_person)
CLEARANCE = (*PROPOSAL, names_what_differs)
