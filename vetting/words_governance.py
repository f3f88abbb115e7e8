"""How vetting is governed, in words: each setting, what it means, what is wrong with one, and what always takes two people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from vetting.governance import BY_KEY

GROUPS = {
    "eyes": gettext_lazy("Two people"), "samples": gettext_lazy("Samples for audits"),
    "peer_review": gettext_lazy("Who reads peer review"), "delegation": gettext_lazy("Delegation"),
    "appeals": gettext_lazy("Appeals"),
}
LABELS = {
    "two_approve": gettext_lazy("Two people approve every file"),
    "two_deny": gettext_lazy("Two people deny, also where a rule is not met"),
    "two_end_hold": gettext_lazy("Another person ends a hold than the one who opened it"),
    "sample_method": gettext_lazy("How a sample is drawn unless its drawer chooses otherwise"),
    "sample_each": gettext_lazy("Files of each kind in a sample by number of each kind"),
    "sample_first": gettext_lazy("Of those, read first"),
    "sample_percent": gettext_lazy("Percent of the files in a sample by share"),
    "sample_most": gettext_lazy("Files in a sample by share at most"),
    "sample_least": gettext_lazy("Files of each kind in a sample by share at least"),
    "peer_manager": gettext_lazy("Network managers read peer review"),
    "peer_verifier": gettext_lazy("Verifiers read peer review"),
    "peer_auditor": gettext_lazy("Auditors read peer review"),
    "appeal_panel": gettext_lazy("People who settle an appeal"),
    "appeal_calendar": gettext_lazy("How the days to appeal are counted"),
    "holds_denial": gettext_lazy("An appeal in time holds back a denial of somebody in the network"),
    "holds_non_renewal": gettext_lazy("An appeal in time holds back a non-renewal"),
    "holds_restriction": gettext_lazy("An appeal in time holds back a restriction"),
    "holds_termination_without_cause": gettext_lazy("An appeal in time holds back a termination without cause"),
    "holds_termination_for_cause": gettext_lazy("An appeal in time holds back a termination for cause"),
    "delegation": gettext_lazy("Decisions of a delegate are accepted"),
    "delegate_audit_months": gettext_lazy("Months since the delegate was audited, at most"),
}
HELP = {
    "two_approve": gettext_lazy("One proposes and another confirms, clean files too. Nobody signs a list of them at once then."),
    "two_deny": gettext_lazy("A denial for quality takes two people anyway."),
    "two_end_hold": gettext_lazy("Under any account of theirs. A hold that ends by itself needs nobody."),
    "sample_method": gettext_lazy("Chosen for whoever draws a sample; an auditor may ask for another."),
    "sample_each": gettext_lazy("Of first vettings and of later ones. NCQA asks 30."),
    "sample_first": gettext_lazy("When all of these meet an element, the others are not read. NCQA asks 8."),
    "sample_percent": gettext_lazy("Of all files decided in the days asked for. NCQA asks 5."),
    "sample_most": gettext_lazy("However many files there are. NCQA asks 50."),
    "sample_least": gettext_lazy("Or all there are. NCQA asks 10."),
    "peer_manager": gettext_lazy(
        "References, data bank reports and what the committee said. Directors and the committee always read it: they decide by it."
    ),
    "peer_verifier": gettext_lazy("Without it, somebody who reads peer review checks references and reports of the data bank."),
    "peer_auditor": gettext_lazy("Auditors then see that it is there, who checked it and when, and not what it says."),
    "appeal_panel": gettext_lazy("None of them took part; more than half of them settle it."),
    "appeal_calendar": gettext_lazy(
        "Offices are closed on weekends, and on holidays in the Netherlands, the United Kingdom and the United States."
    ),
    "holds_denial": gettext_lazy("Only an administrative one; a denial for quality or conduct protects clients and counts at once."),
    "holds_non_renewal": gettext_lazy("Until the appeal is settled the therapist goes on as before."),
    "holds_restriction": gettext_lazy("Until the appeal is settled the therapist works without the limit."),
    "holds_termination_without_cause": gettext_lazy("Until the appeal is settled the therapist goes on as before."),
    "holds_termination_for_cause": gettext_lazy("Offers stay stopped from the day of the notice; a summary suspension is never held back."),
    "delegation": gettext_lazy("What a company decided for you is recorded as its decision, never as one of yours."),
    "delegate_audit_months": gettext_lazy("Counted from the last day of your audit of the delegate. A decision beyond it is refused."),
}
PROBLEMS = {
    "unknown": gettext_lazy("There is no such setting."), "wrong_type": gettext_lazy("Enter a whole number."),
    "not_a_choice": gettext_lazy("Choose one of those shown."),
    "first_above_each": gettext_lazy("Not more can be read first than are drawn of each kind."),
}
METHODS = {
    "8_30": gettext_lazy("a number of each kind, some read first"), "5_or_50": gettext_lazy("a share of all, up to a number"),
    "number": gettext_lazy("a number of one’s own"),
}
WAYS = {
    "calendar": gettext_lazy("calendar days"),
    "moved": gettext_lazy("calendar days; a last day on which offices are closed moves to the next working day"),
    "working": gettext_lazy("working days"),
}
FIXED = {
    "policy": gettext_lazy("approving a policy"), "committee_file": gettext_lazy("deciding what goes to the committee"),
    "quality_denial": gettext_lazy("denying for quality or conduct"), "vacate": gettext_lazy("vacating an approval"),
    "list_match": gettext_lazy("judging a list match"), "identity_meeting": gettext_lazy("confirming an identity seen in a meeting"),
    "verifier_decides": gettext_lazy("verifying a file and deciding it"), "erasure": gettext_lazy("erasing before its day"),
}


def label(key: str) -> str:
    """What a setting is called."""
    return str(LABELS.get(key, key))


def setting(value) -> str:
    """A setting's value: on, off, its number, or its choice."""
    if isinstance(value, bool):
        return pgettext("setting", "on") if value else pgettext("setting", "off")
    return str({**METHODS, **WAYS}.get(value, value))


def problem(key: str, code: str) -> str:
    """What is wrong with a setting, and what would be right."""
    if code in PROBLEMS:
        return str(PROBLEMS[code])
    return _("Between %(least)s and %(most)s.") % {"least": BY_KEY[key].minimum, "most": BY_KEY[key].maximum}
