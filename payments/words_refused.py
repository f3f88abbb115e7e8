"""Why an attempt about money was refused, in a few words, for the audit trail."""

from django.utils.translation import pgettext_lazy

WHY = {
    "authorization_closed": pgettext_lazy("refused", "authorization closed"),
    "begins_too_soon": pgettext_lazy("refused", "announced too late"),
    "day_taken": pgettext_lazy("refused", "another version on that day"),
    "draft_empty": pgettext_lazy("refused", "nothing written yet"),
    "fee_nothing": pgettext_lazy("refused", "rate of nothing"),
    "fee_twice": pgettext_lazy("refused", "same rate twice"),
    "job_with_client": pgettext_lazy("refused", "job with a client"),
    "over_the_count": pgettext_lazy("refused", "more than authorized"),
    "units_wrong": pgettext_lazy("refused", "no such number of units"),
    "unknown_fee": pgettext_lazy("refused", "unknown service or unit"),
    "has_payee": pgettext_lazy("refused", "payee there already"),
    "link_not_later": pgettext_lazy("refused", "payee of a later day already"),
    "day_ahead": pgettext_lazy("refused", "day in the future"),
    "vat_unfounded": pgettext_lazy("refused", "VAT without source"),
    "change_waits": pgettext_lazy("refused", "another change waits"),
    "same_account": pgettext_lazy("refused", "same account"),
    "hers_to_change": pgettext_lazy("refused", "the therapist’s own to change"),
    "no_holder": pgettext_lazy("refused", "no holder"),
    "account_wrong": pgettext_lazy("refused", "no such account number"),
    "no_call": pgettext_lazy("refused", "no call on record"),
    "own_money": pgettext_lazy("refused", "paid oneself"),
    "session_ahead": pgettext_lazy("refused", "session in the future"),
    "before_authorization": pgettext_lazy("refused", "before the authorization"),
    "after_authorization": pgettext_lazy("refused", "after the authorization"),
    "session_twice": pgettext_lazy("refused", "session reported twice"),
    "session_sent": pgettext_lazy("refused", "session sent in already"),
    "unit_wrong": pgettext_lazy("refused", "another unit"),
    "invoice_empty": pgettext_lazy("refused", "invoice without lines"),
    "line_stops": pgettext_lazy("refused", "something stands against the line"),
    "four_eyes": pgettext_lazy("refused", "needs another person"),
    "dispute_late": pgettext_lazy("refused", "too late to dispute"),
    "nothing_agreed": pgettext_lazy("refused", "nothing agreed for that day"),
    "line_settled": pgettext_lazy("refused", "line settled already"),
    "stop_gone": pgettext_lazy("refused", "stop gone meanwhile"),
    "not_waivable": pgettext_lazy("refused", "never waived"),
    "waiver_waits": pgettext_lazy("refused", "another waiver waits"),
    "no_answer": pgettext_lazy("refused", "no answer"), "no_question": pgettext_lazy("refused", "no question"),
    "nothing_asked": pgettext_lazy("refused", "nothing asked"), "question_waits": pgettext_lazy("refused", "question waits"),
    "line_waits": pgettext_lazy("refused", "line waits"), "nothing_held": pgettext_lazy("refused", "waits for nothing"),
    "no_day": pgettext_lazy("refused", "no day"), "day_passed": pgettext_lazy("refused", "day passed already"),
    "day_too_far": pgettext_lazy("refused", "day too far away"),
    "no_value": pgettext_lazy("refused", "no value"), "setting_bounds": pgettext_lazy("refused", "out of bounds"),
    "setting_same": pgettext_lazy("refused", "counts already"), "no_outcome": pgettext_lazy("refused", "no outcome"),
    "closed_already": pgettext_lazy("refused", "closed already"), "vat_same_day": pgettext_lazy("refused", "VAT of that day already"),
    "asked_already": pgettext_lazy("refused", "asked already"),
}


def whys() -> dict:
    """Every code with its words."""
    return WHY
