"""Words for whose turn it is, what is next, and the state of things; the same on every screen, mail and letter."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from network.formats import day_short

WHOSE = {"ours": _("Ours"), "theirs": _("Theirs"), "source": _("Source"), "nobody": _("Done")}

WAITING_ON = {
    "therapist": _("the therapist"), "reviewer": _("the reviewer"), "source": _("the source"), "director": _("the director"),
    "committee": _("the committee"), "nobody": _("nobody"),
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
    "settle": _("Settle the appeal"),
    "review": _("Review the suspension"),
    "none": _("Nothing"),
}

DESK_LABELS = {
    "reviewer": _("Files to check"), "director": _("Files for a director"), "committee": _("Files for the committee"),
    "lead": _("Whatever nobody else answers for"), "escalation": _("Days that passed"),
}

CHECK_TAGS = {  # verification state → shape
    "required": "ours", "requested": "source", "obtained": "ours", "verified": "done", "discrepant": "warn",
    "unavailable": "warn", "waived": "held", "superseded": "draft",
}

CHECK_ACTS = {  # step of a check → the words on its button
    "verify": _("Verify"), "ask": _("Ask the source"), "flag": pgettext_lazy("button", "Source differs"),
    "mark_unavailable": pgettext_lazy("button", "Source unavailable"), "waive": _("Waive"), "replace": _("Check again"),
}

OUTCOME_ACTS = {  # outcome → words on its button, its kind, what follows
    "approve": (_("Approve"), "primary", _("The approval begins today and the letter goes out.")),
    "deny": (_("Deny: a rule is not met"), "stop", _("The letter names the rules and the right to appeal.")),
    "deny_quality": (_("Deny: quality or conduct"), "stop", _("The letter gives the reasons and the right to appeal.")),
    "agenda": (_("Send to the committee"), "", _("On the agenda of the next meeting, with your reason.")),
    "defer": (_("Send back to checking"), "", _("With your question, to whoever has the file.")),
    "provisional": (
        _("Approve provisionally"), "", _("From today, once, for the days your policy gives. It ends by itself; the full decision follows.")
    ),
    "not_accept": (_("Close as not accepted"), "stop", _("Before any check; the letter says why.")),
}
PROPOSE_ACTS = {
    "approve": _("Propose to approve"), "deny": _("Propose to deny"), "deny_quality": _("Propose to deny: quality"),
}
PROPOSE_MEANS = _("Two named people decide this. Another person confirms what you propose.")
DECISION_TAGS = {"approved": "good", "provisional": "warn", "denied": "stop", "not_accepted": "stop", "vacated": "stop"}
ORIGINAL = {  # what a recorded decision says of the one it stands for
    "decided_on": _("Originally decided"), "body": _("By"), "document": _("Written down in"), "due_on": _("Due by that decision"),
    "sha256": _("Fingerprint"),
}

MATCH_ACTS = {  # step of a list match → words on its button, its kind, what follows
    "propose_clear": (_("Say it is not the one listed"), "", _("A second person agrees or not.")),
    "propose_confirm": (_("Say it is the one listed"), "stop", _("A second person agrees or not. Nothing stops yet.")),
    "clear": (_("Agree: not the one listed"), "primary", _("Remembered for this row and these identifiers.")),
    "confirm": (_("Agree: the one listed"), "stop", _("Offers, sessions and payments stop from today.")),
    "disagree": (_("Disagree"), "", _("The match is open again.")),
    "leave_inconclusive": (_("Cannot be told yet"), "", _("Say who is asked. The file waits.")),
    "reopen": (_("Open it again"), "", _("Something new came up. A hold stays until a person ends it.")),
}

STATE_TAGS = {
    "draft": "draft", "submitted": "ours", "checking": "ours", "in_review": "ours", "approved": "good", "denied": "stop",
    "not_accepted": "stop", "withdrawn": "draft", "lapsed": "draft", "vacated": "stop",
}

OUTCOME_TAGS = {"met": "done", "not_met": "stop", "unknown": "draft", "not_applicable": "draft"}
OUTCOMES = {"met": _("Met"), "not_met": _("Not met"), "unknown": _("Unknown"), "not_applicable": _("Does not apply")}

ROUTES = {
    "incomplete": _("not complete"), "clean": _("clean, one director decides"), "director": _("a director decides"),
    "committee": _("the committee decides"), "not_eligible": _("not eligible"),
}

WAITING_TAGS = {"theirs": _("Waiting on therapist"), "source": _("Waiting on source")}

COVERS = {"authority": _("License"), "insurance": _("Insurance")}

FLAGS = {
    "escalated": _("Day passed, escalated"), "match": _("List match to judge"), "discrepant": _("Source differs"),
    "unavailable": _("Source unavailable"), "": "",
}


def at_the_latest(found) -> str:
    """Of what waits without a day somebody named: the last on which it may be done; else empty."""
    return str(_("at the latest %(day)s")) % {"day": day_short(found.latest)} if found.latest else ""


def by_default(found) -> str:
    """Said of a day that stands on a number of days nobody in the organization has said; else empty."""
    return str(_("by the platform’s default")) if found.by_default and (found.due or found.latest) else ""


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
