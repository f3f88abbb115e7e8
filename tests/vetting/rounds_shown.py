"""Rounds of a walk in which somebody shows herself, a carrier tells of claims, and a documented rule verifies."""

from licensure.by_rule import Ruling
from licensure.workflow import evidence, verifications
from network import identity
from network.access import rule_actor
from network.transitions import perform
from tests.vetting.scenes import WHY, Scenes
from vetting.workflow import checking

SIGHTING = {"document": "passport", "number_end": "4471"}


class Shown(Scenes):
    """Mixed into a walk. A file is signed and taken on; one of its checks goes every way that is refused, and then the right one."""

    def is_taken_on(self, file):
        """Signed, and being checked."""
        self.attempt(self.sign, file)
        self.tried(checking.begin_checks, file, actor=self.world.tom)

    def shows_herself(self, file):
        """Met by video: with the wrong check, way, document and code first; then confirmed by who met her, without a word, and well."""
        world, user = self.world, file.practitioner.person.users.get()
        self.is_taken_on(file)
        check, names = world.check(file, "identity"), [file.practitioner.person.full_name]
        good = {"method": "video", "source": "Ohio", "as_of": self.today, "sighting": SIGHTING, "values": {"names": names}}
        self.tried(verifications.meet, world.check(file, "license"), actor=world.tom, **good, code="")
        self.tried(verifications.verify, check, actor=world.tom, **{**self._good(check), "method": "video"})
        kept = {**SIGHTING, "number_end": "NX1234471"}
        for wrong in ({"method": "letter"}, {"sighting": None}, {"sighting": kept}, {"code": "000 000"}, {}):
            self.tried(verifications.meet, check, actor=world.tom, **{**good, "code": identity.code(user, self.at), **wrong})
        for actor, comment in ((world.tom, WHY), (world.maya, ""), (world.maya, WHY)):
            self.tried(verifications.verify, check, comment=comment, actor=actor)

    def tells_of_claims(self, file):
        """A carrier's loss run: verified with a bare yes, which says nothing, and with what it shows."""
        world, who = self.world, file.practitioner
        run = self.must(
            evidence.add_credential, practitioner=who, kind="loss_run", title="Loss run", issuer="Lantern Mutual",
            named_person=who.person.full_name, issued_on=world.day(30), actor=self.her(file), at=self.at,
        )
        self.is_taken_on(file)
        check = world.checks(file).filter(element="claims").first() or self.must(
            verifications.open_verification, organization=world.organization, practitioner=who, file=file.reference, element="claims",
            item=run.key, label="Loss run", actor=world.tom, at=self.at, on=self.today,
        )
        good = self._good(check)
        for values in ({}, {"claims": 0}):
            self.tried(verifications.verify, check, actor=world.tom, **{**good, "values": {**good.get("values", {}), **values}})

    def is_verified_by_rule(self, file):
        """The rule has not judged, finds something to judge, and finds nothing."""
        world = self.world
        self.is_taken_on(file)
        check, rule = world.check(file, "license"), rule_actor("by rule 1, version 1", world.organization)
        self.tried(verifications.obtain, check, actor=self.clockwork, **self._good(check))
        for ruling in (None, Ruling(("stale", "several")), Ruling(())):
            self.tried(perform, check, "verify_by_rule", actor=rule, ruling=ruling)
