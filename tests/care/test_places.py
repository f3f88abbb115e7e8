"""Files of postcodes and cities: taken whole or not at all, and found as people write them."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from network.care import zip_codes
from network.care.grid import distance_km
from network.care.models import Place
from network.care.place_files import BadFile, read
from network.care.queries.places import jurisdiction_of, label_of, locate
from network.models import Event, Jurisdiction

HEAD = "country,postcode,place,region_code,region,lat,lon\n"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "places.json").read_text())
# GeoNames' own columns, invented rows
POSTCODES = "NL\t9712\tGroningen\tGroningen\t04\t\t\t\t\t53.2\t6.5\t6\nNL\t9751\tHaren\tGroningen\t04\t\t\t\t\t53.1\t6.6\t6\n"
CITY = "1\t{name}\t{name}\t\t{lat}\t{lon}\tP\tPPL\t{country}\t\t{admin}\t\t\t\t{size}\t\t5\tEurope/Amsterdam\t2026-01-01\n"


def file(tmp_path, text, name="places.csv"):
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def load(*paths, source="invented"):
    return told(*map(str, paths), "--source", source)


def told(*arguments):
    out = StringIO()
    call_command("places", *arguments, "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    for each in lines:
        Draft202012Validator(SCHEMA).validate(each)
    return lines


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "names no country"), ("a,b,c\n1,2,3\n", "names no country"), (HEAD, "holds no line"),
        (HEAD + "NL,9712,Groningen,04,,x,6.5\n", "line 2"),
        (HEAD + "NL,9712,Groningen,04,,53.2\n", "line 2"), (HEAD + "NL,9712,G,04,,53.2,6.5\nNL,9713,G,04,,91,6.5\n", "line 3"),
        (HEAD + "NLD,9712,G,04,,53.2,6.5\n", "no country"), (HEAD + "NL,,,04,,53.2,6.5\n", "no name"), ("a\tb\tc\n", "3 columns"),
        (HEAD + "NL,9712,G,04,,nan,6.5\n", "not on the globe"),
    ],
)
def test_a_file_with_a_fault_is_not_taken_and_names_its_line(tmp_path, text, said):
    with pytest.raises(BadFile, match=said):
        read(file(tmp_path, text))


def test_what_is_no_text_or_no_archive_is_not_taken(tmp_path):
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "not.gz").write_bytes(b"no archive")
    for name in ("bytes.csv", "not.gz", "absent.csv"):
        with pytest.raises(BadFile, match="cannot be read"):
            read(tmp_path / name)


@pytest.mark.django_db
def test_a_fault_leaves_what_was_known(tmp_path):
    load(file(tmp_path, POSTCODES, "NL.txt"))
    with pytest.raises(CommandError, match="line 2"):
        load(file(tmp_path, POSTCODES.replace("53.1", "x"), "NL.txt"))
    assert Place.objects.filter(kind="postcode").count() == 2


@pytest.mark.django_db
def test_geonames_files_are_read_and_towns_stand_in_until_cities_come(tmp_path):
    assert load(file(tmp_path, POSTCODES, "NL.txt")) == [{"file": "NL.txt", "postcodes": 2, "cities": 2}]
    assert (locate("9712 AB", "NL").name, locate("haren", "NL").latitude, locate("9799", "NL")) == ("Groningen", 53.1, None)
    cities = CITY.format(name="Haren", lat=53.17, lon=6.61, country="NL", admin="04", size=19000)
    assert load(file(tmp_path, cities, "cities.txt.gz")) == [{"file": "cities.txt.gz", "postcodes": 0, "cities": 1}]
    assert (locate("Haren", "NL").latitude, locate("Groningen", "NL").latitude) == (53.17, 53.2)
    for again in ((POSTCODES, "NL.txt"), (cities, "cities.txt.gz")):  # each replaces its own alone
        load(file(tmp_path, *again))
        assert locate("Haren", "NL").latitude == 53.17
        assert [Place.objects.filter(kind=kind).count() for kind in ("postcode", "city")] == [2, 3]
    assert locate("9712", "BE") is None


@pytest.mark.django_db
def test_of_towns_of_one_name_the_largest_counts_unless_the_state_is_said(tmp_path):
    for code in ("US", "US-IL", "US-MO"):
        Jurisdiction.objects.get_or_create(code=code, defaults={"name": code, "zone": "America/Chicago"})
    rows = [("IL", 39.8, 114000), ("MO", 37.2, 170000)]
    text = "".join(CITY.format(name="Springfield", lat=lat, lon=-90, country="US", admin=state, size=size) for state, lat, size in rows)
    load(file(tmp_path, text, "cities.txt"))
    assert jurisdiction_of(locate("springfield", "US")) == "US-MO"
    assert jurisdiction_of(locate("Springfield, il", "US")) == "US-IL"
    springfields = [locate(f"Springfield, {state}", "US") for state in ("IL", "MO")]
    assert [label_of(place) for place in springfields] == ["Springfield, IL", "Springfield, MO"]
    assert [locate(label_of(place), "US") for place in springfields] == springfields  # what a page shows leads back to it
    assert locate("Springfield, ZZ", "US") is None and locate(" , ", "US") is None


@pytest.mark.django_db
def test_a_place_lies_in_the_finest_jurisdiction_that_is_known(tmp_path):
    for code in ("US", "US-IL", "DE"):
        Jurisdiction.objects.get_or_create(code=code, defaults={"name": code, "zone": "UTC"})
    load(file(tmp_path, HEAD + "US,60614,Chicago,IL,,41.9,-87.6\nDE,10115,Berlin,11,,52.5,13.4\nDE,10115,A firm,11,,52.6,13.4\n"))
    assert [jurisdiction_of(locate(code, country)) for code, country in (("60614-1234", "US"), ("10115", "DE"))] == ["US-IL", "DE"]
    assert locate("10115", "DE").name == "Berlin"  # the first line, not the firm's


def everything():
    return set(Place.objects.values_list("pk", "country", "kind", "key", "name", "latitude", "longitude", "size", "source"))


@pytest.mark.django_db
def test_the_same_once_more_changes_nothing_and_another_source_replaces_it(tmp_path):
    cities = file(tmp_path, CITY.format(name="Haren", lat=53.17, lon=6.61, country="NL", admin="04", size=19000), "cities.txt")
    postcodes = file(tmp_path, POSTCODES, "NL.txt")
    first, known = load(postcodes, cities), everything()
    assert load(postcodes, cities) == first and everything() == known
    assert Event.objects.filter(action="places.loaded").count() == 2
    load(postcodes, source="newer")
    assert set(Place.objects.values_list("kind", "size", "source")) == {
        ("postcode", 0, "newer"), ("city", 0, "newer"), ("city", 19000, "invented"),
    }
    assert Place.objects.count() == 5 and Event.objects.filter(action="places.loaded").count() == 3


# where the census or the town itself says they are, written down by hand
ZIPS = [
    ("10001", "New York", "US-NY", (40.7506, -73.9972)), ("60601", "Chicago", "US-IL", (41.8853, -87.6221)),
    ("00501", "Holtsville", "US-NY", (40.8151, -73.0455)), ("99950", "Ketchikan", "US-AK", (55.3422, -131.6461)),
    ("00601", "Adjuntas", "US", (18.1968, -66.7367)),  # no jurisdiction of its own is known here
]


@pytest.mark.django_db
def test_every_zip_of_the_united_states_is_loaded_from_the_package(tmp_path):
    for code in ("US", "US-NY", "US-IL", "US-AK"):
        Jurisdiction.objects.get_or_create(code=code, defaults={"name": code, "zone": "America/Chicago"})
    Jurisdiction.objects.filter(code="US-PR").delete()
    load(file(tmp_path, POSTCODES + "US\t00000\tGone\tIllinois\tIL\t\t\t\t\t41\t-88\t6\n", "some.txt"))
    assert told("--us") == [{"file": "zipcodes", "postcodes": 41031, "cities": 29608}]
    for code, town, jurisdiction, point in ZIPS:
        place = locate(code, "US")
        assert (place.name, jurisdiction_of(place)) == (town, jurisdiction)
        assert distance_km((place.latitude, place.longitude), point) < 1, code
    assert locate("00000", "US") is None and locate("9712", "NL").source == "invented"  # her own country alone is replaced
    assert set(Place.objects.filter(country="US").values_list("source", flat=True)) == {zip_codes.source()}
    assert zip_codes.source().startswith("zipcodes 3.")
    town = locate("Holtsville, NY", "US")
    assert distance_km((town.latitude, town.longitude), (40.815, -73.045)) < 5
    known = everything()
    assert told("--us") == [{"file": "zipcodes", "postcodes": 41031, "cities": 29608}] and everything() == known


def test_what_is_not_in_use_or_lies_nowhere_in_the_country_is_left_out():
    rows = {row.postcode: row for row in zip_codes.american()}
    # parcels returned, the armed forces abroad and in Alaska, Palau; Guam and American Samoa stay
    assert not {"56999", "09001", "96505", "96939"} & set(rows) and {row.country for row in rows.values()} == {"US"}
    assert {rows["96910"].region, rows["96799"].region} == {"GU", "AS"}
    assert all(-15 < row.latitude < 72 and (row.longitude < -64 or row.longitude > 144) for row in rows.values())


@pytest.mark.django_db
def test_a_file_needs_a_source_and_something_must_be_named(tmp_path):
    for arguments, said in (([], "--us"), ([str(file(tmp_path, POSTCODES))], "--source"), (["--us", str(tmp_path / "x")], "--source")):
        with pytest.raises(CommandError, match=said):
            told(*arguments)
    assert not Place.objects.exists()
