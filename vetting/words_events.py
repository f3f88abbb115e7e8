"""What each recorded act is called, on timelines and in the audit trail."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.access import Action

EVENTS = {
    "policy.drafted": _("Drafted"),
    "policy.threshold_set": _("Rule set"),
    "policy.threshold_dropped": _("Rule dropped"),
    "policy.day_set": _("First day set"),
    "policy.clocks_set": _("Days set"),
    "policy.send_for_approval": _("Sent for approval"),
    "policy.approve": _("Approved"),
    "policy.reject": _("Not approved"),
    "hit.raised": _("Match found"),
    "hit.propose_clear": _("Said: not her"),
    "hit.propose_confirm": _("Said: it is her"),
    "hit.clear": _("Agreed: not her"),
    "hit.confirm": _("Agreed: it is her"),
    "hit.disagree": _("Disagreed"),
    "hit.leave_inconclusive": _("Cannot be told yet"),
    "hit.reopen": _("Opened again"),
    "hit.reopen_changed": _("Opened again: identifiers changed"),
    "application.opened": _("Application opened"),
    "application.rights_read": _("Notice of rights read"),
    "application.chosen": _("Places and services chosen"),
    "application.submit": _("Signed and submitted"),
    "application.begin_checks": _("Checks begun"),
    "application.assigned": _("Given to a colleague"),
    "application.assessed": _("Assessed"),
    "application.refer": _("Handed over for decision"),
    "application.defer": _("Sent back to checking"),
    "application.approve": _("Approved"),
    "application.deny": _("Denied"),
    "application.not_accept": _("Not accepted"),
    "application.withdraw": _("Withdrawn"),
    "application.lapse": _("Lapsed"),
    "application.vacate": _("Approval vacated"),
    "application.overturn": _("Overturned on appeal"),
    "application.open_review": _("Review for cause opened"),
    "application.take_over": _("Recorded from an existing network"),
    "appeal.recorded": _("Appeal recorded"),
    "consent.given": _("Consent given"),
    "consent.withdrawn": _("Consent withdrawn"),
    "decision.made": _("Decision recorded"),
    "decision.proposed": _("Outcome proposed"),
    "information.requested": _("Information asked"),
    "information.answered": _("Information given"),
    "information.closed": _("Question closed"),
    "verification.opened": _("Check opened"),
    "verification.ask": _("Source asked"),
    "verification.obtain": _("Answer obtained"),
    "verification.verify": _("Verified"),
    "verification.flag": _("Source differs"),
    "verification.mark_unavailable": _("Source unavailable"),
    "verification.waive": _("Waived"),
    "verification.waiver_proposed": _("Waiver proposed"),
    "verification.replace": _("Check replaced"),
    "account.created": _("Account made"),
    "account.email": _("E-mail address changed"),
    "account.new_address_asked": _("New e-mail address asked"),
    "account.second_factor_removed": _("Second step removed"),
    "account.sessions_ended": _("Signed out everywhere"),
    "account.signed_in": _("Signed in"),
    "application.consent": _("Consent given"),
    "claim.confirm": _("Claim confirmed"),
    "claim.made": _("Profile claimed"),
    "claim.refuse": _("Claim refused"),
    "cover.corrected": _("Cover corrected"),
    "cover.recorded": _("Cover recorded"),
    "cover.revised": _("Cover revised"),
    "cover.voided": _("Cover voided"),
    "credential.added": _("Evidence added"),
    "credential.document": _("Document added"),
    "credential.retired": _("Evidence removed"),
    "disclosures.answered": _("Disclosure questions answered"),
    "document.read": _("Document opened"),
    "document.stored": _("Document kept"),
    "event.erased": _("Details erased"),
    "grant.denied": _("Grants taken"),
    "grant.ended": _("Grant ended"),
    "grant.recorded": _("Grant recorded"),
    "hold.corrected": _("Hold corrected"),
    "hold.ended": _("Hold ended"),
    "hold.opened": _("Hold opened"),
    "hold.voided": _("Hold voided"),
    "invitation.accepted": _("Invitation accepted"),
    "invitation.resent": _("Invitation sent again"),
    "invitation.revoked": _("Invitation taken back"),
    "invitation.sent": _("Invitation sent"),
    "invitation.wrong_number": _("Wrong license number given"),
    "letter.issued": _("Letter issued"),
    "license.added": _("License added"),
    "license.document": _("License document added"),
    "license.retired": _("License removed"),
    "list.loaded": _("List loaded"),
    "membership.appointed": _("Colleague appointed"),
    "membership.ended": _("Colleague left"),
    "membership.joined": _("Colleague joined"),
    "membership.roles": _("Roles changed"),
    "name.added": _("Name added"),
    "name.removed": _("Name removed"),
    "organization.created": _("Organization made"),
    "organization.changed": _("Organization changed"),
    "parameter.set": _("Setting changed"),
    "participation.activate": _("Active in the network"),
    "participation.admitted": _("Admitted"),
    "participation.apply_again": _("Applied again"),
    "participation.began": _("Participation began"),
    "participation.decline": _("Not accepted"),
    "participation.deny": _("Not admitted"),
    "participation.end": _("Participation ended"),
    "participation.give_notice": _("Notice given"),
    "participation.invite_again": _("Invited again"),
    "participation.readmit": _("Admitted again"),
    "participation.resign": _("She gave notice"),
    "participation.sharing": _("Sharing changed"),
    "person.link_cleared": _("Found to be two people"),
    "person.link_confirmed": _("Confirmed to be one person"),
    "person.linked": _("Suspected to be one person"),
    "position.removed": _("Work history removed"),
    "position.written": _("Work history written"),
    "practitioner.changed": _("Profile changed"),
    "practitioner.claimed": _("Profile claimed"),
    "practitioner.registered": _("Therapist registered"),
    "recovery.asked": _("Way back asked"),
    "recovery.asked_again": _("Way back asked again"),
    "recovery.complete": _("Way back opened"),
    "recovery.complete_at_terminal": _("Way back opened"),
    "recovery.refuse": _("Way back refused"),
    "recovery.start_over": _("Way back asked again"),
    "recovery.vouch": _("First person spoke to her"),
    "recovery.vouch_at_terminal": _("First person spoke to her"),
    "roster.changed": _("Changed by a roster"),
    "roster.created": _("Came with a roster"),
    "screening.done": _("Checked against a list"),
    "task.escalated": _("Reminder passed on"),
    "terms.accepted": _("Terms accepted"),
    "terms.ended": _("Terms ended"),
}

ATTEMPTS = dict(Action.choices)
TRIED = {  # what was tried on a page that is not called like an action
    "refer": _("hand over for decision"), "appeal": _("record an appeal"), "vacate": _("vacate an approval"),
    "decision": _("decide a file"), "verification": _("verify evidence"), "match": _("judge a list match"),
    "hold": _("open and end holds"), "notice": _("end a participation"), "record_network": _("record an existing network"),
    "claim": _("confirm that a therapist owns a profile"), "policy": _("write policies"),
}


def act_words(action: str) -> str:
    """What an act is called; one without words of its own is shown as it is recorded."""
    known = EVENTS.get(action) or ATTEMPTS.get(action) or TRIED.get(action.partition(".")[0])
    return str(known or action.replace("_", " ").replace(".", ": "))


SUBJECTS = {  # what an act was about, where it has no page to lead to
    "acceptance": pgettext_lazy("subject", "terms"), "application": pgettext_lazy("subject", "application"),
    "appeal": pgettext_lazy("subject", "appeal"), "claim": pgettext_lazy("subject", "claim on a profile"),
    "cover": pgettext_lazy("subject", "cover"), "credential": pgettext_lazy("subject", "evidence"),
    "decision": pgettext_lazy("subject", "decision"), "document": pgettext_lazy("subject", "document"),
    "grant": pgettext_lazy("subject", "grant"), "hit": pgettext_lazy("subject", "list match"),
    "hold": pgettext_lazy("subject", "hold"), "informationrequest": pgettext_lazy("subject", "question"),
    "invitation": pgettext_lazy("subject", "invitation"), "letter": pgettext_lazy("subject", "letter"),
    "license": pgettext_lazy("subject", "license"), "membership": pgettext_lazy("subject", "colleague"),
    "organization": pgettext_lazy("subject", "organization"), "parameter": pgettext_lazy("subject", "setting"),
    "participation": pgettext_lazy("subject", "participation"), "person": pgettext_lazy("subject", "person"),
    "personlink": pgettext_lazy("subject", "two people or one"), "policy": pgettext_lazy("subject", "policy"),
    "position": pgettext_lazy("subject", "work"), "practitioner": pgettext_lazy("subject", "therapist"),
    "proposal": pgettext_lazy("subject", "proposal"), "recovery": pgettext_lazy("subject", "lost second step"),
    "rosterentry": pgettext_lazy("subject", "row of a roster"), "screening": pgettext_lazy("subject", "list check"),
    "task": pgettext_lazy("subject", "task"), "user": pgettext_lazy("subject", "account"),
    "verification": pgettext_lazy("subject", "check"),
}


NUMBERED = {  # what a number in an address counts
    "policies": pgettext_lazy("subject", "policy, version %(number)s"), "verifications": pgettext_lazy("subject", "check %(number)s"),
    "matches": pgettext_lazy("subject", "list match %(number)s"), "staff": pgettext_lazy("subject", "colleague %(number)s"),
    "invitations": pgettext_lazy("subject", "invitation %(number)s"),
    "claims": pgettext_lazy("subject", "claim on a profile %(number)s"),
    "recoveries": pgettext_lazy("subject", "lost second step %(number)s"),
    "same-person": pgettext_lazy("subject", "two people or one %(number)s"),
}


def attempt_words(subject: str) -> str:
    """`policies/1` of a refused attempt as a reader reads it; a reference as it is."""
    kind, _slash, number = subject.partition("/")
    return str(NUMBERED[kind]) % {"number": number} if kind in NUMBERED and number else subject


def subject_words(subject: str) -> str:
    """`vetting.policy:3` as a reader reads it; a kind without a word of its own is shown as it is recorded."""
    kind, _colon, number = subject.partition(".")[2].partition(":")
    return f"{SUBJECTS[kind]} {number}" if kind in SUBJECTS else subject.partition(".")[2]
