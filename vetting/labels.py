"""Words for whose turn it is, what is next, and the state of things; the same on every screen, mail and letter."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

WHOSE = {"ours": _("Ours"), "theirs": _("Theirs"), "source": _("Source"), "nobody": _("Done")}

WAITING_ON = {
    "therapist": _("the therapist"), "reviewer": _("the reviewer"), "source": _("the source"), "director": _("the director"),
    "committee": _("two deciders"), "nobody": _("nobody"),
}

NEXT = {
    "submit": _("The therapist submits"),
    "begin_checks": _("Begin the checks"),
    "check": _("Check the evidence"),
    "answer": _("The therapist answers"),
    "wait": _("The source answers"),
    "refer": _("Hand over for decision"),
    "decide": _("Decide"),
    "accept_terms": _("The therapist accepts the terms"),
    "none": _("Nothing"),
}

CHECK_TAGS = {  # verification state → shape
    "required": "ours", "requested": "source", "obtained": "ours", "verified": "done", "discrepant": "warn",
    "unavailable": "warn", "waived": "held", "superseded": "draft",
}

STATE_TAGS = {
    "draft": "draft", "submitted": "ours", "checking": "ours", "in_review": "ours", "approved": "good", "denied": "stop",
    "not_accepted": "stop", "withdrawn": "draft", "lapsed": "draft", "vacated": "stop",
}

OUTCOME_TAGS = {"met": "done", "not_met": "stop", "unknown": "draft", "not_applicable": "draft"}
OUTCOMES = {"met": _("Met"), "not_met": _("Not met"), "unknown": _("Unknown"), "not_applicable": _("Does not apply")}

ROUTES = {
    "incomplete": _("not complete"), "clean": _("clean, one director decides"), "director": _("a director decides"),
    "committee": _("two people decide"), "not_eligible": _("not eligible"),
}

WAITING_TAGS = {"theirs": _("Waiting on therapist"), "source": _("Waiting on source")}

COVERS = {"authority": _("License"), "insurance": _("Insurance")}

FLAGS = {"match": _("List match to judge"), "discrepant": _("Source differs"), "unavailable": _("Source unavailable"), "": ""}


def left(due, on) -> str:
    """How far a due day is: "2 days left", "today", "3 days over"."""
    if due is None:
        return ""
    days = (due - on).days
    if days == 0:
        return str(_("today"))
    if days > 0:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    return ngettext("%(count)s day over", "%(count)s days over", -days) % {"count": -days}

EVENTS = {
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
    "verification.replace": _("Check replaced"),
}
