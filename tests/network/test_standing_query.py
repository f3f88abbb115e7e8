"""Was she in good standing on that day, and why: the page object, the words and the command."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from network.access import Role
from network.models import Hold as StoredHold
from network.money import Money
from network.queries.standing import answer
from network.standing import HoldReason, Use, reason
from network.words_standing import SENTENCES, said
from network.workflow import standing
from tests.network.cast import organization, staff
from tests.network.standing_world import AT, DAYS, TODAY, World
from tests.shared import shared

pytestmark = pytest.mark.django_db


_world, world = shared(lambda: World().clear())


def test_a_cleared_therapist_is_in_good_standing_for_every_use(world):
    found = answer(world.wren, world.harbor, TODAY)
    assert found.in_good_standing
    assert [found.clear_for(use) for use in Use] == [True, True, True]
    assert (found.reference, found.name, found.state) == ("T-00042", "Wren Halloway", "active")


def test_each_answer_says_how_long_it_holds(world):
    offers = [item for item in answer(world.wren, world.harbor, TODAY).answers if item.need.use == Use.OFFER]
    assert {(item.need.client_in, item.need.mode) for item in offers} == {
        ("US-IL", "in_person"), ("US-IL", "video"), ("US-IL", "phone"),
    }
    assert {item.until for item in offers} == {date(2026, 12, 31)}


def test_a_hold_shows_its_reason_in_words_and_leaves_the_release_clear(world):
    world.hold()
    found = answer(world.wren, world.harbor, TODAY)
    assert not found.in_good_standing
    assert found.clear_for(Use.SESSION)
    (why,) = found.answers[0].reasons
    assert (why.message, why.cure) == ("On hold since 2 Mar 2026: Complaint.", "A person ends the hold on evidence.")


def test_what_we_knew_then_stays_explainable(world):
    hold = world.hold()
    later = AT + 3 * DAYS
    standing.void_hold(hold=hold, reason="another person", actor=world.maya, at=later)
    now, then = (answer(world.wren, world.harbor, TODAY, known_at=at) for at in (None, AT))
    assert (now.in_good_standing, then.in_good_standing) == (True, False)
    assert [(row.revision, row.void, row.counts) for row in now.history if row.kind == "hold"] == [
        (1, False, False), (2, True, False),
    ]
    assert [(row.revision, row.counts) for row in then.rows if row.kind == "hold"] == [(1, True)]
    assert now.history[-1].recorded_by == "Maya Lindenwood"
    assert now.history[-1].comment == "another person"


def test_before_anything_was_known_there_was_no_standing(world):
    found = answer(world.wren, world.harbor, TODAY, known_at=AT - DAYS)
    assert not found.in_good_standing
    assert found.rows == ()
    assert "not_granted" in found.answers[0].clearance.codes


def test_rows_say_whether_the_day_is_one_of_theirs(world):
    found = answer(world.wren, world.harbor, date(2027, 1, 1))
    in_force = {(row.kind, row.what): row.in_force for row in found.rows}
    assert in_force[("cover", "insurance")] is False
    assert in_force[("cover", "authority")] is True
    assert in_force[("grant", "granted")] is True


def test_it_takes_five_queries_whatever_there_is(world, django_assert_num_queries):
    for _ in range(3):
        world.hold("pause")
    with django_assert_num_queries(5):
        answer(world.wren, world.harbor, TODAY)


def test_an_organization_she_never_joined_has_no_answer(world):
    assert answer(world.wren, organization("summit"), TODAY) is None


def test_another_organization_computes_on_its_own_rows_alone(world):
    summit = organization("summit")
    calder = staff(summit, "Calder Rimrock", Role.NETWORK_MANAGER)
    row = standing.take_part(organization=summit, practitioner=world.wren, actor=calder, at=AT)
    standing.open_hold(participation=row, reason="exclusion", first=TODAY, actor=calder, at=AT)
    assert answer(world.wren, world.harbor, TODAY).in_good_standing
    assert not answer(world.wren, summit, TODAY).clear_for(Use.RELEASE)


# ── words ────────────────────────────────────────────────────────────────────
FACTS = {
    "kind": "insurance", "first": TODAY, "last": None, "since": TODAY, "due": TODAY, "decision": "D-1", "basis": "b",
    "why": "complaint", "name": "per_claim", "has": Money(5000, "USD"), "needs": Money(100_000_000, "USD"), "mode": "video",
    "age_band": "child",
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("code", sorted(set(SENTENCES) - {"held_until"}))
def test_every_reason_has_words_and_a_cure(code, language):
    with translation.override(language):
        found = said(reason(code, **FACTS))
    assert found.message and found.cure
    assert "%(" not in found.message


def test_a_hold_that_ends_by_the_clock_says_so():
    found = said(reason("held", why="leave", since=TODAY, last=TODAY, source="", row=""))
    assert found.message == "On hold from 2 Mar 2026 through 2 Mar 2026: Leave."


def test_amounts_are_written_as_people_write_them():
    found = said(reason("amount_too_low", **FACTS))
    assert found.message == "The insurance is for $50 per claim; $1,000,000 is needed."


def test_every_reason_of_a_hold_has_a_label():
    assert set(StoredHold.Reason.values) == {str(value) for value in HoldReason}


# ── the command ──────────────────────────────────────────────────────────────
def run(*arguments) -> str:
    out = StringIO()
    call_command("standing", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_answers_one_json_object_a_line(world):
    world.hold()
    lines = [json.loads(line) for line in run("T-00042", "--organization=harbor", "--on=2026-03-03", "--json").splitlines()]
    assert len(lines) == 9
    offer = lines[0]
    assert (offer["use"], offer["ok"], offer["on"], offer["known_at"]) == ("offer", False, "2026-03-03", None)
    assert offer["reasons"] == [
        {"code": "held", "last": None, "row": offer["reasons"][0]["row"], "since": "2026-03-02", "source": "", "why": "complaint"}
    ]
    assert {line["ok"] for line in lines if line["use"] == "session"} == {True}


def test_the_command_says_what_was_known_at_an_instant(world):
    hold = world.hold()
    standing.void_hold(hold=hold, reason="mistake", actor=world.maya, at=AT + DAYS)
    asked = ("T-00042", "--organization=harbor", "--on=2026-03-03")
    assert "in good standing" in run(*asked).splitlines()[0]
    assert "not in good standing" in run(*asked, "--known-at=2026-03-02T13:00").splitlines()[0]
    assert "not in good standing" in run(*asked, f"--known-at={AT.isoformat()}").splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("T-00042", "--organization=nowhere"), "no organization"),
        (("T-99999", "--organization=harbor"), "no therapist"),
        (("T-00042", "--organization=harbor", "--on=3 March"), "is not a day"),
        (("T-00042", "--organization=harbor", "--known-at=noon"), "is not an instant"),
    ],
)
def test_bad_input_is_refused_with_a_clear_message(world, arguments, message):
    with pytest.raises(CommandError, match=message) as refused:
        run(*arguments)
    assert refused.value.returncode == 1


def test_a_therapist_of_another_organization_is_not_known_here(world):
    organization("summit")
    with pytest.raises(CommandError, match="no therapist"):
        run("T-00042", "--organization=summit")


def test_without_a_day_it_is_today(world):
    assert run("T-00042", "--organization=harbor").startswith("T-00042 Wren Halloway · Harbor · ")
