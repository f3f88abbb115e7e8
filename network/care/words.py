"""Codes of care in words."""

from django.utils.translation import gettext_lazy as _

from network.care.matching import Against

AGAINST = {
    Against.NOT_AVAILABLE: (_("Not available for this now"), _("The reason is not shown to intake.")),
    Against.NOT_ON_PANEL: (_("Not on the panel asked for"), _("Ask the whole network, if the contract allows it.")),
    Against.MODE: (_("Do not meet this way"), _("Accept any way of meeting.")),
    Against.NOT_LICENSED: (_("Not licensed where the caller is"), _("Nothing: sessions count where the caller is.")),
    Against.AGE: (_("Do not work with this age, or may not"), _("Nothing: it is what they declared and are approved for.")),
    Against.LANGUAGE: (_("Do not work in this language"), _("Accept another language.")),
    Against.GENDER: (_("Not the gender asked for"), _("Accept anybody.")),
    Against.HOURS: (_("No time at these hours"), _("Accept other hours.")),
    Against.NO_ROOM: (_("No room, away, or switched off"), _("Ask again another day.")),
    Against.DISTANCE: (_("Farther away"), _("Accept a longer way, or video.")),
}
PLACE_UNKNOWN = {  # the same cure while nobody said where the caller is
    Against.NOT_LICENSED: _("Ask where the caller is: sessions count there."),
}
WIDEN = {
    Against.DISTANCE: _("Accept up to %(far)s"), Against.MODE: _("Accept any way of meeting"),
    Against.LANGUAGE: _("Accept another language"), Against.GENDER: _("Accept anybody"), Against.HOURS: _("Accept other hours"),
}
NOT_COVERED = {
    "no_contract": (
        _("Not covered: no contract with this employer runs today."),
        _("Name the crisis lines and public help; the network’s people know about the contract."),
    ),
    "not_household": (
        _("Not covered: this contract is for employees alone."), _("The employee may call; name public help for the caller."),
    ),
    "not_this_service": (_("Not covered: this contract does not include what is sought."), _("Ask whether something else would help.")),
    "used_up": (_("Covered, but no sessions are left."), _("The network’s people can ask the employer for more.")),
}
OUTCOMES = {  # why an offer was withdrawn
    "taken": _("Somebody else was quicker"), "withdrawn": _("Taken back by intake"), "not_available": _("Not available any more"),
    "full": _("No room any more"), "not_taking": _("Takes no new clients now"),
}
TASKS = {
    "referral:unplaced": _("Nobody took this referral: look again"),
    "referral:continuity": _("The therapist cannot go on as before: look after this client"),
    "referral:late": _("No appointment in the days promised: call"),
    "referral:more": _("The therapist asks for more sessions: answer it"),
    "referral:ended": _("The therapist says that it ended: close it, with the sessions held"),
}
