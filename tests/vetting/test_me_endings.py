"""Her start page names everything of hers that ends, of every kind: what she does about it, where, and what follows (domain 6, L13)."""

from datetime import date

import pytest

from licensure.models import License
from licensure.workflow import evidence
from network.models import Organization
from network.standing_rows import WATCHED
from network.workflow.holds import open_hold
from tests.shared import shared
from tests.vetting.hers import as_her, get
from tests.vetting.pages import text
from tests.vetting.story import Story
from vetting.facts.endings import HELD, SHOWN
from vetting.pages.me_duties import ACTS, FIRST
from vetting.pages.me_endings import AGAIN, KINDS, sort_of, task_of
from vetting.queries.mine import Ending, every_ending, standings
from vetting.words_letters import ENDS

pytestmark = pytest.mark.django_db
_world, world = shared(Story)
ON = date(2026, 11, 24)
STOPS = "you get no new referrals"


def in_the_network(world):
    """Somebody in the network, whose license and policy go on."""
    file = world.active()
    License.objects.of(file.practitioner).update(expires_on=world.day(-400))
    return file


_file, file = shared(in_the_network, "_file")


@pytest.fixture
def asks_everything(monkeypatch):
    """An organization whose policy asks for evidence of every sort."""
    monkeypatch.setattr("vetting.facts.endings.asked_elements", lambda organization: set(SHOWN.values()))


def show(world, file, kind, title, *, left, code=""):
    """She adds an entry of her own that ends so many days from now."""
    return evidence.add_credential(
        practitioner=file.practitioner, actor=file.herself, at=world.now, kind=kind, code=code, title=title,
        covers_through=world.day(-left),
    )


def hold(world, file, criterion, *, left):
    """What watching her writes ahead: offers stop the day after a last good day."""
    return open_hold(
        participation=file.participation, reason="evidence", first=world.day(-left - 1), source=f"{WATCHED}{criterion}", actor=world.maya,
        at=world.now,
    )


def page(client, file):
    """Her start page: what she reads, and its markup."""
    answer = get(as_her(client, file.herself), "me")
    assert answer.status_code == 200
    return text(answer), answer.content.decode()


def found(world, file):
    """The kind of each ending, its name and what its end does."""
    rows = every_ending(file.practitioner, standings(file.practitioner, at=world.now), on=world.day(), days=90)
    return [(each.kind, each.label, each.effect) for each in rows]


def test_every_kind_that_ends_is_there_in_its_own_words_with_its_page(client, world, file, asks_everything):
    show(world, file, "training", "CEAP", left=10, code="ceap")
    show(world, file, "supervision", "With Maude Ashdown", left=11)
    show(world, file, "register", "NBCC", left=12, code="nbcc")
    show(world, file, "paper", "", left=13, code="right_to_work")
    hold(world, file, "certificate_of_conduct", left=14)
    hold(world, file, "attestation_repeated", left=15)
    hold(world, file, "continuing_education", left=16)
    said, markup = page(client, file)
    for words in (
        "Renew: CEAP", "Renew: With Maude Ashdown", "Renew: NBCC", "Renew: Right to work", "Show Harbor a new certificate of conduct",
        "Sign your statement for Harbor again", "Add newer hours of continuing education",
    ):
        assert words in said
    for section in ("training", "supervision", "registers", "papers"):
        assert f'href="/me/{section}/"' in markup
    assert 'href="/me/dates/harbor/"' in markup
    assert "7 things to do, first: renew before" in said and "CEAP ends then." in said


@pytest.mark.parametrize(("left", "told"), [(91, False), (90, True), (0, True), (-1, False)])
def test_it_is_told_from_ninety_days_before_its_last_day_and_as_long_as_it_counts(client, world, file, asks_everything, left, told):
    show(world, file, "training", "CEAP", left=left, code="ceap")
    assert ("Renew: CEAP" in page(client, file)[0]) == told


def test_only_what_stops_referrals_is_said_to_stop_them(client, world, file, asks_everything):
    show(world, file, "training", "CEAP", left=10, code="ceap")
    said, _markup = page(client, file)
    assert STOPS not in said and "It stops nothing; you are asked for it at your next vetting." in said
    hold(world, file, "certificate_of_conduct", left=20)
    said, _markup = page(client, file)
    assert STOPS in said and "One thing to do" not in said


def test_what_a_hold_waits_for_is_the_one_thing_to_do(client, world, file):
    hold(world, file, "attestation_repeated", left=5)
    said, markup = page(client, file)
    assert "One thing to do: sign your statement for Harbor again by" in said and "Read it and sign again" in said
    assert "Counts through" in said and 'href="/me/dates/harbor/"' in markup


def test_a_license_that_ends_is_told_once(world, file):
    row = License.objects.of(file.practitioner).get()
    row.expires_on = world.day(-30)
    row.save()
    file.participation.covers.filter(kind="authority").update(last=world.day(-30))
    assert [each[0] for each in found(world, file)] == ["authority"]


def test_what_no_policy_asks_for_is_not_told(world, file):
    show(world, file, "training", "CEAP", left=10, code="ceap")
    assert found(world, file) == []


def test_every_kind_has_words_and_every_sort_a_sentence_and_a_button():
    assert {*KINDS, *AGAIN} == set(ENDS) - {"evidence"} and set(HELD.values()) <= set(ENDS)
    for kind in ENDS:
        ending = Ending("", "", 0, ON, kind, "held", "", Organization(slug="harbor", name="Harbor"))
        sort = sort_of(ending, ON)
        assert sort in FIRST and sort in ACTS and task_of(ending, ON).url
        assert "%(" not in task_of(ending, ON).label
