"""In the test world: whom a version touches, and whom a rollout reaches, is the same in columns as read and judged one by one."""

from contextlib import suppress
from dataclasses import replace

import pytest

from licensure.models import Credential
from network.models import Grant
from network.transitions import Refused
from tests.shared import shared
from tests.vetting.staff_world import World
from tests.vetting.strewn import Strewn
from vetting import flips, impact, nightly
from vetting.bench_import import rolled_back
from vetting.facts import together
from vetting.facts.collect import collect
from vetting.facts.panels import asking, panels_of
from vetting.facts.policies import policies_of, pure_policy, pure_threshold
from vetting.facts.rollouts import classes_of, rollouts_of
from vetting.models import Application, Cure, Rollout
from vetting.models.application import OPEN
from vetting.queries.impact import members_of, preview
from vetting.queries.judging import asked_of, decided_on
from vetting.queries.rollouts import unmet_now, unmet_of
from vetting.rollouts import held_to
from vetting.rules import CRITERIA, in_force
from vetting.workflow import applying, panels, policies
from vetting.workflow import rollouts as workflow

pytestmark = pytest.mark.django_db


def build():
    """Harbor with open files of several kinds and people in the network, one with a cover nobody has a bit for; two versions."""
    world = World()
    world.draft("Ida Fernsby")
    world.submitted("Wren Halloway")
    world.checked("Juniper Vale", per_claim=200_000_000)
    world.odd = world.checked("Otis Lanternberg")
    world.denied("Calder Rimrock")
    world.members = [
        world.active("Basil Thornquist"), world.active("Maren Oakfield", ago=12, per_claim=250_000_000),
        world.active("Peregrine Ashdown", ago=9, per_claim=150_000_000), world.active("Linnea Birchwater", ago=10),
    ]
    for file in (world.odd, world.members[3]):
        rows = Credential.objects.everywhere(reason="a test").filter(practitioner=file.practitioner, kind="insurance")
        rows.update(detail={"also": ["cyber", "bicycle"]})
    applying.begin(
        world.members[0].participation, kind="addition", jurisdictions=["US-OH"], services=["counseling"], actor=world.maya, at=world.at(2)
    )
    world.rail = panels.add_panel(organization=world.organization, name="Harbor Rail", actor=world.maya, at=world.now)
    for file in world.members[:2]:
        Grant.objects.within(world.organization).filter(participation=file.participation).update(panel=world.rail)
    draft = policies.draft_from(world.policy, effective_from=world.day(-30), actor=world.maya, at=world.now)
    policies.set_threshold(draft, cover(draft, 180_000_000), actor=world.maya, at=world.now)
    workflow.choose(
        draft, criterion="insurance_per_claim", who="decided", reach="cure", cure_until=world.day(-45), actor=world.maya, at=world.now
    )
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    world.second = draft
    return world


_world, world = shared(build)


def cover(draft, most):
    row = pure_threshold(draft.criteria.get(criterion="insurance_per_claim"))
    return replace(row, limit={**row.limit, "minimum": {"USD": most}})


def drafted(world, seed):
    """A version that asks otherwise in numbers, weights and rules, of everybody and of one panel, on its own day."""
    strewn = Strewn(seed)
    draft = policies.draft_from(
        strewn.one((world.policy, world.second)), effective_from=world.day(-strewn.one((10, 40, 60))), actor=world.maya, at=world.now
    )
    amount = cover(world.second, strewn.one((50_000_000, 120_000_000, 210_000_000)))
    policies.set_threshold(draft, amount, actor=world.maya, at=world.now)
    for key in strewn.chance.sample(tuple(CRITERIA), 6):
        with suppress(Refused):
            policies.set_threshold(draft, strewn.threshold(key), actor=world.maya, at=world.now)
    for key in strewn.chance.sample(sorted(draft.criteria.values_list("criterion", flat=True)), 2):
        with suppress(Refused):
            policies.drop_threshold(draft, key, actor=world.maya, at=world.now)
    for threshold in (cover(world.second, 220_000_000), strewn.threshold("claims_open")):
        with suppress(Refused):
            panels.set_panel_threshold(draft, world.rail, threshold, actor=world.maya, at=world.now)
    return draft


def told(application, differs, who=None):
    return application.reference, differs, who


def files_alone(organization, others, version, on):
    """Every open file judged by the rules alone, each read by itself."""
    for row in Application.objects.within(organization).filter(state__in=OPEN).select_related("practitioner__person"):
        facts = collect(row, on=on)
        if differs := impact.of_file(asked_of(others, row.kind), asked_of([version], row.kind)[0], facts, on=on):
            yield told(row, differs)


def member_alone(organization, row, policies_, version, keys, on):
    """Somebody in the network, the same way."""
    since, who = decided_on(row), classes_of(organization, [row])[row.pk]
    held = held_to(policies_, rollouts_of(organization), who=who, since=since or on)
    return impact.of_member(held, version, keys, collect(row, on=on, decided_on=since), on=on), who


def members_alone(organization, others, version, keys, on, there=None):
    for row in members_of(organization):
        if there is None or row.participation_id in there:
            differs, who = member_alone(organization, row, others, version, keys, on)
            if differs:
                yield told(row, differs, who)


def panel_alone(world, draft, on):
    """What the one panel asks of its own: its keys, and the versions beside its newest."""
    before, after = panels_of(world.organization, but=draft), panels_of(world.organization, also=draft)
    panel = after[world.rail.pk]
    version = impact.starting(next(row for row in panel.policies if row.version == draft.version), on)
    others = before[world.rail.pk].policies if world.rail.pk in before else policies_of(world.organization)
    others = tuple(row for row in others if row.version != draft.version)
    own = panel.own.get(draft.version, frozenset()) | (asking(before[world.rail.pk], on) if world.rail.pk in before else frozenset())
    return others, version, tuple(key for key in impact.changed(in_force(others, on), version) if key in own)


def shown(touched):
    return sorted((told(each.application, each.difference, each.who) for each in touched), key=lambda row: row[0])


def by_reference(rows):
    return sorted(rows, key=lambda row: row[0])


def test_a_preview_by_columns_is_the_preview_one_by_one(world):
    organization, counts = world.organization, {"files": 0, "members": 0, "panel": 0, "odd": 0}
    for seed in range(12):
        with rolled_back():
            draft = drafted(world, seed)
            found = preview(draft, today=world.day())
            others = tuple(row for row in policies_of(organization) if row.version != draft.version)
            version = impact.starting(pure_policy(draft), found.on)
            assert found.keys == impact.changed(in_force(others, found.on), version)
            assert shown(found.files) == by_reference(files_alone(organization, others, version, found.on)), seed
            assert shown(found.members) == by_reference(members_alone(organization, others, version, found.keys, found.on)), seed
            (panel,) = found.panels
            others, version, keys = panel_alone(world, draft, found.on)
            there = {file.participation_id for file in world.members[:2]}
            lines = ((name, impact.only(differs, keys), who) for name, differs, who in files_alone(organization, others, version, found.on))
            assert (panel.keys, panel.files_asked, panel.members_asked) == (keys, found.files_asked, 2)
            assert shown(panel.files) == by_reference(row for row in lines if row[1]), seed
            assert shown(panel.members) == by_reference(members_alone(organization, others, version, keys, found.on, there)), seed
            counts["files"] += len(found.files)
            counts["members"] += len(found.members)
            counts["panel"] += len(panel.files) + len(panel.members)
            counts["odd"] += any(each.application == world.odd for each in found.files)
    assert all(counts.values()), counts


def test_what_panels_ask_besides_is_asked_of_facts_read_once(world, monkeypatch):
    reads, real = [], together.Together
    monkeypatch.setattr(together, "Together", lambda *asked: reads.append(asked) or real(*asked))
    with rolled_back():
        assert preview(drafted(world, 0), today=world.day()).panels
    assert len(reads) == 2, "open files, and people in the network"


def test_who_is_judged_alone_is_who_holds_what_no_column_says(world):
    on, alone = world.day(), []
    for row in (*Application.objects.within(world.organization).filter(state__in=OPEN), *members_of(world.organization)):
        alone += [row.reference] if flips.Many([collect(row, on=on, decided_on=decided_on(row))]).alone else []
    assert sorted(alone) == sorted([world.odd.reference, world.members[3].reference])


def test_who_a_rollout_reaches_is_the_same_one_by_one(world):
    organization, on = world.organization, world.day(-30)
    seen = 0
    for row in Rollout.objects.within(organization).select_related("policy__organization"):
        version = pure_policy(row.policy)
        others = tuple(each for each in policies_of(organization) if each.version != version.version)
        alone = []
        for member in members_of(organization):
            differs, who = member_alone(organization, member, others, version, [row.criterion], on)
            alone += [(member.reference, line) for line in differs.lines] if who == row.who else []
        assert [(each.application.reference, each.line) for each in unmet_of(row, on=on)] == alone
        seen += len(alone)
    assert seen == 3
    nightly.roll_out(on=on, at=world.at(-30))
    cures = list(Cure.objects.within(organization).select_related("rollout__policy__organization", "application__practitioner__person"))
    found, alone = unmet_now(organization, cures, on=world.day(-40)), {}
    for cure in cures:
        facts = collect(cure.application, on=world.day(-40), decided_on=decided_on(cure.application))
        version = pure_policy(cure.rollout.policy)
        alone[cure.pk] = impact.of_member([], version, [cure.rollout.criterion], facts, on=world.day(-40)).lines[0]
    assert found == alone and len(found) == 3
