"""Up to how much a person approves a line alone: her own dated limit, else the organization's."""

from network.facts.parameters import in_force
from network.money import Money
from network.queries.people import same_persons
from payments.duties import Act, Done, approvers
from payments.models import InvoiceLine
from payments.parameters import LIMIT, value


def approves_alone(organization, person_id, *, on) -> Money | None:
    """By natural person: of several accounts the lowest limit counts. None: any amount."""
    own = [in_force(organization, f"{LIMIT}{person}", on=on) for person in sorted(same_persons(person_id))]
    found = min((int(minor) for minor in own if minor), default=value(organization, "payments.approve_alone", on=on))
    return Money(found, organization.currency) if found else None


def done_to(line: InvoiceLine) -> tuple[Done, ...]:
    """Who did what to a line, in order; an approval that fell away is none."""
    rows = line.acts.filter(voided_at__isnull=True)
    return tuple(Done(Act(row.act), str(row.person_id), str(line.pk), row.pk) for row in rows)


def takes_a_second(line: InvoiceLine, person_id, *, on) -> bool:
    """Whether this person's approval is the first of two: the amount is above her limit, and nobody else has approved it yet."""
    limit = approves_alone(line.organization, person_id, on=on)
    if limit is None or line.total <= limit:
        return False
    given = {int(person) for person in approvers(Act.APPROVE_LINE, str(line.pk), done_to(line))}
    return not given - same_persons(person_id)
