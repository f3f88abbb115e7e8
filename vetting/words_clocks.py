"""The days an organization gives, in words: their names, what they do, and what is wrong with a number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.formats import listed
from vetting.clocks import BY_KEY, in_full
from vetting.retention import ceilings

LABELS = {
    "lapse_days": gettext_lazy("Days until a draft lapses"), "answer_days": gettext_lazy("Days to answer a question"),
    "request_reminders": gettext_lazy("Reminders of a question, days after it was asked"),
    "grace_days": gettext_lazy("Days until an unanswered question closes the file"),
    "renewal_days": gettext_lazy("Days before the next vetting is due that it begins"),
    "renewal_reminders": gettext_lazy("Reminders of the next vetting, days before it is due"),
    "revetting_days": gettext_lazy("Days until the next vetting is due, 0 to count months"),
    "late_days": gettext_lazy("Days a late re-vetting is still accepted"),
    "leave_months": gettext_lazy("Months a leave may last"),
    "return_days": gettext_lazy("Days after leave to do a vetting that fell due in it"),
    "begin_days": gettext_lazy("Our days to begin the checks"), "check_days": gettext_lazy("Our days to check a file"),
    "decide_days": gettext_lazy("Our days to decide a file"),
    "referee_days": gettext_lazy("Days a referee has to answer"),
    "referee_reminders": gettext_lazy("Reminders of a referee, days after the first mail"),
    "waiver_days": gettext_lazy("Days a waiver holds, 0 for as long as the vetting"),
    "expiry_reminders": gettext_lazy("Reminders of evidence that ends, days before its last day"),
    "alert_ahead": gettext_lazy("Days before evidence ends that an alert shows it"),
    "recheck_ahead": gettext_lazy("Days before an answer is too old that its source is asked again"),
    "alert_days": gettext_lazy("Days to review an alert"),
    "concern_acknowledge_days": gettext_lazy("Days until somebody takes up a concern"),
    "concern_close_days": gettext_lazy("Days until a concern is closed"),
    "appeal_days": gettext_lazy("Days to appeal an adverse decision"),
    "appeal_settle_days": gettext_lazy("Days to settle an appeal"), "hearing_days": gettext_lazy("Days a hearing is told ahead"),
    "notice_days": gettext_lazy("Days of notice before an action counts"),
    "suspension_days": gettext_lazy("Days until a summary suspension is reviewed"),
    "keep_rejected_days": gettext_lazy("Days a rejected applicant’s file is kept"),
    "keep_withdrawn_days": gettext_lazy("Days a withdrawn or lapsed application is kept"),
    "keep_ended_days": gettext_lazy("Days a file is kept after its therapist left"),
    "erase_ahead_days": gettext_lazy("Days ahead that an erasure is announced"),
    "keep_mails_days": gettext_lazy("Days a copy of a mail is kept"),
    "keep_attempts_days": gettext_lazy("Days a refused attempt is kept"),
    "letter_days": gettext_lazy("Days until the letter of a decision is out"),
    "expected_days": gettext_lazy("Days a vetting usually takes"),
    "provisional_days": gettext_lazy("Days a provisional approval holds, 0 for none"),
}
HELP = {
    "lapse_days": gettext_lazy("Counted from the day the application was begun. Lapsed is not denied."),
    "answer_days": gettext_lazy("Unless whoever asks chooses another day."),
    "request_reminders": gettext_lazy("Separate them with commas."), "expiry_reminders": gettext_lazy("Separate them with commas."),
    "begin_days": gettext_lazy("Counted from the signature. The therapist is told."),
    "check_days": gettext_lazy("Days that wait for the therapist or for a source do not count. Later the file is shown as late."),
    "decide_days": gettext_lazy("Counted from the day it waits for a decision."),
    "referee_days": gettext_lazy("Afterwards the link no longer works; you may ask again."),
    "referee_reminders": gettext_lazy("Separate them with commas."),
    "waiver_days": gettext_lazy("Counted from the day it was given."),
    "leave_months": gettext_lazy("0 when no leave is given."),
    "return_days": gettext_lazy("0 when leave puts no vetting off."),
    "grace_days": gettext_lazy("Counted from the last day to answer."),
    "renewal_days": gettext_lazy("The therapist is asked then; nothing changes before the due day."),
    "renewal_reminders": gettext_lazy("Separate them with commas. They stop the moment the therapist has signed."),
    "revetting_days": gettext_lazy("Counted from the decision. With 0 it is the same day of the month, so many months later."),
    "late_days": gettext_lazy(
        "Past due no clients are offered; sessions already authorized count until then. Afterwards a first application is needed."
    ),
    "alert_ahead": gettext_lazy("0 shows it on the day after its last day. The end itself counts on its own day."),
    "recheck_ahead": gettext_lazy("Where a rule asks for licenses to be looked up again. The last answer counts until the new one."),
    "alert_days": gettext_lazy("Counted from the first day of its color. At most 30."),
    "concern_acknowledge_days": gettext_lazy("Counted from the day it was received. Not taken up in time, it goes to the network manager."),
    "concern_close_days": gettext_lazy("Counted from the day it was received, or from the day it was opened again."),
    "appeal_days": gettext_lazy("Counted from the day of the decision; the last day counts."),
    "appeal_settle_days": gettext_lazy("Counted from the day the appeal came in, or from the hearing."),
    "hearing_days": gettext_lazy("Counted from the day its letter goes out."),
    "notice_days": gettext_lazy("For restrictions, non-renewals and terminations; at least what your agreements say."),
    "keep_rejected_days": gettext_lazy("Counted from the decision, or from the end of every appeal. Then it is erased by itself."),
    "keep_withdrawn_days": gettext_lazy("Counted from the day it closed. Then it is erased by itself."),
    "keep_ended_days": gettext_lazy("Counted from the last day of the agreement. Then it is erased by itself."),
    "erase_ahead_days": gettext_lazy("The network manager gets a task; a legal hold placed in time keeps the file."),
    "keep_mails_days": gettext_lazy("Letters belong to the file and stay with it."),
    "keep_attempts_days": gettext_lazy("Who tried what was refused. The audit trail of what was done stays with the file."),
    "letter_days": gettext_lazy("It goes out at once; what is not out by then goes to the network manager. NCQA asks 30 at most."),
    "expected_days": gettext_lazy("Named in the confirmation of receipt, counted from the day it was signed. It is no promise."),
    "provisional_days": gettext_lazy("At most 60, once for each therapist, and only for a first application."),
    "suspension_days": gettext_lazy("At most 14. What is not reviewed in time is shown as late and goes to the network manager."),
}
PROBLEMS = {
    "unknown": gettext_lazy("There is no such number of days."), "wrong_type": gettext_lazy("Enter whole days."),
    "empty": gettext_lazy("Enter at least one day."), "twice": gettext_lazy("Each day once."),
}


def label(key: str) -> str:
    """What these days are called."""
    return str(LABELS.get(key, key))


def problem(clock, code: str, country: str = "") -> str:
    """What is wrong with the days given, and what would be right."""
    if code == "over_law":
        law = ceilings(country)[clock.key]
        return _("At most %(most)s days: %(law)s lets it be kept no longer.") % {"most": law.days, "law": law.source}
    if code in PROBLEMS:
        return str(PROBLEMS[code])
    bounds = {"least": clock.minimum, "most": clock.maximum}
    return (_("Between %(least)s and %(most)s months.") if clock.unit == "months" else _("Between %(least)s and %(most)s days.")) % bounds


def lasts(months: int, clocks) -> str:
    """How long a vetting lasts by a version, as its due day is counted."""
    counted = in_full(clocks)["revetting_days"]
    return days(counted) if counted else _months(months)


def _months(value: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", value) % {"count": value}


def told(key: str, value) -> str:
    """What a version says of one clock, in its own unit."""
    return _months(value) if BY_KEY[key].unit == "months" else days(value)


def days(value) -> str:
    """A number of days, or a ladder of them, in words."""
    if isinstance(value, int):
        return ngettext("%(count)s day", "%(count)s days", value) % {"count": value}
    return _("%(days)s days") % {"days": listed([str(number) for number in value])}
