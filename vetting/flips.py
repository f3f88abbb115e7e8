"""Whose verdict a version changes, of many files at once: `impact.of_file` and `impact.of_member`, asked in columns first. Pure.

One meaning, two speeds (decision 32): the columns name the files on which any line weighs otherwise, and the rules say of those few
what was found before and after. Two kinds of files are not asked in columns but one by one, as slowly as ever: what a policy asks by
file (`at_once.BY_FILE`) is asked so within the columns, and a file holding a fact that no column can say (`columns.Unsayable`) is
judged by the rules alone. So nobody is left out of an answer, or rounded into another one, because a number was missing for her.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from vetting import at_once, impact
from vetting.columns import Codes, Unsayable, columns, pack
from vetting.evidence import Facts
from vetting.findings import Policy
from vetting.impact import Difference


class Many:
    """Files with their facts, each packed once however many questions are put to it."""

    def __init__(self, facts: Sequence[Facts]):
        self.facts = list(facts)
        self.code = Codes()
        self.packed = [_packed(each, self.code) for each in self.facts]

    @property
    def alone(self) -> list[int]:
        """The places of the files that no columns can say."""
        return [place for place, packed in enumerate(self.packed) if packed is None]

    def differing(self, places: Sequence[int], before: Sequence[Policy], after: Sequence[Policy], *, on: date) -> list[int]:
        """Which of the files at these places have a line that weighs otherwise; who is judged alone may, and is named too."""
        told = [place for place in places if self.packed[place] is not None]
        files = columns([self.packed[place] for place in told], self.code)
        then, now = (
            at_once.evaluate(policies, files, on=on, facts=lambda at: self.facts[told[at]]) for policies in (before, after)
        )
        found = {told[at] for at in at_once.differing(then, now)}
        return [place for place in places if place in found or self.packed[place] is None]


def _packed(facts: Facts, code: Codes) -> bytes | None:
    try:
        return pack(facts, code)
    except Unsayable:
        return None


def of_files(
    many: Many, places: Sequence[int], policies: Sequence[Policy], version: Policy, *, on: date
) -> Iterator[tuple[int, Difference]]:
    """`impact.of_file` of the files at these places: each place where anything differs, in their order, with what."""
    for place in many.differing(places, policies, (*policies, version), on=on):
        if found := impact.of_file(policies, version, many.facts[place], on=on):
            yield place, found


def of_members(
    many: Many, held: dict[int, Sequence[Policy]], version: Policy, keys: Sequence[str], *, on: date
) -> Iterator[tuple[int, Difference]]:
    """`impact.of_member` of the files at the places of `held`, which says what each is held to: where anything differs, in their order.

    Who is held to the same rows is asked together. Give the same object where the policies are the same.
    """
    groups = defaultdict(list)
    for place, policies in held.items():
        groups[(id(policies), *_bound_by(policies, many.facts[place]))].append(place)
    found = []
    for places in groups.values():
        first = places[0]
        then, now = impact.sides(held[first], version, keys, many.facts[first], on=on)
        found += many.differing(places, [then], [now], on=on)
    for place in sorted(found):
        if differs := impact.of_member(held[place], version, keys, many.facts[place], on=on):
            yield place, differs


def _bound_by(policies: Sequence[Policy], facts: Facts) -> tuple[int | None, ...]:
    """Which versions bind a file, as far as its days decide: how many had begun on each."""
    days = (facts.submitted_on, facts.decided_on, facts.event_on)
    return tuple(day and sum(policy.effective_from <= day for policy in policies) for day in days)
