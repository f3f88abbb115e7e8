"""Guards of the identity check: somebody met her and saw her document, and a second person confirms it.

Every register answers to a stolen license number, so the account is tied to the licensee by people (domain 8.1 number 25).
"""

from django.utils.translation import gettext_lazy as _

from network import identity
from network.duties import bars
from network.guards_identity import accepted_way, shown_code
from network.queries.people import same_persons
from network.transitions import Refusal


def is_about_identity(verification, *, actor, at, **inputs):
    """Only an identity is checked by meeting somebody."""
    if verification.element != "identity":
        yield Refusal("not_identity", _("This check is not about an identity."), _("Verify it at its source."))


def met_an_accepted_way(verification, *, actor, at, how="", **inputs):
    """She was met by video or in person, and the way is one the organization's policy accepts."""
    yield from accepted_way(verification.organization, how, at)


def saw_her_document(verification, *, actor, at, sighting=None, **inputs):
    """It is said what document it was and whose name stands on it; of its number only the last signs are kept."""
    seen = sighting or {}
    if seen.get("document") not in identity.DOCUMENTS or not seen.get("number_end"):
        yield Refusal(
            "no_sighting", _("It is not said what was seen."), _("Choose the kind of document and note the last signs of its number.")
        )
    elif len(seen["number_end"]) > identity.KEPT_SIGNS:
        yield Refusal(
            "too_much_kept", _("The number of the document is not kept."), _("Note its last four signs, no more."),
        )


def account_is_hers(verification, *, actor, at, code="", **inputs):
    """Whoever was met reads out the code her account shows. A therapist without an account has none to prove."""
    if users := list(verification.practitioner.person.users.filter(is_active=True)):
        yield from shown_code(users, code, at)


@bars("evidence", "confirm who a therapist is", "meet her", code="same_person")
def two_people_met_her(verification, *, actor, at, how="", comment="", **inputs):
    """What one person saw counts when another person confirms it and says how she knows."""
    if verification.element != "identity":
        return
    method = how or verification.method
    if method not in identity.MEETINGS:
        if identity.asked_at(verification.organization, at):
            yield Refusal(
                "not_met", _("Your policy asks to meet the therapist by video or in person."),
                _("Meet the therapist and note what you saw; a colleague confirms."),
            )
    elif verification.met_by_id is None:
        yield Refusal("not_met", _("Nobody met the therapist yet."), _("Meet the therapist and note what you saw; a colleague confirms."))
    elif verification.met_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You met the therapist yourself."), _("A second person confirms it."))
    elif not comment.strip():
        yield Refusal("no_reason", _("It is not said how you know."), _("Say what you saw or whom you spoke to, and when."))
