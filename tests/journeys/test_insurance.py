"""Insurance ends 31 December and the next policy runs from 1 January, but is verified on the 9th: eight days unlisted, payable
all the same, and no new decision. A real gap stays held."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import world as worlds
from tests.network import files

pytestmark = pytest.mark.django_db(transaction=True)
ENDS = date(2026, 12, 31)


def at(day: date) -> datetime:
    """Noon of a day where the organization is."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def send_policy(wren, first: date, certificate):
    """She sends the policy that follows, from her telephone."""
    wren.open("/me/insurance/add/")
    wren.fill("Insurer", "Lantern Mutual").fill("Policy number", "LM-2027").fill("Name on the certificate", "Wren Halloway")
    wren.fill("Amount per claim", "1,000,000").fill("Amount per year", "3,000,000").choose("Currency", "USD")
    wren.day("First covered day", first).day("Last covered day", date(2027, 12, 31))
    wren.attach("Copy (optional)", certificate).press("Save").sees("LM-2027")


def verify(tom, as_of: date, letter):
    """The insurer confirms it, and a reviewer says so."""
    tom.open("/harbor/queue/?view=renewed").follow("Wren Halloway").follow("Verify", exact=True)
    tom.choose("How was it checked?", "Document from the source").choose("Source", "Lantern Mutual")
    tom.day("As of", as_of).attach("The page or document you looked at", letter).press("Verify")


def clear(maya, on: date, known: date | None = None) -> dict[str, bool]:
    """What the page answers for counseling in person: offered, sessions count, money."""
    maya.day("On which day", on)
    if known:
        maya.day("As known at the end of", known)
    else:
        maya.no_day("As known at the end of")
    maya.press("Answer")
    cells = maya.page.get_by_role("row").filter(has_text="In person").first.get_by_role("cell").all_inner_texts()
    return dict(zip(("offer", "session", "release"), ("yes" in cell for cell in cells), strict=True))


@pytest.fixture
def story(begin, move_to, person, tmp_path):
    """She sends a policy from `first` on 3 January; it is verified on the 9th. Returns Maya on her page of standing."""

    def told(first: date):
        world = begin(at(date(2026, 12, 20)))
        who = worlds.therapist(
            world, "Wren Halloway", insurance_first=date(2026, 1, 1), insurance_last=ENDS, license_expires=date(2028, 11, 30)
        )
        worlds.active(world, world.harbor, who)
        paper = tmp_path / "certificate.pdf"
        paper.write_bytes(files.pdf())
        move_to(at(date(2027, 1, 3)))
        wren = person(world.user(who.herself), width=390)
        send_policy(wren, first, paper)
        maya = person(world.user(world.maya)).open("/harbor/standing/")
        assert "yes" not in maya.row("Wren Halloway")
        move_to(at(date(2027, 1, 9)))
        verify(person(world.user(world.tom)), date(2027, 1, 8), paper)
        assert "yes" in maya.open("/harbor/standing/").row("Wren Halloway")
        return maya.follow("Wren Halloway")

    return told


def test_eight_days_unlisted_and_payable_without_a_new_decision(story):
    maya = story(ENDS + timedelta(1))
    assert clear(maya, ENDS) == {"offer": True, "session": True, "release": True}
    for number in (1, 4, 8):
        day = ENDS + timedelta(number)
        assert not clear(maya, day, known=day)["offer"], "nobody knew yet"
        assert clear(maya, day)["session"], "the sessions of those days are payable now"
    assert clear(maya, ENDS + timedelta(9))["offer"]
    maya.open("/harbor/queue/?view=decided&q=Wren").follow("Wren Halloway").follow("Decision")
    assert maya.page.get_by_text("Approved", exact=True).count() >= 1 and maya.text().count("Ines Calloway") >= 1
    maya.open("/harbor/queue/?view=open").misses("Wren Halloway")


def test_a_real_gap_stays_held(story):
    maya = story(ENDS + timedelta(5))
    for number in (1, 4):
        assert not clear(maya, ENDS + timedelta(number))["session"], "nothing covered that day"
    assert clear(maya, ENDS + timedelta(5))["session"]
