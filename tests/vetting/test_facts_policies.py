"""What licensure and grants need of a policy, and what a policy asks to be checked."""

from datetime import timedelta

import pytest

from licensure.policy import ACCEPTED_REGISTERS, SUPERVISION, additions
from licensure.workflow import evidence
from network.models import Parameter
from tests.shared import shared
from tests.vetting.story import Story
from vetting import rules
from vetting.facts.collect import collect
from vetting.facts.grants import grant_terms
from vetting.facts.policies import licensure_parameters
from vetting.facts.requirements import requirements_of
from vetting.workflow import policies

pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def draft(world, preset, first):
    world.organization.country = preset[-2:]  # whose law it is written by
    world.organization.save()
    return policies.draft_from_preset(organization=world.organization, preset=preset, effective_from=first, actor=world.maya, at=world.now)


def approve(world, policy):
    policies.send_for_approval(policy, actor=world.maya, at=world.now)
    policies.approve(policy, actor=world.ines, at=world.now)


def test_an_approved_version_is_written_down_for_licensure_from_its_first_day(world):
    tomorrow = world.day(-1)
    policy = draft(world, "EAP-NL", tomorrow)
    approve(world, policy)
    rows = {row.key: row for row in Parameter.objects.within(world.organization).filter(effective_from=tomorrow)}
    assert rows[ACCEPTED_REGISTERS].value == sorted({"NL:nip", "NL:nvo", "NL:registerplein", "NL:nfg", "NL:nvpa", "NL:rbcz"})
    assert rows[SUPERVISION].value is False
    assert (rows[SUPERVISION].author_id, rows[SUPERVISION].approver_id) == (world.maya.person_id, world.ines.person_id)
    assert additions(world.organization, on=world.day()).registers == frozenset()
    assert "NL:nip" in additions(world.organization, on=tomorrow).registers


def test_a_later_version_for_the_same_day_replaces_what_was_written(world):
    first = world.day(-3)
    approve(world, draft(world, "EAP-NL", first))
    approve(world, draft(world, "EAP-basic-US", first))
    assert additions(world.organization, on=first).registers == frozenset()


def test_a_draft_is_written_down_for_nobody(world):
    draft(world, "EAP-NL", world.day(-1))
    assert additions(world.organization, on=world.day(-1)).registers == frozenset()


@pytest.mark.parametrize(
    ("levels", "supervised"), [(["independent"], False), (["independent", "supervised"], True), (["provisional"], True)]
)
def test_supervised_practice_is_allowed_where_its_level_is_accepted(world, levels, supervised):
    policy = draft(world, "EAP-basic-US", world.day(-1))
    for criterion in ("practice_level", "license_in_force"):
        row = policy.criteria.get(criterion=criterion)
        row.limit = {**row.limit, "levels": levels}
        row.save()
    assert licensure_parameters(policy)[SUPERVISION] is supervised


def test_a_grant_asks_for_the_minimums_it_was_decided_on_and_serves_thirty_days_more(world):
    terms = grant_terms(world.draft(), world.day())
    assert (terms.requires, terms.minimums) == (("authority", "insurance"), {"per_claim": {"USD": 100_000_000}})
    assert terms.serve_until(world.day()) == world.day() + timedelta(days=30)


def test_a_list_is_checked_only_where_a_rule_names_one(world):
    file = world.draft()
    assert "exclusion_list" in {one.element for one in requirements_of(file)}
    world.policy.criteria.model.objects.within(world.organization).filter(criterion="not_excluded").update(limit={"lists": []})
    assert "exclusion_list" not in {one.element for one in requirements_of(file)}


def test_facts_of_a_file_hold_days_and_counts_and_replay_the_same(world):
    file = world.checked()
    facts = collect(file, on=world.day())
    (license_, ) = facts.licenses
    (policy,) = facts.insurance
    assert (facts.submitted_on, facts.attested_on, facts.decided_on) == (world.day(15), world.day(15), None)
    assert (license_.jurisdiction, license_.level, license_.status, license_.proof.state) == ("US-OH", "independent", "active", "verified")
    assert (policy.per_claim.minor, policy.last, policy.proof.as_of) == (100_000_000, world.day(-200), world.day(10))
    assert [check.state for check in facts.list_checks] == ["verified"]
    assert rules.evaluate((), facts, on=world.day()).route == "incomplete"


def test_what_she_changes_afterwards_has_no_proof_until_somebody_checks_it(world):
    file = world.checked()
    evidence.add_credential(
        practitioner=file.practitioner, kind="insurance", covers_from=world.day(5), covers_through=world.day(-300),
        per_claim=900_000_000, aggregate=900_000_000, currency="USD", actor=file.herself, at=world.at(2),
    )
    states = {item.per_claim.minor: str(item.proof.state) for item in collect(file, on=world.day()).insurance}
    assert states == {100_000_000: "verified", 900_000_000: "attested"}
