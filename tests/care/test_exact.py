"""The shortlist of the database is the shortlist of a brute force over every row, poles and antimeridian included."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from network.care.grid import cell
from network.care.matching import Against, Wish, against, chosen
from network.care.models import Match
from network.care.models.availability import AgeBand, Hours, has
from network.care.queries import in_order
from network.care.queries import shortlist as reading
from network.models import Participation
from tests.care.care_world import AT, DAY, TODAY
from tests.network.cast import organization, therapist

SERVICES, LANGUAGES, RARE = ("counseling", "couples"), ("en", "nl"), "fy"
CENTERS = [(41.0, -89.0), (89.95, 10.0), (-89.9, -170.0), (12.0, 179.99), (12.0, -179.99), (0.0, 0.0)]


def scattered(dice, where, people, count):
    """Rows all over the place, many of them near the centers that are asked about."""
    rows = []
    for number in range(count):
        latitude, longitude = dice.choice(CENTERS)
        latitude = max(-90.0, min(90.0, latitude + dice.gauss(0, 0.3)))
        longitude = (longitude + dice.gauss(0, 0.4) + 180) % 360 - 180
        band, strip = cell(latitude, longitude)
        until = dice.choice([None, None, AT, AT + timedelta(seconds=1), AT + DAY])
        rows.append(Match(
            organization=where, participation=people[number % len(people)], service=dice.choice(SERVICES),
            language=RARE if number % 97 == 0 else dice.choice(LANGUAGES), mode=dice.choice(("in_person", "in_person", "video", "phone")),
            jurisdiction=dice.choice(("US", "US-IL", "US-NY")), practitioner_in="US-IL", place=str(number), latitude=latitude,
            longitude=longitude, band=band, strip=strip, clear_from=AT - DAY if dice.random() < 0.9 else AT + DAY, clear_until=until,
            taking=dice.random() < 0.9, room=dice.choice((0, 1, 2)), load=dice.choice((0, 0, 1, 2, 5, 9)),
            gender=dice.choice(("woman", "man", "")),
            hours=dice.choice((",morning,", ",evening,morning,", ",weekend,", ",afternoon,weekend,")),
            age_bands=dice.choice((",adult,", ",adult,", ",child,adult,", ",adolescent,", ",adult,elderly,")),
            next_opening=dice.choice((None, TODAY, TODAY + DAY)),
            confirmed_on=TODAY - DAY * dice.choice((0, 31, 32)),
        ))
    Match.objects.bulk_create(rows)


def asked(dice) -> Wish:
    point = dice.choice(CENTERS)
    return Wish(
        dice.choice(SERVICES), dice.choice(("US-IL", "US-NY", "NL")), dice.choice((point, point, point, None)), AT, TODAY,
        mode=dice.choice(("any", "in_person", "video", "phone")), language=dice.choice(("", "en", "nl", RARE)),
        gender=dice.choice(("", "", "woman")), hours=dice.choice(("", "", "", "weekend", "evening", "afternoon", "morning")),
        max_km=dice.choice((7, 30, 200)), age_band=dice.choice(("adult", "adult", "adult", "adult", "child", "adolescent", "elderly")),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [300, 3])
def test_a_thousand_questions_get_the_answer_of_the_brute_force(monkeypatch, at_once):
    monkeypatch.setattr(reading, "_stands", lambda *arguments: True)  # rows without standing: the table alone is asked
    monkeypatch.setattr(in_order, "RANKED_AT_ONCE", at_once)  # 3: every search goes ring by ring
    dice, where = random.Random(20260302 + at_once), organization("harbor")  # noqa: S311
    people = []
    for number in range(120):
        practitioner, _ = therapist(f"Ada Number{number}", f"T-{number:05}")
        people.append(Participation(organization=where, practitioner=practitioner, began_at=AT, state_since=AT))
        people[-1].save()
    scattered(dice, where, people, 1500)
    everyone = [reading.as_candidate(row) for row in Match.objects.within(where)]
    filled = 0
    for _ in range(500):
        wish = asked(dice)
        plain = [row.key for row in chosen(everyone, wish)]
        assert [row.key for row in reading.found(where, wish)] == plain, wish
        fitting = {row.key for row in everyone if against(row, wish) is None}
        assert reading.how_many(where, wish) == len(fitting), wish
        filled += len(plain) == 3
    assert 100 < filled < 480  # both full and short lists were among them


@pytest.mark.django_db
def test_each_of_the_network_is_counted_once_and_the_counts_add_up(monkeypatch):
    monkeypatch.setattr(reading, "_stands", lambda *arguments: True)
    dice, where = random.Random(7), organization("harbor")  # noqa: S311
    people = []
    for number in range(30):
        practitioner, _ = therapist(f"Ada Number{number}", f"T-{number:05}")
        row = Participation(organization=where, practitioner=practitioner, began_at=AT, state_since=AT, state="active")
        row.save()
        people.append(row)
    scattered(dice, where, people[:25], 300)
    for _ in range(60):
        wish = replace(asked(dice), mode="any")
        counts = dict(reading.why_not(where, wish))
        assert all(count > 0 for count in counts.values())
        assert counts[Against.NOT_AVAILABLE] >= 5  # those without any row
        assert sum(counts.values()) + reading.how_many(where, wish) == 30


@pytest.mark.django_db
@pytest.mark.parametrize(("taking", "room", "free"), [(True, 1, 1), (True, 0, 0), (True, -1, 0), (False, 1, 0), (False, 0, 0)])
def test_the_database_says_by_itself_who_has_room_at_which_hours_and_for_whom(taking, room, free):
    """What the indexes hold of a row follows from it, also where somebody writes past the code."""
    where, (practitioner, _) = organization("harbor"), therapist("Ada First", "T-1")
    person = Participation(organization=where, practitioner=practitioner, began_at=AT, state_since=AT)
    person.save()
    scattered(random.Random(1), where, [person], 1)  # noqa: S311
    rows = Match.objects.within(where)
    rows.update(taking=taking, room=room, hours=",evening,weekend,", age_bands=",adolescent,")
    row = rows.get()
    assert row.free == free
    assert {code for code in (*Hours.values, *AgeBand.values) if getattr(row, has(code))} == {"evening", "weekend", "adolescent"}
    rows.update(hours=",", age_bands=",adult,elderly,")
    row = rows.get()
    assert {code for code in (*Hours.values, *AgeBand.values) if getattr(row, has(code))} == {"adult", "elderly"}


@pytest.mark.django_db
@pytest.mark.parametrize("odd", [{"age_band": ""}, {"age_band": "old"}, {"hours": "never"}, {"hours": "%"}, {"jurisdiction": ""}])
def test_of_what_nobody_could_say_there_is_nobody_and_nothing_breaks(odd):
    where, (practitioner, _) = organization("harbor"), therapist("Ada First", "T-1")
    person = Participation(organization=where, practitioner=practitioner, began_at=AT, state_since=AT)
    person.save()
    scattered(random.Random(1), where, [person], 40)  # noqa: S311
    wish = Wish("counseling", "US-IL", None, AT, TODAY, **odd) if "jurisdiction" not in odd else Wish("counseling", "", None, AT, TODAY)
    assert reading.found(where, wish) == () and reading.how_many(where, wish) == 0
    assert isinstance(reading.why_not(where, wish), tuple)
