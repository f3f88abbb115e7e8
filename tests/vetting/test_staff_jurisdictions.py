"""What is known of jurisdictions on pages: how sure and how old, from where, and correcting a field with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from licensure.models import Correction
from licensure.packs import packs
from licensure.policy import known
from network import clock
from network.access import Role
from network.events import timeline
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db
RENEWAL = "?kind=title&subject=US-TX:lpc&field=renewal_months"


def built():
    found = World()
    found.alden = staff(found.organization, "Alden Birchwick", Role.ADMIN)
    return found


_world, world = shared(built)


def filled(**given):
    """The form as an administrator fills it in."""
    day = clock.now().date() - timedelta(days=1)
    said = {
        "value": "12", "source": "https://board.example/renewal", "note": "'renewed every year'", "confidence": "high",
        "reason": "Read there",
        "checked_on_day": day.day, "checked_on_month": day.month, "checked_on_year": day.year,
    }  # fmt: skip
    return {**said, **given}


def test_the_table_says_of_each_profession_how_sure_and_how_old(client, world):
    sign_in(client, world.maya)
    page = get(client, "jurisdictions", world, query={"state": "US-TX"}).context["page"]
    counselor = next(row for row in page.rows if row.note == "Counselor")
    assert counselor.label == "Texas" and len(counselor.cells) == 9
    assert counselor.cells[0].value.endswith(" of 8 sourced")
    assert any(cell.value.startswith("Unconfirmed, ") and cell.value.endswith("2026") for cell in counselor.cells)
    assert {row.label for row in page.rows} == {"Texas"}
    everywhere = get(client, "jurisdictions", world).context["page"]
    assert "Australia" in {row.label for row in everywhere.rows}
    assert get(client, "jurisdictions", world, query={"state": "US-XX"}).context["page"].rows == everywhere.rows
    canada = get(client, "jurisdictions", world, query={"state": "CA"}).context["page"]
    assert {"Canada", "Ontario", "Quebec", "Nova Scotia"} <= {row.label for row in canada.rows}
    assert not {"Texas", "Australia"} & {row.label for row in canada.rows}


def test_a_long_table_comes_in_pages_and_its_places_are_named_in_the_readers_language(client, world):
    sign_in(client, world.maya)
    first = get(client, "jurisdictions", world)
    pages = [first.context["page"]]
    assert "Netherlands" in dict(first.context["filters"].fields["state"].choices).values()
    while pages[-1].pager.older:
        pages.append(client.get(pages[-1].pager.older).context["page"])
    rows = [row.key for shown in pages for row in shown.rows]
    assert len(pages) > 1 and len(rows) == len(set(rows)) and not pages[0].pager.newer
    assert {"Texas", "Ohio", "Netherlands"} <= {row.label for shown in pages for row in shown.rows}


def test_one_profession_shows_the_fact_its_source_the_quote_and_the_day(client, world):
    sign_in(client, world.maya)
    said = text(get(client, "jurisdiction", world, code="US-TX", profession="counselor"))
    fact = packs().types["US-TX:lpc-associate"].fact
    assert "LPC-Associate: Under supervision" in said
    assert f"{fact.source} · {fact.note} · Checked on" in said and fact.note
    whole = get(client, "jurisdiction", world, code="US-TX", profession="counselor").content.decode()
    assert "Counseling: one of LPC, LPC-Associate" in said and "any(" not in said
    assert "/correction/" not in whole
    for code, profession in (("US-XX", "counselor"), ("US-TX", "astronaut")):
        assert get(client, "jurisdiction", world, code=code, profession=profession).status_code == 404


def test_an_administrator_corrects_a_field_and_it_counts(client, world):
    sign_in(client, world.alden)
    assert "/correction/" in get(client, "jurisdiction", world, code="US-TX", profession="counselor").content.decode()
    shown = get(client, "correct_reference", world, query={"kind": "title", "subject": "US-TX:lpc", "field": "renewal_months"})
    assert "Counts for you" in text(shown)
    answer = post(client, "correct_reference", world, filled(), query=RENEWAL)
    assert answer.status_code == 302
    assert known(world.organization).types["US-TX:lpc"].renewal_months == 12
    assert known().types["US-TX:lpc"].renewal_months == packs().types["US-TX:lpc"].renewal_months
    row = Correction.objects.within(world.organization).get()
    assert (row.reason, row.note, row.confidence) == ("Read there", "'renewed every year'", "high")
    assert timeline(row)[0].actor_label == world.alden.label
    assert "Read there" in text(client.get(address("correct_reference", world) + RENEWAL))


@pytest.mark.parametrize(
    ("asked", "value", "said"),
    [
        ("?kind=title&subject=US-TX:lpc&field=renewal", "anniversary", "On the anniversary of issue"),
        ("?kind=title&subject=US-TX:lpc&field=level", "supervised", "Under supervision"),
        ("?kind=title&subject=US-TX:lpc&field=channels", "letter file", "a letter, a file"),
        ("?kind=register&subject=US-TX:bhec&field=kind", "delegated", "Register the law points to"),
        ("?kind=title&subject=US-TX:lpc&field=pattern", "", "nothing"),
        ("?kind=requirement&subject=US-TX:counseling&field=statutory", "no", "no"),
    ],
)  # fmt: skip
def test_what_counts_is_said_in_the_words_its_form_offers(client, world, asked, value, said):
    sign_in(client, world.alden)
    assert post(client, "correct_reference", world, filled(value=value), query=asked).status_code == 302
    pairs = {pair.label: pair.value for pair in client.get(address("correct_reference", world) + asked).context["page"].pairs}
    assert pairs["Counts for you"] == said != pairs["Counts for everyone"]
    assert not {"fixed_date", "birth_month", "web_lookup", "None", "True"} & {*pairs["Counts for everyone"].split(", ")}


@pytest.mark.parametrize(("given", "status"), [({"reason": ""}, 422), ({"source": ""}, 422), ({"checked_on_year": 2999}, 409)])
def test_a_correction_without_reason_source_or_day_is_not_taken(client, world, given, status):
    sign_in(client, world.alden)
    assert post(client, "correct_reference", world, filled(**given), query=RENEWAL).status_code == status
    assert not Correction.objects.within(world.organization).exists()


def test_what_contradicts_is_refused_with_words(client, world):
    sign_in(client, world.alden)
    answer = post(client, "correct_reference", world, filled(value="US-TX:none"), query="?kind=title&subject=US-TX:lpc&field=successor")
    assert answer.status_code == 409 and "would contradict each other" in text(answer)


@pytest.mark.parametrize("settle", ["keep", "withdraw"])
def test_a_conflict_stands_on_the_page_until_it_is_settled(client, world, monkeypatch, settle):
    sign_in(client, world.alden)
    post(client, "correct_reference", world, filled(), query=RENEWAL)
    found = packs()
    later = replace(found, types=found.types | {"US-TX:lpc": replace(found.types["US-TX:lpc"], renewal_months=36)})
    for module in ("licensure.policy",):
        monkeypatch.setattr(f"{module}.packs", lambda: later)
    said = text(get(client, "jurisdictions", world))
    assert "Corrected to 12; for everyone 36 counts now." in said and "LPC, Texas · Renewed every (months)" in said
    assert "What counts for everyone says otherwise since." in text(client.get(address("correct_reference", world) + RENEWAL))
    assert post(client, "correct_reference", world, {"settle": settle, "why": ""}, query=RENEWAL).status_code == 422
    assert post(client, "correct_reference", world, {"settle": settle, "why": "Called them"}, query=RENEWAL).status_code == 302
    assert "for everyone 36 counts" not in text(get(client, "jurisdictions", world))
    assert known(world.organization).types["US-TX:lpc"].renewal_months == (12 if settle == "keep" else 36)


def test_a_manager_reads_and_does_not_correct_and_a_stranger_finds_nothing(client, world):
    sign_in(client, world.maya)
    assert client.get(address("correct_reference", world) + RENEWAL).status_code == 403
    sign_in(client, world.tom)
    assert get(client, "jurisdictions", world).status_code == 403
    sign_in(client, World("summit").maya)
    for name in ("jurisdictions", "correct_reference"):
        assert get(client, name, world).status_code == 404
    sign_in(client, world.alden)
    assert client.get(address("correct_reference", world) + "?kind=title&subject=US-TX:none&field=level").status_code == 404


@pytest.mark.parametrize(
    "about",
    ["place&subject=US-TX&field=zone", "title&subject=US-TX:lpc&field=level", "title&subject=US-TX:lpc&field=channels",
     "member&subject=counseling:US-OH&field=operational_on", "member&subject=counseling:US-OH&field=issuing",
     "requirement&subject=US-TX:counseling&field=expression", "register&subject=US-TX:bhec&field=kind"],
)  # fmt: skip
def test_every_sort_of_field_has_its_form(client, world, about):
    sign_in(client, world.alden)
    assert client.get(address("correct_reference", world) + f"?kind={about}").status_code == 200


def test_the_table_asks_the_database_as_often_for_one_state_as_for_all(client, world, django_assert_max_num_queries):
    sign_in(client, world.maya)
    get(client, "jurisdictions", world)
    with django_assert_max_num_queries(16):
        get(client, "jurisdictions", world)


def test_the_page_says_what_a_state_asks_of_the_organization_itself(client, world):
    sign_in(client, world.maya)
    assert "a license of its own beyond 3 sessions in 6 months" in text(get(client, "jurisdictions", world))
    assert "cannot exceed three" in text(get(client, "jurisdiction", world, code="US-CA", profession="counselor"))
    assert "Nothing is recorded: that is unknown" in text(get(client, "jurisdiction", world, code="US-TX", profession="counselor"))
