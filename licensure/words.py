"""The words for what the pure rules say in codes. English here, the catalogs hold the rest."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.catalog import Level
from licensure.expressions import from_letters
from licensure.packs import packs
from licensure.rules import Authority, Reason
from licensure.words_needed import needed

LEVELS = {
    Level.INDEPENDENT: gettext_lazy("Independent"),
    Level.SUPERVISED: gettext_lazy("Under supervision"),
    Level.PROVISIONAL: gettext_lazy("Provisional, under supervision"),
    Level.TITLE_ONLY: gettext_lazy("Protected title only"),
    Level.VOLUNTARY: gettext_lazy("Voluntary register, not a license"),
}

# the placeholders are the reason's own two fields
REASONS = {
    "unconfirmed": gettext_lazy("Unconfirmed: this rests on general knowledge, not on a source somebody checked."),
    "supervised": gettext_lazy("Under supervision."),
    "voluntary_register": gettext_lazy("Voluntary register, not a license."),
    "restricted": gettext_lazy("The license carries conditions, probation or another restriction."),
    "extended": gettext_lazy("The board extended the license beyond the day that stands on it."),
    "thirty_days_a_year": gettext_lazy("At most thirty days a year in that state."),
    "requirement_unknown": gettext_lazy("What %(detail)s needs in %(subject)s is not recorded."),
    "not_in_the_same_place": gettext_lazy(
        "In person, both are in one place: the therapist is in %(subject)s, the client in %(detail)s."
    ),
    "nothing_held": gettext_lazy("No license or registration is known for %(subject)s."),
    "not_held": gettext_lazy("%(detail)s is needed too and is not held."),
    "does_not_count_here": gettext_lazy(
        "%(subject)s (%(detail)s) does not count for this service where the client is."
    ),
    "fact_unknown": gettext_lazy(
        "What is recorded about %(subject)s (%(detail)s) has no source or date, so it does not count."
    ),
    "not_yet": gettext_lazy("%(subject)s starts on %(detail)s."),
    "expired": gettext_lazy("%(subject)s was valid through %(detail)s."),
    "home_moved": gettext_lazy("%(subject)s rested on the home state that was left; its last day there was %(detail)s."),
    "expiry_unknown": gettext_lazy("The expiry date of %(subject)s is not known."),
    "never_verified": gettext_lazy("%(subject)s does not expire and was never verified at its register."),
    "verification_stale": gettext_lazy(
        "%(subject)s does not expire; the last look at its register counted through %(detail)s."
    ),
    "title_ended": gettext_lazy("The title of %(subject)s is no longer issued; its successor is %(detail)s."),
    "status_inactive": gettext_lazy("%(subject)s is inactive."),
    "status_lapsed": gettext_lazy("%(subject)s has lapsed."),
    "status_suspended": gettext_lazy("%(subject)s is suspended."),
    "status_revoked": gettext_lazy("%(subject)s is revoked."),
    "status_surrendered": gettext_lazy("%(subject)s was surrendered."),
    "status_retired": gettext_lazy("%(subject)s is retired."),
    "status_pending": gettext_lazy("%(subject)s is pending."),
    "supervision_not_allowed": gettext_lazy(
        "%(subject)s (%(detail)s) is practiced under supervision only, and this policy does not allow supervision."
    ),
    "supervisor_missing": gettext_lazy(
        "%(subject)s counts only under supervision by somebody who holds %(detail)s, and no supervisor is known. Add who supervises, "
        "and verify it."
    ),
    "supervisor_not_named": gettext_lazy(
        "The supervisor of %(subject)s may not supervise here: that takes somebody who holds %(detail)s."
    ),
    "supervision_unverified": gettext_lazy(
        "The supervision %(subject)s (%(detail)s) was stated and not verified yet. Look the supervisor’s license up at its board."
    ),
    "supervision_not_yet": gettext_lazy("The supervision %(subject)s starts on %(detail)s."),
    "supervision_ended": gettext_lazy(
        "The supervision %(subject)s, or the supervisor’s license, was good through %(detail)s. Add who supervises now."
    ),
    "supervisor_not_live": gettext_lazy("The license of the supervisor of %(subject)s (%(detail)s) does not count on that day."),
    "supervisor_encumbered": gettext_lazy(
        "The license of the supervisor of %(subject)s (%(detail)s) carries conditions, probation or another restriction."
    ),
    "title_only": gettext_lazy("%(subject)s (%(detail)s) protects a title and does not authorize practice by itself."),
    "register_not_accepted": gettext_lazy(
        "The voluntary register %(detail)s of %(subject)s is not accepted by this policy."
    ),
    "compact_does_not_apply": gettext_lazy("The compact of %(subject)s does not apply in %(detail)s for this service."),
    "compact_not_member": gettext_lazy("%(subject)s is not known as a member of %(detail)s."),
    "compact_not_enacted": gettext_lazy("%(subject)s had not enacted %(detail)s on that day."),
    "compact_not_operational": gettext_lazy(
        "%(subject)s has enacted %(detail)s and did not issue under it on that day."
    ),
    "compact_day_unknown": gettext_lazy("Since when %(subject)s takes part in %(detail)s is not known."),
    "home_license_missing": gettext_lazy("%(subject)s rests on a home license that is not held."),
    "home_license_unsaid": gettext_lazy(
        "%(subject)s may rest on %(detail)s, which does not count now, and its home state was not said."
    ),
    "home_license_not_live": gettext_lazy("%(subject)s rests on %(detail)s, which is not live."),
    "home_license_encumbered": gettext_lazy("%(subject)s rests on %(detail)s, which is encumbered."),
    "privilege_encumbered": gettext_lazy("%(subject)s is encumbered."),
    "privilege_not_at_home": gettext_lazy("%(subject)s does not count in its own home state %(detail)s."),
    "privilege_for_another_state": gettext_lazy("%(subject)s is a privilege for %(detail)s."),
    "in_person_only": gettext_lazy("%(subject)s covers sessions in person only."),
    "video_or_phone_only": gettext_lazy("%(subject)s covers sessions by video or phone only."),
    "practitioner_location_unknown": gettext_lazy(
        "%(subject)s counts only in the home state, and where the therapist is was not said."
    ),
    "not_in_home_state": gettext_lazy("%(subject)s counts only while the therapist is in %(detail)s."),
}


NAMES_SUPERVISORS = ("supervisor_missing", "supervisor_not_named")  # their detail is an expression in letters


def reason_words(reason: Reason) -> str:
    """One reason as a sentence."""
    if reason.code == "title_ended" and not reason.detail:
        return _("The title of %(subject)s is no longer issued, and nothing is recorded that replaced it.") % {"subject": reason.subject}
    return str(REASONS[reason.code]) % {"subject": reason.subject, "detail": _replaced(reason)}


def _replaced(reason) -> str:
    """The detail; of a title that ended the one that replaced it, by its name; of a supervisor who may be one, in words."""
    if reason.code in NAMES_SUPERVISORS:
        return needed(from_letters(reason.detail))
    kind = packs().types.get(reason.detail) if reason.code == "title_ended" else None
    return kind.named if kind else reason.detail


def answer_words(answer: Authority) -> str:
    """The whole answer in one line, without its reasons."""
    if not answer.ok:
        return _("Not authorized.")
    if answer.until is None:
        return _("Authorized.")
    return _("Authorized through %(day)s.") % {"day": answer.until.isoformat()}
