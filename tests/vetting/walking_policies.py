"""A random walk over policies: drafts, numbers, rollouts, two people, first days that pass, versions that follow each other."""

from dataclasses import replace
from datetime import timedelta

from network.access import Role
from network.models import Parameter
from network.queries.people import same_persons
from tests.network.cast import staff
from tests.vetting.story import Story
from tests.vetting.wandering import Wander
from vetting import presets
from vetting.facts.policies import pure_threshold
from vetting.models import Cure, Policy, PolicyCriterion, Rollout
from vetting.rules import Reason, Severity, Threshold
from vetting.workflow import policies, rollouts

OWNED = (("policy_id", "vetting.policy"),)
MOVES = (
    "no_day", "from_preset", "from_version", "number", "number", "wrong_number", "drop", "day_of_it", "clocks", "committee", "choose",
    "send", "approve", "approve", "reject", "waits", "night", "empties", "contradicts", "goes_through", "stricter",
    "touches_what_is_sealed", "begins_today",
)
NAMES = ("Wren Halloway", "Juniper Vale", "Sorrel Finch")
PER_CLAIM = "insurance_per_claim"


class PolicyWalk(Wander):
    """One organization with three therapists inside; its manager writes, its directors approve, and two accounts are one person."""

    MOVES = MOVES
    WATCHED = (Policy, PolicyCriterion, Rollout, Cure, Parameter)
    CARRIED = {"vetting.policycriterion": OWNED, "vetting.rollout": OWNED}

    def __init__(self):
        super().__init__(Story())
        world = self.world
        self.inside = [world.active(who, ago=50) for who in NAMES]
        self.twin = staff(self.organization, "Maya Lindenwood-Ames", Role.DIRECTOR)
        self.link(world.maya.person_id, self.twin.person_id, world.una)
        self.everybody = (world.maya, world.ines, world.petra, self.twin, world.tom, world.odell)
        self.looks_now()

    # ── Who, and which version ───────────────────────────────────────────────

    def writer(self):
        return self.world.maya if self.chance(0.85) else self.random.choice(self.everybody)

    def approver(self):
        return self.random.choice((self.world.ines, self.world.petra)) if self.chance(0.75) else self.random.choice(self.everybody)

    def version(self, state):
        """A version in that state, or now and then any."""
        return self.one(Policy, state=state) if self.chance(0.85) else self.one(Policy)

    def given(self, actor):
        return {"actor": actor, "at": self.at}

    # ── Drafts ───────────────────────────────────────────────────────────────

    def from_preset(self):
        self.attempt(
            policies.draft_from_preset, organization=self.organization, preset=self.random.choice(presets.names()),
            effective_from=self.random.choice((None, self.day(3), self.day(-1))), **self.given(self.writer()),
        )

    def no_day(self):
        """A draft without a first day cannot be sent."""
        self.tried(
            policies.draft_from_preset, organization=self.organization, preset=self.random.choice(presets.names()), actor=self.world.maya
        )
        self.tried(policies.send_for_approval, self.rows_of(Policy)[-1], actor=self.world.maya)

    def from_version(self):
        source = self.one(Policy, state="approved")
        self.attempt(policies.draft_from, source, effective_from=self.day(self.random.choice((0, 1, 9))), **self.given(self.writer()))

    def number(self):
        """Another weight, or another number of a rule that is asked."""
        policy = self.version("draft")
        row = self.random.choice(list(policy.criteria.order_by("pk"))) if policy and policy.criteria.exists() else None
        if row is not None:
            said = replace(pure_threshold(row), severity=self.random.choice(list(Severity)))
            self.attempt(policies.set_threshold, policy, said, **self.given(self.writer()))

    def wrong_number(self):
        policy = self.version("draft")
        if policy is None:
            return
        for wrong in (
            Threshold("no_such_rule", Severity.BLOCKS, {}), Threshold(PER_CLAIM, Severity.BLOCKS, {"minimum": {"USD": -1}}),
            Threshold("not_excluded", Severity.BLOCKS, {"lists": ["oig-leie"]}, waivable_by="director"),
            Threshold("score", Severity.BLOCKS, {"director": 9, "clean": 3, "points": {}}),
            Threshold("accepted_jurisdiction", Severity.BLOCKS, {"jurisdictions": ["US-NOWHERE"]}),
        ):
            self.attempt(policies.set_threshold, policy, wrong, **self.given(self.writer()))

    def drop(self):
        policy = self.version("draft")
        if policy is None:
            return
        asked = list(policy.criteria.order_by("pk").values_list("criterion", flat=True))
        law = list(policy.criteria.filter(reason="law").values_list("criterion", flat=True))
        for key in (self.random.choice([*asked, "caqh_current"]), self.random.choice(law or ["caqh_current"]), "never_asked"):
            self.attempt(policies.drop_threshold, policy, key, **self.given(self.writer()))

    def day_of_it(self):
        if policy := self.version("draft"):
            first = self.day(self.random.choice((-2, 0, 1, 1, 5, 20)))
            self.attempt(policies.set_day, policy, effective_from=first, **self.given(self.writer()))

    def clocks(self):
        if policy := self.version("draft"):
            for said in ({"appeal_days": self.random.choice((31, 45, 60))}, {"appeal_days": -1}, {"no_such": 4}):
                self.attempt(policies.set_clocks, policy, said, **self.given(self.writer()))

    def committee(self):
        if policy := self.version("draft"):
            for said in ({"quorum_least": self.random.choice((3, 4, 5))}, {"asynchronous": True}, {"quorum_least": 99}):
                self.attempt(policies.set_committee, policy, said, **self.given(self.writer()))

    # ── Two people ───────────────────────────────────────────────────────────

    def send(self):
        if policy := self.version("draft"):
            self.attempt(policies.send_for_approval, policy, **self.given(self.writer()))

    def approve(self):
        if policy := self.version("in_review"):
            seen = self.random.choice((None, None, None, 0))
            self.attempt(policies.approve, policy, seen=seen, **self.given(self.approver()))

    def reject(self):
        if policy := self.version("in_review"):
            for reason in (" ", self.said()):
                self.attempt(policies.reject, policy, reason=reason, **self.given(self.approver()))

    def waits(self):
        self.at += timedelta(days=self.random.choice((1, 3, 9)))

    def night(self):
        for act in (rollouts.roll_out, rollouts.follow_up):
            self.attempt(act, self.organization, at=self.at)

    # ── Scenes ───────────────────────────────────────────────────────────────

    def drafted(self, days=2) -> Policy:
        """A version like the one in force, from a day on."""
        self.tried(
            policies.draft_from, self.rows_of(Policy, state="approved")[0], effective_from=self.day(days), actor=self.world.maya,
        )
        return self.rows_of(Policy)[-1]

    def empties(self):
        """Nothing is asked any more, but for what the law asks; so nobody may send it."""
        policy = self.drafted()
        for key in policy.criteria.order_by("pk").values_list("criterion", flat=True):
            self.tried(policies.drop_threshold, policy, key, actor=self.world.maya)
        self.tried(policies.send_for_approval, policy, actor=self.world.maya)

    def contradicts(self):
        """More for one claim than for all of a year: each number is possible, both together are not."""
        policy = self.drafted()
        for key, most in ((PER_CLAIM, 300_000_000), ("insurance_aggregate", 200_000_000)):
            self.tried(policies.set_threshold, policy, Threshold(key, Severity.REVIEW, limit_of(most)), actor=self.world.maya)
        self.tried(policies.send_for_approval, policy, actor=self.world.maya)

    def goes_through(self):
        """Sent, not approved by its author under her second account, approved by a director."""
        policy = self.drafted()
        self.tried(policies.send_for_approval, policy, actor=self.world.maya)
        for actor in (self.world.tom, self.twin, self.world.ines, self.world.petra):
            self.tried(policies.approve, policy, actor=actor)

    def stricter(self):
        """More insurance asked of people who are inside: when it reaches whom is chosen, and nobody is asked before its day."""
        policy = self.drafted(days=self.random.choice((1, 3)))
        more = 100_000_000 + 50_000_000 * self.random.choice((1, 2, 3))
        self.tried(policies.set_threshold, policy, Threshold(PER_CLAIM, Severity.BLOCKS, limit_of(more)), actor=self.world.maya)
        for reach, cure in (("cure", None), ("cure", self.day(30)), (self.random.choice(("keep", "renewal", "now", "cure")), self.day(20))):
            self.tried(
                rollouts.choose, policy, criterion=PER_CLAIM, who="decided", reach=reach, cure_until=cure, actor=self.world.maya
            )
        self.tried(policies.send_for_approval, policy, actor=self.world.maya)
        self.tried(policies.approve, policy, actor=self.world.ines)
        self.at += timedelta(days=4)
        self.night()

    def choose(self):
        """For a rule that reaches nobody, and for one the law asks."""
        policy = self.drafted()
        law = Threshold(PER_CLAIM, Severity.BLOCKS, limit_of(400_000_000), reason=Reason.LAW)
        self.tried(policies.set_threshold, policy, law, actor=self.world.maya)
        for key in ("license_in_force", PER_CLAIM):
            self.tried(rollouts.choose, policy, criterion=key, who="decided", reach="renewal", actor=self.world.maya)

    def touches_what_is_sealed(self):
        """Every way to change a version that was sent."""
        policy = self.one(Policy, state=self.random.choice(("in_review", "approved", "rejected"))) or self.one(Policy, state="approved")
        her = {"actor": self.world.maya}
        self.tried(policies.set_day, policy, effective_from=self.day(4), **her)
        self.tried(policies.set_clocks, policy, {"appeal_days": 45}, **her)
        self.tried(policies.set_committee, policy, {"meetings": True}, **her)
        self.tried(policies.drop_threshold, policy, PER_CLAIM, **her)
        self.tried(rollouts.choose, policy, criterion=PER_CLAIM, who="decided", reach="keep", **her)

    def begins_today(self):
        """Approved on its first day, which is refused while another version counts; the day after it is too late."""
        policy = self.drafted(days=0)
        self.tried(policies.send_for_approval, policy, actor=self.world.maya)
        self.tried(policies.approve, policy, actor=self.world.ines)
        self.at += timedelta(days=1)
        self.tried(policies.approve, policy, actor=self.world.ines)
        self.tried(policies.reject, policy, reason=self.said(), actor=self.world.ines)

    # ── What is looked at ────────────────────────────────────────────────────

    def look(self, changed, before, now):
        """A version that was sent stays as it was; who approved it is another person; one version counts on a day."""
        for name in changed:
            label, old, new = name.partition(":")[0], before.get(name), now.get(name)
            if label == "vetting.policy" and old and old["state"] != "draft":
                assert {key for key in old if old[key] != new[key]} <= set(Policy.SETTLES)
            if label in ("vetting.policycriterion", "vetting.rollout"):
                row = old or new
                sealed = before.get(f"vetting.policy:{row['policy_id']}", {}).get("state", "draft") != "draft"
                assert not sealed or (old and new and {key for key in old if old[key] != new[key]} == {"reached_on"})
            if label == "vetting.policy" and new and new["state"] == "approved" and old and old["state"] != "approved":
                self.just_approved(new)
            if label == "network.parameter":
                assert new is not None and new["author_id"] and new["approver_id"] not in same_persons(new["author_id"])

    def just_approved(self, row):
        assert row["author_id"] not in same_persons(row["approver_id"]) and row["effective_from"] >= self.today
        versions = self.rows_of(Policy)
        assert sum(each.status(self.today, versions) == "active" for each in versions) == 1
        others = [each for each in versions if each.pk != row["id"] and each.state == "approved"]
        assert row["effective_from"] > self.today or all(each.effective_from > self.today for each in others)
        assert Parameter.objects.within(self.organization).filter(effective_from=row["effective_from"]).exists()


def limit_of(cents):
    """A minimum of insurance."""
    return {"minimum": {"USD": cents}}
