"""What stands against a line now: read once, judged by the pure rules."""

from dataclasses import replace

from payments.facts.lines import held_against
from payments.models import InvoiceLine, Payee
from payments.rules import stops

OF_PAYEES = ("payee_missing", "payee_differs")  # what they compare are keys


def stops_of(line: InvoiceLine, *, on):
    """What stands against a line on the organization's day `on`, as the pure rules say."""
    held = held_against(line)
    return stops(held.line, held.authorization, held.clearance, held.schedule, held.history, on=on)


def named_stops_of(line: InvoiceLine, *, on):
    """The same for a reader: payees by their names."""
    return tuple(_named(stop, line.organization) if stop.code in OF_PAYEES else stop for stop in stops_of(line, on=on))


def _named(stop, organization):
    names = {str(row.pk): row.name for row in Payee.objects.within(organization).filter(pk__in=filter(None, (stop.claimed, stop.expected)))}
    return replace(stop, claimed=names.get(stop.claimed, stop.claimed), expected=names.get(stop.expected, stop.expected))
