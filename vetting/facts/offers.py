"""What an applicant says she offers beside place and service, where an organization's policy asks."""

from vetting.facts.policies import panel_thresholds, policies_of

OFFERS = {"languages": "languages", "works_by": "modes", "office_has": "office"}  # criterion → what it reads of an application


def offers_asked(organization) -> list[str]:
    """What the organization's versions, or a panel in one, ask an applicant to say: languages, modes, office."""
    rows = [row for policy in policies_of(organization) for row in policy.thresholds] + panel_thresholds(organization)
    keys = {row.criterion for row in rows}
    return [name for key, name in OFFERS.items() if key in keys]


def offered(offers) -> dict:
    """What she said, by the name of the fact; None where she was not asked."""
    return {name: tuple(offers[name]) if name in offers else None for name in OFFERS.values()}
