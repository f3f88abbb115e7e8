"""When somebody may say who another person is: always another person than the one it is about, under any account."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network import identity, transitions
from network.duties import bars
from network.formats import listed
from network.guards_identity import accepted_way, shown_code
from network.models.people import same_persons

RECOVERY_LIFE = timedelta(days=7)  # who waits longer asks again: what two people vouch for is today's conversation


@bars("accounts", "confirm that a profile reached its owner", "invite her", code="same_person")
def not_the_inviter(claim, *, actor, at, **inputs):
    """Who sent the invitation does not also confirm whom it reached."""
    if claim.invitation.invited_by_id in same_persons(actor.person_id):
        yield transitions.Refusal(
            "same_person", _("You sent this invitation yourself."), _("Another colleague confirms that it reached the right person.")
        )


def not_claiming_herself(claim, *, actor, at, **inputs):
    """Nobody confirms her own claim, under any account."""
    if claim.user.person_id in same_persons(actor.person_id) or claim.practitioner.person_id in same_persons(actor.person_id):
        yield transitions.Refusal("own_claim", _("This claim is your own."), _("A colleague decides it."))


def met_as_asked(claim, *, actor, at, meeting, code="", **inputs):
    """Met in a way the policy accepts, with a document, by the holder of the account that claims the profile."""
    yield from accepted_way(claim.organization, meeting.get("way"), at)
    if meeting.get("document") not in identity.DOCUMENTS:
        yield transitions.Refusal("no_sighting", _("It is not said what was seen."), _("Choose the kind of document that was shown."))
    yield from shown_code([claim.user], code, at)


@bars("accounts", "confirm that a profile reached its owner", "meet her", code="met_her")
def another_person_met_her(claim, *, actor, at, **inputs):
    """Where the policy asks to meet therapists, a profile is handed over after a meeting, by another person than who met her."""
    if not identity.asked_at(claim.organization, at):
        return
    if claim.met_by_id is None:
        yield transitions.Refusal(
            "not_met", _("Your policy asks to meet the therapist by video or in person."),
            _("Note that you met the therapist; another colleague confirms."),
        )
    elif claim.met_by_id in same_persons(actor.person_id):
        yield transitions.Refusal("met_her", _("You met the therapist yourself."), _("A second person confirms it."))


def not_her_own_account(recovery, *, actor, at, **inputs):
    """Nobody lets herself back in, under any account."""
    if recovery.user.person_id in same_persons(actor.person_id):
        yield transitions.Refusal("own_account", _("This account is your own."), _("Two colleagues decide."))


@bars("accounts", "let a colleague back in", "vouch for that colleague before", code="same_person")
def another_person_vouched(recovery, *, actor, at, **inputs):
    """The second person is another one than the first, under any account."""
    if recovery.vouched_by_id and recovery.vouched_by_id in same_persons(actor.person_id):
        yield transitions.Refusal(
            "same_person", _("You vouched for this colleague already."), _("A second person speaks to them and confirms it, too.")
        )


def fewer_than_two_colleagues(recovery, *, actor, at, colleagues=None, **inputs):
    """Fewer than two colleagues can confirm it; where two can, the operator of the installation has no say."""
    if colleagues is None or len(colleagues) >= 2:
        yield transitions.Refusal(
            "colleagues_can",
            _("Their colleagues can confirm it: %(names)s.") % {"names": listed(person.full_name for person in colleagues or ())},
            _("Two of them do so under “Lost second step”."),
        )


def recovery_is_young(recovery, *, actor, at, **inputs):
    """She asked within the last seven days."""
    if at - recovery.asked_at > RECOVERY_LIFE:
        yield transitions.Refusal("too_old", _("They asked more than seven days ago."), _("They ask again from the sign-in page."))


def a_colleague_vouched(recovery, *, actor, at, **inputs):
    """The terminal gives one word of the two, never both."""
    if recovery.vouched_operator:
        yield transitions.Refusal(
            "operator_vouched",
            _("%(name)s vouched for this colleague already, as operator.") % {"name": recovery.vouched_operator},
            _("A colleague speaks to them and confirms it, too."),
        )


AT_TERMINAL = (recovery_is_young, not_her_own_account, fewer_than_two_colleagues)


@bars("accounts", "confirm or clear that two accounts are one person", "say it", code="same_person")
def link_refusals(link, *, actor, confirming=True) -> list:
    """Why the actor may not confirm or clear this link; empty when she may."""
    mine, unmet = same_persons(actor.person_id), []
    if {link.one_id, link.other_id} & mine:
        unmet.append(transitions.Refusal("about_you", _("This is about you."), _("A colleague decides it.")))
    if link.proposed_by_id in mine:
        unmet.append(transitions.Refusal("same_person", _("You said this yourself."), _("A second person decides it.")))
    if confirming and link.confirmed_by_id:
        unmet.append(transitions.Refusal("confirmed", _("This is confirmed already.")))
    return unmet
