"""Her re-vetting on her own page: what is filled in, what she says of it, what late means there; and what staff see of it."""

from datetime import date

import pytest

from tests import world as worlds
from tests.vetting.pages import sign_in, text
from tests.vetting.renewal_world import DUE, OPENED, TOO_LATE, Years, noon
from vetting.facts.sections import missing
from vetting.models import Application
from vetting.workflow import applying

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(settings):
    settings.DEMO = True
    found = Years()
    found.night(OPENED)
    applying.read_rights(found.newest(), actor=found.who.herself, at=noon(OPENED))
    return found


@pytest.fixture
def hers(client, years):
    sign_in(client, years.who.herself)
    return client


def address(years):
    return f"/me/applications/{years.newest().reference}/"


def test_the_page_shows_what_she_told_and_asks_whether_it_is_still_right(hers, years):
    shown = hers.get(address(years), follow=True)
    assert shown.redirect_chain == [(f"{address(years)}changes/", 302)]
    said = text(shown)
    assert "due by 31 Mar 2030" in said
    assert "Licenses and registrations" in said and "Liability insurance" in said and "Still right" in said
    assert "Work history" not in said.split("What the days mean")[0] and "Education" not in said.split("What the days mean")[0]
    assert "Opens when the" in said


def test_one_section_and_then_all_the_rest_is_said_to_be_right(hers, years):
    page = f"{address(years)}changes/"
    assert hers.post(page, {"section": "insurance"}).status_code == 302
    assert set(Application.objects.within(years.harbor).get(pk=years.newest().pk).confirmed) == {"insurance"}
    assert hers.post(page, {"section": ""}).status_code == 302
    assert missing(years.newest()) == ("What they will see",)
    said = text(hers.get(page))
    assert "Nothing has changed in the rest" not in said and "Looked at" in said
    assert hers.post(page, {"section": "registers"}).status_code == 409
    assert "Fill it in first." in text(hers.post(page, {"section": "shoes"}))


def test_it_is_hers_alone(client, years):
    page = f"{address(years)}changes/"
    sign_in(client, years.world.tom)
    assert client.get(page).status_code in (403, 404)
    sign_in(client, worlds.therapist(years.world, "Basil Thornquist").herself)
    assert client.get(page).status_code == 404 and client.post(page, {"section": ""}).status_code == 404


def test_another_kind_of_file_or_one_she_signed_is_shown_where_it_belongs(hers, years):
    first = f"/me/applications/{years.first.reference}/"
    assert hers.get(f"{first}changes/").headers["Location"] == first
    years.sign(date(2030, 3, 30))
    assert hers.get(f"{address(years)}changes/").headers["Location"] == address(years)


def test_her_start_page_says_by_when_and_what_late_means(hers, years):
    assert "renew your place at" in text(hers.get("/me/"))
    years.night(date(2030, 4, 2))
    said = text(hers.get("/me/"))
    assert "It is past due and can be decided until" in said and "Vetting past due" in said
    years.night(TOO_LATE)
    assert "Sessions counted through" in text(hers.get("/me/"))


def test_the_queue_and_the_file_say_when_it_is_due(client, years):
    sign_in(client, years.world.tom)
    queue = text(client.get("/harbor/queue/?view=renewals"))
    assert "Vetting due" in queue and "2030" in queue
    assert "Vetting due" in text(client.get(f"/harbor/applications/{years.newest().reference}/"))
    assert "Wren Halloway" not in text(client.get("/harbor/queue/?view=overdue"))
    file = years.review(date(2030, 3, 30))
    years.night(date(2030, 4, 2))
    late = text(client.get("/harbor/queue/?view=overdue"))
    assert "Vetting past due since" in late and "Wren Halloway" in late
    file.approve(noon(date(2030, 4, 3)))
    sign_in(client, years.world.ines)
    assert "3 days past due" in text(client.get(f"/harbor/applications/{file.application.reference}/decision/"))
    assert date(2030, 3, 31) == DUE
