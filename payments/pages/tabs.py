"""The tabs between the pages about money, as far as the reader may open them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.parts import Link


def tabs(organization, actor, current: str) -> tuple[Link, ...]:
    """Those of the reader, with the one she is on marked."""
    every = (
        ("money", _("Overview"), Action.SEE_PAYMENTS),
        ("lines", _("Lines"), Action.SEE_PAYMENTS),
        ("line_recoveries", _("Recoveries"), Action.SEE_PAYMENTS),
        ("ledger", _("Ledger"), Action.SEE_PAYMENTS),
        ("batches", _("Batches"), Action.SEE_PAYMENTS),
        ("answers", _("From the bank"), Action.TAKE_ANSWER),
        ("authorizations", _("Authorizations"), Action.ISSUE_AUTHORIZATION),
        ("payees", _("Payees"), Action.SEE_ACCOUNT),
        ("terms_and_rates", _("Terms and rates"), Action.SEE_PAYMENTS),
        ("money_settings", _("Settings"), Action.SEE_PAYMENTS),
    )
    here = {"organization": organization.slug}
    open_to = ((name, label) for name, label, action in every if can(actor, action, organization))
    return tuple(Link(label, reverse(name, kwargs=here), current=name == current) for name, label in open_to)
