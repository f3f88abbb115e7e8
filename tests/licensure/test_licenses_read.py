"""What packs and a check's answer make of a license row, on stand-ins: each word, each day and each gap of the packs; pure."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.catalog import Extension, Level, RegisterKind, Renewal
from licensure.facts import licenses
from licensure.facts.licenses import (
    KindOfLicense,
    held,
    is_live,
    kind_of,
    license_type,
    register_type,
    status_of,
    title_at_source,
)
from licensure.holdings import Status
from licensure.packs import packs

LISW = replace(packs().types["US-OH:lisw"], key="OH:lisw", register="OH:board", zone="UTC", title="LISW", renewal=Renewal.ROLLING)
ENDS, TODAY = date(2027, 1, 31), date(2027, 1, 9)


def knowing(*types, registers=(), places=()) -> Row:
    """What is known: these titles, registers of these kinds, and places in these zones."""
    return Row(
        types={each.key: each for each in types}, registers={key: Row(kind=kind) for key, kind in registers},
        places={key: Row(zone=zone) for key, zone in places},
    )  # fmt: skip


def license_row(kind="OH:lisw", place="US-OH", **more) -> Row:
    return Row(license_type=kind, jurisdiction_id=place, expires_on=ENDS, **more)


def check(state="verified", good_through=ENDS, as_of=TODAY, **values) -> Row:
    return Row(state=state, good_through=good_through, as_of=as_of, values=values)


@pytest.mark.parametrize(
    ("last", "key", "good"),
    [
        (ENDS, "license:1", date(2027, 4, 30)), (ENDS, "license:2", ENDS), (date(2027, 2, 1), "license:1", date(2027, 2, 1)),
        (None, "license:1", None),
    ],
)  # fmt: skip
def test_the_last_day_is_the_announced_one_where_its_board_is_late(last, key, good):
    late = Extension(date(2027, 1, 1), ENDS, date(2027, 4, 30), "https://board.example/late", "license:1")
    assert KindOfLicense("LISW", "", "independent", True, False, (late,)).last_day(key, last) == good


@pytest.mark.parametrize(
    ("row", "zone"),
    [(license_row(), "America/New_York"), (license_row(place="US-XX"), "UTC"), (license_row(kind="OH:none"), None)],
)
def test_a_license_is_judged_in_the_zone_of_the_place_it_is_held_in(row, zone, monkeypatch):
    found = knowing(LISW, places=[("US-OH", "America/New_York")])
    monkeypatch.setattr(licenses, "known", lambda *about: found)
    for kind in (license_type(row, found), license_type(row)):
        assert (kind and kind.zone) == zone


def test_what_was_read_already_is_not_read_again(monkeypatch):
    monkeypatch.setattr(licenses, "known", lambda *about: pytest.fail("read again"))
    assert license_type(license_row(), knowing(LISW)) == LISW


@pytest.mark.parametrize(
    ("types", "registers", "statutory", "lifelong"),
    [
        ([LISW], [("OH:board", RegisterKind.STATUTORY)], True, False), ([LISW], [("OH:board", RegisterKind.VOLUNTARY)], False, False),
        ([LISW], [], True, False), ([replace(LISW, renewal=Renewal.LIFELONG)], [], True, True),
    ],
)  # fmt: skip
def test_what_counts_about_a_title(types, registers, statutory, lifelong, monkeypatch):
    monkeypatch.setattr(licenses, "known", lambda organization: knowing(*types, registers=registers))
    kind = kind_of(license_row())
    assert (kind.statutory, kind.lifelong, kind.title, kind.register) == (statutory, lifelong, "LISW", "OH:board")
    assert (kind.level, kind.extensions) == (str(LISW.level), LISW.extensions)


@pytest.mark.parametrize(("expires", "lifelong"), [(ENDS, False), (None, True)])
def test_a_title_no_pack_knows_gives_nothing_and_lasts_as_she_says(expires, lifelong, monkeypatch):
    monkeypatch.setattr(licenses, "known", lambda organization: knowing())
    row = Row(license_type="OH:none", jurisdiction_id="US-OH", expires_on=expires)
    assert kind_of(row) == KindOfLicense("OH:none", "", "title_only", True, lifelong)


def test_an_entry_in_a_voluntary_register_is_its_first_voluntary_title():
    some, first, second = (replace(LISW, key=f"NL:{name}", register="NL:nip") for name in ("some", "first", "second"))
    first, second = replace(first, level=Level.VOLUNTARY), replace(second, level=Level.VOLUNTARY)
    other = replace(first, key="NL:other", register="NL:nvo")
    found = knowing(other, some, first, second)
    assert register_type(Row(code="NL:nip"), found) == first
    assert register_type(Row(code="NL:nvo"), found) == other
    assert register_type(Row(code="NL:none"), found) is None


@pytest.mark.parametrize(("element", "title"), [("license", "OH:lisw"), ("supervision", "OH:sup"), ("register", None), ("insurance", None)])
def test_of_a_supervision_the_supervisors_title_is_looked_up(element, title):
    found = knowing(LISW, replace(LISW, key="OH:sup"))
    kind = title_at_source(Row(element=element), license_row(code="OH:sup"), found)
    assert (kind and kind.key) == title


def test_of_two_looks_at_one_item_the_later_day_of_the_source_counts_and_then_the_later_check(monkeypatch):
    def look(pk, item, opened, as_of):
        return Row(pk=pk, item=item, opened_on=date(2027, 1, opened), as_of=as_of and date(2027, 1, as_of))

    rows = [
        look(1, "license:1", 1, 9), look(2, "license:1", 5, 8), look(3, "license:2", 7, None), look(4, "license:2", 1, 6),
        look(6, "license:3", 1, 4), look(5, "license:3", 1, 4),
    ]  # fmt: skip
    asked = {}
    stored = Row(objects=Row(within=lambda organization: Row(filter=lambda **wanted: asked.update(wanted) or rows)))
    monkeypatch.setattr(licenses, "Verification", stored)
    newest = {item: row.pk for item, row in licenses.newest_checks("harbor", "wren").items()}
    assert newest == {"license:1": 1, "license:2": 3, "license:3": 6}
    assert asked["state__in"] == ("verified", "discrepant")


@pytest.mark.parametrize(
    ("state", "word", "status"),
    [
        ("verified", None, Status.ACTIVE), ("discrepant", None, Status.PENDING), ("verified", "", Status.ACTIVE),
        ("discrepant", "active", Status.ACTIVE), ("verified", "revoked", Status.REVOKED), ("verified", "unheard of", Status.PENDING),
        ("discrepant", "unheard of", Status.PENDING), ("verified", "unsaid", Status.PENDING),
    ],
)  # fmt: skip
def test_the_sources_word_counts_and_none_is_active_only_where_nothing_differs(state, word, status):
    said = {} if word is None else {"status": word}
    assert status_of(check(state, **said)) == status


@pytest.mark.parametrize(
    ("good_through", "as_of", "status"),
    [
        (date(2027, 1, 8), TODAY, Status.ACTIVE), (TODAY, TODAY, Status.PENDING), (date(2027, 1, 10), TODAY, Status.PENDING),
        (None, TODAY, Status.PENDING), (date(2027, 1, 8), None, Status.PENDING),
    ],
)  # fmt: skip
def test_expired_is_believed_of_a_day_before_the_look_alone(good_through, as_of, status):
    assert status_of(check(good_through=good_through, as_of=as_of, status="expired")) == status


@pytest.mark.parametrize(
    ("word", "live"), [("active", True), ("probation", True), ("conditional", True), ("lapsed", False), ("pending", False)]
)
def test_which_words_let_her_practice(word, live):
    assert is_live(check(status=word)) == live


@pytest.mark.parametrize(
    ("compact", "said", "place"), [("", "US-TX", ""), ("psypact", "US-OH", ""), ("psypact", "US-TX", "US-TX"), ("", "US-OH", "")]
)
def test_where_a_privilege_is_held_is_said_only_where_it_is_not_the_titles_own_place(compact, said, place):
    kind = replace(LISW, compact=compact, jurisdiction="US-OH")
    row = license_row(place=said, key="license:1", issued_on=date(2016, 3, 1), covers_through=date(2027, 6, 30))
    seen = held(row, kind, check(good_through=date(2027, 12, 31), encumbered=True))
    assert (seen.place, seen.key, seen.first, seen.last, seen.encumbered) == (place, "license:1", row.issued_on, date(2027, 12, 31), True)
    assert held(row, kind, check(good_through=None)).last == date(2027, 6, 30), "a register's entry lasts as long as it covers"
