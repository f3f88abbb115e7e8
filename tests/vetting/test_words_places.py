"""Places as choices: a country by its name, its parts under it, and the reader's own country first where titles are chosen."""

from django.utils.translation import override

from licensure.packs import Place
from vetting.forms.credentials import CURRENCIES, CURRENCY_OF
from vetting.forms.licenses import titles
from vetting.words_places import place_choices, place_in_full

PLACES = [
    Place("US", "United States", "UTC", "en"), Place("US-OH", "Ohio", "UTC", "en", "US"), Place("US-AZ", "Arizona", "UTC", "en", "US"),
    Place("AT", "Österreich", "UTC", "de"), Place("CA-ON", "Ontario", "UTC", "en", "CA"), Place("NL", "Nederland", "UTC", "nl"),
]  # fmt: skip


def test_countries_come_first_and_their_parts_in_a_group_of_their_own():
    assert place_choices(PLACES) == [
        ("AT", "Austria"), ("NL", "Netherlands"), ("US", "United States"),
        ("Canada", [("CA-ON", "Ontario")]), ("United States", [("US-AZ", "Arizona"), ("US-OH", "Ohio")]),
    ]  # fmt: skip


def test_they_stand_in_the_order_of_their_names_in_the_readers_language():
    with override("nl"):
        assert [pair[0] for pair in place_choices(PLACES)] == ["NL", "AT", "US", "Canada", "Verenigde Staten"]


def test_a_part_says_its_country_unless_it_is_the_readers_own():
    ohio, austria = PLACES[1], PLACES[3]
    assert [place_in_full(ohio), place_in_full(ohio, "US"), place_in_full(austria), place_in_full(austria, "US")] == [
        "United States · Ohio", "Ohio", "Austria", "Austria",
    ]  # fmt: skip


def test_titles_of_her_own_country_come_first_and_every_other_place_is_found_under_its_country(db):
    groups = [label for label, _titles in titles("CA")]
    assert groups[:4] == ["Canada", "Alberta", "British Columbia", "New Brunswick"]
    assert groups.index("Australia") < groups.index("United Kingdom") < groups.index("United Kingdom · Scotland")
    assert "United States · Texas" in groups and "Texas" not in groups
    assert len(groups) == len(set(groups))


def test_every_currency_is_chosen_once_and_the_one_of_her_country_is_among_them():
    codes = [code for code, _label in CURRENCIES]
    assert codes[:2] == ["USD", "EUR"] and len(codes) == len(set(codes))
    assert set(CURRENCY_OF.values()) <= set(codes)
    assert (CURRENCY_OF["IE"], CURRENCY_OF["CH"], CURRENCY_OF.get("JP")) == ("EUR", "CHF", None)
