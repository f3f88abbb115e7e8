"""An auditor's account: limited in time and to the files of her audit, read-only, and every look recorded."""

import re
from datetime import date, timedelta

import pytest

from network import clock
from network.access import Role, staff_actor
from network.events import name_of
from network.models import Document, Event, Membership, Practitioner, RefusedAttempt
from network.transitions import Refused
from network.workflow.staff import set_audit
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import Application
from vetting.queries.samples import readable
from vetting.workflow.samples import draw

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def built():
    here = World()
    here.alden = staff(here.organization, "Alden Birchwick", Role.ADMIN)
    return here


_world, world = shared(built)
_file, file = shared(lambda world: world.approved(), "_file")


def row(world) -> Membership:
    rows = Membership.objects.within(world.organization).select_related("organization", "person", "user")
    return rows.get(user=world.una.user_id)


def audit(world, first, last, *, last_day=None):
    """Her audit, as an administrator sets it: the actor she then is."""
    set_audit(row(world), first=first, last=last, last_day=last_day or world.day(), actor=world.alden, at=world.now)
    return staff_actor(row(world))


def decided_on(file) -> date:
    return file.decisions.first().decided_on


@pytest.mark.parametrize("before, after, seen", [(1, 0, True), (0, 0, True), (0, 1, True), (1, -1, False), (-1, 1, False)])
def test_she_reads_a_file_exactly_when_it_was_decided_in_the_days_of_her_audit(world, file, before, after, seen):
    una = audit(world, decided_on(file) - before * DAY, decided_on(file) + after * DAY)
    assert Application.objects.visible_to(una).filter(pk=file.pk).exists() is seen
    assert Practitioner.objects.visible_to(una).filter(pk=file.practitioner_id).exists() is seen
    assert Document.objects.visible_to(una).exists() is seen


def test_a_file_nobody_decided_is_not_hers_nor_are_its_papers_nor_its_events(client, world):
    decided, other = world.approved(), world.checked("Otis Fernsby")
    sign_in(client, world.una)
    assert get(client, "file", world, reference=decided.reference).status_code == 200
    assert get(client, "file", world, reference=other.reference).status_code == 404
    paper = Document.objects.of(other.practitioner).first() or other.practitioner.documents.first()
    assert client.get(f"/harbor/documents/{paper.reference}/").status_code == 404
    trail = text(get(client, "audit", world))
    assert decided.reference in trail and other.reference not in trail and "Fernsby" not in trail
    assert "Fernsby" not in text(client.get("/harbor/queue/", follow=True))


def test_pages_that_tell_of_others_are_closed_with_the_days_of_her_audit(client, world):
    sign_in(client, world.una)
    for place in ("matches/", "committee/", "appeals/", "actions/", "registers/"):
        answer = client.get(f"/harbor/{place}")
        assert answer.status_code == 403, place
        assert "outside your audit" in text(answer), place
    assert RefusedAttempt.objects.filter(codes=["not_audited"]).count() == 5


def test_every_entry_of_her_bar_opens_and_one_of_them_is_where_she_is(client, world):
    sign_in(client, world.una)
    main = re.compile(r'<nav aria-label="Main">(.*?)</nav>', re.DOTALL)
    entries = re.findall(r'<a href="([^"]*)"', main.search(client.get("/harbor/audit/files/").content.decode())[1])
    assert entries == ["/harbor/audit/files/", "/harbor/policies/", "/harbor/audit/"]
    for entry in entries:
        answer = client.get(entry)
        assert answer.status_code == 200, entry
        assert re.findall(r'<a href="([^"]*)" aria-current="page"', main.search(answer.content.decode())[1]) == [entry]


def test_until_her_days_are_named_she_reads_nothing_and_is_told_who_names_them(client, world):
    Membership.objects.within(world.organization).filter(pk=row(world).pk).update(audit_first=None, audit_last=None, ends_on=None)
    file = world.approved()
    sign_in(client, world.una)
    answer = get(client, "file_evidence", world, reference=file.reference)
    assert answer.status_code == 403 and "An administrator names the days" in text(answer)
    assert not Application.objects.visible_to(staff_actor(row(world))).exists()
    assert '<nav aria-label="Main"></nav>' in answer.content.decode(), "no entry that leads to a closed page"


@pytest.mark.parametrize("ago, status", [(-1, 302), (0, 302), (1, 403)])
def test_her_access_ends_after_its_last_day_with_words(client, world, ago, status):
    Membership.objects.within(world.organization).filter(pk=row(world).pk).update(ends_on=world.day(ago))
    sign_in(client, world.una)
    answer = client.get("/harbor/queue/")
    assert answer.status_code == status
    if status == 403:
        assert "ended on" in text(answer) and "Harbor" in text(answer)


def test_every_page_she_sees_is_recorded_and_a_page_she_does_not_see_is_not(client, world, file):
    sign_in(client, world.una)
    get(client, "file", world, reference=file.reference)
    get(client, "file_evidence", world, reference=file.reference)
    client.get("/harbor/matches/")
    get(client, "file", world, reference="HA-9999")
    looks = Event.objects.filter(subject=name_of(row(world)), action="auditor.looked").order_by("sequence")
    assert [look.payload.values["detail"] for look in looks] == [
        {"page": "file", "about": file.reference}, {"page": "file_evidence", "about": file.reference},
    ]
    sign_in(client, world.maya)
    get(client, "file", world, reference=file.reference)
    assert Event.objects.filter(action="auditor.looked").count() == 2, "a manager's work is not watched"
    sign_in(client, world.alden)
    told = text(client.get(f"/harbor/staff/{row(world).pk}/"))
    assert "Pages seen" in told and file.reference in told


def test_however_she_asks_for_a_page_she_sees_her_look_is_recorded(client, world):
    file = world.approved()
    sign_in(client, world.una)
    asked = [
        (post(client, "file", world, reference=file.reference), 200, "file", file.reference),
        (post(client, "samples", world, {"purpose": ""}), 422, "samples", ""),
    ]
    post(client, "file_evidence", world, reference=file.reference)
    asked.append((post(client, "file_evidence", world, reference=file.reference), 409, "file_evidence", file.reference))
    assert [answer.status_code for answer, *_rest in asked] == [status for _answer, status, *_rest in asked]
    looks = Event.objects.filter(subject=name_of(row(world)), action="auditor.looked").order_by("sequence")
    assert [event.payload.values["detail"] for event in looks] == [{"page": page, "about": about} for *_rest, page, about in asked]
    client.head(f"/harbor/applications/{file.reference}/")
    assert looks.count() == 3, "an answer without a page shows nothing"


def test_a_sample_is_drawn_from_days_of_her_audit_only(world, file):
    on = decided_on(file)
    una = audit(world, on, on)
    mine = draw(organization=world.organization, purpose="Survey", method="number", number=1, first=on, last=on, actor=una, at=world.now)
    wider = {"organization": world.organization, "purpose": "Wide", "method": "number", "number": 1, "at": world.now}
    for first, last in ((on - DAY, on), (on, on + DAY)):
        with pytest.raises(Refused) as refused:
            draw(**wider, first=first, last=last, actor=una)
        assert refused.value.codes == ["outside_audit"]
        theirs = draw(**wider, first=first, last=last, actor=world.maya)
        assert not readable(una).filter(pk=theirs.pk).exists() and readable(world.maya).filter(pk=theirs.pk).exists()
    assert list(readable(una)) == [mine]


def test_setting_an_audit_says_what_is_wrong_with_it(world):
    una, day = row(world), world.day()

    def codes(membership, first, last, last_day, actor=world.alden):
        with pytest.raises(Refused) as refused:
            set_audit(membership, first=first, last=last, last_day=last_day, actor=actor, at=world.now)
        return refused.value.codes

    assert codes(una, day, day - DAY, day) == ["days_in_order"]
    assert codes(una, day, day, day - DAY) == ["in_the_past"]
    tom = Membership.objects.within(world.organization).get(user=world.tom.user_id)
    assert codes(tom, day, day, day) == ["no_auditor"]
    before = Event.objects.filter(action="membership.audit").count()
    audit(world, day, day)
    audit(world, day, day)
    assert Event.objects.filter(action="membership.audit").count() == before + 1, "the same again is no change"


def test_an_administrator_sets_it_on_her_page(client, world):
    sign_in(client, world.alden)
    page, day = f"/harbor/staff/{row(world).pk}/", clock.today(world.organization.zone)
    said = {f"{name}_{part}": getattr(day, part) for name in ("first", "last", "last_day") for part in ("day", "month", "year")}
    assert client.post(f"{page}audit/", said).status_code == 302
    assert row(world).audit == (day, day) and row(world).ends_on == day
    assert client.post(f"{page}audit/", {**said, "last_year": day.year - 1}).status_code == 409
    assert client.post(f"{page}audit/", {**said, "first_month": "13"}).status_code == 422
    assert row(world).audit == (day, day)


def test_she_changes_nothing(client, world, file):
    before = Event.objects.exclude(action="auditor.looked").count()
    sign_in(client, world.una)
    for name in ("assign", "request_information", "vacate", "review", "refer"):
        assert post(client, name, world, reference=file.reference).status_code == 403, name
    assert Event.objects.exclude(action="auditor.looked").count() == before
