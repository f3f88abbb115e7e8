"""Every register that can be asked, and which of them answers for what."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from licensure.sources import nl_big, us_npi, us_ok_bbhl
from licensure.sources.answers import Source
from licensure.sources.board_tables import tables
from licensure.sources.open_data import portals


@cache
def registers() -> dict[str, Source]:
    """By key."""
    every = (nl_big.SOURCE, us_npi.SOURCE, us_ok_bbhl.SOURCE, *portals(), *tables())
    found = {each.key: each for each in every}
    if len(found) != len(every):
        raise ValueError("Two registers have one key.")
    return found


def register_for(
    element: str, jurisdiction: str = "", register: str = "", title: str = "", named: Mapping[str, str] = MappingProxyType({}),
) -> Source | None:
    """The register that answers this element there; `register` and `title` are the keys of a license type and its register.

    `named`: addresses somebody named, by the register's key; one without an address of its own answers only there.
    """
    for source in registers().values():
        if not (source.url or source.key in named):
            continue
        there = source.jurisdiction == jurisdiction or element == "npi"
        speaks = (not source.registers or register in source.registers) and (not source.titles or title in source.titles)
        if source.element == element and there and speaks:
            return source
    return None
