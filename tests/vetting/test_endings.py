"""Whatever of hers ends is told in time (domain 6, L13): of every kind, on each rung, in one letter, until the next of it is there."""

from datetime import timedelta

import pytest

from licensure.models import License
from licensure.workflow import evidence
from network.documents import keep_own
from network.letters import page_values
from network.models import Letter, Message, Participation
from network.standing_rows import WATCHED
from network.workflow.holds import open_hold
from tests.network.files import pdf
from tests.shared import shared
from tests.vetting.story import Story
from vetting import nightly
from vetting.facts.endings import HELD, SHOWN, endings_of
from vetting.facts.letters_notices import DO, EFFECTS, PAGES
from vetting.monitoring import EFFECTS as WATCHED_EFFECTS
from vetting.monitoring import Effect
from vetting.words_letters import ENDS

pytestmark = pytest.mark.django_db
_world, world = shared(Story)
DAYS = timedelta(days=1)


def in_the_network(world):
    """Somebody in the network."""
    return world.active()


_file, file = shared(in_the_network, "_file")


def ends(world, file, on=None, ladder=(90, 30, 0)):
    """Kind, what it is called, and what its end does, of what ends within the ladder."""
    row = Participation.objects.within(world.organization).get(pk=file.participation_id)
    found = endings_of(world.organization, on=on or world.day(), ladder=ladder).get(row, [])
    return sorted((each.kind, each.place or each.name, each.effect, (each.last - world.day()).days, each.step) for each in found)


def show(world, file, kind="training", *, left, code="ceap", title="CEAP", **fields):
    """She adds an entry of her own that ends so many days from now."""
    return evidence.add_credential(
        practitioner=file.practitioner, actor=file.herself, at=world.now, kind=kind, code=code, title=title,
        covers_through=world.day(-left), **fields,
    )


def hold(world, file, criterion, *, left):
    """What watching her writes ahead: offers stop the day after a last good day."""
    row = Participation.objects.within(world.organization).get(pk=file.participation_id)
    return open_hold(
        participation=row, reason="evidence", first=world.day(-left - 1), source=f"{WATCHED}{criterion}", actor=world.maya, at=world.now,
    )


@pytest.fixture
def asks_everything(monkeypatch):
    """An organization whose policy asks for evidence of every sort."""
    monkeypatch.setattr("vetting.facts.endings.asked_elements", lambda organization: set(SHOWN.values()))


@pytest.mark.parametrize(("left", "expected"), [(91, []), (90, [90]), (31, [90]), (30, [30]), (1, [30]), (0, [0]), (-1, [])])
def test_a_certificate_is_told_on_its_rungs_and_not_after_its_last_day(world, file, asks_everything, left, expected):
    show(world, file, left=left)
    assert [each[-1] for each in ends(world, file)] == expected


def test_every_sort_of_entry_with_a_last_day_is_told_where_the_policy_asks_for_its_like(world, file, asks_everything):
    show(world, file, left=10)
    show(world, file, "supervision", left=11, code="", title="With Maude Ashdown")
    show(world, file, "register", left=12, code="nbcc", title="NBCC")
    show(world, file, "paper", left=13, code="right_to_work", title="")
    show(world, file, "paper", left=14, code="good_standing", title="Letter of good standing")
    show(world, file, "loss_run", left=15, code="")
    assert [each[:3] for each in ends(world, file)] == [
        ("certificate", "CEAP", "asked_again"), ("paper", "Letter of good standing", "asked_again"), ("register", "NBCC", "asked_again"),
        ("right_to_work", "", "asked_again"), ("supervision", "With Maude Ashdown", "asked_again"),
    ]


def test_what_no_policy_asks_for_is_nobodys_reminder(world, file):
    show(world, file, left=10)
    assert ends(world, file) == []


def test_the_next_of_it_ends_the_reminders_and_another_one_does_not(world, file, asks_everything):
    show(world, file, left=10)
    show(world, file, left=400, code="emdr", title="EMDR")
    assert len(ends(world, file)) == 1
    show(world, file, left=400)
    assert ends(world, file) == []


@pytest.mark.parametrize("criterion", sorted(HELD))
def test_what_a_hold_waits_for_is_told_and_that_it_stops_her(world, file, criterion):
    hold(world, file, criterion, left=10)
    assert ends(world, file) == [(HELD[criterion], "", "held", 10, 30)]


def test_a_hold_and_the_paper_it_waits_for_are_one_thing_by_its_own_name(world, file, asks_everything):
    show(world, file, left=10)
    hold(world, file, "certificate_held", left=10)
    assert ends(world, file) == [("certificate", "CEAP", "held", 10, 30)]


def test_a_license_and_a_policy_sent_anew_wait_for_us_and_remind_nobody(world, file):
    cover, license_ = world.covers(file, "insurance")[0], world.covers(file)[0]
    near = max(cover.last, license_.last) - 5 * DAYS
    window = (abs((cover.last - license_.last).days) + 10, 0)
    assert [each[0] for each in ends(world, file, min(cover.last, license_.last), window)] == ["authority", "insurance"]
    later = {"covers_from": cover.last + DAYS, "covers_through": near + 800 * DAYS}
    row = evidence.add_credential(
        practitioner=file.practitioner, actor=file.herself, at=world.now, kind="insurance", per_claim=100_000_000, aggregate=300_000_000,
        currency="USD", **later,
    )
    assert [each[0] for each in ends(world, file, min(cover.last, license_.last), window)] == ["authority", "insurance"], "no paper yet"
    paper = keep_own(
        owner=file.practitioner, kind="evidence", content=pdf(), content_type="application/pdf", filename="policy.pdf",
        actor=file.herself, at=world.now,
    )
    evidence.attach(row, paper, actor=file.herself, at=world.now)
    assert [each[0] for each in ends(world, file, min(cover.last, license_.last), window)] == ["authority"]
    old = License.objects.of(file.practitioner).get(retired_at=None)
    evidence.add_license(
        practitioner=file.practitioner, actor=file.herself, at=world.now, replaces=old, jurisdiction=old.jurisdiction,
        license_type=old.license_type, number=old.number, issued_on=old.issued_on, expires_on=near + 800 * DAYS,
    )
    assert ends(world, file, min(cover.last, license_.last), window) == []


def test_all_of_it_stands_in_one_letter_with_one_mail_that_names_nothing(world, file, asks_everything):
    show(world, file, left=30)
    hold(world, file, "attestation_repeated", left=30)
    hold(world, file, "certificate_of_conduct", left=20)
    assert nightly.remind_expiries(on=world.day(), at=world.now) == 3
    (letter,) = Letter.objects.within(world.organization).filter(kind="expiry")
    values = page_values(letter)
    assert [(row["what"], row["do"], row["url"].rpartition("/me/")[2]) for row in values["items"]] == [
        ("Your certificate of conduct", "show", ""), ("Your signed statement", "sign", "dates/harbor/"),
        ("Your certificate", "renew", "training/"),
    ]
    assert values["effects"] == ["held", "asked_again"]
    mail = Message.objects.everywhere(reason="a test looks").get(template="expiry_reminder")
    assert "no new referrals" in mail.body and not any(word in mail.body for word in ("CEAP", "conduct", "statement"))
    assert nightly.remind_expiries(on=world.day(), at=world.now) == 3
    assert Letter.objects.within(world.organization).filter(kind="expiry").count() == 1


def test_a_mail_about_what_stops_nothing_threatens_with_nothing(world, file, asks_everything):
    show(world, file, left=30)
    nightly.remind_expiries(on=world.day(), at=world.now)
    mail = Message.objects.everywhere(reason="a test looks").get(template="expiry_reminder")
    assert "no new referrals" not in mail.body and "sent it" in mail.body


def test_every_rule_that_holds_her_has_a_kind_with_words_and_a_page_or_an_act():
    assert set(HELD) == {key for key, effect in WATCHED_EFFECTS.items() if effect is Effect.HOLD}
    assert set(HELD.values()) <= set(ENDS) and set(DO) <= set(ENDS) and set(PAGES) <= set(ENDS)
    assert set(EFFECTS) == {"uncovered", "held", "asked_again"}


def test_who_has_nothing_that_ends_is_not_read(world, file, asks_everything, django_assert_max_num_queries):
    for name in ("Juniper Vale", "Maude Ashdown"):
        world.active(name)
    with django_assert_max_num_queries(12):
        assert endings_of(world.organization, on=world.day(), ladder=(5, 0)) == {}
    show(world, file, left=3)
    with django_assert_max_num_queries(12):
        assert len(endings_of(world.organization, on=world.day(), ladder=(5, 0))) == 1
