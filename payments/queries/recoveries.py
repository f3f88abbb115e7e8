"""Recoveries as their pages read them."""

from django.db.models import Case, IntegerField, Value, When

from payments.models import LineRecovery

WITH = ("organization", "payee", "line__participation__practitioner__person", "line__session", "line__payee")
SHOWN = 200


def recoveries(actor) -> list[LineRecovery]:
    """Those with something to do first, then the newest."""
    first = Case(When(state__in=("proposed", "noticed"), then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(LineRecovery.objects.visible_to(actor).select_related(*WITH).order_by(first, "-opened_at", "-pk")[:SHOWN])
