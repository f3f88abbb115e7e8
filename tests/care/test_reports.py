"""An employer's year: released once, read by its own contact alone, and never a number of few."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import transaction

from network.access import Forbidden, Role
from network.care import disclosure
from network.care.facts.reports import counted
from network.care.models import Contact, EmployerReport, Satisfaction
from network.care.workflow import answering, reports
from network.events import timeline
from network.models import Membership
from network.transitions import Refused
from payments.models import Authorization, Session
from tests.care.care_world import AT, DAY, CareWorld
from tests.network.cast import staff
from tests.pdf_text import text_of
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 2, 17, tzinfo=UTC)
CANARY = {"called": "Zqcalled", "reach": "zqreach@zq.example"}


def membership(world, actor):
    return Membership.objects.within(world.harbor).get(user=actor.user_id)


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file: the Yard's people called, twelve employees for counseling and three of a household for legal advice."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard, world.bank = world.employer(household=True), world.employer("Waddenhaven Bank")
        world.ada = world.therapist("Ada First", capacity=40)
        spot = {"place": "Alder", "jurisdiction": "US-IL", "latitude": 41.0, "longitude": -89.0, **CANARY}
        world.calls = [world.call(world.yard, number=f"A000{number:02}", support="Zqsupport.", wishes=spot) for number in range(12)]
        world.call(world.yard, number="A00000", at=AT + DAY)  # who calls twice is one person
        for number in range(3):
            world.call(world.yard, number=f"A000{number:02}", relation="partner", service="legal")
        world.call(world.bank, number="B00001")
        world.edda = staff(world.harbor, "Edda Stonebridge", Role.EMPLOYER_CONTACT)
        world.finn = staff(world.harbor, "Finn Harbormouth", Role.EMPLOYER_CONTACT)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db, settings, monkeypatch):
    settings.STAFF_SECOND_FACTOR = False
    monkeypatch.setattr("network.clock.now", lambda: JANUARY)
    return _world


def release(world, *, employer=None, year=2026, eligible=400, actor=None, at=JANUARY):
    return reports.release(employer=employer or world.yard, year=year, eligible=eligible, actor=actor or world.alden, at=at)


def named(world):
    reports.name_contact(employer=world.yard, membership=membership(world, world.edda), actor=world.alden, at=JANUARY)
    return release(world)


def test_people_are_counted_once_and_a_few_of_a_household_take_the_employees_with_them(world):
    found = release(world).told
    assert (found["people"], found["contacts"], found["percent"]) == (15, 16, 4)
    assert (found["cases"], found["sessions"]) == (0, 0)
    hidden = found["tables"]
    assert hidden["relation"] == {"employee": None, "family": None}
    assert hidden["service"]["counseling"] is None and hidden["service"]["legal"] is None and hidden["service"]["crisis"] == 0
    assert "3" not in str(sorted(hidden.items())) and "12" not in str(sorted(hidden.items()))


def test_cases_and_sessions_of_a_few_are_hidden_and_of_all_are_told(world):
    for contact in world.calls[:9]:
        referral = world.refer(contact, world.ada)
        answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    with transaction.atomic():
        assert release(world).told["cases"] is None  # nine people
        transaction.set_rollback(True)
    referral = world.refer(world.calls[9], world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    assert release(world).told["cases"] is None  # ten, but five are left


@pytest.mark.parametrize("year, eligible, codes", [
    (2025, 400, []), (2026, 400, []), (2027, 400, ["year_not_over"]), (1999, 400, ["year_not_over"]), (2026, 0, ["no_eligible"]),
    (2026, 1, []),
])
def test_only_a_year_that_is_over_is_told(world, year, eligible, codes):
    if not codes:
        assert release(world, year=year, eligible=eligible).year == year
        return
    with pytest.raises(Refused) as why:
        release(world, year=year, eligible=eligible)
    assert why.value.codes == codes and not EmployerReport.objects.within(world.harbor).exists()


def test_on_the_last_day_of_the_year_it_is_not_over_where_the_organization_is(world):
    with pytest.raises(Refused):
        release(world, at=datetime(2027, 1, 1, 4, 59, tzinfo=UTC))
    assert release(world, at=datetime(2027, 1, 1, 5, 1, tzinfo=UTC))


def test_a_year_is_told_once_and_stays_as_it_was_told(world):
    row = release(world)
    before = row.told
    world.call(world.yard, number="A00099", at=AT)
    with pytest.raises(Refused) as why:
        release(world)
    assert why.value.codes == ["told_already"]
    row.refresh_from_db()
    assert row.told == before
    assert [event.action for event in timeline(row)] == ["employerreport.released"]


def test_who_may_not_enter_employers_tells_nothing_and_names_nobody(world):
    for actor in (world.rosa, world.edda, world.ada.herself):
        with pytest.raises(Forbidden):
            release(world, actor=actor)
        with pytest.raises(Forbidden):
            reports.name_contact(employer=world.yard, membership=membership(world, world.edda), actor=actor, at=JANUARY)


def test_only_an_account_that_is_nothing_else_is_named_and_only_for_one_employer(world):
    given = {"actor": world.alden, "at": JANUARY}
    with pytest.raises(Refused) as why:
        reports.name_contact(employer=world.yard, membership=membership(world, world.rosa), **given)
    assert why.value.codes == ["not_a_contact"]
    reports.name_contact(employer=world.yard, membership=membership(world, world.edda), **given)
    with pytest.raises(Refused) as why:
        reports.name_contact(employer=world.bank, membership=membership(world, world.edda), **given)
    assert why.value.codes == ["named_already"]


def test_her_page_her_table_and_her_paper_say_the_same_and_nothing_of_anybody(client, world):
    named(world)
    sign_in(client, world.edda)
    assert client.get("/").url == "/harbor/reports/"
    assert "2026" in text(client.get("/harbor/reports/"))
    page, table = text(client.get("/harbor/reports/2026/")), client.get("/harbor/reports/2026/csv/")
    paper = client.get("/harbor/reports/2026/pdf/")
    assert (table["Content-Type"], paper["Content-Type"]) == ("text/csv; charset=utf-8", "application/pdf")
    rows = dict(row for row in csv.reader(io.StringIO(table.content.decode().lstrip("\ufeff"))) if len(row) == 2)
    assert (rows["People who called"], rows["Calls"], rows["Counseling"], rows["Employees"]) == ("15", "16", "hidden", "hidden")
    said = " ".join(text_of(paper.content).split())
    for told in ("People who called", "hidden"):
        assert told in page and told in said
    for everything in (page, table.content.decode(), said):
        low = everything.casefold()
        assert not [word for word in ("zq", "alder", "a000", "ada first", "rosa", "2 march", "mar 2") if word in low]
    kept = [event.action for event in timeline(EmployerReport.objects.within(world.harbor).get())]
    assert kept == ["employerreport.taken", "employerreport.taken", "employerreport.released"]


# ── The year before, beside ──────────────────────────────────────────────────


def earlier(world, *, minimum=10, **told):
    """A year that was told before: what stands in it is all that is known of it."""
    kept = {"people": 41, "percent": 10, "contacts": 52, "cases": None, "sessions": None, "tables": {}, **told}
    row = EmployerReport(
        organization=world.harbor, employer=world.yard, year=2025, eligible=410, minimum=minimum, told=kept,
        released_at=AT, released_by_id=world.alden.person_id,
    )
    row.save()
    return row


def test_the_year_before_stands_beside_as_it_was_told_and_hidden_cells_stay_hidden(client, world):
    earlier(world, minimum=20, tables={"service": {"counseling": 41, "legal": 0, "crisis": 0}})
    named(world)
    sign_in(client, world.edda)
    page, table = text(client.get("/harbor/reports/2026/")), client.get("/harbor/reports/2026/csv/").content.decode()
    paper = " ".join(text_of(client.get("/harbor/reports/2026/pdf/").content).split())
    for told in ("15 (2025: 41)", "4 % (2025: 10 %)", "16 (2025: 52)", "0 (2025: hidden)", "hidden (2025: 41)"):
        assert told in page and told in paper, told
    rows = [row for row in csv.reader(io.StringIO(table.lstrip("\ufeff"))) if len(row) == 3]
    said = {row[0]: row[1:] for row in rows}
    assert said["Waddenhaven Shipyards · 2026"] == ["2026", "2025"] and said["People who called"] == ["15", "41"]
    assert said["Cases begun"] == ["0", "hidden"] and said["Counseling"] == ["hidden", "41"]
    assert said["Employees"] == ["hidden", "hidden"]  # a table the year before did not tell
    for everything in (page, paper, table):
        assert "In 2025 it was fewer than 20." in everything and "nothing is counted anew" in everything
        assert "26" not in everything.replace("2026", "")  # 41 less 15: no difference is drawn


def test_how_content_clients_were_is_counted_when_it_ends_and_kept_of_nobody(client, world):
    sign_in(client, world.rosa)
    for number, contact in enumerate(world.calls[:11]):
        referral = world.refer(contact, world.ada)
        answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
        url = f"/harbor/referrals/{referral.reference}/close/"
        answer = client.post(url, {"close-reason": "Over.", "close-content": ("yes", "yes", "partly", "")[number % 4]})
        assert answer.status_code == 302
        if number == 10:
            referral.refresh_from_db()
            assert "partly" not in str([event.payload.values for event in timeline(referral)])
    count = Satisfaction.objects.within(world.harbor).get()
    assert (count.employer, count.year, count.answers, count.satisfied) == (world.yard, 2027, 9, 6)  # closed in January
    assert counted(world.yard, 2027, 400).answered == 9
    assert disclosure.told(counted(world.yard, 2026, 400), 5).content is None
    assert client.post(f"/harbor/referrals/{referral.reference}/close/", {"close-reason": "x", "close-content": "odd"}).status_code == 422


def test_an_answer_counts_once_and_not_when_the_referral_was_not_closed(world):
    referral = world.refer(world.calls[0], world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    referral.refresh_from_db()
    for reason in ("", "Over.", "Over."):
        try:
            answering.close(referral=referral, reason=reason, content="no", actor=world.rosa, at=AT)
        except Refused:
            continue
    count = Satisfaction.objects.within(world.harbor).get()
    assert (count.year, count.answers, count.satisfied) == (2026, 1, 0)


def test_without_a_year_before_nothing_stands_beside_and_satisfaction_is_not_made_up(client, world):
    named(world)
    sign_in(client, world.edda)
    page = text(client.get("/harbor/reports/2026/"))
    assert "2025" not in page and "nobody’s answer is kept." in page and "Content with the help, of those who were asked not told" in page


def test_another_employers_year_never_stands_beside(client, world):
    row = earlier(world)
    row.employer = world.bank
    row.save()
    named(world)
    sign_in(client, world.edda)
    assert "2025" not in text(client.get("/harbor/reports/2026/"))


def test_whoever_called_in_december_and_was_accepted_in_january_is_not_told_by_it(world):
    """Fifteen called in 2026 and nobody of them had a case; the one case of the year is of somebody who called before it."""
    december = datetime(2025, 12, 30, 17, tzinfo=UTC)
    contact = world.call(world.yard, number="A00077")
    Contact.objects.within(world.harbor).filter(pk=contact.pk).update(began_at=december)
    referral = world.refer(contact, world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    found = counted(world.yard, 2026, 400)
    assert (found.people, found.helped, found.late, found.cases) == (15, 0, 1, 1)
    assert release(world).told["cases"] is None


def test_a_session_of_a_case_begun_last_year_is_not_told_by_it(world):
    """In 2027 eleven call and nobody has a case; the only session is of a case of 2026."""
    referral = world.refer(world.calls[0], world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    referral.refresh_from_db()
    authorization = Authorization.objects.within(world.harbor).get(reference=referral.authorization)
    when = datetime(2027, 3, 1, 17, tzinfo=UTC)
    Session(
        organization=world.harbor, authorization=authorization, day=when.date(), attendance="attended", mode="video", spent=1,
        logged_at=when, logged_by_id=world.ada.herself.person_id,
    ).save()
    for number in range(11):
        world.call(world.yard, number=f"A001{number:02}", at=when)
    found = counted(world.yard, 2027, 400)
    assert (found.people, found.seen, found.carried, found.sessions) == (11, 0, 1, 1)
    said = disclosure.told(found, 10)
    assert said.sessions is None and said.cases == 0


def test_another_employers_contact_finds_nothing(client, world):
    named(world)
    reports.name_contact(employer=world.bank, membership=membership(world, world.finn), actor=world.alden, at=JANUARY)
    sign_in(client, world.finn)
    assert "No report yet" in text(client.get("/harbor/reports/"))
    for end in ("", "csv/", "pdf/"):
        assert client.get(f"/harbor/reports/2026/{end}").status_code == 404


def test_who_was_not_named_reads_nothing(client, world):
    named(world)
    sign_in(client, world.finn)
    assert client.get("/harbor/reports/2026/").status_code == 404 and "No report yet" in text(client.get("/harbor/reports/"))


def test_an_employers_contact_opens_nothing_else(client, world):
    named(world)
    sign_in(client, world.edda)
    contact, referral = world.calls[0], world.refer(world.calls[0], world.ada)
    others = (
        "queue", "intake", "referrals", "employers", "standing", "money", "policies", "audit", "staff", "numbers", "lists",
        "intake-settings",
        f"employers/{world.yard.pk}", f"intake/calls/{contact.reference}", f"referrals/{referral.reference}",
    )
    assert {where: client.get(f"/harbor/{where}/").status_code for where in others} == dict.fromkeys(others, 403)
    for where, sent in (("reports", {"release-year": 2026, "release-eligible": 9}), ("contacts", {"contact-who": 1}), ("names", {})):
        assert client.post(f"/harbor/employers/{world.yard.pk}/{where}/", sent).status_code == 403


def test_colleagues_who_take_calls_or_decide_do_not_open_the_contacts_page(client, world):
    for actor in (world.rosa, world.alden, world.maya, world.ines):
        sign_in(client, actor)
        assert client.get("/harbor/reports/").status_code == 403


def test_a_year_is_told_and_a_reader_named_on_the_employers_page(client, world):
    sign_in(client, world.alden)
    here = f"/harbor/employers/{world.yard.pk}/"
    assert "Edda Stonebridge" in text(client.get(here))
    sent = {"release-year": 2027, "release-eligible": 400}
    refused = client.post(f"{here}reports/", sent)
    assert refused.status_code == 409 and "Only a year that is over" in text(refused)
    assert client.post(f"{here}reports/", {"release-year": "x", "release-eligible": ""}).status_code == 422
    assert client.post(f"{here}reports/", {**sent, "release-year": 2026}).status_code == 302
    assert client.post(f"{here}contacts/", {"contact-who": "99999"}).status_code == 422
    assert client.post(f"{here}contacts/", {"contact-who": membership(world, world.edda).pk}).status_code == 302
    page = text(client.get(here))
    assert "Told: 2026" in page and "Remove Edda Stonebridge" in page
    sign_in(client, world.edda)
    assert client.get("/harbor/reports/2026/").status_code == 200


def test_a_world_that_differs_in_one_small_cell_reads_the_same(world):
    """Whether three of a household called or four, and for what, cannot be read (safety I15)."""
    with transaction.atomic():
        one = release(world).told["tables"]
        transaction.set_rollback(True)
    world.call(world.yard, number="A00003", relation="partner", service="legal")
    assert release(world).told["tables"] == one
