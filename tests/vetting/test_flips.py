"""One meaning, two speeds: whom a version touches is the same in columns as one by one, for strewn facts."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.money import Money
from tests.vetting.invented import day, wren
from tests.vetting.strewn import ON, Strewn
from vetting import at_once, columns, flips, impact
from vetting.evidence import Hours, Insurance, Proof
from vetting.findings import Assessment, Finding, Policy, Route, Severity, Threshold
from vetting.rules import CRITERIA, evaluate, in_force

DAYS = (ON, ON + timedelta(days=1), date(2027, 12, 31))
PAID = Insurance(date(2020, 1, 1), date(2030, 1, 1), Money(100, "USD"), Money(100, "USD"), Proof("insurance"))


def strange(strewn, facts):
    """Now and then something no column can say: half an hour, a cover nobody has a bit for, money beyond all numbers."""
    half = replace(facts, hours=(Hours("ce", date(2025, 1, 1), date(2026, 1, 1), Decimal("19.5"), Proof("training")),))
    covered = replace(facts, insurance=(replace(PAID, also=("cyber", "bicycle")),))
    rich = replace(facts, insurance=(replace(PAID, per_claim=Money(2**70, "USD")),))
    return strewn.one((facts, facts, facts, half, covered, rich))


def strewn_files(seed):
    strewn = Strewn(seed)
    return strewn, [strange(strewn, strewn.facts()) for _turn in range(10)]


def version_of(strewn, book, on):
    """The newest version with one or two rows of it otherwise: a flip of few lines is one that could be missed."""
    rows = {row.criterion: row for row in (in_force(book, on) or strewn.book()[0]).thresholds}
    for key in strewn.chance.sample(sorted(rows), strewn.one((1, 2))):
        rows[key] = strewn.one((strewn.threshold(key), replace(rows[key], severity=strewn.one(tuple(Severity)))))
    return Policy("Strewn", 9, on, tuple(rows.values()))


# ── Pure ─────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(DAYS))
def test_files_flip_in_columns_as_they_do_one_by_one(seed, on):
    strewn, files = strewn_files(seed)
    book = strewn.one(([], *[strewn.book()] * 4))
    version = version_of(strewn, book, on)
    found = list(flips.of_files(flips.Many(files), range(1, 10), book, version, on=on))
    each = [(place, impact.of_file(book, version, files[place], on=on)) for place in range(1, 10)]
    assert found == [(place, differs) for place, differs in each if differs]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(DAYS))
def test_members_flip_in_columns_as_they_do_one_by_one(seed, on):
    strewn, files = strewn_files(seed)
    books = [strewn.book(), strewn.book(), ()]
    version = version_of(strewn, books[0], on)
    held = {place: strewn.one(books) for place in range(1, 10)}
    keys = [key for key in CRITERIA if strewn.chance.random() < 0.3]
    found = list(flips.of_members(flips.Many(files), held, version, keys, on=on))
    each = [(place, impact.of_member(book, version, keys, files[place], on=on)) for place, book in held.items()]
    assert found == [(place, differs) for place, differs in each if differs]


def unheard(strewn, value):
    """The same facts with now and then a word that stands in no list of ours, as a form or a roster of before may have left one."""
    if isinstance(value, tuple):
        return tuple(unheard(strewn, each) for each in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return "unheard_of" if strewn.chance.random() < 0.15 else value
    if is_dataclass(value) and not isinstance(value, Money):
        names = [each.name for each in fields(value) if each.name not in ("severity", "band")]  # the rules refuse others
        return replace(value, **{name: unheard(strewn, getattr(value, name)) for name in names})
    return value


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_word_nobody_has_heard_of_says_in_columns_what_it_says_to_the_rules(seed):
    strewn = Strewn(seed)
    files, book = [unheard(strewn, strewn.facts()) for _turn in range(6)], strewn.book()
    version = version_of(strewn, book, ON)
    found = list(flips.of_files(flips.Many(files), range(6), book, version, on=ON))
    each = [(place, impact.of_file(book, version, file, on=ON)) for place, file in enumerate(files)]
    assert found == [(place, differs) for place, differs in each if differs]


def test_strewn_files_do_flip_in_columns_and_beside_them():
    """What never comes up is not tested by the properties above."""
    flipped, alone, still = 0, 0, 0
    for seed in range(30):
        strewn, files = strewn_files(seed)
        many = flips.Many(files)
        touched = dict(flips.of_files(many, range(10), book := strewn.book(), version_of(strewn, book, ON), on=ON))
        alone += len(touched.keys() & set(many.alone))
        flipped, still = flipped + len(touched) - len(touched.keys() & set(many.alone)), still + 10 - len(touched)
    assert min(flipped, alone, still) > 5, (flipped, alone, still)


def test_who_is_bound_by_other_versions_is_held_to_other_rows():
    """Two who share their policies and nothing else: the day of the decision says which row is beside the new one."""
    row = Threshold("insurance_per_claim", Severity.BLOCKS, {"minimum": {"USD": 100_000_000}, "evidence": "attested"})
    more = replace(row, limit={**row.limit, "minimum": {"USD": 200_000_000}})
    book = (Policy("Invented", 1, day("2020-01-01"), (row,)), Policy("Invented", 2, day("2026-03-01"), (more,)))
    paid = (replace(PAID, per_claim=Money(100_000_000, "USD")),)
    files = [wren(insurance=paid, submitted_on=day(at), decided_on=day(at)) for at in ("2026-03-01", "2026-02-28", "2026-03-02")]
    version = Policy("Invented", 3, day("2027-01-01"), (more,))
    held = dict.fromkeys(range(3), book)
    found = list(flips.of_members(flips.Many(files), held, version, ["insurance_per_claim"], on=day("2027-01-01")))
    assert [place for place, _differs in found] == [1]


def test_only_who_may_flip_is_judged_by_the_rules(monkeypatch):
    """Else it would be no faster; who is judged alone is, whether she flips or not."""
    asked = []
    one = impact.of_file
    monkeypatch.setattr(impact, "of_file", lambda book, version, facts, on: asked.append(facts) or one(book, version, facts, on=on))
    row = Threshold("claims_open", Severity.REVIEW, {"evidence": "attested"})
    calm, odd = wren(), wren(insurance=(replace(PAID, also=("bicycle",)),))
    book, version = [Policy("Invented", 1, date(2020, 1, 1), (row,))], Policy("Invented", 2, ON, (row,))
    assert list(flips.of_files(flips.Many([calm, odd, calm]), range(3), book, version, on=ON)) == []
    assert asked == [odd]


def test_the_bytes_of_two_lines_weigh_alike_exactly_where_their_findings_do():
    lines = {at_once.NOT_ASKED: None} | {
        code: Finding("claims_open", outcome, severity, {}, {}, (), 1, reviewer=reviewer)
        for code, (outcome, severity, reviewer) in (
            (o | s << 2 | r << 4, (at_once.OUTCOMES[o], at_once.SEVERITIES[s], at_once.REVIEWERS[r]))
            for o, s, r in product(range(4), range(3), range(2))
        )
    }
    for (one, first), (other, second) in product(lines.items(), repeat=2):
        differs = impact.difference(*(Assessment(tuple(filter(None, [each])), Route.CLEAN, ON, None) for each in (first, second)))
        assert (at_once.WEIGHS[one] != at_once.WEIGHS[other]) == bool(differs), (first, second)


# ── What columns cannot say ──────────────────────────────────────────────────


@pytest.mark.parametrize("changes", [
    {"hours": (Hours("ce", date(2025, 1, 1), date(2026, 1, 1), Decimal("19.5"), Proof("training")),)},
    {"clinical_hours": 19.5}, {"eap_months": "36"}, {"clinical_hours": 2**31},
    {"insurance": (replace(PAID, also=("bicycle",)),)}, {"insurance": (replace(PAID, per_claim=Money(2**70, "USD")),)},
    {"languages": (["en"],)},
])  # fmt: skip
def test_a_fact_without_a_number_is_not_rounded_into_one(changes):
    with pytest.raises(columns.Unsayable):
        columns.pack(wren(**changes), columns.Codes())


def test_every_kind_of_fact_has_a_column_and_one_without_is_noticed(monkeypatch):
    assert columns.STRANGE == ()
    (field,) = [each for each in columns.fields(columns.Facts) if each.name == "eap_months"]
    monkeypatch.setattr(columns, "STRANGE", (field,))
    assert flips.Many([wren(eap_months=None), wren(eap_months=3)]).alone == [1]


def test_a_policy_nobody_knows_is_refused_in_columns_as_by_the_rules():
    book = [Policy("Invented", 1, date(2020, 1, 1), (Threshold("juggling", Severity.BLOCKS, {}),))]
    files = columns.columns([columns.pack(wren(), code := columns.Codes())], code)
    for judge in (lambda: evaluate(book, wren(), on=ON), lambda: at_once.evaluate(book, files, on=ON)):
        with pytest.raises(LookupError, match="Unknown criterion: juggling"):
            judge()


def test_without_a_policy_nothing_is_asked_in_columns_as_by_the_rules():
    files = columns.columns([columns.pack(wren(), code := columns.Codes())], code)
    assert at_once.evaluate([], files, on=ON).of(0) == at_once.signature(evaluate([], wren(), on=ON)) == ((), "incomplete")
