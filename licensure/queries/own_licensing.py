"""Where an organization serves clients in a place that asks something of the organization itself."""

from licensure.catalog import OrganizationRule
from licensure.policy import known
from network.models import Grant


def rules_where_it_serves(organization) -> tuple[OrganizationRule, ...]:
    """The rules of the places its approvals in force name; an approval for everywhere names every place."""
    grants = Grant.objects.within(organization).current().filter(granted=True).values_list("jurisdictions", flat=True)
    rules, places, everywhere = known(organization).organizations, set(), False
    for named in grants:
        everywhere = everywhere or named is None
        places.update(named or ())
    return tuple(rule for code, rule in sorted(rules.items()) if everywhere or code in places)
