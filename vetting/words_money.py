"""What acts and refusals about money are called on timelines and in the audit trail."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MONEY_EVENTS = {
    "terms.drafted": _("Terms drafted"), "terms.changed": _("Draft of terms changed"), "terms.draft": _("Drafting of terms"),
    "terms.publish": _("Terms published"), "terms.withdraw": _("Draft of terms withdrawn"), "terms.change": _("Change of a draft"),
    "fees.drafted": _("Rates drafted"), "fees.changed": _("Draft of rates changed"),
    "feeschedule.publish": _("Rates published"), "feeschedule.withdraw": _("Draft of rates withdrawn"),
    "authorization.issued": _("Sessions authorized"), "authorization.extended": _("More units authorized"),
    "authorization.close": _("Authorization closed"), "authorization.cancel": _("Authorization canceled"),
    "authorization.issue": _("Authorizing"), "authorization.extend": _("Authorizing more units"),
    "payee.created": _("Payee made"), "payee.changed": _("Payee changed"), "payee.linked": _("Payee of sessions set"),
    "payee.create": _("Making a payee"), "payee.keep": _("Changing a payee"), "payee.link": _("Setting the payee of sessions"),
    "payee.ask": _("Entering an account"), "payee.confirm": _("Confirming an account"), "payee.refuse": _("Refusing an account"),
    "payee.show": _("Looking at an account number"), "account.keep": _("Changing a payee"), "account.ask": _("Asking for an account"),
    "account.withdraw": _("Taking back an account"), "account.requested": _("Account asked for"),
    "account.seen": _("Whole account number looked at"), "bankaccount.confirm": _("Account confirmed"),
    "bankaccount.refuse": _("Account refused"), "bankaccount.withdraw": _("Change of account taken back"),
}
MONEY_WHY = {
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
}
