"""The panels of an organization that ask something of their own, as the rules take them."""

from datetime import date

from vetting.facts.policies import pure_policy, pure_threshold
from vetting.findings import Policy as PurePolicy
from vetting.models import PanelCriterion, Policy
from vetting.panels import PanelPolicy, layered


def panels_of(organization, *, also: Policy | None = None, but: Policy | None = None) -> dict[int, PanelPolicy]:
    """By the key of the panel: every approved version with its rows over the organization's. Three queries.

    `also` is a version not approved yet to lie over the others, `but` one to leave out.
    """
    approved = Policy.objects.within(organization).approved().prefetch_related("criteria")
    versions = [row for row in approved if row not in (also, but)] + ([also] if also else [])
    rows = list(PanelCriterion.objects.within(organization).filter(policy__in=versions).select_related("panel"))
    found = {}
    for panel in dict.fromkeys(row.panel for row in rows):
        mine = [row for row in rows if row.panel_id == panel.pk]
        own = {version.version: frozenset(row.criterion for row in mine if row.policy_id == version.pk) for version in versions}
        pure = tuple(_layered(version, [row for row in mine if row.policy_id == version.pk]) for version in versions)
        found[panel.pk] = PanelPolicy(panel.code, panel.name, pure, own)
    return found


def _layered(version: Policy, rows) -> PurePolicy:
    return layered(pure_policy(version), [pure_threshold(row) for row in rows])


def asking(panel: PanelPolicy, on: date) -> frozenset[str]:
    """The rules that are the panel's own on a day; empty when it asks nothing of its own then."""
    begun = [policy for policy in panel.policies if policy.effective_from <= on]
    newest = max(begun, key=lambda policy: (policy.effective_from, policy.version), default=None)
    return panel.own.get(newest.version, frozenset()) if newest else frozenset()
