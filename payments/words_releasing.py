"""Why a payee is not paid now, and what would make it possible. Of a list match no more than that it is open."""

from django.utils.translation import gettext_lazy

from payments.releasing import Missing

# what is missing: what is so, what would make it possible
SENTENCES = {
    Missing.TAX_FORM: (gettext_lazy("The tax form is missing."), gettext_lazy("The payee's tax form is recorded.")),
    Missing.ACCOUNT: (
        gettext_lazy("There is no confirmed bank account."), gettext_lazy("A second person calls back and confirms the account."),
    ),
    Missing.ACCOUNT_UNCHECKED: (
        gettext_lazy("The bank account was confirmed without a call back or by whoever asked for it."),
        gettext_lazy("A second person calls back and confirms the account."),
    ),
    Missing.ACCOUNT_WAITS: (gettext_lazy("The new bank account is still waiting."), gettext_lazy("The wait ends by itself.")),
    Missing.LIST_MATCH: (gettext_lazy("A list match of the payee is open."), gettext_lazy("Two people decide about the match.")),
    Missing.SCREENING_STALE: (
        gettext_lazy("The payee was not searched for on the lists recently enough."), gettext_lazy("The payee is screened again."),
    ),
    Missing.HELD: (gettext_lazy("A hold stops payments."), gettext_lazy("A person ends the hold on evidence.")),
}


def said(missing: Missing) -> tuple[str, str]:
    """What is so, and its cure."""
    message, cure = SENTENCES[missing]
    return str(message), str(cure)
