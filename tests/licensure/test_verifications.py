"""A check and its answer: attested, obtained and verified are three things; what each step needs and leaves behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from licensure.models import Verification
from licensure.queries import open_verifications, verifiers_of
from licensure.workflow import verifications
from network.access import Role, system
from network.documents import keep_own
from network.events import timeline
from network.models import PersonLink
from network.transitions import Refused
from tests.network.cast import person, staff
from tests.network.files import pdf
from tests.sources import source_of

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def check(harbor, wren, tom):
    return opened(harbor, wren, tom)


def opened(harbor, wren, tom, element="identity", item=""):
    return verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0001", element=element, item=item, label="Identity", actor=tom, at=AT, on=TODAY
    )


@pytest.fixture
def page(harbor, tom):
    return keep_own(owner=harbor, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=tom, at=AT)


def answer(page=None, **fields):
    return {"method": "web_lookup", "source": "Ohio board", "query": "Halloway", "as_of": TODAY, "artefact": page, **fields}


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.codes


# ── Verified ─────────────────────────────────────────────────────────────────


def test_a_verified_item_shows_its_source_day_person_and_fingerprint(check, tom, page):
    verifications.verify(check, actor=tom, at=AT, good_through=date(2027, 6, 30), **answer(page))
    assert (check.state, check.source, check.as_of, check.good_through) == ("verified", "Ohio board", TODAY, date(2027, 6, 30))
    assert (check.verified_by_id, check.verified_at, check.method) == (tom.person_id, AT, "web_lookup")
    assert (check.artefact, check.artefact_sha256) == (page, page.sha256)
    event = timeline(check)[0]
    assert (event.action, event.payload.values["detail"]["sha256"]) == ("verification.verify", page.sha256)
    assert set(event.payload.values["detail"]) == {"method", "source", "query", "as_of", "good_through", "sha256"}


def test_what_may_not_be_kept_was_seen(check, tom):
    verifications.verify(check, actor=tom, at=AT, **answer(method="seen", sighting={"what": "Passport", "number": "X1"}))
    assert (check.state, check.artefact, check.artefact_sha256, check.sighting["what"]) == ("verified", None, "", "Passport")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"as_of": None}, ["no_as_of"]),
        ({"as_of": TODAY + timedelta(days=1)}, ["as_of_in_future"]),
        ({"as_of": TODAY}, None),
        ({"source": ""}, ["no_source"]),
        ({"artefact": None}, ["no_artefact"]),
        ({"method": ""}, ["no_method"]),
        ({"artefact": None, "method": "seen"}, ["no_artefact", "no_sighting"]),
        ({"artefact": None, "sighting": {"what": "Passport"}}, ["not_seen"]),
    ],
)
def test_without_source_day_name_method_or_proof_nothing_is_verified(check, tom, page, change, codes):
    given = {**answer(page), **change}
    if codes is None:
        verifications.verify(check, actor=tom, at=AT, **given)
        assert check.state == "verified"
    else:
        assert refused(verifications.verify, check, actor=tom, at=AT, **given) == codes
        assert Verification.objects.within(check.organization).get(pk=check.pk).state == "required"


def test_the_sources_day_is_judged_in_the_organizations_zone(check, tom, page):
    """Half past three in the morning in UTC is still the day before in New York."""
    early = datetime(2026, 11, 3, 3, 30, tzinfo=UTC)
    assert refused(verifications.verify, check, actor=tom, at=early, **answer(page, as_of=date(2026, 11, 3))) == ["as_of_in_future"]


@pytest.mark.parametrize("step", ["verify", "flag", "waive", "mark_unavailable"])
def test_nobody_handles_her_own_evidence_under_any_account(check, harbor, wren, page, step):
    herself = staff(harbor, "Greta Saltmarsh", Role.VERIFIER, Role.DIRECTOR)
    PersonLink.objects.create(one_id=herself.person_id, other_id=wren.person_id, reason="Same", proposed_by=person("Odell Marsh"))
    given = answer(page) if step == "verify" else {"comment": "Because."}
    assert refused(getattr(verifications, step), check, actor=herself, at=AT, **given) == ["own_file"]


def test_software_obtains_and_never_verifies(check, harbor, page):
    robot = system("look-up", harbor)
    assert refused(verifications.verify, check, actor=robot, at=AT, **answer(page)) == ["not_allowed"]
    verifications.obtain(check, actor=robot, at=AT, **answer(page))
    assert (check.state, check.verified_by_id, check.artefact_sha256) == ("obtained", None, page.sha256)


@pytest.mark.parametrize(
    ("change", "code"), [({"as_of": None}, "no_as_of"), ({"source": ""}, "no_source"), ({"artefact": None}, "no_artefact")]
)
def test_what_is_obtained_has_a_day_a_source_and_proof_too(check, harbor, page, change, code):
    assert refused(verifications.obtain, check, actor=system("look-up", harbor), at=AT, **{**answer(page), **change}) == [code]


def test_what_was_obtained_needs_only_a_persons_look(check, harbor, tom, page):
    verifications.obtain(check, actor=system("look-up", harbor), at=AT, **answer(page))
    verifications.verify(check, actor=tom, at=AT)
    assert (check.state, check.artefact_sha256, check.source) == ("verified", page.sha256, "Ohio board")


def test_a_verified_check_is_never_verified_again_only_replaced(check, tom, page):
    verifications.verify(check, actor=tom, at=AT, **answer(page))
    assert refused(verifications.verify, check, actor=tom, at=AT, **answer(page)) == ["wrong_state"]
    later = verifications.renew(check, actor=tom, at=AT, on=TODAY)
    assert (check.state, later.state, later.replaces, later.as_of) == ("superseded", "required", check, None)
    assert timeline(check)[0].action == "verification.opened"


def test_an_answer_of_unknown_name_is_a_programming_error(check, tom, page):
    with pytest.raises(TypeError):
        verifications.verify(check, actor=tom, at=AT, **answer(page), color="blue")


def test_the_database_refuses_a_verified_row_without_proof_whoever_writes_it(check, tom):
    rows = Verification.objects.within(check.organization).filter(pk=check.pk)
    for fields in (
        {"as_of": None, "source": "x", "artefact_sha256": "ab"}, {"as_of": TODAY, "source": "", "artefact_sha256": "ab"},
        {"as_of": TODAY, "source": "x", "artefact_sha256": "", "method": "letter"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state="verified", verified_by=tom.person_id, verified_at=AT, **fields)


# ── The other ends ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", ["flag", "waive", "mark_unavailable"])
def test_every_other_end_needs_a_reason(check, tom, ines, step):
    actor = ines if step == "waive" else tom
    assert refused(getattr(verifications, step), check, comment=" ", actor=actor, at=AT) == ["no_reason"]


@pytest.mark.parametrize("element", ["license", "exclusion_list"])
def test_a_license_and_an_exclusion_check_are_waived_by_nobody(harbor, wren, tom, ines, element):
    row = opened(harbor, wren, tom, element)
    assert refused(verifications.waive, row, comment="We know her.", actor=ines, at=AT) == ["never_waived"]


def test_a_waiver_is_a_directors_and_makes_no_verifier(check, tom, ines):
    assert refused(verifications.waive, check, comment="We know her.", actor=tom, at=AT) == ["not_allowed"]
    verifications.waive(check, comment="We know her.", actor=ines, at=AT)
    assert (check.state, check.waived_by_id, check.verified_by_id) == ("waived", ines.person_id, None)
    assert verifiers_of("HA-0001") == set()


def test_a_source_that_differs_or_cannot_be_asked_stays_open_work(check, tom, page):
    verifications.mark_unavailable(check, comment="The site is down.", actor=tom, at=AT)
    assert not open_verifications("HA-0001").exists()
    verifications.flag(check, comment="Another birth date.", actor=tom, at=AT)
    assert open_verifications("HA-0001").exists() and check.verified_by_id is None
    verifications.verify(check, actor=tom, at=AT, **answer(page))
    assert verifiers_of("HA-0001") == {tom.person_id}


def test_who_flagged_or_verified_is_remembered_also_after_a_replacement(check, tom, ines, page):
    verifications.verify(check, actor=tom, at=AT, **answer(page))
    verifications.renew(check, actor=tom, at=AT, on=TODAY)
    midnight = datetime(2026, 11, 3, 3, tzinfo=UTC)
    other = staff(check.organization, "Maya Lindenwood", Role.NETWORK_MANAGER)
    fresh = open_verifications("HA-0001").get()
    verifications.flag(fresh, comment="Another name.", actor=other, at=midnight)
    assert verifiers_of("HA-0001", days=True, zone="America/New_York") == {tom.person_id: TODAY, other.person_id: TODAY}
    assert verifiers_of("HA-0001", days=True)[other.person_id] == date(2026, 11, 3)


def test_one_thing_of_a_file_is_checked_by_one_current_check(check, harbor, wren, tom):
    assert opened(harbor, wren, tom) == check
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification(
            organization=harbor, practitioner=wren, file="HA-0001", element="identity", label="Twice", opened_on=TODAY
        ).save()


def test_asking_a_source_notes_when_and_until_when(check, tom):
    verifications.ask_source(check, source="Ohio board", due_on=TODAY + timedelta(days=9), actor=tom, at=AT)
    assert (check.state, check.asked_at, check.due_on, check.source) == ("requested", AT, TODAY + timedelta(days=9), "Ohio board")


def test_a_page_that_changed_since_it_was_opened_is_not_verified(check, tom, page):
    verifications.mark_unavailable(check, comment="Down.", actor=tom, at=AT)
    assert refused(verifications.verify, check, actor=tom, at=AT, seen=0, **answer(page)) == ["changed"]


def test_one_key_takes_over_the_answer_the_reviewer_saw_and_no_other(check, harbor, tom, page):
    verifications.obtain(check, actor=system("look-up", harbor), at=AT, **answer(page))
    assert refused(verifications.confirm, check, obtained_at=AT - timedelta(hours=1), actor=tom, at=AT) == ["changed"]
    verifications.confirm(check, obtained_at=AT, actor=tom, at=AT)
    assert (check.state, check.verified_by_id) == ("verified", tom.person_id)


def test_one_key_takes_over_nothing_that_asks_to_be_read(check, harbor, tom, page):
    verifications.obtain(check, actor=system("look-up", harbor), at=AT, values={"remarks": ["Also known as"]}, **answer(page))
    assert refused(verifications.confirm, check, obtained_at=AT, actor=tom, at=AT) == ["to_read"]


def test_a_note_says_something(check, tom):
    assert refused(verifications.note, check, text=" ", actor=tom, at=AT) == ["no_reason"]
    verifications.note(check, text=" Call after nine. ", actor=tom, at=AT)
    assert timeline(check)[0].payload.values["reason"] == "Call after nine."


@pytest.mark.parametrize(
    ("element", "tells", "kept"),
    [("work_history", ["job"], {"a": 1, "history": ["job"]}), ("work_history", [], {"a": 1}), ("identity", ["job"], {"a": 1})],
)
def test_only_a_check_of_her_history_keeps_what_she_tells_of_it(monkeypatch, harbor, wren, tom, page, element, tells, kept):
    monkeypatch.setattr(verifications.history, "shared_history", lambda row: tells)
    check = opened(harbor, wren, tom, element)
    verifications.verify(check, actor=tom, at=AT, values={"a": 1}, **answer(page, source=source_of(check)))
    assert check.values == kept


@pytest.mark.parametrize(("file", "kept"), [(None, "HA-0001"), ("HA-0002", "HA-0002")])
def test_a_later_check_belongs_to_the_same_file_or_the_one_named(harbor, wren, tom, file, kept):
    first = verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0001", element="identity", label="L" * 201, actor=tom, at=AT, on=TODAY
    )
    later = verifications.renew(first, actor=tom, at=AT, on=TODAY, file=file)
    assert (later.file, first.label, later.label) == (kept, "L" * 200, "L" * 200)


@pytest.mark.parametrize(
    ("named", "comment", "why"),
    [(("name",), "Misspelled there.", "Misspelled there."), ((), "Called them.", ""), (("name",), "", "")],
)
def test_the_reason_on_record_is_why_a_difference_was_taken_over(named, comment, why):
    assert verifications.reason_of({"named": named, "comment": comment}) == why
