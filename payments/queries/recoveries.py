"""Recoveries as their pages read them."""

from django.db.models import Case, IntegerField, Value, When

from network.keyed import START, Keyed, Place, keyed
from payments.models import LineRecovery

WITH = ("organization", "payee", "line__participation__practitioner__person", "line__session", "line__payee")


def recoveries(actor, place: Place = START) -> Keyed:
    """A page of them: those with something to do first, then the newest."""
    first = Case(When(state__in=("proposed", "noticed"), then=Value(0)), default=Value(1), output_field=IntegerField())
    return keyed(LineRecovery.objects.visible_to(actor).annotate(rank=first).select_related(*WITH), ("rank", "-opened_at", "-pk"), place)
