"""The committee in words: its settings, what they mean, what is wrong with one; kinds of interest; choices as outcomes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from vetting.committee import BY_KEY

LABELS = {
    "meetings": gettext_lazy("The committee decides in meetings"),
    "asynchronous": gettext_lazy("Members may vote outside a meeting, each by a day"),
    "quorum_least": gettext_lazy("Members who must take part in a vote, at least"),
    "clean_by_director": gettext_lazy("Only a clinical director signs clean files"),
    "clean_batch": gettext_lazy("Clean files signed in one act at most, 0 for any number"),
    "meeting_days": gettext_lazy("Days from one meeting to the next at most, 0 for no rhythm"),
    "packet_names": gettext_lazy("Packets name the therapists"),
    "deferrals_most": gettext_lazy("How often a file that could be decided may be put off"),
    "between_concerns": gettext_lazy("Between two vettings: concerns that call for a look, 0 for none"),
    "between_months": gettext_lazy("Between two vettings: months in which concerns are counted together"),
    "concerns_open_review": gettext_lazy("Between two vettings: concerns open a review by themselves"),
    "claims_open_review": gettext_lazy("Between two vettings: a malpractice claim opens a review by itself"),
    "licenses_open_addition": gettext_lazy("Between two vettings: a license for another place opens an addition by itself"),
    "services_open_addition": gettext_lazy("Between two vettings: a certificate for another service opens an addition by itself"),
}
_TASK = gettext_lazy("Otherwise the colleague who has the file, or answers for it, gets a task.")
HELP = {
    "between_concerns": gettext_lazy("A serious one alone is enough. Those found not to be so do not count."),
    "between_months": gettext_lazy("Counted from the day each was received."),
    "concerns_open_review": _TASK, "claims_open_review": _TASK, "licenses_open_addition": _TASK, "services_open_addition": _TASK,
    "meetings": gettext_lazy("Otherwise two named people decide what goes to the committee."),
    "asynchronous": gettext_lazy("This does not conform to NCQA’s standard, which asks for a meeting in real time."),
    "quorum_least": gettext_lazy("Always more than half of the members in office; never fewer than this."),
    "clean_by_director": gettext_lazy("Otherwise anybody who decides may sign them."),
    "clean_batch": gettext_lazy("Each is a decision of its own; what is more waits for the next act."),
    "meeting_days": gettext_lazy("The next meeting is proposed by it, and one that is overdue is said."),
    "packet_names": gettext_lazy("Otherwise a case is the number of its file. What therapists write themselves stays as it is."),
    "deferrals_most": gettext_lazy(
        "Sent back, or tabled with a question. Want of a quorum and evidence that is missing or too old do not count."
    ),
}
PROBLEMS = {
    "unknown": gettext_lazy("There is no such setting."), "wrong_type": gettext_lazy("Enter a whole number."),
    "needs_meetings": gettext_lazy("Switch meetings on first."),
}
INTERESTS = {
    "address": pgettext_lazy("interest", "same practice address"), "bank": pgettext_lazy("interest", "same bank account"),
    "employer": pgettext_lazy("interest", "same employer"), "phone": pgettext_lazy("interest", "same practice telephone"),
    "referee": pgettext_lazy("interest", "named as a reference"), "verified": pgettext_lazy("interest", "verified something of the file"),
    "herself": pgettext_lazy("interest", "the file is about this member"), "declared": pgettext_lazy("interest", "said by the member"),
    "earlier": pgettext_lazy("interest", "takes no part in another file of this therapist"),
}
RESULTS = {
    "approved": gettext_lazy("approved"), "denied": gettext_lazy("denied: a rule is not met"),
    "denied_quality": gettext_lazy("denied: quality or conduct"), "abstain": gettext_lazy("abstained"),
}


def label(key: str) -> str:
    """What a setting is called."""
    return str(LABELS.get(key, key))


def setting(value) -> str:
    """A setting's value: on, off, or its number."""
    if isinstance(value, bool):
        return pgettext("setting", "on") if value else pgettext("setting", "off")
    return str(value)


def problem(key: str, code: str) -> str:
    """What is wrong with a setting, and what would be right."""
    if code in PROBLEMS:
        return str(PROBLEMS[code])
    return _("Between %(least)s and %(most)s.") % {"least": BY_KEY[key].minimum, "most": BY_KEY[key].maximum}


def interests(kinds) -> list[str]:
    """Kinds of interest, in words."""
    return [str(INTERESTS.get(kind, kind)) for kind in kinds]


def result(choice: str) -> str:
    """An outcome of a vote, in words."""
    return str(RESULTS.get(choice, choice))
