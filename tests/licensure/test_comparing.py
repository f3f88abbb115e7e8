"""What she attests beside what the source answers: hand-written tables of names, numbers, days and amounts."""

from datetime import date

import pytest

from licensure.comparing import Stated, compare, same_name, same_number

WREN = ("Wren", "Halloway")
JOHANNA = ("Johanna Maria", "de Vries")

SAME = [
    (WREN, "Wren Halloway"), (WREN, "HALLOWAY, WREN"), (WREN, "HALLOWAY WREN"), (WREN, "Wren Adair Halloway"),
    (WREN, "Wren A. Halloway, LCSW"), (WREN, "Dr. Wren Halloway"), (WREN, "W. Halloway"), (JOHANNA, "J.M. de Vries"),
    (JOHANNA, "Vries, J. de"), (JOHANNA, "Johanna de Vries"), (JOHANNA, "Maria de Vries"), (("J.", "de Vries"), "Johanna de Vries"),
    (("Zoë", "Møller-Åsen"), "ZOE MOLLER ASEN"), (("Pat", "O'Shea"), "PAT OSHEA"), (("", "Tidewater Group"), "Tidewater Group"),
    (("Johanna", "de Vries"), "J.Q. de Vries"), (JOHANNA, "Anna Johanna de Vries"), (WREN, "Wren Halloway LCSW"),
    (WREN, "Halloway LCSW, Wren"),
]
OTHER = [
    (WREN, "Wren Halloway-Pike"), (WREN, "Wren Hallowey"), (WREN, "Tamsin Halloway"), (WREN, "T. Halloway"), (WREN, "Halloway"),
    (WREN, "Thaddeus Quill"), (("Wren", "Pike"), "Wren Halloway-Pike"), (("J.", "de Vries"), "Johanna de Vries-Bakker"),
    (("Johanna", "de Vries-Bakker"), "J. de Vries"), (("Anna", "Halloway"), "Wren A. Halloway"), (WREN, "Halloway-Pike, Wren"),
    (("", "Tidewater Group"), "Tidewater Counseling Group"), (("Wren", ""), "Wren"), (WREN, ""), (WREN, "Halloway-Pike Wren"),
]


@pytest.mark.parametrize("hers, written", SAME)
def test_a_name_of_hers_is_known_however_the_source_writes_it(hers, written):
    assert same_name(hers, written)


@pytest.mark.parametrize("hers, written", OTHER)
def test_another_name_differs(hers, written):
    assert not same_name(hers, written)


def test_any_name_she_has_or_had_agrees_and_the_one_she_uses_is_shown_when_none_does():
    hers = Stated(names=(WREN, ("Wren", "Pike")))
    assert compare(hers, Stated(names=(("", "PIKE, WREN"),))) == ()
    assert compare(hers, Stated(names=(("", "Someone Else"), ("", "Pike, W.")))) == ()
    (found,) = compare(hers, Stated(names=(("", "Thaddeus Quill"), ("", "Thad Quill"))))
    assert (found.field, found.hers, found.theirs, found.about_who) == ("name", "Wren Halloway", "Thaddeus Quill / Thad Quill", True)


@pytest.mark.parametrize(
    "one, other",
    [("I.0900471", "I 0900471"), ("i-0900471", "I.0900471"), ("LCSW12345", "12345"), ("0012345", "12345"), ("49.0021", "490021"),
     ("LW 0012", "12")],
)
def test_one_number_in_two_writings_is_one_number(one, other):
    assert same_number(one, other) and same_number(other, one)


@pytest.mark.parametrize(
    "hers, theirs, how, marks",
    [
        ("I.0900471", "I.0900171", "digit", ((6,), (6,))),
        ("149.012345", "149.021345", "swapped", ((5, 6), (5, 6))),
        ("149.012345", "149.01345", "extra", ((6,), ())),
        ("149.01345", "149.012345", "missing", ((), (6,))),
        ("12345", "67890", "", ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))),
        ("LCSW123", "LPC123", "", None),
        ("123A", "0123A", "missing", ((), (0,))),
    ],
)
def test_where_two_numbers_differ_is_marked_and_named(hers, theirs, how, marks):
    (found,) = compare(Stated(number=hers), Stated(number=theirs))
    assert (found.field, found.how) == ("number", how)
    assert marks is None or found.marks == marks


def test_days_and_amounts_differ_by_a_day_or_a_cent():
    hers = Stated(born=date(1984, 5, 2), first=date(2026, 1, 1), last=date(2027, 6, 30), per_claim=100_000_000, aggregate=300_000_000)
    assert compare(hers, hers) == ()
    theirs = Stated(born=date(1984, 5, 3), first=date(2026, 1, 2), last=date(2027, 6, 29), per_claim=99_999_999, aggregate=0)
    assert [(one.field, one.hers, one.theirs, one.about_who) for one in compare(hers, theirs)] == [
        ("born", date(1984, 5, 2), date(1984, 5, 3), True), ("first", date(2026, 1, 1), date(2026, 1, 2), False),
        ("last", date(2027, 6, 30), date(2027, 6, 29), False), ("per_claim", 100_000_000, 99_999_999, False),
        ("aggregate", 300_000_000, 0, False),
    ]


def test_what_one_side_does_not_say_does_not_differ():
    full = Stated((WREN,), "12345", date(1984, 5, 2), date(2026, 1, 1), date(2027, 6, 30), 1, 2)
    assert compare(full, Stated()) == () == compare(Stated(), full)
