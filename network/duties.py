"""Which act bars which later one, said where it is enforced: `docs/duties.md` is written from these declarations.

A guard that compares persons says with `bars` what it keeps apart. Persons, not accounts and not roles: it asks
`same_persons`, so a second account, another role or acting on somebody's behalf changes nothing. [S: safety A8]
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Duty:
    """Who did `earlier` may not do `act` to the same thing; `code` is the refusal, `where` the function that refuses."""

    area: str
    act: str
    earlier: str
    code: str
    where: str


DECLARED: list[Duty] = []


def bars(area: str, act: str, *earlier: str, code: str) -> Callable:
    """Declare what a guard keeps apart: `@bars("vetting", "approve a policy", "write it", code="same_person")`."""

    def declare(guard):
        where = f"{guard.__module__}.{guard.__name__}"
        DECLARED.extend(Duty(area, act, each, code, where) for each in earlier)
        return guard

    return declare


HEAD = """# Separation of duties

Written by `manage.py duties` from the guards that enforce it; do not edit. Who did what stands in the second column may not do what
stands in the first to the same thing. Compared are natural persons: under a second account, in another role or on somebody's behalf
she is the same. The refusal has a code and says what would make it possible: a colleague does it.
"""
TABLE = "| nobody may … | … who did this before | refusal | asked by |\n|---|---|---|---|"


def declared() -> list[Duty]:
    """Every duty of the installation, by area and act."""
    import_module(settings.ROOT_URLCONF)  # what a page can do is imported by it, and every guard with it
    return sorted(DECLARED, key=lambda duty: (duty.area, duty.act, duty.earlier, duty.where))


def page() -> str:
    """The whole page."""
    sections = [HEAD.strip()]
    for area, rows in groupby(declared(), key=lambda duty: duty.area):
        lines = [f"| {row.act} | {row.earlier} | `{row.code}` | `{row.where}` |" for row in rows]
        sections.append("\n".join([f"## {area.capitalize()}\n", TABLE, *lines]))
    return "\n\n".join(sections) + "\n"
