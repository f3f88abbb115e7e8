"""Calls at Harbor and Noorderlicht: who has time, who rings, who is asked, who says yes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from network.access import Actor, Role, system, therapist_actor
from network.care.demo import towns
from network.care.matching import IN_PERSON
from network.care.models import Offer, Referral
from network.care.queries.calls import wish_of
from network.care.queries.places import jurisdiction_of, locate
from network.care.queries.shortlist import found
from network.care.workflow import answering, availability, calls, employers, referring, reports, settings
from network.care.workflow.availability import Said
from network.care.workflow.calls import Call
from network.care.workflow.places import load_places
from network.care.workflow.referring import InLine
from network.models import Contract, Employer, Membership, Participation

HOUSES = {
    "harbor": {
        "employers": (("Lanternworks", ("Lantern Works", "The Works")), ("Port Wexley Ferries", ("Ferries",)), ("Quarrystone Mills", ())),
        "towns": ("60614", "60201", "60302", "60540", "62701"), "rings": "60601", "language": "en",
        "lines": (
            ("US", "Invented national crisis line", "555 0100", "Thoughts of suicide, at any hour"),
            ("US-IL", "Invented line of the state", "555 0111", "Danger at home"),
        ),
        "over": "The sessions were held; nothing more is needed.",
        "said": ("Cannot sleep since the night shifts.", "Quarrels at home.", "Grief.", "Too much work, no rest."),
    },
    "noorderlicht": {
        "employers": (("Waddenhaven Werven", ("Waddenhaven", "De Werf")), ("Poolster Zuivel", ())),
        "towns": ("9711", "9751", "9401", "8911"), "rings": "9711", "language": "nl",
        "lines": (("NL", "Verzonnen crisislijn", "000 0000", "Gedachten aan zelfdoding, dag en nacht"),),
        "said": ("Slaapt slecht door nachtdiensten.", "Ruzie thuis.", "Rouw.", "Te veel werk."),
    },
}
THERAPIST = ("participation__practitioner__person", "participation__organization")
SET_UP = 60  # days ago
SOURCE = "invented for the demo; nobody answers"


@dataclass(frozen=True, slots=True)
class House:
    """One organization: its days, and who takes its calls."""

    stage: object
    slug: str

    @property
    def organization(self):
        """The organization itself."""
        return self.stage.organizations[self.slug]

    @property
    def told(self) -> dict:
        """What is invented for it."""
        return HOUSES[self.slug]

    def who(self, role) -> Actor:
        """The first of its people with a role."""
        mine = (actor for actor in self.stage.actors.values() if actor.organization_id == self.organization.pk)
        return next(actor for actor in mine if role in actor.roles)

    def ago(self, days: int, hour: int = 15, minute: int = 0) -> datetime:
        """That time of day (UTC) so many of its days before the curtain rose."""
        return self.stage.calendar.ago(days, hour, minute, zone=self.organization.zone)

    def day(self, ago: int = 0) -> date:
        """Its day so many days back; negative is ahead."""
        return self.stage.calendar.day(ago, zone=self.organization.zone)

    def in_network(self):
        """Whoever is active now, the longest first."""
        rows = Participation.objects.within(self.organization).filter(state="active")
        return list(rows.select_related("organization", "practitioner__person").order_by("began_at", "pk"))

    def employer(self, number: int):
        """One of its employers."""
        rows = Employer.objects.within(self.organization).select_related("organization")
        return rows.get(name=self.told["employers"][number][0])


def every_story(stage):
    """The towns at once; then one story of setting up and one of calls for each house."""
    load_places(towns.rows(), source=towns.SOURCE, actor=system("demo"), at=stage.begun)
    houses = [House(stage, slug) for slug in HOUSES]
    return [story(house) for house in houses for story in (signs, set_up, takes_calls)]


def told_years(house: House) -> tuple[int, int]:
    """The two years before the one in which the organization set up its reports: the earlier, the later."""
    over = house.day(SET_UP).year - 1
    return over - 1, over


def signs(house: House):
    """Employers and contracts, before the first year that is told."""
    first = date(told_years(house)[0], 1, 1)
    at = yield datetime.combine(first, time(15), UTC) + timedelta(days=1)
    admin = house.who(Role.ADMIN)
    for number, (name, aliases) in enumerate(house.told["employers"]):
        row = employers.add_employer(
            organization=house.organization, name=name, country=house.organization.country, actor=admin, at=at
        )
        for alias in aliases:
            employers.add_alias(employer=row, name=alias, actor=admin, at=at)
        pattern = "@####" if number else ""
        contract = Contract(first=first, sessions=5 if number else 6, household=not number, number_pattern=pattern)
        employers.add_contract(employer=row, contract=contract, actor=admin, at=at)


def set_up(house: House):
    """Crisis lines and the reports of years that are over, two months ago."""
    at = yield house.ago(SET_UP, 9)
    admin = house.who(Role.ADMIN)
    tell_the_years(house, admin, at=at)
    for place, name, number, note in house.told["lines"]:
        settings.add_line(
            organization=house.organization, place=place, name=name, number=number, note=note, source=SOURCE,
            checked_on=house.day(SET_UP), actor=admin, at=at,
        )


def tell_the_years(house: House, admin: Actor, *, at) -> None:
    """Two years of the first employer, and its own contact who may read them."""
    yard = house.employer(0)
    rows = Membership.objects.within(house.organization).filter(person=house.who(Role.EMPLOYER_CONTACT).person_id)
    reports.name_contact(employer=yard, membership=rows.get(), actor=admin, at=at)
    for year, eligible in zip(told_years(house), (610, 640), strict=True):
        reports.release(employer=yard, year=year, eligible=eligible, actor=admin, at=at)


def takes_calls(house: House):
    """Everybody in the network says when there is time; four people ring, and it goes as it goes."""
    at = yield house.ago(6, 8)
    for number, row in enumerate(house.in_network()):
        say(house, row, number, at=at)
    rosa = house.who(Role.INTAKE)
    for number, ending in enumerate(("accepted", "met", "declined", "")):
        at = yield house.ago(3, 9 + number) if number < 2 else house.ago(0, 4 + number)
        call = ring(house, number, rosa, at=at)
        referral = offer(call, rosa, at=at) if call.outcome == "covered" else None
        if referral is not None and ending:
            answer(house, referral, ending, at=at)
    at = yield house.ago(0, 8)
    calls.keep_unfinished(organization=house.organization, call=Call(employer_said="Lant"), crisis=True, actor=rosa, at=at)


def say(house: House, row: Participation, number: int, *, at):
    """What one of them offers: each a little otherwise, one off, one with a second language."""
    towns_here = house.told["towns"]
    spot = locate(towns_here[number % len(towns_here)], house.organization.country)
    said = Said(
        taking=number % 7 != 6, modes=("in_person", "video") if number % 3 else ("in_person", "phone", "video"),
        languages=(house.told["language"], "es") if number % 4 == 3 else (house.told["language"],),
        hours=("morning", "evening") if number % 2 else ("afternoon",), capacity=2 + number % 3, places=(spot,),
        gender=("woman", "man", "")[number % 3], next_opening=house.day(-1 - number % 5),
    )
    availability.say(participation=row, said=said, actor=herself(row), at=at)


def herself(row: Participation) -> Actor:
    """The therapist as she acts, also one who has no account yet."""
    return therapist_actor(row.practitioner, row.practitioner.person.users.first())


def ring(house: House, number: int, rosa: Actor, *, at):
    """One call near the first town."""
    wishes = {**near(house), "called": ("Blue", "", "Robin", "Kim")[number], "reach": ""}
    call = Call(
        employer=house.employer(0), number=f"K-{4711 + number}", service="counseling", support=house.told["said"][number], wishes=wishes
    )
    return calls.take_call(organization=house.organization, call=call, actor=rosa, at=at)


def near(house: House) -> dict:
    """What a caller near its first town asks for."""
    spot = locate(house.told["rings"], house.organization.country)
    return {
        "place": spot.name, "jurisdiction": jurisdiction_of(spot), "latitude": spot.latitude, "longitude": spot.longitude,
        "language": house.told["language"], "mode": "any",
    }


def offer(call, rosa: Actor, *, at) -> Referral | None:
    """To the first of the list, the others next in line; nothing when nobody fits."""
    wish = wish_of(call, at)
    line = tuple(
        InLine(one.key, one.mode, one.jurisdiction if one.mode == IN_PERSON else wish.jurisdiction, one.practitioner_in)
        for one in found(call.organization, wish)
    )
    return referring.refer(contact=call, line=line, to_all=False, actor=rosa, at=at) if line else None


def answer(house: House, referral: Referral, ending: str, *, at) -> Referral | None:
    """The first one says no and the next is asked, or yes, with or without an appointment: then the referral as accepted."""
    rows = Offer.objects.within(house.organization).filter(referral=referral, state="open")
    mine = rows.select_related("referral__organization", "referral__contact", "organization", *THERAPIST).get()
    actor = herself(mine.participation)
    if ending == "declined":
        answering.decline(offer=mine, reason="full", actor=actor, at=at)
        return None
    taken = answering.accept(offer=mine, actor=actor, at=at)
    if ending == "met":
        answering.arrange(referral=taken, day=house.day(-1), actor=actor, at=at)
    return taken
