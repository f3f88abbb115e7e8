"""The policies of the demo's organizations: from presets, with the invented exclusion list, approved by a second person."""

from dataclasses import replace
from datetime import date

from licensure.demo.exclusions import KEY
from network.demo.dutch import in_language
from vetting import presets
from vetting.models import Policy
from vetting.workflow import policies

PRESETS = {"harbor": "EAP-basic-US", "summit": "EASNA-high", "noorderlicht": "EAP-NL"}
SCREENED = ("not_excluded", "exclusion_checked", "exclusion_monthly")


def first_policy(organization, crew, *, effective_from: date, at, committee: dict | None = None) -> Policy:
    """Version 1, in force from a day; `committee` as it differs from the default."""
    policy = policies.draft_from_preset(
        organization=organization, preset=PRESETS[organization.slug], effective_from=effective_from,
        note=in_language("Our first policy.", organization.language), actor=crew.manager, at=at,
    )
    own_list(policy, crew.manager, at=at)
    if committee:
        policies.set_committee(policy, committee, actor=crew.manager, at=at)
    return adopt(policy, crew, at=at)


def own_list(policy: Policy, actor, *, at) -> None:
    """Screen against the demo's list instead of the real one, which nobody has loaded."""
    source = presets.preset(policy.preset)
    for name in SCREENED:
        if row := source.threshold(name):
            policies.set_threshold(policy, replace(row, limit={**row.limit, "lists": (KEY,)}), actor=actor, at=at)


def adopt(policy: Policy, crew, *, at) -> Policy:
    """Written by one, approved by another."""
    language = policy.organization.language
    policies.send_for_approval(policy, note=in_language("For approval.", language), actor=crew.manager, at=at)
    policies.approve(policy, note=in_language("Read and approved.", language), actor=crew.director, at=at)
    return policy
