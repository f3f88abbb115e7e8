"""Every register that can be asked, and which of them answers for what."""

from functools import cache

from licensure.sources import nl_big, us_npi
from licensure.sources.answers import Source
from licensure.sources.open_data import portals


@cache
def registers() -> dict[str, Source]:
    """By key."""
    found = {each.key: each for each in (nl_big.SOURCE, us_npi.SOURCE, *portals())}
    if len(found) != 2 + len(portals()):
        raise ValueError("Two registers have one key.")
    return found


def register_for(element: str, jurisdiction: str = "", register: str = "") -> Source | None:
    """The register that answers this element there; `register` is the key of the one a license type belongs to."""
    for source in registers().values():
        there = source.jurisdiction == jurisdiction or element == "npi"
        if source.element == element and there and (not source.registers or register in source.registers):
            return source
    return None
