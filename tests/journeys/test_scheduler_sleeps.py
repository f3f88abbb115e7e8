"""The scheduler sleeps nine days. A license, an insurance and a certificate end meanwhile: nobody is listed on what ran out, though no
work runs; awake again it handles each once, in order, with its own day; and a license corrected in the browser undoes what it did.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from licensure.demo.profiles import Course
from network import schedule
from network.models import Event, Hold
from network.models.jobs import Job
from network.worker import drain
from tests import world as worlds
from tests.network import files
from vetting.findings import BindsOn, Severity, Threshold
from vetting.models import Alert, Policy
from vetting.workflow import policies

pytestmark = pytest.mark.django_db(transaction=True)
BEGUN, ASLEEP, AWAKE = date(2027, 1, 11), date(2027, 3, 30), date(2027, 4, 8)
MISREAD, LICENSE = date(2027, 3, 31), date(2028, 6, 30)  # what the reviewer typed, and what the board says
INSURANCE, CERTIFICATE = date(2027, 4, 2), date(2027, 4, 5)
WHO = {"Wren Halloway": MISREAD, "Juniper Vale": INSURANCE, "Basil Thornquist": CERTIFICATE}


def noon(day):
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def ask_for_a_certificate(world):
    """Whoever is in Harbor's network keeps a certificate."""
    at = noon(BEGUN)
    draft = policies.draft_from(
        Policy.objects.within(world.harbor).get(), effective_from=BEGUN + timedelta(days=1), actor=world.maya, at=at,
    )
    row = Threshold("certificate_held", Severity.BLOCKS, {"courses": ("ceap",), "evidence": "verified"}, binds_on=BindsOn.IMMEDIATE)
    policies.set_threshold(draft, row, actor=world.maya, at=at)
    policies.send_for_approval(draft, note="An employer asks for it.", actor=world.maya, at=at)
    policies.approve(draft, note="Read.", actor=world.ines, at=at)


def join(world, name, *, insurance=date(2028, 5, 31), certificate=None, misread=False):
    """Somebody in the network; where the reviewer misread the board's page, her license is kept as ending in March."""
    course = Course("ceap", "CEAP", "Invented Board of Assistance", date(2024, 4, 1), certificate)
    who = worlds.therapist(
        world, name, license_expires=LICENSE, insurance_first=date(2026, 12, 1), insurance_last=insurance, courses=(course,),
    )
    application = worlds.checking(world, world.harbor, who)
    file = world.file(application)
    if misread:
        desk = file.desk(world.at, None, None)
        for check in file.checks("license"):
            desk.verify(check, good_through=MISREAD, named=("last",), comment="As I read the page.")
    file.verify(world.at)
    file.refer(world.at)
    file.approve(world.at)
    file.accept(world.at)


def asked_for_nights() -> int:
    """How many nights of work the scheduler has asked for."""
    return Job.objects.filter(name="network.nightly").count()


def offered(maya) -> dict[str, bool]:
    maya.open("/harbor/standing/")
    return {name: "yes" in maya.row(name) for name in WHO}


def reds() -> list[tuple[str, str]]:
    found = [event.payload.values["after"] for event in Event.objects.filter(action="alert.colored").order_by("sequence")]
    return [(told["criterion"], told["effective_on"]) for told in found if told["color"] == "red"]


def test_nine_days_asleep_and_each_date_is_handled_once_in_order(begin, move_to, person, tmp_path):
    world = begin(noon(BEGUN))
    ask_for_a_certificate(world)
    world.at = noon(BEGUN + timedelta(days=2))
    move_to(world.at)
    join(world, "Wren Halloway", misread=True)
    join(world, "Juniper Vale", insurance=INSURANCE)
    join(world, "Basil Thornquist", certificate=CERTIFICATE)
    drain()

    move_to(noon(ASLEEP))
    last = timezone.now()  # the scheduler keeps real time; the worker has ticked until now
    schedule.tick(last)
    schedule.tick(last + timedelta(days=1))
    drain()
    maya = person(world.user(world.maya)).open("/harbor/alerts/?view=amber")
    maya.sees("Wren Halloway", "Juniper Vale", "Basil Thornquist")
    assert set(offered(maya).values()) == {True}

    # ── Nine days in which nothing runs ──────────────────────────────────────
    recorded = Event.objects.count()
    for number in range(1, 10):
        day = ASLEEP + timedelta(days=number)
        move_to(noon(day))
        assert offered(maya) == {name: day <= last for name, last in WHO.items()}, f"on {day}"
    assert day == AWAKE and Event.objects.count() == recorded and reds() == []

    # ── Awake ────────────────────────────────────────────────────────────────
    before = asked_for_nights()
    schedule.tick(last + timedelta(days=10))
    assert asked_for_nights() - before == 9
    drain()
    in_order = [("license_in_force", "2027-04-01"), ("insurance_in_force", "2027-04-03"), ("certificate_held", "2027-04-06")]
    assert reds() == in_order
    assert schedule.tick(last + timedelta(days=10)) == 0
    drain()
    assert reds() == in_order

    maya.open("/harbor/alerts/?view=red").sees("3 red alerts")
    said = maya.text()
    assert said.index("Wren Halloway") < said.index("Juniper Vale") < said.index("Basil Thornquist")
    for name, since in (("Wren Halloway", "1 Apr 2027"), ("Juniper Vale", "3 Apr 2027"), ("Basil Thornquist", "6 Apr 2027")):
        assert since in maya.row(name)
    maya.follow("Basil Thornquist").press("Dismiss it").sees("Why nothing needs to be done")
    assert Alert.objects.within(world.harbor).filter(state="dismissed").count() == 0, "not without a note"
    assert list(Hold.objects.within(world.harbor).current().values_list("first", flat=True)) == [date(2027, 4, 6)]

    # ── The reviewer reads the board's page again ────────────────────────────
    tom = person(world.user(world.tom)).open("/harbor/alerts/?view=red").follow("Wren Halloway")
    tom.press("I see to it").sees("Taken").follow("Check again").press("Open a new check").follow("Verify", exact=True)
    paper = tmp_path / "board.pdf"
    paper.write_bytes(files.pdf())
    tom.choose("How was it checked?", "Document from the source")
    tom.choose("Source", "Illinois Department of Financial and Professional Regulation")
    held = Alert.objects.within(world.harbor).get(criterion="license_in_force", color="red").practitioner
    tom.fill("Name at the source", "Wren Halloway").fill("Number at the source", held.licenses.of(held).get().number)
    tom.day("As of", AWAKE).day("Good through", LICENSE).choose("Status at the source", "Active")
    tom.attach("The page or document you looked at", paper).press("Verify").sees("saved")

    maya.open("/harbor/alerts/?view=red").sees("2 red alerts").misses("Wren Halloway")
    maya.open("/harbor/alerts/?view=cleared").sees("Wren Halloway")
    assert offered(maya) == {"Wren Halloway": True, "Juniper Vale": False, "Basil Thornquist": False}
