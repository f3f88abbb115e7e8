"""Two years of calls at Harbor's first employer: of enough people that its report tells numbers, and of some too few to be told."""

from datetime import UTC, date, datetime, time, timedelta

from network.access import Role
from network.care.demo.stories import House, answer, near, offer, say, told_years
from network.care.workflow import answering, calls
from network.care.workflow.calls import Call

# (what is sought, who calls, how many people): the earlier year, then the later one
YEARS = (
    (("counseling", "employee", 14), ("legal", "employee", 10), ("couples", "partner", 3)),
    (("counseling", "employee", 16), ("couples", "partner", 11), ("legal", "employee", 10), ("financial", "employee", 4)),
)
TWICE = 5  # people who call again, every year
HELPED = 3  # of the first who seek counseling: too few for the number of cases to be told
FROM, DAYS = (2, 1), 280


def every_story(stage):
    """One story for each year that is told."""
    house = House(stage, "harbor")
    return [a_year(house, year, people, number * 100) for number, (year, people) in enumerate(zip(told_years(house), YEARS, strict=True))]


def a_year(house: House, year: int, people, offset: int):
    """Everybody calls on a day of their own, from February until early in November; who was helped is done before the year is."""
    rosa, helped = house.who(Role.INTAKE), []
    began = datetime.combine(date(year, *FROM), time(15), UTC)
    at = yield began
    for number, row in enumerate(house.in_network()):
        say(house, row, number, at=at)
    rings = [(service, relation) for service, relation, count in people for _each in range(count)]
    rings = list(enumerate(rings)) + list(enumerate(rings[-TWICE:], len(rings) - TWICE))
    for turn, (number, (service, relation)) in enumerate(rings):
        at = yield began + timedelta(days=DAYS * turn // len(rings), minutes=turn)
        said = house.told["said"][number % len(house.told["said"])]
        call = Call(
            employer=house.employer(0), number=f"L-{1000 + offset + number}", relation=relation, service=service, support=said,
            wishes=near(house),
        )
        contact = calls.take_call(organization=house.organization, call=call, actor=rosa, at=at)
        referral = offer(contact, rosa, at=at) if turn < HELPED else None
        if referral is not None:
            helped.append(answer(house, referral, "accepted", at=at))
    at = yield began + timedelta(days=DAYS + 14)
    for referral in helped:
        answering.close(referral=referral, reason=house.told["over"], actor=rosa, at=at)
