"""What comes up between two vettings and calls for a look: concerns, a claim, a license in another place, another service. Pure.

What comes of it is the organization's own setting: a task for a named person, or a file that opens by itself (domain 5.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.dates import plus_months


class Kind(StrEnum):
    """What came up."""

    CONCERNS = "concerns"
    CLAIM = "claim"
    LICENSE = "license"
    SERVICE = "service"


FILES = {Kind.CONCERNS: "for_cause", Kind.CLAIM: "for_cause", Kind.LICENSE: "addition", Kind.SERVICE: "addition"}
OPENS = {  # the setting by which its file opens by itself
    Kind.CONCERNS: "concerns_open_review", Kind.CLAIM: "claims_open_review", Kind.LICENSE: "licenses_open_addition",
    Kind.SERVICE: "services_open_addition",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A concern that was neither struck out nor found not to be so."""

    number: int
    received_on: date
    serious: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of her now and was not when she was decided on; each row by its number, trainings with their code.

    `places` and `services` are those she is approved for, or asked for already; `needs` the certificates each service asks.
    """

    concerns: tuple[Said, ...] = ()
    claims: tuple[int, ...] = ()
    licenses: tuple[tuple[int, str], ...] = ()
    trainings: tuple[tuple[int, str], ...] = ()
    places: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    needs: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that came up, by a key that never comes twice. `count` of concerns; `where` is the place or service."""

    kind: Kind
    key: str
    count: int = 1
    where: str = ""


def happenings(heard: Heard, settings: Mapping, *, on: date) -> tuple[Happening, ...]:
    """What calls for a look on the organization's day `on`, by the settings of `vetting.committee`."""
    found = [*_concerns(heard, settings, on), *(Happening(Kind.CLAIM, f"claim:{number}") for number in heard.claims)]
    found += [
        Happening(Kind.LICENSE, f"license:{number}", where=place) for number, place in heard.licenses if place not in heard.places
    ]
    for service, codes in sorted((heard.needs or {}).items()):
        holds = [number for number, code in heard.trainings if code in codes]
        if holds and service not in heard.services:
            found.append(Happening(Kind.SERVICE, f"service:{service}:{holds[0]}", where=service))
    return tuple(found)


def _concerns(heard, settings, on):
    """The newest concern with which there are as many as the number within the months; a serious one alone is enough. 0: never."""
    most, months = settings["between_concerns"], settings["between_months"]
    if not most:
        return
    rows = sorted(heard.concerns, key=lambda said: (said.received_on, said.number))
    rows = [said for said in rows if said.received_on <= on <= plus_months(said.received_on, months)]
    crossing = [said for count, said in enumerate(rows, 1) if said.serious or count >= most]
    if crossing:
        yield Happening(Kind.CONCERNS, f"concerns:{crossing[-1].number}", count=len(rows))


def opens_file(happening: Happening, settings: Mapping) -> bool:
    """Whether its file opens by itself; otherwise a named person gets a task."""
    return settings[OPENS[happening.kind]]
