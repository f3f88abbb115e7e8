"""Harbor's staff, and Wren on her way into good standing, made by calling workflow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from network.access import Role
from network.dates import Day, Span
from network.facts.standing import rows_of
from network.money import Money
from network.standing import Basis, Need, Use
from network.workflow import standing
from tests.network.cast import organization, staff, therapist

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAYS = timedelta(days=1)
BOARD = "America/Chicago"
NEED = Need("counseling", "US-IL", "US-IL", "in_person", Use.OFFER)
SESSION = replace(NEED, use=Use.SESSION)
LICENSE = Basis("license:1", Span(date(2020, 1, 1), date(2027, 6, 30), BOARD))
POLICY = Basis("credential:9", Span(date(2026, 1, 1), date(2026, 12, 31), "America/New_York"))


class World:
    """Harbor, its manager and director, and Wren taking part."""

    def __init__(self):
        self.harbor = organization("harbor")
        self.maya = staff(self.harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)
        self.ines = staff(self.harbor, "Ines Calloway", Role.DIRECTOR)
        self.wren, self.herself = therapist()
        self.row = standing.take_part(organization=self.harbor, practitioner=self.wren, actor=self.herself, at=AT)

    def grant(self, at=AT, **changes):
        fields = {
            "service": "counseling", "jurisdictions": ("US-IL",), "first": TODAY, "last": date(2028, 12, 31),
            "serve_until": date(2029, 1, 30), "decision": "D-1", "minimums": {"per_claim": {"USD": 100}},
        }
        return standing.record_grant(participation=self.row, actor=self.ines, at=at, **{**fields, **changes})

    def cover(self, **changes):
        fields = {"kind": "authority", "bases": (LICENSE,), "jurisdiction": "US-IL", "practitioner_in": ("US-IL",)}
        return standing.record_cover(participation=self.row, actor=self.maya, at=AT, **{**fields, **changes})

    def insure(self, **changes):
        amounts = {"per_claim": Money(100, "USD")}
        return self.cover(**{"kind": "insurance", "bases": (POLICY,), "jurisdiction": "US", "practitioner_in": None,
                             "amounts": amounts, **changes})

    def accept(self, kind, at=AT, **changes):
        return standing.accept_terms(participation=self.row, kind=kind, actor=self.herself, at=at, **changes)

    def hold(self, reason="complaint", at=AT, **changes):
        fields = {"first": TODAY, "actor": self.maya}
        return standing.open_hold(participation=self.row, reason=reason, at=at, **{**fields, **changes})

    def codes(self, need=NEED, on=TODAY, known_at=None):
        return rows_of(self.row).known(known_at).clear(need, Day(on)).codes

    def clear(self):
        """Admit, grant, cover, insure, and let her accept both terms."""
        standing.admit(participation=self.row, decision="D-1", actor=self.ines, at=AT)
        self.grant()
        self.cover()
        self.insure()
        self.accept("referral")
        self.accept("payment")
        return self
