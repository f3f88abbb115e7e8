"""Software asks a register about a check: obtained with the raw answer, never verified; failures told, tried again, given up."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from licensure.facts.questions import UNSAID, obstacles, question_of
from licensure.models import License, RegisterHealth, Verification
from licensure.workflow import look_ups, verifications
from network.access import Forbidden, Role
from network.documents_read import open_bytes
from network.events import timeline
from network.models import Document, Job
from network.transitions import Refused
from network.worker import drain
from tests import loaded
from tests.licensure.registers import big, rows
from tests.licensure.registers.serving import MAINTENANCE, Reply, serving
from tests.licensure.test_register_faults import fetcher
from tests.network.cast import organization, staff, therapist

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)
NUMBER = "19012345625"
ASKED = AT.isoformat()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asking(settings):
    settings.LOOK_UPS, settings.SOURCE_URLS = True, {}


@pytest.fixture
def office():
    loaded.packs()
    return organization()


@pytest.fixture
def tom(office):
    return staff(office, "Tom Wetherby", Role.VERIFIER)


@pytest.fixture
def hanneke():
    practitioner, _actor = therapist("Hanneke Lichtveld")
    practitioner.npi = "1234567893"
    practitioner.save()
    return practitioner


def opened(office, practitioner, tom, jurisdiction="NL", kind="NL:gz-psycholoog", number=NUMBER, element="license"):
    item = ""
    if element == "license":
        row = License.objects.create(practitioner=practitioner, jurisdiction_id=jurisdiction, license_type=kind, number=number)
        item = row.key
    return verifications.open_verification(
        organization=office, practitioner=practitioner, file="HA-0001", element=element, item=item, label="GZ", actor=tom, at=AT, on=TODAY
    )


@pytest.fixture
def check(office, hanneke, tom):
    return opened(office, hanneke, tom)


@pytest.fixture
def register(settings):
    """Makes every register be a server here that replies as it is told; returns how to tell it."""
    replies = []
    with serving(lambda asked: replies[-1]) as (address, seen):
        settings.SOURCE_URLS = dict.fromkeys(("nl-big", "us-npi", *rows.PORTALS), address)

        def tell(reply):
            replies.append(reply)
            return seen

        yield tell


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(look_ups, "fetch", fetcher())


def xml(*people, **changes):
    return Reply(big.envelope(*people), content_type="text/xml; charset=utf-8", **changes)


def registered(**more):
    return xml(big.person(big.registration(NUMBER), **more))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.codes


def asked(check, **changes):
    """Ask once, as the job does."""
    return look_ups.look_up(check, **{"asked": ASKED, "at": AT, **changes})


def actions(check):
    return [event.action for event in timeline(check)]


# ── Asking ───────────────────────────────────────────────────────────────────


def test_asking_makes_the_check_requested_and_enqueues_one_job(check, tom):
    look_ups.ask_register(check, actor=tom, at=AT)
    assert (check.state, check.source, check.asked_at) == ("requested", "BIG-register", AT)
    event = timeline(check)[0]
    assert (event.action, event.payload.values["detail"]) == ("verification.ask", {"source": "BIG-register", "query": NUMBER})
    (job,) = Job.objects.filter(name=look_ups.JOB)
    assert job.organization_id == check.organization_id


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": " "}, "no_number"), ({"kind": "NL:skj-psycholoog"}, "no_register"),
        ({"jurisdiction": "US-OH", "kind": "US-OH:lpcc"}, "no_register"),
        ({"kind": "NL:nothing"}, "no_register"), ({"element": "identity"}, "no_register"),
    ],
)  # fmt: skip
def test_what_no_register_answers_is_refused_with_what_to_do(office, hanneke, tom, change, code):
    other = opened(office, hanneke, tom, **change)
    assert refused(look_ups.ask_register, other, actor=tom, at=AT) == [code]
    assert (other.state, Job.objects.filter(name=look_ups.JOB).exists()) == ("required", False)
    assert obstacles(other)[0].cure


def test_an_installation_that_asks_nobody_refuses(check, tom, settings):
    settings.LOOK_UPS = False
    assert refused(look_ups.ask_register, check, actor=tom, at=AT) == ["look_ups_off"]
    assert look_ups.ask_what_can_be_asked([check], actor=tom, at=AT) == 0


def test_an_answer_that_is_here_is_not_asked_for_again(check, tom, register):
    register(registered())
    asked(check)
    assert refused(look_ups.ask_register, check, actor=tom, at=AT) == ["answered"]


def test_who_may_not_obtain_asks_nobody(check, office):
    with pytest.raises(Forbidden):
        look_ups.ask_register(check, actor=staff(office, "Ines Calloway", Role.DIRECTOR), at=AT)


def test_only_what_can_be_asked_is_asked(check, office, hanneke, tom):
    npi, identity = opened(office, hanneke, tom, element="npi"), opened(office, hanneke, tom, element="identity")
    assert look_ups.ask_what_can_be_asked([check, npi, identity], actor=tom, at=AT) == 2
    assert [each.state for each in (check, npi, identity)] == ["requested", "requested", "required"]
    assert look_ups.ask_what_can_be_asked([check, npi, identity], actor=tom, at=AT) == 0


def test_a_source_that_was_unavailable_can_be_asked_again(check, tom, register):
    verifications.mark_unavailable(check, comment="Closed.", actor=tom, at=AT)
    look_ups.ask_register(check, actor=tom, at=AT)
    assert (check.state, timeline(check)[0].action) == ("unavailable", "verification.asked_again")
    register(registered())
    asked(check)
    assert check.state == "obtained"


# ── What is kept ─────────────────────────────────────────────────────────────


def test_the_answer_is_obtained_with_its_bytes_and_nobody_has_verified_it(check, register):
    register(registered())
    asked(check)
    check = Verification.objects.within(check.organization).get(pk=check.pk)
    assert (check.state, check.source, check.query, check.as_of, check.method) == ("obtained", "BIG-register", NUMBER, TODAY, "web_lookup")
    assert (check.verified_by, check.verified_at, check.obtained_at) == (None, None, AT)
    assert open_bytes(check.artefact) == registered().body
    assert (check.artefact.kind, check.artefact.content_type, check.artefact.organization) == ("artefact", "text/xml", check.organization)
    assert check.artefact_sha256 == check.artefact.sha256
    assert (check.values["names"], check.values["number"]) == (["H. van Lichtveld", "H. Regenboog-Lichtveld"], NUMBER)
    assert (check.values["status"], check.values["first"], check.good_through) == ("active", "2012-05-01", None)
    event = timeline(check)[0]
    assert (event.action, event.actor_label) == ("verification.obtain", "look-up")
    assert event.payload.values["detail"]["sha256"] == check.artefact.sha256


def test_only_a_number_leaves_the_house(check, office, hanneke, tom, register):
    seen = register(registered())
    asked(check)
    assert b"Lichtveld" not in seen[-1].body
    number, row = rows.PORTALS["us-co"]
    register(Reply(json.dumps([row]).encode()))
    asked(opened(office, hanneke, tom, "US-CO", "US-CO:lpc", number))
    assert "lichtveld" not in seen[-1].query["$where"].lower()


def test_a_measure_is_kept_in_words_and_takes_the_word_active_away(check, register):
    register(registered(measures=[big.measure(NUMBER, end=None)]))
    asked(check)
    assert (check.values["status"], check.values["encumbered"]) == (UNSAID, True)
    assert check.values["remarks"] == [f"Voorwaardelijke schorsing · 2025-02-01 – … · {NUMBER}"]


def test_an_ended_registration_keeps_its_last_day(check, register):
    register(xml(big.person(big.registration(NUMBER, end="2026-06-30T00:00:00"))))
    asked(check)
    assert (check.values["status"], check.values["status_since"], check.good_through) == ("lapsed", "2026-07-01", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("people", "outcome", "candidates"),
    [((), "not_found", 0), ((big.person(big.registration(NUMBER)), big.person(big.registration(NUMBER), birth="Wouda")), "several", 2)],
)
def test_nobody_and_several_are_kept_and_count_as_active_nowhere(check, register, people, outcome, candidates):
    register(xml(*people))
    asked(check)
    assert (check.state, check.values["outcome"], check.values["status"]) == ("obtained", outcome, UNSAID)
    assert len(check.values.get("candidates", [])) == candidates
    assert "number" not in check.values


def test_a_word_never_seen_is_kept_as_it_is_and_counts_as_active_nowhere(office, hanneke, tom, register):
    number, row = rows.PORTALS["us-co"]
    register(Reply(json.dumps([{**row, "licensestatusdescription": "Active-ish"}]).encode()))
    check = opened(office, hanneke, tom, "US-CO", "US-CO:lpc", number)
    asked(check)
    assert (check.values["outcome"], check.values["status"], check.values["status_word"]) == ("unknown_status", UNSAID, "Active-ish")
    assert (check.artefact.content_type, check.good_through) == ("application/json", date(2027, 8, 31))


def test_the_day_is_the_one_the_portal_gives_and_never_ahead_of_ours(office, hanneke, tom, register):
    number, row = rows.PORTALS["us-co"]
    body = json.dumps([row]).encode()
    register(Reply(body, headers={"Last-Modified": "Tue, 24 Nov 2026 20:00:00 GMT"}))
    check = opened(office, hanneke, tom, "US-CO", "US-CO:lpc", number)
    asked(check)
    assert check.as_of == date(2026, 11, 24)
    register(Reply(body, headers={"Last-Modified": "Sat, 28 Nov 2026 20:00:00 GMT"}))
    other = opened(office, hanneke, tom, "US-CO", "US-CO:lcsw", number)
    asked(other)
    assert other.as_of == TODAY


def test_the_npi_registry_answers_for_her_number(office, hanneke, tom, register):
    register(Reply(json.dumps(rows.npis(rows.npi())).encode()))
    check = opened(office, hanneke, tom, element="npi")
    asked(check)
    assert (check.state, check.query, check.values["status"], check.values["kind"]) == ("obtained", "1234567893", "active", "person")


def test_a_job_that_runs_twice_keeps_one_answer(check, register):
    seen = register(registered())
    asked(check)
    assert asked(check) is None
    assert len(seen) == 1
    assert actions(check).count("verification.obtain") == 1


def test_what_a_colleague_answered_meanwhile_stays(check, tom, register):
    seen = register(registered())
    verifications.obtain(
        check, method="seen", source="Register", as_of=TODAY, sighting={"what": "extract"}, actor=tom, at=AT
    )
    assert asked(check) is None
    assert seen == []
    assert check.source == "Register"


# ── Failing ──────────────────────────────────────────────────────────────────


def test_a_failure_is_told_with_what_came_back_and_changes_nothing_else(check, register):
    register(Reply(MAINTENANCE, content_type="text/html"))
    for _attempt in range(3):
        with pytest.raises(look_ups.SourceUnavailable):
            asked(check)
    assert (check.state, check.values, check.artefact) == ("required", {}, None)
    (event,) = [each for each in timeline(check) if each.action == "verification.look_up_failed"]
    assert event.payload.values["detail"]["reason"] == "page"
    document = Document.objects.within(check.organization).get(sha256=event.payload.values["document"]["sha256"])
    assert (open_bytes(document), document.content_type, document.kind) == (MAINTENANCE, "application/octet-stream", "failed_answer")
    health = RegisterHealth.objects.get(key="nl-big")
    assert (health.state, health.failures, health.reason, health.failed_at) == ("fails", 3, "page", AT)


def test_a_register_that_answers_again_is_well(check, register):
    register(Reply(b"", 503))
    with pytest.raises(look_ups.SourceUnavailable):
        asked(check)
    register(registered())
    later = AT + timedelta(hours=1)
    asked(check, at=later)
    health = RegisterHealth.objects.get(key="nl-big")
    assert (health.state, health.failures, health.answered_at, health.failed_at, health.reason) == ("answers", 0, later, AT, "busy")
    assert (check.state, actions(check)[:2]) == ("obtained", ["verification.obtain", "verification.look_up_failed"])


def test_giving_up_says_unavailable_in_the_organizations_language_and_never_not_found(check, tom, register):
    register(Reply(b"", 302, headers={"Location": "/login"}))
    look_ups.ask_register(check, actor=tom, at=AT)
    with pytest.raises(look_ups.SourceUnavailable):
        asked(check)
    look_ups.give_up(check, at=AT)
    assert (check.state, check.artefact) == ("unavailable", None)
    assert check.comment == "BIG-register: It sent us to another address instead of answering. (/login)"
    assert "outcome" not in check.values
    assert look_ups.give_up(check, at=AT) is None


def test_giving_up_tells_of_no_failure_that_is_over(check, tom, register):
    register(Reply(b"", 503))
    with pytest.raises(look_ups.SourceUnavailable):
        asked(check)
    RegisterHealth.objects.update(failures=0)  # it has answered somebody else since
    look_ups.give_up(check, at=AT)
    assert check.comment == "BIG-register was not reached."


def test_giving_up_on_a_register_nobody_ever_asked_says_that_it_was_not_reached(check, tom):
    look_ups.give_up(check, at=AT)
    assert (check.state, check.comment) == ("unavailable", "BIG-register was not reached.")


def test_giving_up_after_an_answer_changes_nothing(check, register):
    register(registered())
    asked(check)
    assert look_ups.give_up(check, at=AT) is None
    assert check.state == "obtained"


def test_several_workers_keep_one_pace():
    now = timezone.now()
    assert [look_ups.wait_for_turn("nl-big", now=now).total_seconds() for _ in range(3)] == [0, 1, 2]
    assert look_ups.wait_for_turn("us-co", now=now).total_seconds() == 0
    assert look_ups.wait_for_turn("nl-big", now=now + timedelta(seconds=2.5)).total_seconds() == 0.5
    with pytest.raises(look_ups.SourceUnavailable):
        for _turn in range(40):
            look_ups.wait_for_turn("nl-big", now=now)


def test_a_turn_is_waited_for_twenty_seconds_and_no_longer():
    now = timezone.now()
    turns = [look_ups.wait_for_turn("nl-big", now=now).total_seconds() for _ in range(21)]
    assert turns == list(range(21)), "the last one waits twenty"
    with pytest.raises(look_ups.SourceUnavailable):
        look_ups.wait_for_turn("nl-big", now=now)
    assert look_ups.wait_for_turn("nl-big", now=now + timedelta(seconds=1)).total_seconds() == 20


# ── Through the queue ────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_the_worker_asks_and_after_a_failure_asks_again_later(check, tom, register):
    register(Reply(MAINTENANCE, content_type="text/html"))
    look_ups.ask_register(check, actor=tom, at=AT)
    drain()
    (row,) = DBTaskResult.objects.all()
    assert row.status == "READY"
    assert row.run_after > timezone.now() + timedelta(seconds=30)
    register(registered())
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    drain()
    found = Verification.objects.within(check.organization).get(pk=check.pk)
    assert (found.state, found.values["status"]) == ("obtained", "active")


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_every_attempt_failed_gives_the_check_back(check, tom, register):
    register(Reply(b"", 503))
    look_ups.ask_register(check, actor=tom, at=AT)
    for _attempt in range(6):
        drain()
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
    found = Verification.objects.within(check.organization).get(pk=check.pk)
    assert (found.state, DBTaskResult.objects.get().status) == ("unavailable", "FAILED")
    assert "overloaded" in found.comment


def test_the_question_is_her_number_and_where_boards_share_numbers_her_name(office, hanneke, tom, check):
    assert question_of(check).query == {"number": NUMBER}
    other = opened(office, hanneke, tom, "US-CO", "US-CO:lpc", "LPC.0012345")
    assert question_of(other).query == {"number": "LPC.0012345", "family_name": "Lichtveld"}
