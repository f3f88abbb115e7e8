"""Why a line of hers is held and what she can do, in words for a therapist: no client, no employer, nothing of colleagues."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NOTHING_NEEDED = gettext_lazy("The organization looks at it; nothing is needed from you now.")
WRITE = gettext_lazy("Write to the organization if the session took place as you reported it.")
CORRECTS = gettext_lazy("The organization corrects it and tells you, or asks you.")
ONE_OR_TWO = gettext_lazy("If it was one session, nothing is needed. If both took place, write to the organization.")

# code of a stop: why it is held, what to do
HELD = {
    "payee_missing": (
        gettext_lazy("nobody is named who is paid for your sessions of that day."),
        gettext_lazy("Name it on the page of your bank account, or ask the organization to."),
    ),
    "payee_differs": (gettext_lazy("it names another payee than the one of that day."), CORRECTS),
    "payee_currency": (gettext_lazy("it is claimed in another currency than your payee is paid in."), NOTHING_NEEDED),
    "held_on_day": (
        gettext_lazy("sessions of that day are not payable as things stand."),
        gettext_lazy("Your start page and your letters say what is missing. Once that is settled, the line goes on by itself."),
    ),
    "not_in_network_on_day": (
        gettext_lazy("the organization has you down as not in the network for this session on that day."),
        gettext_lazy("Compare the days of your approval on your start page, and write to the organization if one is wrong."),
    ),
    "day_in_future": (
        gettext_lazy("the day of this session has not come."),
        gettext_lazy("It goes on after that day. Write to the organization if the day is wrong."),
    ),
    "authorization_missing": (
        gettext_lazy("the authorization it names is not known."),
        gettext_lazy("Write to the organization with the number you were given."),
    ),
    "authorization_of_another": (
        gettext_lazy("the authorization it names was not issued to you."),
        gettext_lazy("Write to the organization with the number you were given."),
    ),
    "before_authorization": (gettext_lazy("the session lies before the days of the authorization."), WRITE),
    "after_authorization": (
        gettext_lazy("the session lies after the days of the authorization."),
        gettext_lazy("Ask for more on the page of the authorization; once it runs longer, the line goes on by itself."),
    ),
    "authorization_cancelled": (gettext_lazy("the authorization had been taken back by then."), WRITE),
    "units_none": (gettext_lazy("no units were claimed."), CORRECTS),
    "units_over": (
        gettext_lazy("more units were claimed than the authorization had left."),
        gettext_lazy("Ask for more on the page of the authorization; once they are granted, the line goes on by itself."),
    ),
    "units_used_up": (
        gettext_lazy("the authorization was used up before it."),
        gettext_lazy("Ask for more on the page of the authorization; once they are granted, the line goes on by itself."),
    ),
    "units_over_a_day": (gettext_lazy("more was claimed for one day than is paid for a day."), WRITE),
    "code_not_authorized": (gettext_lazy("this kind of service is not what was authorized."), CORRECTS),
    "no_rate": (
        gettext_lazy("no rate is agreed for that day yet."),
        gettext_lazy("It goes on by itself when the organization publishes one; nothing is needed from you."),
    ),
    "currency_differs": (gettext_lazy("it is claimed in another currency than was agreed."), NOTHING_NEEDED),
    "attendance_not_paid": (
        gettext_lazy("by the terms a missed session like this one is not paid."),
        gettext_lazy("Nothing is needed from you. If it is declined, you read why and may dispute it."),
    ),
    "rate_of_other_version": (gettext_lazy("it is claimed at the rates of another day."), CORRECTS),
    "amount_differs": (gettext_lazy("the amount is not the rate of that day."), CORRECTS),
    "vat_unknown": (gettext_lazy("nobody has said yet which VAT counts for it."), NOTHING_NEEDED),
    "vat_not_due": (gettext_lazy("VAT is claimed, and this service is exempt."), CORRECTS),
    "vat_differs": (gettext_lazy("the VAT is not what is due."), CORRECTS),
    "duplicate": (gettext_lazy("this session is claimed already."), ONE_OR_TWO),
    "duplicate_other_number": (gettext_lazy("it resembles another line of the same day."), ONE_OR_TWO),
    "duplicate_other_branch": (gettext_lazy("it resembles another line of the same day."), ONE_OR_TWO),
    "duplicate_transposed": (gettext_lazy("it resembles another line whose number has two digits the other way round."), ONE_OR_TWO),
    "duplicate_split": (gettext_lazy("together with another line it makes one session of that day."), ONE_OR_TWO),
    "too_late": (
        gettext_lazy("it was sent in after its last day."),
        gettext_lazy("Write to the organization why; two of its people may let it pass."),
    ),
    "closing_form_missing": (
        gettext_lazy("the last line of an authorization waits for its closing form."),
        gettext_lazy("Say on the page of the authorization how it ended."),
    ),
}


def code_of(key: str) -> str:
    """The rule of a stop's key: what stands before the line it was compared with."""
    return key.partition(":")[0]


def what_to_do(key: str) -> str:
    """What she can do about one stop. Raises KeyError for a code without words."""
    return str(HELD[code_of(key)][1])


def held(keys) -> str:
    """Why it is held and what to do: the first of what stands against it, and how much more does. `keys` in the order of the rules."""
    if not keys:
        return _("Held: %(why)s %(do)s") % {"why": _("it is being looked at."), "do": NOTHING_NEEDED}
    why, do = HELD[code_of(keys[0])]
    said = _("Held: %(why)s %(do)s") % {"why": why, "do": do}
    more = len(keys) - 1
    if not more:
        return said
    rest = ngettext("One more thing stands against it.", "%(count)s more things stand against it.", more) % {"count": more}
    return f"{said} {rest}"
