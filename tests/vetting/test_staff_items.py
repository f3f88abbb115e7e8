"""The pane of the selected check: one key, what differs, an original that was seen, giving back, notes."""

from datetime import date

import pytest

from licensure.workflow import verifications
from network.documents import keep_own
from network.events import timeline
from network.models import RefusedAttempt
from tests.network.cast import organization, staff
from tests.network.files import pdf
from tests.shared import shared
from tests.sources import source_of
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import InformationRequest
from vetting.queries.turning import next_open

pytestmark = pytest.mark.django_db


_world, world = shared(World)


_file, file = shared(lambda world: world.checking(), "_file")


def obtained(world, file, element="license", *, off=None, **values):
    """The check with an answer of its source that agrees but for `values`; `off`: fields of the answer itself."""
    check = world.checks(file).get(element=element)
    row = check.evidence
    said = {"names": [file.practitioner.person.full_name]}
    if element == "license":
        said |= {"number": row.number, "status": "active", "encumbered": False}
    answer = {
        "method": "web_lookup", "source": source_of(check), "query": "a query", "as_of": world.day(1), "artefact_sha256": "ab" * 32,
        "good_through": getattr(row, "expires_on", None) or getattr(row, "covers_through", None), **(off or {}),
    }
    verifications.obtain(check, actor=world.tom, at=world.at(1), values={**said, **values}, **answer)
    return check


def pane(client, world, check):
    return get(client, "file", world, reference=check.file, query={"item": check.pk}).context["page"].pane


def confirm(client, world, check):
    return post(client, "verification_confirm", world, {"obtained_at": check.obtained_at.isoformat()}, pk=check.pk)


def state(check):
    check.refresh_from_db()
    return check.state


def asked(world):
    return InformationRequest.objects.within(world.organization)


# ── One key ──────────────────────────────────────────────────────────────────


def test_an_answer_that_agrees_is_verified_by_one_act_and_the_next_open_check_is_selected(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    one, *others = pane(client, world, check).buttons
    assert (one.name, one.method, one.key) == ("verify", "post", "v") and all(act.key != "v" for act in others)
    answer = confirm(client, world, check)
    following = next_open(file.reference, check.pk)
    assert (answer.status_code, answer.url) == (302, f"{address('file', world, reference=check.file)}?item={following}#item")
    assert following > check.pk and state(check) == "verified"
    assert (check.verified_by_id, check.as_of, check.artefact_sha256) == (world.tom.person_id, world.day(1), "ab" * 32)


def test_the_copy_that_came_from_the_source_opens_from_its_column(client, world, file):
    page = keep_own(
        owner=world.organization, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=world.tom,
        at=world.at(1),
    )
    check, bare = obtained(world, file, off={"artefact": page}), obtained(world, file, "insurance")
    sign_in(client, world.tom)

    def column(of):
        return get(client, "file", world, reference=of.file, query={"item": of.pk}).context["page"].current.source

    opened = address("staff-document", world, reference=page.reference)
    assert (column(check).open_url, column(bare).open_url) == (opened, "")
    assert "Open the source’s copy" in text(get(client, "file", world, reference=check.file, query={"item": check.pk}))
    assert client.get(opened).status_code == 302
    page.scan_state = "pending"
    page.save()
    assert column(check).open_url == "", "what the scanner has not seen is opened by nobody"


def test_pressing_again_verifies_nothing_more(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    confirm(client, world, check)
    assert confirm(client, world, check).status_code == 409
    assert RefusedAttempt.objects.get().action == "verification.confirm"
    assert [row.state for row in world.checks(file)].count("verified") == 1


PLANTED = [
    ("a wrong digit", "license", {"number": "I.9999999"}, {}),
    ("another person's license", "license", {"names": ["Thaddeus Quill"]}, {}),
    ("another last day", "license", {}, {"good_through": date(2031, 1, 1)}),
    ("a smaller amount", "insurance", {"per_claim": 100}, {}),
    ("nobody's name", "license", {"names": []}, {}),
    ("no number", "license", {"number": ""}, {}),
    ("suspended", "license", {"status": "suspended"}, {}),
    ("a status nobody knows", "license", {"status": ""}, {}),
    ("a restriction", "license", {"encumbered": True}, {}),
]


@pytest.mark.parametrize("element, values, off", [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_what_differs_or_must_be_read_never_passes_by_one_key(client, world, file, element, values, off):
    check = obtained(world, file, element, off=off, **values)
    sign_in(client, world.tom)
    keyed = [act for act in pane(client, world, check).buttons if act.key == "v"]
    assert [(act.method, act.name) for act in keyed] == [("get", "verify")], "the key leads to the form"
    assert confirm(client, world, check).status_code == 409 and state(check) == "obtained"


def test_an_answer_that_came_since_is_read_first(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    answer = post(client, "verification_confirm", world, {"obtained_at": world.at(3).isoformat()}, pk=check.pk)
    assert answer.status_code == 409 and "changed since you opened it" in text(answer) and state(check) == "obtained"
    assert post(client, "verification_confirm", world, {"obtained_at": "yesterday"}, pk=check.pk).status_code == 409


def test_the_next_check_is_the_first_again_after_the_last_and_none_when_all_are_done(world, file):
    pks = list(world.checks(file).order_by("pk").values_list("pk", flat=True))
    assert next_open(file.reference, pks[0]) == pks[1] and next_open(file.reference, pks[-1]) == pks[0]
    first = world.checks(file).get(pk=pks[1])
    verifications.ask_source(first, source="Ohio board", actor=world.tom, at=world.at(1))
    assert next_open(file.reference, pks[0]) == pks[2], "who waits for a source is passed over"
    for check in world.checks(file):
        world.verify(check)
    assert next_open(file.reference, pks[0]) is None


# ── What differs ─────────────────────────────────────────────────────────────


def test_a_wrong_digit_is_marked_where_it_is(client, world, file):
    hers = world.checks(file).get(element="license").evidence.number
    wrong = f"{hers[:2]}9{hers[3:]}"
    check = obtained(world, file, number=wrong)
    sign_in(client, world.tom)
    (row,) = pane(client, world, check).differs
    assert (row.field, row.head, row.grave) == ("number", "Number differs, in one place", True)
    assert [piece.text for piece in row.theirs if piece.off] == ["9"] and "".join(piece.text for piece in row.theirs) == wrong
    said = text(get(client, "file", world, reference=check.file, query={"item": check.pk}))
    assert "What differs" in said and "It may be somebody else’s." in said


def test_what_differs_is_put_to_her_with_the_right_to_correct_it(client, world, file):
    check = obtained(world, file, names=["Wren Halloway-Pike"])
    sign_in(client, world.tom)
    assert post(client, "verification_differs", world, pk=check.pk).status_code == 302
    assert state(check) == "discrepant" and "Name differs" in check.comment
    request = asked(world).get()
    assert (request.element, request.item, request.asked_by_id) == ("license", check.item, world.tom.person_id)
    assert "Name differs: Wren Halloway as you wrote it, Wren Halloway-Pike at the source" in request.message
    assert "You have the right to correct this." in request.message and "Ohio Counselor, Social Worker" in request.message


def test_a_difference_is_told_in_her_language(client, world, file):
    file.practitioner.person.users.update(language="nl")
    check = obtained(world, file, names=["Wren Halloway-Pike"])
    sign_in(client, world.tom)
    post(client, "verification_differs", world, pk=check.pk)
    assert "Je mag dit corrigeren." in asked(world).get().message
    check.refresh_from_db()
    assert "Name differs" in check.comment, "colleagues read it in their own"


def form_of(world, check, **changes):
    row, as_of = check.evidence, world.day(1)
    given = {
        "method": "web_lookup", "source": source_of(check), "status": "active", "shown_name": "Wren Halloway", "shown_number": row.number,
        "as_of_day": as_of.day, "as_of_month": as_of.month, "as_of_year": as_of.year,
    }
    return {**given, **changes}


def by_form(client, world, check, **changes):
    return post(client, "verification", world, form_of(world, check, **changes), query="?do=verify", pk=check.pk)


def test_a_license_is_verified_with_the_name_and_number_read_at_the_source(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    for blank in ("shown_name", "shown_number"):
        assert by_form(client, world, check, **{blank: ""}).status_code == 422
    assert by_form(client, world, check).status_code == 302
    assert state(check) == "verified" and check.values["names"] == ["Wren Halloway"]


def test_a_difference_is_ticked_with_a_reason_and_one_in_the_name_not_before_she_was_told(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    other = {"shown_name": "Wren Halloway-Pike"}
    answer = by_form(client, world, check, **other)
    assert answer.status_code == 422
    assert "Name differs: Wren Halloway by the therapist’s word, Wren Halloway-Pike at the source" in text(answer)
    assert by_form(client, world, check, named=["name"], **other).status_code == 422, "a reason is missing"
    answer = by_form(client, world, check, named=["name"], comment="Married.", **other)
    assert answer.status_code == 409 and "does not know yet" in text(answer) and state(check) == "obtained"
    post(client, "verification", world, {"comment": "Another family name."}, query="?do=flag", pk=check.pk)
    assert "Another family name." in asked(world).get().message
    assert by_form(client, world, check, named=["name"], comment="Married, her certificate came.", **other).status_code == 302
    assert state(check) == "verified"
    event = next(event for event in timeline(check) if event.action == "verification.verify")
    assert event.payload.values["detail"]["differs"] == ["name"]
    assert event.payload.values["reason"] == "Married, her certificate came."


def test_another_last_day_is_taken_over_by_name_at_once(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)
    day = world.day(-300)
    given = {"good_through_day": day.day, "good_through_month": day.month, "good_through_year": day.year}
    assert by_form(client, world, check, **given).status_code == 422
    assert by_form(client, world, check, named=["last"], comment="The source counts.", **given).status_code == 302
    assert state(check) == "verified" and check.good_through == day


# ── Seen, given back, noted ──────────────────────────────────────────────────


def sighting(world, **changes):
    day = world.day(1)
    given = {
        "seen_what": "Passport, 12 May 2021", "source": "City of Columbus", "as_of_day": day.day, "as_of_month": day.month,
        "as_of_year": day.year,
    }
    return {**given, **changes}


def test_an_original_is_verified_in_its_pane_with_what_was_seen_and_when(client, world, file):
    check = world.checks(file).get(element="identity")
    sign_in(client, world.tom)
    shown = pane(client, world, check)
    assert shown.seen_url and not [act for act in shown.buttons if act.key == "v"], "the key leads to this form"
    form = get(client, "file", world, reference=check.file, query={"item": check.pk}).context["seeing"]
    assert not form.initial, "nothing is assumed"
    assert post(client, "verification_seen", world, sighting(world), pk=check.pk).status_code == 302
    assert state(check) == "verified" and (check.method, check.sighting) == ("seen", {"what": "Passport, 12 May 2021"})
    assert check.as_of == world.day(1)


@pytest.mark.parametrize("missing", ["seen_what", "source", "as_of_day"])
def test_nothing_of_a_sighting_is_assumed(client, world, file, missing):
    check = world.checks(file).get(element="identity")
    sign_in(client, world.tom)
    answer = post(client, "verification_seen", world, sighting(world, **{missing: ""}), pk=check.pk)
    assert answer.status_code == 422 and state(check) == "required"
    assert answer.context["page"].current.check.pk == check.pk, "the same check is selected"


def test_one_item_goes_back_with_a_reason_in_her_language(client, world, file):
    file.practitioner.person.users.update(language="nl")
    check = world.checks(file).get(element="insurance")
    sign_in(client, world.tom)
    shown = pane(client, world, check)
    assert shown.language == "nl"
    assert next((reason.label, shown.language) for reason in shown.reasons if reason.code == "expired") == ("Expired", "nl")
    hers = next(reason.hers for reason in shown.reasons if reason.code == "expired")
    answer = post(client, "verification_return", world, {"reason": "expired", "more": "De polis liep af in mei."}, pk=check.pk)
    assert answer.status_code == 302
    request = asked(world).get()
    assert request.message == f"{hers}\nDe polis liep af in mei." and "geldig" in request.message
    assert (request.element, request.item) == ("insurance", check.item) and state(check) == "required"


def test_giving_back_needs_a_reason(client, world, file):
    check = world.checks(file).get(element="insurance")
    sign_in(client, world.tom)
    assert post(client, "verification_return", world, {"more": " "}, pk=check.pk).status_code == 422
    assert post(client, "verification_return", world, {"reason": "boredom"}, pk=check.pk).status_code == 422
    assert not asked(world).exists()


def test_a_note_stays_in_the_timeline_and_the_check_stays_selected(client, world, file):
    check = world.checks(file).get(element="insurance")
    sign_in(client, world.tom)
    assert post(client, "verification_note", world, {"note": " "}, pk=check.pk).status_code == 422
    answer = post(client, "verification_note", world, {"note": "Called the insurer."}, pk=check.pk)
    assert answer.status_code == 302 and f"item={check.pk}" in answer.url
    assert "Called the insurer." in text(get(client, "file_timeline", world, reference=file.reference))
    assert state(check) == "required"


# ── Keys, and who may ────────────────────────────────────────────────────────


def test_single_keys_are_hers_to_switch_off(client, world, file):
    check = obtained(world, file)
    sign_in(client, world.tom)

    def page():
        return get(client, "file", world, reference=check.file).content.decode()

    assert "js/keys.js" in page() and 'data-key="v"' in page()
    client.post("/preferences/", {"shortcuts": "off", "next": "/"})
    assert "js/keys.js" not in page() and "data-key" not in page()
    client.post("/preferences/", {"theme": "dark", "next": "/"})
    assert "js/keys.js" not in page(), "another preference leaves them as they are"
    client.post("/preferences/", {"shortcuts": "on", "next": "/"})
    assert "js/keys.js" in page()


ACTS = ("verification_confirm", "verification_seen", "verification_differs", "verification_return", "verification_note")


@pytest.mark.parametrize("name", ACTS)
def test_strangers_find_nothing_and_readers_may_not(client, world, file, name):
    check = obtained(world, file)
    sign_in(client, world.odell)
    assert post(client, name, world, pk=check.pk).status_code == 403
    shown = pane(client, world, check)
    assert not shown.buttons and not shown.return_url and not shown.note_url
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert post(client, name, world, pk=check.pk).status_code == 404
    sign_in(client, world.tom)
    assert client.post(address(name, world, pk=0)).status_code == 404
    assert state(check) == "obtained"
