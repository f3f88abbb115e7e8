"""Moves of a random walk over evidence: what sources say of a therapist, and whether she stands on a list."""

from datetime import timedelta

from licensure.models import Hit
from licensure.workflow import adjudication, verifications
from licensure.workflow.screening import screen_practitioner
from network.models import PractitionerName
from tests.licensure.list_files import row
from tests.sources import source_of
from tests.vetting.scenes import WHY
from tests.vetting.staff_world import listed


class Looking:
    """Mixed into a walk: each move takes the file at hand, those with an underscore one check."""

    # ── Checks ───────────────────────────────────────────────────────────────

    def check(self, file):
        rows = list(self.world.checks(file))
        if not rows:
            return
        opened = [one for one in rows if one.is_open or one.state == "unavailable"]
        one = self.random.choice(opened or rows)
        act = self.pick(("_verify", "_ask", "_obtain", "_flag", "_unavailable", "_waive", "_replace"))
        self.attempt(getattr(self, act), one)
        getattr(self, self.pick(("_verify", "_obtain", "_ask")))(self.random.choice(opened or rows))

    def _good(self, one):
        """What a source answers that has nothing to say against her; now and then it shows a restriction."""
        values = {"status": "active", "encumbered": self.random.random() < 0.4} if one.element == "license" else {}
        through = {"license": self.today + timedelta(days=400), "insurance": self.today + timedelta(days=200)}.get(one.element)
        return {
            "source": source_of(one), "as_of": self.today, "good_through": through, "values": values, "method": "seen",
            "sighting": {"what": "Original"},
        }

    def _answer(self, one):
        """A good answer, or one with a fault."""
        given = self._good(one)
        faults = (
            {"sighting": None}, {"method": "letter"}, {"method": ""}, {"source": ""}, {"as_of": None},
            {"as_of": self.today + timedelta(days=1)}, {"as_of": self.today - timedelta(days=100)},
            {"good_through": self.world.day(4000)}, {"values": {"status": "suspended"}} if one.element == "license" else {},
        )
        return {**given, **self.random.choice(faults)}

    def _verify(self, one):
        for _try in range(4):
            if self.attempt(verifications.verify, one, actor=self.who(self.world.tom, self.world.maya), at=self.at, **self._answer(one)):
                return

    def _obtain(self, one):
        for _try in range(2):
            if self.attempt(verifications.obtain, one, actor=self.who(self.clockwork), at=self.at, **self._answer(one)):
                return

    def _ask(self, one):
        verifications.ask_source(one, source="The source", actor=self.who(self.world.tom), at=self.at)

    def _flag(self, one):
        verifications.flag(one, comment=self.said(), actor=self.who(self.world.tom), at=self.at)

    def _unavailable(self, one):
        verifications.mark_unavailable(one, comment=self.said(), actor=self.who(self.world.tom), at=self.at)

    def _waive(self, one):
        self.attempt(verifications.waive, self.world.check(self.hand, "identity"), comment=WHY, actor=self.world.ines, at=self.at)
        verifications.waive(one, comment=self.said(), actor=self.who(self.world.ines), at=self.at)

    def _replace(self, one):
        verifications.renew(one, actor=self.who(self.world.tom), at=self.at, on=self.today)

    # ── Hits ─────────────────────────────────────────────────────────────────

    def judge(self, file):
        hits = list(Hit.objects.within(self.world.organization).filter(practitioner=file.practitioner_id))
        if not hits:
            return self.screen(file)
        hit = self.random.choice(hits)
        names = {
            "open": ("propose_clear", "propose_confirm", "leave_inconclusive"),
            "inconclusive": ("propose_clear", "propose_confirm"),
            "proposed_cleared": ("clear", "clear", "clear", "disagree"),
            "proposed_confirmed": ("confirm", "disagree"),
            "cleared": ("reopen", "screen", "screen"),
            "confirmed": ("reopen",),
        }[hit.state]
        name = self.pick(names)
        if name == "screen":
            return self.screen(file)
        settle = {"propose_clear": "clear", "propose_confirm": "confirm"}.get(name)
        for one in (name, self.random.choice((settle, settle, settle and "disagree"))):
            if one and not self.attempt(
                getattr(adjudication, one), hit, reason=self.said(), at=self.at, actor=self.who(self.world.maya, self.world.ines),
                **({"differing": ("license_number",)} if one == "propose_clear" else {}),
            ):
                return None
        return None

    def screen(self, file):
        """A new list with her on it, or her own name changed; then she is looked for again."""
        if self.listed < 3 and self.random.random() < 0.5:
            self.listed += 1
            self.names_on_list()
        if self.random.random() < 0.8:
            PractitionerName(practitioner=file.practitioner, given_name="Wren", family_name=f"Elm{self.at:%j%H%M}").save()
        screen_practitioner(organization=self.world.organization, practitioner=file.practitioner, actor=self.clockwork, at=self.at)

    def names_on_list(self, *name):
        """The list of the day: the usual two as often as they were published, and everybody named so far."""
        self.wanted += [name] if name else []
        usual = ({}, {"LASTNAME": "VALE", "FIRSTNAME": "JUNIPER"})
        rows = [row(MIDNAME=f"Q{number}", **one) for number in range(self.listed) for one in usual]
        rows += [row(MIDNAME="", LASTNAME=family.upper(), FIRSTNAME=given.upper()) for family, given in self.wanted]
        listed(*rows, at=self.at)
