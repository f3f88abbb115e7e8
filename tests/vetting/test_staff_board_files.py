"""Boards' own files on the staff's pages: brought, mapped once with a proposal and sample rows, refused with words."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from licensure.models import BoardFile
from network import clock
from network.access import Role
from tests.licensure import boards
from tests.licensure.boards import line, texas
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db
BOARD = "US-TX:bhec"


_world, world = shared(World)


def bring(client, world, content=None, *, name="LPC.csv", ago=1, **changes):
    """The answer to posting a file as of yesterday."""
    day = clock.today(world.organization.zone) - timedelta(days=ago)
    data = {
        "kind": "roster", "as_of_day": day.day, "as_of_month": day.month, "as_of_year": day.year,
        "roster": SimpleUploadedFile(name, texas() if content is None else content), **changes,
    }
    return client.post(reverse("board_files", kwargs={"organization": world.organization.slug}) + f"?board={BOARD}", data)


def only(world):
    return BoardFile.objects.within(world.organization).get()


def said(**changes):
    """The form as the page proposes it."""
    return {
        "days": "month", "number": "LIC_NBR", "family_name": "LAST_NME", "given_name": "FIRST_NME", "title": "LIC_TYPE",
        "status": "LIC_STATUS", "last": "LIC_EXPR_DTE", "discipline": "DISCPL_ACTN", "word_0": "active", **changes,
    }


def test_a_board_is_chosen_then_its_titles_are_offered(client, world):
    sign_in(client, world.tom)
    assert "Texas Behavioral Health Executive Council" in text(get(client, "board_files", world))
    shown = text(get(client, "board_files", world, query={"board": BOARD}))
    assert "Which titles it covers" in shown and "LPC" in shown and "No board’s file is here yet" in shown


def test_a_first_file_leads_to_a_proposal_beside_its_first_rows_and_then_is_in_use(client, world):
    sign_in(client, world.tom)
    answer = bring(client, world)
    assert answer.status_code == 302
    page = get(client, "board_file", world, pk=only(world).pk)
    shown = text(page)
    assert "What its columns mean" in shown and "“Active” means" in shown and "HALLOWAY · LICHTVELD" in shown
    assert page.context["form"].initial["number"] == "LIC_NBR" and page.context["form"].initial["word_0"] == "active"
    assert post(client, "board_file", world, said(), pk=only(world).pk).status_code == 302
    shown = text(get(client, "board_file", world, pk=only(world).pk))
    assert "In use" in shown and "Columns mapped" in shown and "What its columns mean" not in shown
    assert "6 rows" in text(get(client, "board_files", world))


def test_the_next_file_is_in_use_at_once(client, world):
    sign_in(client, world.tom)
    bring(client, world)
    post(client, "board_file", world, said(), pk=only(world).pk)
    bring(client, world, texas(*[line(*each, status="Delinquent") for each in boards.PEOPLE]), ago=0)
    newest = BoardFile.objects.within(world.organization).first()
    shown = text(get(client, "board_file", world, pk=newest.pk))
    assert "In use" in shown and "hold for a person" in shown and "“Delinquent” (6)" in shown
    assert "Replaced" in text(get(client, "board_files", world))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>Closed for maintenance</html>", "No row of the file names the columns"), (b" ", "The file is empty."),
        (b"\x00\x01", "The file is no text."),
    ],
)  # fmt: skip
def test_what_is_no_boards_file_is_refused_with_words_and_listed_so(client, world, content, words):
    sign_in(client, world.tom)
    answer = bring(client, world, content)
    assert answer.status_code == 422 and words in text(answer)
    assert "Refused" in text(get(client, "board_files", world))
    assert words in text(get(client, "board_file", world, pk=only(world).pk))


def test_changed_columns_are_refused_with_the_form_that_maps_them_anew(client, world):
    sign_in(client, world.tom)
    bring(client, world)
    post(client, "board_file", world, said(), pk=only(world).pk)
    answer = bring(client, world, texas().replace(b"LIC_STATUS", b"STATUS"), ago=0)
    assert answer.status_code == 422 and "Columns that were mapped are not in this file: LIC_STATUS" in text(answer)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": ""}, "Choose an answer."), ({"family_name": ""}, "Say which column holds this: Family name / Whole name"),
        ({"title": "LIC_NBR"}, "One column cannot mean two things"), ({"status": "SFX_NME"}, "Too many rows do not fit their columns"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_said_so_and_nothing_is_in_use(client, world, changes, words):
    sign_in(client, world.tom)
    bring(client, world)
    answer = post(client, "board_file", world, said(**changes), pk=only(world).pk)
    assert answer.status_code == 422 and words in text(answer)
    assert only(world).loaded_at is None


def test_a_file_that_is_missing_or_of_a_day_to_come_is_said_so(client, world):
    sign_in(client, world.tom)
    assert "lies in the future" in text(bring(client, world, ago=-2))
    answer = post(client, "board_files", world, {"kind": "roster"}, query=f"?board={BOARD}")
    assert answer.status_code == 422 and "Choose a file." in text(answer)


def test_who_may_bring_files(client, world):
    sign_in(client, world.tom)
    bring(client, world)
    pk = only(world).pk
    for actor, status in (
        (world.ines, 403), (world.rosa, 403), (staff(organization("summit"), "Juniper Valebrook", Role.VERIFIER), 404),
    ):  # fmt: skip
        sign_in(client, actor)
        assert get(client, "board_files", world).status_code == status
        assert get(client, "board_file", world, pk=pk).status_code == status


def test_another_organizations_file_is_not_found(client, world):
    sign_in(client, world.tom)
    bring(client, world)
    other = World("summit")
    sign_in(client, other.tom)
    assert get(client, "board_file", other, pk=only(world).pk).status_code == 404


def test_a_board_that_changed_its_columns_is_mapped_anew_on_the_page_of_its_file(client, world):
    sign_in(client, world.tom)
    bring(client, world)
    post(client, "board_file", world, said(), pk=only(world).pk)
    changed = bring(client, world, texas().replace(b"LIC_STATUS", b"STATE_NOW"), ago=0)
    assert changed.status_code == 422 and "say on its page what they mean now" in text(changed)
    file = BoardFile.objects.within(world.organization).get(refused="unmapped")
    assert "What its columns mean" in text(get(client, "board_file", world, pk=file.pk))
    assert post(client, "board_file", world, said(status="STATE_NOW"), pk=file.pk).status_code == 302
    file.refresh_from_db()
    assert file.loaded_at and not file.refused


def test_titles_whose_short_name_is_the_name_stand_once_and_the_boards_at_home_come_first(client, world):
    sign_in(client, world.tom)
    page = get(client, "board_files", world, query={"board": BOARD})
    labels = [label for _value, label in page.context["form"].fields["titles"].choices]
    assert "Licensed Psychologist, temporary license" in labels and "LPC · Licensed Professional Counselor" in labels
    assert page.context["page"].boards[0].label.startswith("US")
