"""What a version says of how vetting is governed, and how it differs from another: for its page, its document, and a comparison."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.formats import listed
from network.parts import Pair
from vetting import words_clocks, words_committee, words_governance
from vetting.clocks import in_full as clocks_in_full
from vetting.committee import in_full as committee_in_full
from vetting.governance import FIXED, GROUPS, in_full


@dataclass(frozen=True, slots=True)
class Part:
    """One group of settings."""

    title: str
    pairs: tuple[Pair, ...]


def parts(given, against=None) -> tuple[Part, ...]:
    """Every group, with what was said until now where it changes."""
    now, was = in_full(given), in_full(against) if against is not None else {}
    return tuple(
        Part(str(words_governance.GROUPS[name]), tuple(_pair(each.key, now, was) for each in group)) for name, group in GROUPS.items()
    )


def _pair(key, now, was) -> Pair:
    told = words_governance.setting(now[key])
    if key in was and was[key] != now[key]:
        told = _("%(now)s, until now %(was)s") % {"now": told, "was": words_governance.setting(was[key])}
    return Pair(words_governance.label(key), told)


def always_two() -> str:
    """What takes two people whatever a policy says."""
    return _("Always two people: %(steps)s.") % {"steps": listed([words_governance.FIXED[name] for name in FIXED])}


@dataclass(frozen=True, slots=True)
class Differing:
    """One setting that two versions say differently."""

    title: str
    first: str
    second: str


def differing(first, second) -> tuple[Differing, ...]:
    """The days, the committee and the governance in which two versions differ; each is (clocks, committee, governance)."""
    return tuple(
        Differing(title, one, other)
        for (title, one), (_title, other) in zip(_said(*first), _said(*second), strict=True) if one != other
    )


def _said(clocks, committee, governance):
    yield from ((words_clocks.label(key), words_clocks.told(key, value)) for key, value in clocks_in_full(clocks).items())
    yield from ((words_committee.label(key), words_committee.setting(value)) for key, value in committee_in_full(committee).items())
    yield from ((words_governance.label(key), words_governance.setting(value)) for key, value in in_full(governance).items())
