"""The reasons of `network.standing` as a letter puts them to the therapist herself: formal, in the second person.

Screens of staff say the same in the third person (`network.words_standing`).
"""

from django.utils.translation import pgettext_lazy

from network.standing import Reason
from network.words_standing import Said, in_words, said

ACCEPT = pgettext_lazy("letter", "Accept the terms on your own page after signing in.")
PERSON_ENDS = pgettext_lazy("letter", "A person ends the hold on evidence. Send what shows that it is solved.")
RENEWED = pgettext_lazy("letter", "Add the renewal. If it continues without a gap, the days between count again.")
DECIDED = pgettext_lazy("letter", "We decide your renewal.")
RESTRICTED = pgettext_lazy("letter", "A new decision can lift the restriction. You may ask for one.")

HEARD = pgettext_lazy("letter", "We look into it and tell you what we find. You may give your side at any time.")

# why something is held: (what is so, the same with a last day, what she can do); a pause, an inquiry and an end are three things
HELD = {
    "pause": (
        pgettext_lazy("letter", "You asked for a pause; it began on %(since)s."),
        pgettext_lazy("letter", "You asked for a pause from %(since)s through %(last)s."),
        pgettext_lazy("letter", "Write to us when you want new clients again. You need send nothing else."),
    ),
    "leave": (
        pgettext_lazy("letter", "You are on leave since %(since)s."),
        pgettext_lazy("letter", "You are on leave from %(since)s through %(last)s."),
        pgettext_lazy("letter", "You need do nothing: after your leave you get new clients again by itself."),
    ),
    "notice": (
        pgettext_lazy("letter", "Notice was given on %(since)s."),
        pgettext_lazy(
            "letter", "Notice was given on %(since)s. Your participation ends after %(last)s and does not begin again by itself."
        ),
        pgettext_lazy("letter", "The letter about the notice says what happens with your clients, records and invoices."),
    ),
    "summary_suspension": (
        pgettext_lazy("letter", "You are suspended since %(since)s."), None,
        pgettext_lazy("letter", "The letter about the suspension says by when it is reviewed and how you appeal."),
    ),
    "complaint": (pgettext_lazy("letter", "There is a hold since %(since)s: %(why)s."), None, HEARD),
    "investigation": (pgettext_lazy("letter", "There is a hold since %(since)s: %(why)s."), None, HEARD),
}

# code: (what is so, what would make it possible)
SENTENCES = {
    "terms_not_accepted": (pgettext_lazy("letter", "You have not accepted the %(kind)s."), ACCEPT),
    "terms_ended": (pgettext_lazy("letter", "The %(kind)s ended after %(last)s."), ACCEPT),
    "not_granted": (
        pgettext_lazy("letter", "You are not approved for this service and place."),
        pgettext_lazy("letter", "Apply for this service and place; we decide on it."),
    ),
    "denied": (
        pgettext_lazy("letter", "There is no approval since %(since)s, by decision %(decision)s."),
        pgettext_lazy("letter", "You can appeal, as the letter about that decision says."),
    ),
    "vetting_overdue": (pgettext_lazy("letter", "Your review was due on %(due)s and is not done."), DECIDED),
    "service_ended": (pgettext_lazy("letter", "Your sessions counted through %(last)s."), DECIDED),
    "mode_not_granted": (pgettext_lazy("letter", "Your approval leaves out this way of meeting."), RESTRICTED),
    "age_band_not_granted": (pgettext_lazy("letter", "Your approval leaves out clients of this age."), RESTRICTED),
    "cover_missing": (
        pgettext_lazy("letter", "Your %(kind)s is not verified for this place, service and way of meeting."),
        pgettext_lazy("letter", "Add the evidence to your profile; we verify it at its source."),
    ),
    "cover_lapsed": (pgettext_lazy("letter", "Your %(kind)s ended after %(last)s."), RENEWED),
    "cover_held": (pgettext_lazy("letter", "Your %(kind)s is on hold since %(since)s: %(why)s."), PERSON_ENDS),
    "amount_unknown": (
        pgettext_lazy("letter", "The amount of your insurance %(name)s is not known; %(needs)s is needed."),
        pgettext_lazy("letter", "Add the policy that names the amount."),
    ),
    "amount_in_other_currency": (
        pgettext_lazy("letter", "Your insurance is for %(has)s %(name)s; %(needs)s is needed."),
        pgettext_lazy("letter", "Add a policy in that currency, or ask us for another minimum."),
    ),
    "amount_too_low": (
        pgettext_lazy("letter", "Your insurance is for %(has)s %(name)s; %(needs)s is needed."),
        pgettext_lazy("letter", "Add a policy for at least that amount."),
    ),
    "held": (pgettext_lazy("letter", "There is a hold since %(since)s: %(why)s."), PERSON_ENDS),
}


def written(reason: Reason) -> Said:
    """One reason as a letter says it; what a letter has no words of its own for is said as on screen."""
    by_clock = reason.code == "held" and reason["last"] is not None
    if reason.code == "held" and reason["why"] in HELD:
        running, until, cure = HELD[reason["why"]]
        message = until if by_clock and until else running
    elif reason.code not in SENTENCES or by_clock:
        return said(reason)
    else:
        message, cure = SENTENCES[reason.code]
    return Said(reason.code, str(message) % in_words(reason), str(cure))
