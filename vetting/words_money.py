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
}
