"""What any meeting with a therapist must have been: a way the organization accepts, and an account that shows itself to be theirs."""

from django.utils.translation import gettext_lazy as _

from network import identity, transitions


def accepted_way(organization, way: str, at):
    """She was met by video or in person, and the way is one the organization's policy accepts."""
    if way not in (identity.asked_at(organization, at) or identity.MEETINGS):
        yield transitions.Refusal(
            "other_way", _("Your policy does not accept this way of meeting the therapist."), _("Choose the way your policy names.")
        )


def shown_code(users, code: str, at):
    """Whoever was met read out the code that one of these accounts shows."""
    if not any(identity.is_hers(user, code, at) for user in users):
        yield transitions.Refusal(
            "wrong_code", _("This is not the code the therapist’s account shows now."),
            _("Ask the therapist to sign in and read it out: it stands under “Your identity code”."),
        )
