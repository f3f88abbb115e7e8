"""Harbor with places, therapists in good standing who said when they have time, and an employer whose people may call."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from network.access import Role, system
from network.care.place_files import PlaceRow
from network.care.queries.places import locate
from network.care.queries.referrals import offers_of
from network.care.workflow import availability, calls, employers, places, referring
from network.care.workflow.availability import Said
from network.care.workflow.calls import Call
from network.care.workflow.referring import InLine
from network.dates import Span
from network.models import Contract, Jurisdiction
from network.money import Money
from network.standing import Basis
from network.workflow import standing
from tests.network.cast import organization, staff, therapist

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)  # a Monday
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
BOARD = "America/Chicago"
# invented postcodes along one meridian: a tenth of a degree of latitude is 11.1195 km
TOWNS = [
    PlaceRow("US", "60001", "Alder", "IL", 41.0, -89.0), PlaceRow("US", "60002", "Birch", "IL", 41.1, -89.0),
    PlaceRow("US", "60003", "Cedar", "IL", 41.2, -89.0), PlaceRow("US", "60009", "Yew", "IL", 43.0, -89.0),
    PlaceRow("US", "07001", "Dover", "NJ", 40.8, -74.0), PlaceRow("US", "10001", "Elm City", "NY", 40.8, -73.9),
]
SAID = Said(taking=True, modes=("in_person", "video"), languages=("en",), hours=("morning", "evening"), capacity=3)


class CareWorld:
    """Harbor and its people; everything happens at AT unless said otherwise."""

    def __init__(self):
        self.harbor = organization("harbor")
        self.maya = staff(self.harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)
        self.ines = staff(self.harbor, "Ines Calloway", Role.DIRECTOR)
        self.rosa = staff(self.harbor, "Rosa Quillfeather", Role.INTAKE)
        self.alden = staff(self.harbor, "Alden Birchwick", Role.ADMIN)
        for code, zone in (("US", "America/New_York"), ("US-IL", BOARD), ("US-NJ", "America/New_York"), ("US-NY", "America/New_York")):
            Jurisdiction.objects.get_or_create(code=code, defaults={"name": code, "zone": zone, "parent_id": "US" if "-" in code else None})
        places.load_places(TOWNS, source="invented", actor=system("test"), at=AT)
        self.people = {}

    def therapist(self, name="Wren Halloway", *, licensed=("US-IL",), at_place="60001", last=date(2027, 6, 30), said=SAID, **changes):
        """Somebody in good standing for counseling where she is licensed, with her availability said."""
        number = len(self.people) + 1
        practitioner, herself = therapist(name, f"T-{number:05}")
        row = standing.take_part(organization=self.harbor, practitioner=practitioner, actor=herself, at=AT)
        standing.admit(participation=row, decision=f"D-{number}", actor=self.ines, at=AT)
        standing.record_grant(
            participation=row, service="counseling", jurisdictions=licensed, first=TODAY, last=date(2028, 12, 31),
            decision=f"D-{number}", actor=self.ines, at=AT,
        )
        for place in licensed:
            basis = Basis(f"license:{number}:{place}", Span(date(2020, 1, 1), last, BOARD))
            standing.record_cover(participation=row, kind="authority", bases=(basis,), jurisdiction=place, actor=self.maya, at=AT)
        policy = Basis(f"policy:{number}", Span(date(2026, 1, 1), date(2027, 12, 31), "America/New_York"))
        standing.record_cover(
            participation=row, kind="insurance", bases=(policy,), jurisdiction="US", amounts={"per_claim": Money(100, "USD")},
            actor=self.maya, at=AT,
        )
        for kind in ("referral", "payment"):
            standing.accept_terms(participation=row, kind=kind, actor=herself, at=AT)
        row.refresh_from_db()
        self.people[name] = row
        row.herself = herself
        if said is not None:
            self.say(row, at_place=at_place, **{**vars_of(said), **changes})
        return row

    def say(self, row, *, at_place="60001", at=AT, **changes):
        """What she offers."""
        spots = tuple(locate(text, "US") for text in (at_place if isinstance(at_place, tuple) else (at_place,)))
        said = replace(SAID, **{"places": spots, **changes})
        return availability.say(participation=row, said=said, actor=row.herself, at=at)

    def employer(self, name="Waddenhaven Shipyards", *aliases, **changes):
        """An employer with five sessions per issue, numbers like A12345."""
        row = employers.add_employer(organization=self.harbor, name=name, country="US", actor=self.alden, at=AT)
        for alias in aliases:
            employers.add_alias(employer=row, name=alias, actor=self.alden, at=AT)
        fields = {"first": date(2026, 1, 1), "sessions": 5, "number_pattern": "@#####", **changes}
        employers.add_contract(employer=row, contract=Contract(**fields), actor=self.alden, at=AT)
        return row

    def call(self, employer, *, number="A12345", at=AT, service="counseling", **changes):
        """A finished intake near Alder."""
        spot = {"place": "Alder", "jurisdiction": "US-IL", "latitude": 41.0, "longitude": -89.0, "called": "Blue", "reach": "+1 555 0199"}
        call = Call(employer=employer, number=number, service=service, support="Cannot sleep.", wishes=spot)
        return calls.take_call(organization=self.harbor, call=replace(call, **changes), actor=self.rosa, at=at)

    def refer(self, contact, *rows, to_all=False, at=AT):
        """Offered to these, in this order."""
        line = tuple(InLine(row.pk, "in_person", "US-IL", "US-IL") for row in rows)
        return referring.refer(contact=contact, line=line, to_all=to_all, actor=self.rosa, at=at)

    def offer(self, referral, row):
        """The offer to one of them, as its page finds it."""
        return offers_of(row.herself).filter(referral=referral).get()

    def hold(self, row, reason="complaint", *, at=AT, first=TODAY, **fields):
        """Something stops."""
        return standing.open_hold(participation=row, reason=reason, first=first, actor=self.maya, at=at, **fields)


def vars_of(said) -> dict:
    """The fields of what she said but the places."""
    return {name: getattr(said, name) for name in said.__dataclass_fields__ if name != "places"}
