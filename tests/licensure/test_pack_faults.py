"""What contradicts itself between entries of packs, one entry changed at a time; pure, on stand-ins."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.catalog import Fact, Holds, Renewal
from licensure.pack_faults import contradictions

JAN, FEB = date(2020, 1, 1), date(2020, 2, 1)
SOUND = {
    "key": "XX:t", "register": "XX:r", "successor": "", "valid_from": None, "valid_to": None, "renewal": Renewal.ROLLING,
    "reverify_months": None, "compact": "", "mechanism": None, "fact": Fact(JAN, "https://board.example", "high"),
    "pattern": "", "check": "",
}  # fmt: skip


def pack(needs="XX:t", homes=("XX:t",), parent="", **title):
    """One place with one register, one title, one requirement and one compact, as the arguments say."""
    return Row(
        types={"XX:t": Row(**{**SOUND, **title})}, registers={"XX:r": None}, requirements={"n": Row(expression=Holds(needs))},
        compacts={"c": Row(home_titles=homes)}, places={"XX": Row(code="XX", parent=parent)},
    )


GOOD = [
    {}, {"successor": "XX:t"}, {"parent": "XX"}, {"pattern": "[0-9]+"}, {"check": "luhn"}, {"check": "gs1"},
    {"compact": "c", "mechanism": "privilege"},
    {"valid_from": JAN}, {"valid_to": JAN}, {"valid_from": JAN, "valid_to": JAN}, {"valid_from": JAN, "valid_to": FEB},
    {"renewal": Renewal.LIFELONG, "reverify_months": 12}, {"fact": Fact()}, {"fact": Fact(None, "x", "low")}, {"homes": ()},
]  # fmt: skip


@pytest.mark.parametrize("changes", GOOD, ids=str)
def test_what_agrees_has_no_fault(changes):
    assert list(contradictions(pack(**changes))) == []


BAD = [
    ({"needs": "XX:u"}, "A requirement names the unknown title XX:u."),
    ({"homes": ("XX:t", "XX:u")}, "A requirement names the unknown title XX:u."),
    ({"parent": "ZZ"}, "XX has the unknown parent ZZ."),
    ({"register": "XX:s"}, "XX:t names the unknown register XX:s."),
    ({"successor": "XX:u"}, "XX:t names the unknown successor XX:u."),
    ({"valid_from": FEB, "valid_to": JAN}, "XX:t ends before it begins."),
    ({"renewal": Renewal.LIFELONG}, "XX:t never expires and has no re-verification interval."),
    ({"compact": "c"}, "XX:t names a compact without its mechanism, or an unknown one."),
    ({"mechanism": "privilege"}, "XX:t names a compact without its mechanism, or an unknown one."),
    ({"compact": "d", "mechanism": "privilege"}, "XX:t names a compact without its mechanism, or an unknown one."),
    ({"check": "mod11"}, "XX:t has the unknown check digit mod11."),
    ({"fact": Fact(JAN, "x", "certain")}, "XX:t has a fact without a proper day or confidence."),
    ({"fact": Fact("2020-01-01", "x", "high")}, "XX:t has a fact without a proper day or confidence."),
]


@pytest.mark.parametrize(("changes", "said"), BAD, ids=[str(changes) for changes, _said in BAD])
def test_each_contradiction_is_said_alone(changes, said):
    assert list(contradictions(pack(**changes))) == [said]


def test_a_pattern_that_does_not_compile_is_said_with_its_reason():
    (said,) = contradictions(pack(pattern="["))
    assert said.startswith("XX:t has a pattern that does not compile: ")
