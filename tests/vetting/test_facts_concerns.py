"""What a file is judged on knows of concerns: those of this network that were found to be so, read one by one and together alike."""

import pytest

from network.facts.parameters import in_force
from network.models import Participation
from network.workflow import concerns
from tests.shared import shared
from tests.vetting.story import Story
from vetting.evidence import Concern
from vetting.facts.collect import collect
from vetting.facts.together import collect_many
from vetting.rules import Reviewer, Severity, Threshold
from vetting.workflow import checking, policies

pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def logged(world, file, ago=10, severity="moderate"):
    here = Participation.objects.within(world.organization).get(pk=file.participation_id)
    return concerns.log(
        here, kind="access", severity=severity, channel="call", received_on=world.day(ago), text="The client waited.", actor=world.rosa,
        at=world.at(ago),
    )


def closed(world, row, outcome="substantiated"):
    concerns.take_up(row, actor=world.maya, at=world.at(3))
    concerns.close(row, outcome=outcome, finding="Seen.", closing_note="The board.", actor=world.ines, at=world.at(2))


def known(world, file):
    one = collect(file, on=world.day()).concerns
    (together,) = collect_many(world.organization, [(file, None)], on=world.day())
    assert together.concerns == one
    return one


def test_only_what_was_found_to_be_so_is_known_of_her_here(world):
    file, other = world.active(), world.checking("Juniper Vale")
    row = logged(world, file)
    for outcome in ("not_substantiated", "referred_on"):
        closed(world, logged(world, file), outcome)
    assert known(world, file) == ()
    closed(world, row)
    assert known(world, file) == (Concern(world.day(10), "moderate", f"concern:{row.pk}"),)
    assert known(world, other) == ()
    concerns.reopen(row, reason="A second calendar.", actor=world.maya, at=world.now)
    assert known(world, file) == ()


def test_a_file_says_how_many_and_goes_to_the_committee_where_the_policy_asks(world):
    draft, then = policies.draft_from(world.policy, effective_from=world.day(-1), actor=world.maya, at=world.now), world.day(-1)
    asked = Threshold("concerns_count", Severity.REVIEW, {"most": 0, "months": 12}, reviewer=Reviewer.COMMITTEE)
    policies.set_threshold(draft, asked, actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    file = world.active()
    assert checking.evaluate(file, on=then).route == "clean"
    closed(world, logged(world, file))
    judged = checking.evaluate(file, on=then)
    (finding,) = [each for each in judged.findings if each.criterion == "concerns_count"]
    assert (judged.route, str(finding.outcome), finding.observed) == ("committee", "not_met", {"concerns": 1})


def test_the_days_of_a_version_are_those_of_the_log(world):
    draft = policies.draft_from(world.policy, effective_from=world.day(-1), actor=world.maya, at=world.now)
    policies.set_clocks(draft, {"concern_acknowledge_days": 2, "concern_close_days": 14}, actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    assert in_force(world.organization, concerns.ACKNOWLEDGE_DAYS, on=world.day()) == 5
    row = logged(world, world.active(), ago=-1)
    assert (row.acknowledge_by, row.close_by) == (world.day(-3), world.day(-15))
