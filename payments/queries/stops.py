"""What stands against a line now: read once, judged by the pure rules."""

from payments.facts.lines import held_against
from payments.models import InvoiceLine
from payments.rules import stops


def stops_of(line: InvoiceLine, *, on):
    """What stands against a line on the organization's day `on`, as the pure rules say."""
    held = held_against(line)
    return stops(held.line, held.authorization, held.clearance, held.schedule, held.history, on=on)
