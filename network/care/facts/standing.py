"""From when until when a therapist is clear for what she offers, place by place. Judges nothing: `network.standing` does."""

from collections.abc import Iterator
from itertools import product

from network.care.spells import places, services, spells
from network.facts.standing import rows_of
from network.models import Service
from network.standing import Need, Use


def clear_rows(availability) -> Iterator[dict]:
    """Every spell in which she is clear, by service, mode and place, as columns of the match table.

    Counted from the newest row of her standing on: the rows are derived again whenever one is added.
    """
    rows = rows_of(availability.participation).known()
    known = [row.recorded_at for kind in (rows.acceptances, rows.grants, rows.covers, rows.holds) for row in kind]
    offices = list(availability.practice_places.all())
    if not known or not offices:
        return
    for service, (mode, client_in, office) in product(
        sorted(services(rows, tuple(Service.values))), _meetings(availability.modes, offices, places(rows))
    ):
        need = Need(service, client_in, office.jurisdiction, mode, Use.OFFER)
        for began, ended in spells(rows, need, max(known)):
            yield {
                "service": service, "mode": mode, "jurisdiction": client_in, "practitioner_in": office.jurisdiction,
                "place": office.label, "latitude": office.latitude, "longitude": office.longitude,
                "clear_from": began, "clear_until": ended,
            }


def _meetings(modes, offices, named) -> list[tuple]:
    """In person the client is where she receives; otherwise anywhere a row names, and she sits at her first place."""
    found = [("in_person", office.jurisdiction, office) for office in offices] if "in_person" in modes else []
    return found + [(mode, place, offices[0]) for mode in ("video", "phone") if mode in modes for place in sorted(named)]
