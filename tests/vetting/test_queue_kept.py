"""The queue's kept rows: as their files whatever is done to these, counted as they change, in pages by key."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from network.access import therapist_actor
from network.models import Person, User
from network.transitions import perform
from network.workflow.people import add_name
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.staff_world import World
from vetting.models import Application, QueueCount, QueueRow, QueueWord
from vetting.models.application import OPEN
from vetting.queries import queue, searching
from vetting.queries.kept_rows import derived, words
from vetting.queries.lenses import COUNTED, LENSES, entries
from vetting.queries.marking import marks
from vetting.queries.queue import find, lenses_of, references
from vetting.workflow import checking, keeping

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


_world, world = shared(World)


def keep(world, *, ahead=0):
    return keeping.catch_up(world.organization, at=world.at(-ahead))


def rows(world) -> dict[str, QueueRow]:
    return {row.reference: row for row in QueueRow.objects.within(world.organization)}


def files(world):
    found = Application.objects.within(world.organization)
    return list(found.select_related("organization", "practitioner__person", "participation", "assignee"))


def shown(world, **asked) -> list[str]:
    return [item.reference for item in find(world.tom, world.organization, on=world.day(), **asked).items]


def counts(world, on=None, actor=None) -> dict[str, int]:
    return find(actor or world.tom, world.organization, on=on or world.day()).counts


def assert_as_their_files(world, on=None):
    """Every row, every word and every count is what the files say."""
    on, held = on or world.day(), rows(world)
    expected = derived(files(world), on=on)
    for file in files(world):
        row = held[file.reference]
        assert {name: getattr(row, name) for name in expected[file.pk]} == expected[file.pk], file.reference
    expected = words(files(world))
    written = {(word.row_id, word.name, word.word) for word in QueueWord.objects.within(world.organization)}
    assert written == {(pk, *found) for pk, each in expected.items() for found in each}
    assert {row.pk: set(row.spelled.split()) for row in held.values()} == {
        pk: {word for _name, word in each} for pk, each in expected.items()
    }
    assert {row.pk: row.marks for row in held.values()} == {pk: marks(word for _, word in each) for pk, each in expected.items()}
    assert all(row.facets_id is not None for row in held.values())
    sums = entries(held.values(), COUNTED)
    parts = QueueCount.objects.within(world.organization)
    for view, person, day in {(part.view, part.person_id, part.day) for part in parts} | set(sums):
        total = sum(part.n for part in parts if (part.view, part.person_id, part.day) == (view, person, day))
        assert total == sums[(view, person, day)], (view, person, day)


def herself_of(world, file):
    return therapist_actor(file.practitioner, User.objects.get(person=file.practitioner.person))


def one_of_each(world):
    """A file in every state."""
    world.draft("Ada Fernsby"), world.submitted("Bela Quince"), world.checking("Cleo Marsh"), world.checked("Cato Marsh")
    world.in_review("Dora Pinewood"), world.active("Edda Saltmarsh"), world.approved("Fay Underhill"), world.denied("Gro Vane")
    keep(world)
    return world


_full, full = shared(one_of_each, "_full")


def test_a_file_in_every_state_has_a_row_that_says_what_the_file_says(full):
    assert len(rows(full)) == 8
    assert_as_their_files(full)


def test_whatever_is_done_to_a_file_marks_its_row_and_only_its_row_in_the_same_transaction(full):
    file = next(file for file in files(full) if file.state == "checking")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        checking.request_information(file, message="Send the certificate.", actor=full.tom, at=full.now)
        assert [row.reference for row in rows(full).values() if row.stale] == [file.reference]
        raise ZeroDivisionError
    assert not any(row.stale for row in rows(full).values()), "what was undone marks nothing"
    checking.request_information(file, message="Send the certificate.", actor=full.tom, at=full.now)
    assert [row.reference for row in rows(full).values() if row.stale] == [file.reference]
    assert keep(full) == 1
    assert_as_their_files(full)


def test_every_act_on_a_file_is_in_its_row_afterwards(full):
    file = next(file for file in files(full) if file.state == "checking" and file.practitioner.person.given_name == "Cleo")
    herself = next(file for file in files(full) if file.state == "draft")
    for check in full.checks(file)[:2]:
        full.verify(check, ago=1)
    keep(full)
    assert_as_their_files(full)
    checking.request_information(file, message="Send the certificate.", actor=full.tom, at=full.at(1))
    keep(full)
    assert_as_their_files(full)
    checking.assign(file, person=Person.objects.get(pk=full.maya.person_id), actor=full.tom, at=full.now)
    perform(herself, "withdraw", actor=herself_of(full, herself), at=full.now)
    keep(full)
    assert rows(full)[file.reference].assignee_id == full.maya.person_id and rows(full)[herself.reference].phase == "closed"
    assert_as_their_files(full)


def test_a_days_strokes_and_clocks_go_on_without_deriving_the_row_again(full):
    later = full.day() + 9 * DAY
    told = {item.reference: item for item in find(full.tom, full.organization, on=later, view="all").items}
    for file in files(full):
        expected = derived([file], on=later)[file.pk]
        item = told[file.reference]
        assert "".join(side[0] for side in item.strokes) == expected["strokes"], file.reference
        assert item.days == {side: expected[side] for side in ("ours", "theirs", "source")}, file.reference


def test_what_passes_its_date_is_counted_late_from_the_day_after_without_deriving_anything(full):
    due = min(row.due_on for row in rows(full).values() if row.due_on)
    assert [counts(full, on=due + ahead * DAY)["late"] for ahead in (-1, 0, 1)] == [0, 0, sum(
        row.due_on == due for row in rows(full).values()
    )]
    assert shown(full, view="late") == [reference for reference, row in rows(full).items() if row.due_on == due]


def test_a_view_says_the_same_of_a_row_in_hand_as_to_the_database(full):
    held = QueueRow.objects.within(full.organization)
    for on, lens in product((full.day(), full.day() + 30 * DAY, full.day() + 185 * DAY), LENSES):
        assert {row.pk for row in held.filter(lens.static())} == {row.pk for row in rows(full).values() if lens.holds(row)}
        assert held.filter(lens.q(person=full.tom.person_id, on=on)).count() == counts(full, on=on)[lens.key], (lens.key, on)


def test_counting_a_view_anew_gives_what_was_counted_bit_by_bit(full):
    before = counts(full)
    for lens in COUNTED:
        keeping.recount(full.organization, lens)
    assert counts(full) == before and before["open"] == 5


def test_adding_up_leaves_every_count_and_fewer_parts(full):
    before, parts = counts(full), QueueCount.objects.within(full.organization)
    full.submitted("Ida Lanternberg")
    keep(full)
    many = parts.count()
    keeping.add_up(full.organization)
    assert parts.count() < many and counts(full)["open"] == before["open"] + 1
    assert_as_their_files(full)


def test_every_night_derives_what_waits_and_finds_a_file_without_a_row(full):
    lost = next(iter(rows(full).values()))
    QueueWord.objects.within(full.organization).filter(row=lost).delete()
    QueueRow.objects.within(full.organization).filter(pk=lost.pk).delete()
    QueueCount.objects.within(full.organization).delete()
    for lens in COUNTED:
        keeping.recount(full.organization, lens)
    tomorrow = full.day() + DAY
    kept = keeping.keep(full.organization, at=full.at(-1))
    waiting = [row for row in rows(full).values() if row.place is not None]
    assert kept == len({row.pk for row in waiting} | {lost.pk}) and {row.kept_on for row in waiting} == {tomorrow}
    assert lost.reference in rows(full)


# ── Pages by key ─────────────────────────────────────────────────────────────


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)


def test_pages_follow_each_other_both_ways_without_gap_or_repeat(full, small):
    for view in ("open", "all", "decided"):
        assert_pages_join(full, view)


def assert_pages_join(full, view):
    whole = references(full.tom, full.organization, on=full.day(), view=view)
    page = find(full.tom, full.organization, on=full.day(), view=view)
    pages = [page]
    while page.after is not None:
        page = find(full.tom, full.organization, on=full.day(), view=view, after=page.after)
        pages.append(page)
    assert [item.reference for page in pages for item in page.items] == whole
    back = [page]
    while page.before is not None:
        page = find(full.tom, full.organization, on=full.day(), view=view, before=page.before)
        back.append(page)
    assert [[item.reference for item in page.items] for page in back[::-1]] == [
        [item.reference for item in page.items] for page in pages
    ]


def test_a_file_that_comes_before_the_page_moves_nothing_on_the_next_one(full, small):
    first = find(full.tom, full.organization, on=full.day())
    following = shown(full, after=first.after)
    full.submitted("Ida Lanternberg", ago=40)
    keep(full)
    assert shown(full)[0] not in [item.reference for item in first.items]
    assert shown(full, after=first.after) == following


def test_ours_stand_before_theirs_and_each_by_its_date(full):
    items = find(full.tom, full.organization, on=full.day()).items
    order = [(item.whose != "ours", item.due is None, item.due or full.day()) for item in items]
    assert order == sorted(order) and len(order) == 5


def test_a_page_takes_four_queries_at_any_filter_and_depth_and_counts_no_rows(full, small):
    for asked in ({}, {"view": "all"}, {"q": "van der mar"}, {"who": "me", "flag": "match", "waiting": "reviewer"}):
        assert_four_queries(full, asked)


def assert_four_queries(full, asked):
    after = find(full.tom, full.organization, on=full.day(), view=asked.get("view", "open")).after
    with CaptureQueriesContext(connection) as captured:
        keeping.catch_up(full.organization, at=full.now)
        lenses = lenses_of(full.tom, full.organization)
        find(full.tom, full.organization, on=full.day(), lenses=lenses, after=after, **asked)
    said = " ".join(query["sql"] for query in captured.captured_queries)
    assert len(captured) == 4 and "COUNT(" not in said
    assert "OFFSET" not in said.replace(searching.ONE, "")  # that one skips nothing, it keeps PostgreSQL from reading every word


# ── Filters and search ───────────────────────────────────────────────────────


def named(world, **asked) -> set[str]:
    return {item.name for item in find(world.tom, world.organization, on=world.day(), **{"view": "all", **asked}).items}


def test_each_filter_keeps_its_files_and_leaves_the_others(full):
    assert named(full, state="approved") == {"Edda Saltmarsh", "Fay Underhill"}
    assert named(full, waiting="director") == {"Dora Pinewood"}
    assert named(full, waiting="therapist") == {"Ada Fernsby", "Fay Underhill"}
    assert named(full, who="me") == named(full, who=str(full.tom.person_id)) != set()
    assert "Ada Fernsby" in named(full, who="none") and not named(full, who="none") & named(full, who="me")
    assert named(full, kind="renewal") == set() and len(named(full, kind="initial")) == 8
    assert "Cleo Marsh" in named(full, ready="no") and {"Cato Marsh", "Dora Pinewood"} <= named(full, ready="yes")
    assert named(full, flag="match") == set()
    assert named(full, view="therapist", waiting="director") == set(), "a filter never widens a view"


def test_a_filter_on_the_date_says_late_today_and_within_a_week(full):
    due = rows(full)[next(file.reference for file in files(full) if file.state == "submitted")].due_on
    for ahead, late, today, week in ((-7, 0, 0, 0), (-6, 0, 0, 1), (-1, 0, 0, 1), (0, 0, 1, 1), (1, 1, 0, 0)):
        found = [
            {item.name for item in find(full.tom, full.organization, on=due + ahead * DAY, state="submitted", when=when).items}
            for when in ("late", "today", "week")
        ]
        assert list(map(len, found)) == [late, today, week], ahead


def test_who_has_how_many_files_is_told_with_the_counts(full):
    people = find(full.tom, full.organization, on=full.day()).people
    held = sum(row.assignee_id == full.tom.person_id and row.place is not None for row in rows(full).values())
    assert people == ((full.tom.person_id, "Tom Wetherby", held),) and held == 4


def test_the_words_typed_must_begin_words_of_one_and_the_same_name(world):
    world.submitted("Zoë Berg", prefix="van der", former="Hålvorsdotter")
    keep(world)
    assert named(world, q="zoe van ber") == named(world, q="zoë halvors") == {"Zoë van der Berg"}
    assert named(world, q="van halvorsdotter") == set(), "the prefix is of her present name only"
    assert named(world, q="oë") == set(), "the middle of a word begins nothing"


def test_a_name_written_down_later_finds_her_from_then_on(world):
    file = world.submitted("Zoë Berg")
    keep(world)
    assert named(world, q="zwart") == set()
    add_name(file.practitioner, given_name="Zoë", family_name="Zwart", kind="former", actor=file.herself, at=world.now)
    keep(world)
    assert named(world, q="zwart") == {"Zoë Berg"}


def test_a_search_never_leaves_the_organization(world):
    world.submitted("Zoë Berg")
    keep(world)
    summit = organization("summit")
    stranger = staff(summit, "Calder Rimrock")
    assert find(stranger, summit, on=world.day(), view="all", q="berg").items == ()


def test_only_open_files_are_in_the_view_of_open_files(full):
    assert {rows(full)[reference].state for reference in shown(full)} <= set(OPEN)
