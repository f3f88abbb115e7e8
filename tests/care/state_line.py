"""Harbor with a therapist on each side of a state line, who meet by video."""

from datetime import date

from network.access import system
from network.care.place_files import PlaceRow
from network.care.workflow import places
from network.dates import Span
from network.models import Jurisdiction
from network.standing import Basis
from network.workflow import standing
from tests.care.care_world import AT, TODAY, TOWNS, CareWorld

ZONE = "America/New_York"
TOWNS_BEYOND = [PlaceRow("US", "43001", "Maple", "OH", 40.0, -82.7), PlaceRow("US", "46001", "Oakton", "IN", 40.1, -85.7)]


class StateLineWorld(CareWorld):
    """Nell is licensed in New Jersey and sits there. Ohio and Indiana have a place each."""

    def __init__(self):
        super().__init__()
        for code in ("US-OH", "US-IN"):
            Jurisdiction.objects.get_or_create(code=code, defaults={"name": code, "zone": ZONE, "parent_id": "US"})
        places.load_places([*TOWNS, *TOWNS_BEYOND], source="invented", actor=system("test"), at=AT)
        self.employer()
        self.therapist("Nell Jersey", licensed=("US-NJ",), at_place="07001", modes=("video",))

    def lets_across(self, name, place, **bases):
        """One more place: a director grants it, and what a reviewer verified covers it. `bases` are from and through days by name."""
        row = self.people[name]
        standing.record_grant(
            participation=row, service="counseling", jurisdictions=(place,), first=TODAY, last=date(2028, 12, 31), decision=f"D-{place}",
            actor=self.ines, at=AT,
        )
        rests = tuple(Basis(f"{what}:{place}", Span(*days, ZONE)) for what, days in bases.items())
        standing.record_cover(participation=row, kind="authority", bases=rests, jurisdiction=place, modes={"video"}, actor=self.maya, at=AT)
