"""Views of the queue that people keep: for themselves, or from a manager for everyone, each with its count and its address."""

import pytest

from network.models import Event
from network.transitions import Refused
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import QueueCount, SavedView
from vetting.queries.queue import find, lenses_of
from vetting.workflow import keeping, saved_views

pytestmark = pytest.mark.django_db


def built():
    world = World()
    world.submitted("Ada Fernsby"), world.checking("Bela Quince"), world.draft("Cleo Marsh")
    keeping.catch_up(world.organization, at=world.now)
    return world


_world, world = shared(built)


def save(world, actor, name="New ones", *, base="open", shared=False, **filters):
    return saved_views.save_view(
        world.organization, name=name, base=base, filters=filters, shared=shared, actor=actor, at=world.now
    )


def seen(world, actor) -> dict[str, int]:
    """The views kept that somebody has, with their counts."""
    lenses = lenses_of(actor, world.organization)
    counts = find(actor, world.organization, on=world.day(), lenses=lenses).counts
    return {lens.label: counts[lens.key] for lens in lenses if lens.saved}


def codes(function, *arguments, **values):
    with pytest.raises(Refused) as refused:
        function(*arguments, **values)
    return refused.value.codes


def test_a_view_of_ones_own_has_its_count_from_the_start_and_follows_every_change(world):
    save(world, world.tom, "New ones", state="submitted")
    save(world, world.tom, "With me", who="me")
    assert seen(world, world.tom) == {"New ones": 1, "With me": 1} and seen(world, world.maya) == {}
    world.submitted("Dora Pinewood")
    keeping.catch_up(world.organization, at=world.now)
    assert seen(world, world.tom) == {"New ones": 2, "With me": 1}


def test_a_shared_view_counts_each_readers_own_where_it_says_me(world):
    save(world, world.maya, "With me", shared=True, who="me")
    save(world, world.maya, "Late", shared=True, when="late")
    assert seen(world, world.tom) == {"With me": 1, "Late": 1} and seen(world, world.maya) == {"With me": 0, "Late": 1}


def test_only_a_manager_shares_and_only_who_may_share_changes_what_is_shared(world):
    assert codes(save, world, world.tom, shared=True) == ["not_allowed"]
    shared, own = save(world, world.maya, shared=True), save(world, world.tom, "Mine")
    change = {"name": "Other", "actor": world.tom, "at": world.now}
    assert codes(saved_views.change_view, shared, shared=True, **change) == ["not_allowed"]
    shared.refresh_from_db()
    assert codes(saved_views.change_view, shared, shared=False, **change) == ["not_allowed"], "nor takes it from everyone"
    shared.refresh_from_db()
    assert codes(saved_views.remove_view, shared, actor=world.tom, at=world.now) == ["not_allowed"]
    assert codes(saved_views.change_view, own, name="Hers", shared=False, actor=world.ines, at=world.now) == ["not_hers_to_keep"]
    assert codes(saved_views.change_view, own, name="Mine", shared=True, actor=world.tom, at=world.now) == ["not_allowed"]


def test_a_name_is_taken_once_by_each_person(world):
    save(world, world.tom)
    assert codes(save, world, world.tom) == ["name_taken"]
    assert save(world, world.maya).name == "New ones"


def test_nobody_keeps_more_views_than_are_counted_with_every_change(world, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    save(world, world.tom)
    assert codes(save, world, world.tom, "Second") == ["too_many_views"]


def test_keeping_changing_and_removing_a_view_are_recorded_and_its_count_goes_with_it(world):
    view = save(world, world.tom, state="submitted")
    saved_views.change_view(view, name="Fresh", shared=False, actor=world.tom, at=world.now)
    assert seen(world, world.tom) == {"Fresh": 1}
    key = view.key
    saved_views.remove_view(view, actor=world.tom, at=world.now)
    told = list(Event.objects.filter(action__startswith="view.").order_by("sequence").values_list("action", flat=True))
    assert told == ["view.saved", "view.changed", "view.removed"] and seen(world, world.tom) == {}
    assert not QueueCount.objects.within(world.organization).filter(view=key).exists()


# ── Pages ────────────────────────────────────────────────────────────────────


def test_what_is_filtered_is_kept_on_one_page_and_has_an_address(client, world):
    sign_in(client, world.tom)
    shown = get(client, "queue", world, query={"state": "submitted", "view": "open"})
    assert "Keep as a view" in text(shown)
    asked = get(client, "keep_view", world, query={"state": "submitted", "view": "open"})
    assert "All open files · Status: Submitted" in text(asked) and "For everyone" not in text(asked)
    answer = post(client, "keep_view", world, {"name": "New ones"}, query="?state=submitted&view=open")
    view = SavedView.objects.within(world.organization).get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"?view=saved-{view.pk}")
    page = client.get(answer["Location"])
    assert "Ada Fernsby" in text(page) and "Bela Quince" not in text(page) and "Change this view" in text(page)


def test_a_view_narrowed_once_more_keeps_both_filters(client, world):
    view = save(world, world.tom, state="submitted")
    sign_in(client, world.tom)
    post(client, "keep_view", world, {"name": "Late new ones"}, query=f"?view={view.key}&when=late")
    assert SavedView.objects.within(world.organization).get(name="Late new ones").filters == {"state": "submitted", "when": "late"}


def test_a_view_is_renamed_and_removed_on_its_page_and_a_refusal_says_why(client, world):
    view, other = save(world, world.tom), save(world, world.tom, "Taken")
    sign_in(client, world.tom)
    assert post(client, "saved_view", world, {"name": "Taken"}, pk=view.pk).status_code == 409
    assert post(client, "saved_view", world, {"name": ""}, pk=view.pk).status_code == 422
    assert post(client, "saved_view", world, {"name": "Fresh"}, pk=view.pk).status_code == 302
    assert SavedView.objects.within(world.organization).get(pk=view.pk).name == "Fresh"
    assert post(client, "saved_view", world, {"remove": "1"}, pk=other.pk).status_code == 302
    assert not SavedView.objects.within(world.organization).filter(pk=other.pk).exists()


def test_a_colleagues_own_view_and_another_organizations_are_not_there(client, world):
    view = save(world, world.tom)
    sign_in(client, world.maya)
    assert get(client, "saved_view", world, pk=view.pk).status_code == 404
    assert "Bela Quince" in text(get(client, "queue", world, query={"view": view.key})), "an unknown view is the first one"
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert get(client, "saved_view", world, pk=view.pk).status_code == 404
