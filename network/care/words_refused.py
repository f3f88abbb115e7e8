"""Why an attempt about calls and referrals was refused, in a few words, for the audit trail."""

from django.utils.translation import pgettext_lazy

WHY = {
    "all_asked": pgettext_lazy("refused", "everybody was asked already"),
    "checked_later": pgettext_lazy("refused", "number checked on a day to come"),
    "contract_overlaps": pgettext_lazy("refused", "another contract in those days"),
    "days_not_in_order": pgettext_lazy("refused", "last day before the first"),
    "days_passed": pgettext_lazy("refused", "days that have passed"),
    "full": pgettext_lazy("refused", "no room for one more client"),
    "no_employer": pgettext_lazy("refused", "no employer"),
    "no_number": pgettext_lazy("refused", "no employee number"),
    "number_again": pgettext_lazy("refused", "number from before the employer was chosen"),
    "no_service": pgettext_lazy("refused", "not said what is sought"),
    "nobody_chosen": pgettext_lazy("refused", "nobody chosen"),
    "named_already": pgettext_lazy("refused", "reads the reports of an employer already"),
    "no_eligible": pgettext_lazy("refused", "not said how many may call"),
    "not_a_contact": pgettext_lazy("refused", "account is not only an employer’s contact"),
    "told_already": pgettext_lazy("refused", "year told already"),
    "year_not_over": pgettext_lazy("refused", "year not over"),
    "not_available": pgettext_lazy("refused", "not available"),
    "none_left": pgettext_lazy("refused", "no sessions left"),
    "not_ended": pgettext_lazy("refused", "referral not ended"),
    "not_taking": pgettext_lazy("refused", "takes no new clients now"),
    "not_covered": pgettext_lazy("refused", "call not covered"),
    "own_name": pgettext_lazy("refused", "the employer’s own name"),
    "referred_already": pgettext_lazy("refused", "referred already"),
    "taken": pgettext_lazy("refused", "somebody else was quicker"),
    "taken_back": pgettext_lazy("refused", "offer taken back"),
    "too_few_held": pgettext_lazy("refused", "fewer sessions than were reported"),
    "too_many_held": pgettext_lazy("refused", "more sessions than were authorized"),
}


def whys() -> dict:
    """Every code with its words."""
    return WHY
