"""The rule of comparison has a number that every screening remembers; it must go up whenever any answer comes out otherwise."""

import hashlib
import json
from datetime import date

from licensure import screening
from licensure.screening import Bands, Entry, ListIndex, Name, Person, screen

# By number of the rule: the digest of everything it answers below. Matching changed? Raise screening.RULE by one and add a line,
# so that nothing rests on screenings by the rule before; never change a line that was released.
ANSWERS = {1: "385593a453b165737b9ed3ca8eddace8c8295a141034d2a40f9bf8415244e7fb"}

BIRTHS = (None, date(1980, 2, 3), date(1980, 3, 2), date(1980, 2, 4), date(1961, 7, 9), date(1900, 1, 1))
NPIS = ("", "1234567893", "1679576722")
HERS = (
    "Wren|Halloway", "Wren Ida|Halloway", "Wren|Hallowy", "Wern|Holloway", "W|Halloway", "|Halloway",
    "Halloway|Wren", "Wren Ida|Halloway-Elm", "Ida|Elm", "Bill|Ash", "William|Ashe", "Bob|Mc Donald",
    "Robert|MacDonald", "Zoë|van der Müller", "Zoe|Muller", "Mhmd|Hssn", "Mohamed|Hassan", "محمد|حسن",
    "Александр|Хиджази", "Alexander|Hijazi", "太郎|山田", "Taro|Yamada", "지성|박", "Ji Sung|Park",
    "Testerina|Bramblewickthornell", "Testerinarosalinde|Bramblewickthornelles", "Dr. Wren|Halloway, Jr.",
    "Нalloway|Wrеn", "Yaw|Lee", "Ali|Lee", "Al|El",
)  # fmt: skip
THEIRS = (
    "WREN|HALLOWAY|", "WREN|HALLOWAY|IDA", "WREN|HALLOWAY|Q", "W|HALLOWAY|", "|HALLOWAY|", "HALLOWAY|WREN|",
    "IDA|ELM|", "WILLIAM|ASH|", "ROBERT|MCDONALD|", "ZOE|VANDERMULLER|", "ZOE|MUELLER|", "MOHAMED|HASSAN|",
    "ALEXANDER|HIJAZI|", "TARO|YAMADA|", "JI SUNG|PARK|", "TESTERINAROSALI|BRAMBLEWICKTHORNELL|",
    "TESTERINA|BRAMBLEWICKTHORNELLE|", "ALI|LEE|", "AL|EL|",
)  # fmt: skip


def entries() -> list[Entry]:
    """Every listed name with several dates of birth and NPIs."""
    written = [name.split("|") for name in THEIRS]
    return [
        Entry(f"{given} {family} {middle} {born} {npi}", family, given, middle, npi, born)
        for given, family, middle in written
        for born, npi in zip(BIRTHS, (*NPIS, *NPIS), strict=True)
    ]


def people() -> list[Person]:
    """Every name with several dates of birth and NPIs, and a few people with two names."""
    names = [Name(*name.split("|")) for name in HERS]
    alone = [Person((name,), born, npi) for name in names for born, npi in zip(BIRTHS, (*NPIS[1:], *NPIS, ""), strict=True)]
    return alone + [Person(pair, BIRTHS[1]) for pair in zip(names, names[1:], strict=False)]


def answers() -> list:
    """Everything the rule answers: row, score, band, reasons and the name found under; for three settings of the bands."""
    index = ListIndex(entries())
    return [
        [
            [found.entry.key, found.score, found.band, found.name.given, found.name.family]
            + [[reason.identifier, reason.verdict, reason.how] for reason in found.reasons]
            for found in screen(person, index, bands)
        ]
        for bands in (Bands(), Bands(30, 70, 90), Bands(70, 85, 95))
        for person in people()
    ]


def digest() -> str:
    return hashlib.sha256(json.dumps(answers()).encode()).hexdigest()


def test_matching_cannot_change_unless_the_rule_gets_another_number():
    told = "Matching changed: raise screening.RULE by one and add the new digest to ANSWERS."
    assert digest() == ANSWERS.get(screening.RULE), told
    assert list(ANSWERS) == list(range(1, screening.RULE + 1)), told


def test_the_digest_notices_a_change_of_any_part_of_the_rule(monkeypatch):
    before = digest()
    for name, value in (("LOSS_SWAPPED", 6), ("MIDDLE_POINTS", 2), ("WITHOUT_NPI", 93)):
        with monkeypatch.context() as changed:
            changed.setattr(screening, name, value)
            changed.setitem(screening.POINTS, screening.Reason("middle_name", "agrees"), screening.MIDDLE_POINTS)
            assert digest() != before, name
    monkeypatch.setattr("licensure.names.LOSS_NICKNAME", 9)
    screening.given_agreement.cache_clear()
    assert digest() != before, "nicknames"
    monkeypatch.undo()
    screening.given_agreement.cache_clear()
    assert digest() == before
