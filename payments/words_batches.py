"""Why a line left its batch, what a bank's reason means, and what finance is asked to do about a payment."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments import words_releasing, words_stops
from payments.releasing import Missing

LEFT = {
    "taken_out": gettext_lazy("Taken out by who made the batch"), "canceled": gettext_lazy("The batch was canceled"),
    "account_changed": gettext_lazy("Another account than the one that was approved"), "came_back": gettext_lazy("The bank sent it back"),
    "paid_before": gettext_lazy("An earlier payment of it stands after all"),
}
# reasons of banks as they come most often [ISO 20022 external status and return reason codes; Nacha return codes]
REASONS = {
    "AC01": gettext_lazy("the account number is not right"), "AC04": gettext_lazy("the account is closed"),
    "AC06": gettext_lazy("the account is blocked"), "AC03": gettext_lazy("the payee’s account number is not right"),
    "AG01": gettext_lazy("the account does not take transfers"), "AM04": gettext_lazy("our account does not hold enough"),
    "AM05": gettext_lazy("the bank takes it for a duplicate"), "BE01": gettext_lazy("name and account do not belong together"),
    "BE04": gettext_lazy("the payee’s address is missing"), "MD07": gettext_lazy("the holder of the account has died"),
    "MS02": gettext_lazy("the payee refused it, without a reason"), "MS03": gettext_lazy("the bank gives no reason"),
    "RC01": gettext_lazy("the code of the bank is not right"), "RR04": gettext_lazy("for reasons of the law"),
    "FOCR": gettext_lazy("we asked for it back"), "NARR": gettext_lazy("the bank writes why"),
    "R01": gettext_lazy("there is not enough on the account"), "R02": gettext_lazy("the account is closed"),
    "R03": gettext_lazy("there is no such account"), "R04": gettext_lazy("the account number is not right"),
    "R14": gettext_lazy("the payee has died"), "R15": gettext_lazy("the payee has died"), "R16": gettext_lazy("the account is frozen"),
    "R17": gettext_lazy("the bank cannot process it"), "R20": gettext_lazy("the account does not take transfers"),
    "R23": gettext_lazy("the payee refused it"), "R24": gettext_lazy("the bank takes it for a duplicate"),
}
TASKS = {
    "payment:recall": (
        gettext_lazy("Ask the bank for payment %(payment)s back"),
        gettext_lazy("Line %(line)s in it may not be paid any more. Ask before the bank books it, and write down what it says."),
    ),
    "payment:recall:list_match": (
        gettext_lazy("Ask the bank for payment %(payment)s back"),
        gettext_lazy(
            "Who is paid may be on a list that came out since. Ask before the bank books it; two people say whether it is the same."
        ),
    ),
    "payment:corrected": (
        gettext_lazy("Ask for another account number: payment %(payment)s"),
        gettext_lazy(
            "The bank says that %(what)s is another one (%(reason)s). The therapist changes it herself; a practice’s is entered here."
        ),
    ),
    "payment:twice": (
        gettext_lazy("Paid twice: payment %(payment)s"),
        gettext_lazy("The bank says that it stands after all, and line %(line)s went out again. Ask for one of the two back."),
    ),
    "payment:twice:not_due": (
        gettext_lazy("Paid, and not due any more: payment %(payment)s"),
        gettext_lazy("The bank says that it stands after all, but line %(line)s was not due any more. Ask for it back."),
    ),
}
# what a notification of change corrects, by its code [Nacha]
CORRECTS = {
    "C01": gettext_lazy("the account number"), "C02": gettext_lazy("the routing number"),
    "C03": gettext_lazy("the routing number with the account number"), "C04": gettext_lazy("the name of the holder"),
    "C05": gettext_lazy("the kind of account, checking or savings,"),
    "C06": gettext_lazy("the account number with the kind of account"),
    "C07": gettext_lazy("the routing number with the account number and the kind of account"),
}
SOMETHING = gettext_lazy("something of the account")


def left(codes) -> str:
    """Why a line left, in a few words."""
    return ", ".join(dict.fromkeys(_one(code) for code in codes))


def _one(code: str) -> str:
    if code in LEFT:
        return str(LEFT[code])
    if code in set(Missing):
        return words_releasing.said(Missing(code))[0].rstrip(".")
    return str(words_stops.SENTENCES[code.partition(":")[0]][0])


def bank_reason(code: str) -> str:
    """What the bank's reason means, with its code."""
    if not code:
        return str(REASONS["MS03"])
    known = REASONS.get(code)
    return f"{known} ({code})" if known else _("the bank’s code %(code)s") % {"code": code}


def task(kind: str, facts: dict) -> tuple[str, str]:
    """What is to be done about a payment, and why."""
    title, text = TASKS.get(f"{kind}:{facts.get('why', '')}", TASKS[kind])
    what = CORRECTS.get(facts.get("reason"), SOMETHING)
    values = {"payment": "", "line": "", "reason": "", "what": what, **facts}
    return str(title) % values, str(text) % values
