"""Why a person may not act on money after what that person did before, by name, and what would make it possible."""

from django.utils.translation import gettext_lazy

from network import formats
from payments.duties import Act, Barred

# what is barred, what the person did before: what is so
AFTER: dict[tuple[Act, Act], object] = {
    (Act.APPROVE_LINE, Act.ENTER_LINE): gettext_lazy("You entered this line; someone else must approve it."),
    (Act.APPROVE_LINE, Act.CHANGE_LINE): gettext_lazy("You changed this line; someone else must approve it."),
    (Act.APPROVE_LINE, Act.RESOLVE_LINE): gettext_lazy("You resolved a stop on this line; someone else must approve it."),
    (Act.APPROVE_LINE, Act.PROPOSE_WAIVER): gettext_lazy("You proposed a waiver for this line; someone else must approve it."),
    (Act.APPROVE_LINE, Act.APPROVE_LINE): gettext_lazy("You approved this line already; the second approval is someone else’s."),
    (Act.CHANGE_LINE, Act.APPROVE_LINE): gettext_lazy("You approved this line; someone else must change it."),
    (Act.RESOLVE_LINE, Act.APPROVE_LINE): gettext_lazy("You approved this line; someone else must resolve its stops."),
    (Act.PROPOSE_WAIVER, Act.APPROVE_LINE): gettext_lazy("You approved this line; someone else must propose a waiver."),
    (Act.PROPOSE_WAIVER, Act.CONFIRM_WAIVER): gettext_lazy("You confirmed a waiver for this line; someone else must propose another."),
    (Act.CONFIRM_WAIVER, Act.PROPOSE_WAIVER): gettext_lazy("You proposed this waiver; someone else must confirm it."),
    (Act.CONFIRM_WAIVER, Act.ENTER_LINE): gettext_lazy("You entered this line; someone else must confirm the waiver."),
    (Act.DECIDE_DISPUTE, Act.DECLINE_LINE): gettext_lazy("You declined this line; someone else must decide the dispute."),
    (Act.DECLINE_LINE, Act.DECIDE_DISPUTE): gettext_lazy("You decided the dispute about this line; someone else must decline it."),
    (Act.APPROVE_BATCH, Act.MAKE_BATCH): gettext_lazy("You made this batch; someone else must approve it."),
    (Act.APPROVE_BATCH, Act.APPROVE_BATCH): gettext_lazy("You approved this batch already; the next approval is someone else's."),
    (Act.MAKE_BATCH, Act.APPROVE_BATCH): gettext_lazy("You approved this batch; someone else must change it."),
    (Act.RELEASE_BATCH, Act.MAKE_BATCH): gettext_lazy("You made this batch; someone else must release it."),
    (Act.CALL_BACK, Act.REQUEST_ACCOUNT): gettext_lazy("You asked for this bank account; someone else must call back."),
    (Act.CONFIRM_ACCOUNT, Act.REQUEST_ACCOUNT): gettext_lazy("You asked for this bank account; someone else must confirm it."),
    (Act.CONFIRM_WRITE_OFF, Act.PROPOSE_WRITE_OFF): gettext_lazy("You proposed to write this off; someone else must confirm it."),
    (Act.PROPOSE_WRITE_OFF, Act.CONFIRM_WRITE_OFF): gettext_lazy("You confirmed a write-off here; someone else must propose another."),
}
OWN_MONEY = gettext_lazy("This pays you; someone else must do it.")
OVER_LIMIT = gettext_lazy("You approve up to %(limit)s; someone with a higher limit must approve this.")
LIMIT_UNKNOWN = gettext_lazy("No limit is set for you in this currency; someone who has one must approve this.")


def said(act: Act, barred: Barred) -> str:
    """The sentence. Raises KeyError for a pair nobody declared."""
    if barred.by is not None:
        return str(AFTER[act, barred.by.act])
    if barred.limit is not None:
        return str(OVER_LIMIT) % {"limit": formats.amount(barred.limit.minor, barred.limit.currency)}
    return str(LIMIT_UNKNOWN if barred.code == "limit_unknown" else OWN_MONEY)
