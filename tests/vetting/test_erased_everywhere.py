"""After an erasure nothing personal is left where her rows do not lead: what an organization's trail says of two people, kept searches."""

import pytest
from django.apps import apps
from django_tasks_db.models import DBTaskResult

from network.access import system
from network.events import verify
from network.jobs import perform_job
from network.models import EventPayload
from network.workflow.emptying import empty
from network.workflow.people import clear_same_person, confirm_same_person, suspect_same_person
from tests.shared import shared
from tests.vetting.staff_world import World
from vetting.models import SavedView
from vetting.workflow.saved_views import save_view

pytestmark = pytest.mark.django_db


def built():
    world = World()
    world.her = world.denied("Philippa Quillfeather").practitioner
    world.other = world.denied("Rosalind Quillfeather").practitioner
    return world


_world, world = shared(built)


def erased(world):
    return empty(world.her, world.organization, actor=system("test", world.organization), at=world.now)


def everything() -> str:
    """Every value of every table, as text."""
    found = []
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            found += [f"{model._meta.label} {row}" for row in model._base_manager.values().iterator()]
    return "\n".join(found)


def test_of_two_people_who_may_be_one_the_trail_names_the_erased_one_no_more(world):
    link = suspect_same_person(
        one=world.her.person, other=world.other.person, reason="Philippa has the same telephone.", actor=world.maya, at=world.now
    )
    confirm_same_person(link, actor=world.ines, at=world.now, reason="Philippa said so.")
    clear_same_person(link, reason="Philippa has a sister.", actor=world.tom, at=world.now)
    said = EventPayload.objects.filter(event__action__startswith="person.link")
    assert len([row for row in said if "Philippa" in str(row.values)]) == 3
    erased(world)
    assert [line for line in everything().splitlines() if "Philippa" in line] == []
    assert verify(f"organization:{world.organization.pk}") is None


def test_what_a_job_failed_with_names_her_no_more_and_others_still(world):
    address = world.her.person.users.get().email
    refused = f"SMTPRecipientsRefused: {{'{address.upper()}': (450, b'later')}}"
    for pk, said in enumerate((refused, "for Philippa Quillfeather", "Rosalind")):
        task = perform_job.enqueue(name="network.send", arguments={"id": pk})
        DBTaskResult.objects.filter(pk=task.id).update(status="FAILED", traceback=said)
    erased(world)
    assert sorted(DBTaskResult.objects.failed().values_list("traceback", flat=True)) == ["", "", "Rosalind"]


def test_a_search_for_nobody_but_her_that_somebody_kept_goes_and_others_stay(world):
    def kept(name, owner=None, **filters):
        save_view(world.organization, name=name, base="open", filters=filters, shared=False, actor=owner or world.maya, at=world.now)

    kept("Philippa", q="philippa quill")
    kept("Hers by number", q=world.her.reference.lower())
    kept("Both", q="Quillfeather")
    kept("Late", when="late")
    erased(world)
    assert list(SavedView.objects.within(world.organization).values_list("name", flat=True)) == ["Both", "Late"]
    assert [line for line in everything().lower().splitlines() if "philippa" in line] == []


def test_another_organization_keeps_its_own_searches(world):
    summit = World("summit")
    view = save_view(
        summit.organization, name="Ours", base="open", filters={"q": "philippa"}, shared=False, actor=summit.maya, at=summit.now
    )
    erased(world)
    assert SavedView.objects.within(view.organization).filter(pk=view.pk).exists()
