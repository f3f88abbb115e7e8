"""A long list of titles becomes a short one: she says where her license was issued, and only that place's titles are offered."""

from datetime import date

import pytest

from licensure.models import License
from licensure.packs import packs
from tests.shared import shared
from tests.vetting.hers import as_her, get, on, post
from tests.vetting.pages import text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db
NEW = {"section": "licenses"}


_hers, hers = shared(lambda: World().therapist(), "_hers")


@pytest.fixture
def wren(hers, client):
    who, actor = hers
    as_her(client, actor)
    return who


def offered(answer) -> dict:
    """The titles of the form by the heading they stand under."""
    return {label: [key for key, _title in titles] for label, titles in answer.context["form"].fields["license_type"].choices if label}


def filled(title, **given):
    """The form with one title."""
    return {"license_type": title, "number": "RCT 12345", **on("expires_on", date(2027, 3, 31)), **given}


def test_without_a_place_every_title_is_offered_once(client, wren):
    titles = [key for keys in offered(get(client, "my_item_add", **NEW)).values() for key in keys]
    assert sorted(titles) == sorted(packs().types)


def test_a_place_offers_its_own_titles_and_those_of_the_country_around_it(client, wren):
    page = get(client, "my_item_add", query={"place": "CA-NS"}, **NEW)
    shown = offered(page)
    assert list(shown) == ["Canada", "Canada · Nova Scotia"]
    assert {"CA-NS:rct", "CA-NS:rct-c"} <= set(shown["Canada · Nova Scotia"]) and shown["Canada"] == ["CA:ccc", "CA:rmft"]
    assert "Where was it issued?" in text(page)
    assert list(offered(get(client, "my_item_add", query={"place": "IE"}, **NEW))) == ["Ireland"]


def test_a_place_nobody_knows_shortens_nothing(client, wren):
    assert len(offered(get(client, "my_item_add", query={"place": "US-XX"}, **NEW))) > 80


def test_she_adds_a_license_of_the_place_and_none_of_another(client, wren):
    before = License.objects.of(wren).count()
    assert post(client, "my_item_add", filled("US-OH:lisw"), query="?place=CA-NS", **NEW).status_code == 422
    assert License.objects.of(wren).count() == before
    assert post(client, "my_item_add", filled("CA-NS:rct"), query="?place=CA-NS", **NEW).status_code == 302
    row = License.objects.of(wren).get(license_type="CA-NS:rct")
    assert (row.jurisdiction_id, row.number, row.expires_on) == ("CA-NS", "RCT 12345", date(2027, 3, 31))
    assert "Where was it issued?" not in text(get(client, "my_item", section="licenses", pk=row.pk))


def test_a_number_with_a_wrong_check_digit_is_saved_and_she_is_told(client, wren):
    given = {"license_type": "FR:psychologue", "number": "10003879624"}
    answer = post(client, "my_item_add", given, **NEW)
    assert answer.status_code == 302
    assert License.objects.of(wren).get(license_type="FR:psychologue").number == "10003879624"
    assert "does not look like the ones this board usually gives" in client.get(answer["Location"]).content.decode()
