"""When a delegate's decision may be taken over: the policy accepts them, and our audit is not too old (domain 8.1 number 79)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.dates import plus_months
from network.formats import day
from network.guards import today
from network.transitions import Refusal
from vetting.facts.committee import governance_of


def delegate_is_audited(application, *, actor, at, original=None, **inputs):
    """Only of a decision somebody made for the organization; NCQA asks for a yearly audit of whoever does."""
    if original is None or not original.delegated:
        return
    on = today(application, at)
    said, told = governance_of(application.organization, on), {"name": original.body}
    if not said["delegation"]:
        yield Refusal(
            "delegation_off", _("The policy in force accepts no decisions of a delegate, such as %(name)s.") % told,
            _("Decide the file here, or approve a policy that accepts them."),
        )
        return
    if original.audited_on is None:
        yield Refusal("delegate_unaudited", _("It is not said when %(name)s was audited.") % told, _("Enter the last day of your audit."))
    elif original.audited_on > on:
        yield Refusal("audited_in_future", _("The audit of %(name)s lies in the future.") % told, _("Look at the day again."))
    elif plus_months(original.audited_on, said["delegate_audit_months"]) < on:
        yield _too_old(original, said["delegate_audit_months"])


def _too_old(original, months) -> Refusal:
    message = ngettext(
        "The audit of %(name)s on %(day)s is older than %(count)s month.",
        "The audit of %(name)s on %(day)s is older than %(count)s months.", months,
    ) % {"name": original.body, "day": day(original.audited_on), "count": months}
    return Refusal("audit_too_old", message, _("Audit the delegate again, or decide the file here."))
