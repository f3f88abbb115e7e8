"""The first page of each role: where somebody lands after signing in, and where the bar takes her."""

from django.urls import NoReverseMatch, reverse

from network.access import staff_actor

FIRST = (
    ("queue", "see_queue"), ("intake", "take_calls"), ("money", "see_payments"), ("standing", "see_standing"),
    ("staff", "manage_staff"), ("policies", "see_policy"), ("audit", "see_audit"), ("reports", "see_report"),
)


def first_page(membership) -> str:
    """The address of the first page this colleague may see; empty when her role opens none."""
    actions = staff_actor(membership).actions
    for name, action in FIRST:
        if action in actions:
            try:
                return reverse(name, kwargs={"organization": membership.organization.slug})
            except NoReverseMatch:
                continue
    return ""
