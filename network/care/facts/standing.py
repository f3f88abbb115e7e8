"""From when until when a therapist is clear for what she offers, place by place. Judges nothing: `network.standing` does."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from network.care.ages import privilege
from network.care.spells import Spell, places, services, spells
from network.facts.standing import rows_of
from network.models import Panel, Service
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
    panels = _panels(availability, rows)
    for panel, service, (mode, client_in, office) in product(
        panels, sorted(services(rows, tuple(Service.values))), _meetings(availability.modes, offices, places(rows))
    ):
        need = Need(service, client_in, office.jurisdiction, mode, Use.OFFER, panel)
        for (began, ended), bands in _by_spell(rows, need, availability.age_bands, max(known)).items():
            yield {
                "panel": panel, "service": service, "mode": mode, "jurisdiction": client_in, "practitioner_in": office.jurisdiction,
                "place": office.label, "latitude": office.latitude, "longitude": office.longitude,
                "age_bands": f",{','.join(bands)},", "clear_from": began, "clear_until": ended,
            }


def _panels(availability, rows) -> list[str]:
    """The network itself, and every panel a grant of hers is for."""
    granted = {grant.panel for grant in rows.grants if grant.granted}
    if None not in granted:
        return sorted({"", *granted})
    return sorted({"", *Panel.objects.within(availability.organization).values_list("code", flat=True)})


def _by_spell(rows, need, bands, since) -> dict[Spell, list[str]]:
    """The spells in which she is clear, each with the ages it is for: mostly one for all of them."""
    found: dict[Spell, list[str]] = {}
    for asked in sorted({privilege(band) for band in bands}):
        for spell in spells(rows, replace(need, age_band=asked), since):
            found.setdefault(spell, []).extend(sorted(band for band in bands if privilege(band) == asked))
    return found


def _meetings(modes, offices, named) -> list[tuple]:
    """In person the client is where she receives; otherwise anywhere a row names, and she sits at her first place."""
    found = [("in_person", office.jurisdiction, office) for office in offices] if "in_person" in modes else []
    return found + [(mode, place, offices[0]) for mode in ("video", "phone") if mode in modes for place in sorted(named)]
