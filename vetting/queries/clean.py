"""The clean files that wait for a director's signature, and what each reader has seen of them."""

from django.db.models import Max

from network.events import scope_of
from network.models import Event
from vetting.models import Application

SHOWN = 100  # as many as somebody can still look through in one sitting


def clean_files(actor) -> list[Application]:
    """The files handed over as clean, the longest waiting first."""
    rows = Application.objects.visible_to(actor).filter(state="in_review", route="clean")
    return list(rows.select_related("organization", "practitioner__person", "participation").order_by("state_since", "pk")[:SHOWN])


def named_files(actor, references) -> list[Application]:
    """The files with these references that this reader may reach, clean or not, the longest waiting first."""
    rows = Application.objects.visible_to(actor).filter(reference__in=list(references)[:SHOWN])
    return list(rows.select_related("organization", "practitioner__person", "participation").order_by("state_since", "pk"))


def seen_of(applications) -> dict[str, int]:
    """The newest event about each file, by reference; one query."""
    if not applications:
        return {}
    rows = Event.objects.filter(scope=scope_of(applications[0]), about__in=[row.reference for row in applications])
    return dict(rows.values("about").annotate(last=Max("sequence")).values_list("about", "last"))
