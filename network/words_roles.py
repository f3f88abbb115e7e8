"""What each role is for, in one sentence: on the demo's front door and where roles are given."""

from django.utils.translation import gettext_lazy as _

from network.access import Role

DOES = {
    Role.NETWORK_MANAGER: _("Keeps the network: invites, asks, checks, closes files and opens holds."),
    Role.VERIFIER: _("Checks licenses and evidence against their sources, and judges list matches."),
    Role.DIRECTOR: _("Decides clean files, signs waivers and denials, approves policies."),
    Role.COMMITTEE: _("Decides, with a second person, the files that need more than one pair of eyes."),
    Role.AUDITOR: _("Reads every file, decision and event, and changes nothing."),
    Role.ADMIN: _("Gives people their accounts and roles, and writes policies; never decides a file."),
    Role.INTAKE: _("Asks who is in good standing on a day, and why."),
    Role.FINANCE: _("Asks who was in good standing on the day of a session."),
    Role.FINANCE_APPROVER: _("Is the second pair of eyes on money."),
    Role.EMPLOYER_CONTACT: _("Reads the yearly reports of their own employer, and nothing else."),
}


def does(role: str) -> str:
    """The sentence of one role, in the reader's language."""
    return str(DOES[Role(role)])


def role_names(roles) -> list[str]:
    """The names of roles, in the reader's language."""
    return [str(Role(role).label) for role in roles]
