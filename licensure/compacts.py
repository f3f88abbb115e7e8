"""Authority outside the home state: PSYPACT, Counseling Compact, Social Work Compact are different mechanisms. Pure.

A privilege without a live, unencumbered home license is worthless; what rests on a suspended one falls with it, and
nothing else does. *Enacted* is not *operational* (domain 3.2).
"""

from dataclasses import dataclass

from licensure.catalog import Compact, Mechanism
from licensure.holdings import RESTRICTED, Held, Reason, faults_of


@dataclass(frozen=True, slots=True)
class Privilege:
    """A compact authority and the home license it would rest on."""

    held: Held
    home: Held
    compact: Compact

    @property
    def labels(self) -> tuple[str, ...]:
        """Reservations that come with the mechanism."""
        return ("thirty_days_a_year",) if self.held.type.mechanism is Mechanism.TEMPORARY else ()

    def faults(self, requirement, setting) -> tuple[Reason, ...]:
        """Why this pair does not count."""
        found = [*self._states(requirement, setting), *self._home(setting), *self._place(setting)]
        return tuple(found)

    def facts(self, requirement):
        """The two states' rows, as far as known."""
        states = (requirement.jurisdiction, self.home.type.jurisdiction)
        return [row.fact for row in map(self.compact.member, states) if row]

    def _states(self, requirement, setting):
        """Both the client's state and the home state take part and issue on that day."""
        on = setting.when.day_in(requirement.zone)
        for state in (requirement.jurisdiction, self.home.type.jurisdiction):
            row = self.compact.member(state)
            if row is None:
                yield Reason("compact_not_member", state, self.compact.name)
            elif not row.fact.known:
                yield Reason("fact_unknown", state, self.compact.name)
            elif row.enacted_on and on < row.enacted_on:
                yield Reason("compact_not_enacted", state, self.compact.name)
            elif row.issuing and row.operational_on is None:
                yield Reason("compact_day_unknown", state, self.compact.name)
            elif not row.issuing or on < row.operational_on:
                yield Reason("compact_not_operational", state, self.compact.name)

    def _home(self, setting):
        """The home license is live and carries no discipline."""
        if any(faults_of(self.home, setting.when)):
            yield Reason("home_license_not_live", self.held.key, self.home.key)
        if self.home.encumbered or self.home.status in RESTRICTED:
            yield Reason("home_license_encumbered", self.held.key, self.home.key)
        if self.held.encumbered or self.held.status in RESTRICTED:
            yield Reason("privilege_encumbered", self.held.key)
        if self.home.type.jurisdiction == setting.client_in:
            yield Reason("privilege_not_at_home", self.held.key, setting.client_in)

    def _place(self, setting):
        """Each mechanism says where she must be, where the client may be, and how they may meet."""
        kind, home = self.held.type.mechanism, self.home.type.jurisdiction
        if kind is Mechanism.PRIVILEGE and self.held.place != setting.client_in:
            yield Reason("privilege_for_another_state", self.held.key, self.held.place)
        if kind is not Mechanism.PRIVILEGE and self.held.place and self.held.place != home:
            yield Reason("home_license_missing", self.held.key, self.held.place)
        if kind is Mechanism.TEMPORARY and setting.mode != "in_person":
            yield Reason("in_person_only", self.held.key)
        if kind is Mechanism.TELE:
            yield from self._from_home(setting, home)

    def _from_home(self, setting, home):
        """PSYPACT telepsychology: by video or phone, while she is physically in her home state."""
        if setting.mode == "in_person":
            yield Reason("video_or_phone_only", self.held.key)
        elif setting.practitioner_in is None:
            yield Reason("practitioner_location_unknown", self.held.key)
        elif setting.practitioner_in != home:
            yield Reason("not_in_home_state", self.held.key, home)
