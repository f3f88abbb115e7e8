"""Somebody calls for help for a child, is referred to the marked therapist, and her employer is told its year."""

from datetime import datetime
from zoneinfo import ZoneInfo

from network.access import Role, system
from network.care.place_files import PlaceRow
from network.care.queries.places import locate
from network.care.queries.referrals import offers_of
from network.care.workflow import answering, availability, calls, employers, places, referring, reports
from network.care.workflow.availability import Said
from network.care.workflow.calls import Call
from network.care.workflow.referring import InLine
from network.models import Contract, Membership

POSTCODE = "60999"


def cared_for(world, row, herself, marks):
    """Marks in what the caller says, in where she works, and nowhere in what the employer reads."""
    open_for_clients(world, row, herself, marks)
    yard = employer(world, marks)
    referred(world, row, herself, call(world, yard, marks))
    told_its_year(world, yard)


def open_for_clients(world, row, herself, marks):
    """She works in one place, with children and adults."""
    places.load_places([PlaceRow("US", POSTCODE, marks["town"], "IL", 41.0, -89.0)], source="invented", actor=system("test"), at=world.at)
    said = Said(
        taking=True, modes=("in_person",), languages=("en",), hours=("morning",), capacity=3, places=(locate(POSTCODE, "US"),),
        age_bands=("child", "adult"),
    )
    availability.say(participation=row, said=said, actor=herself, at=world.at)


def employer(world, marks):
    """Five sessions for each issue."""
    by = {"actor": world.alden, "at": world.at}
    yard = employers.add_employer(organization=world.harbor, name=marks["yard"], country="US", **by)
    contract = Contract(first=world.day(world.harbor, 30), sessions=5, number_pattern="@######")
    employers.add_contract(employer=yard, contract=contract, **by)
    return yard


def call(world, yard, marks):
    """For a child of the employee."""
    wishes = {
        "place": marks["area"], "jurisdiction": "US-IL", "latitude": 41.0, "longitude": -89.0, "called": marks["called"],
        "reach": marks["reach"], "age_band": "child", "language": "en",
    }
    said = Call(employer=yard, number=marks["number"], service="counseling", support=marks["support"], wishes=wishes)
    return calls.take_call(organization=world.harbor, call=said, actor=world.rosa, at=world.at)


def referred(world, row, herself, contact):
    """Offered, and accepted."""
    line = (InLine(row.pk, "in_person", "US-IL", "US-IL"),)
    referral = referring.refer(contact=contact, line=line, to_all=False, actor=world.rosa, at=world.at)
    answering.accept(offer=offers_of(herself).get(referral=referral), actor=herself, at=world.at)


def told_its_year(world, yard):
    """After New Year, to the one colleague who reads it."""
    year = world.day(world.harbor).year
    then = datetime(year + 1, 1, 2, 12, tzinfo=ZoneInfo(world.harbor.zone))
    by = {"actor": world.alden, "at": then}
    reader = next(row for row in Membership.objects.within(world.harbor) if row.roles == [Role.EMPLOYER_CONTACT])
    reports.name_contact(employer=yard, membership=reader, **by)
    reports.release(employer=yard, year=year, eligible=400, **by)
