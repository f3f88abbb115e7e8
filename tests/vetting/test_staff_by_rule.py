"""Verification by a documented rule on the staff's pages: a policy's switch, and never shown as a person's act."""

import pytest

from licensure.facts import allowed
from licensure.models import Verification
from licensure.policy import VERIFY_BY_RULE
from licensure.queries import verifiers_of
from licensure.workflow.by_rule import verify_by_rule
from licensure.workflow.verifications import obtain
from network.access import system
from network.documents import keep_own
from network.events import timeline
from network.models import Cover, Parameter
from network.words_standing import source_words
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import presets, rules, words
from vetting.facts.collect import collect
from vetting.facts.policies import licensure_parameters, ruled, ruled_since
from vetting.queries.decision import options
from vetting.workflow import checking, policies

pytestmark = pytest.mark.django_db
NOT_NCQA = "This does not conform to NCQA’s standard."
BY_RULE = "by rule 1, version 1, not by a person"


_world, world = shared(World)


def version(world, *, by_rule, ago=20, approved=True):
    """The next version, in force since `ago` days, with the switch as said."""
    at = world.at(ago + 1)  # a version begins tomorrow at the earliest
    draft = policies.draft_from(world.policy, actor=world.maya, at=at)
    policies.set_day(draft, effective_from=world.day(ago), actor=world.maya, at=at)
    row = draft.criteria.get(criterion="license_verified")
    threshold = rules.Threshold(
        "license_verified", rules.Severity(row.severity), {"days": 120, "all": True, "by_rule": by_rule}, rules.Reason(row.reason),
        row.waivable_by, rules.BindsOn(row.binds_on), rules.Reviewer(row.reviewer),
    )
    policies.set_threshold(draft, threshold, actor=world.maya, at=at)
    if approved:
        policies.send_for_approval(draft, actor=world.maya, at=at)
        policies.approve(draft, actor=world.ines, at=at)
    return draft


@pytest.fixture
def on(world):
    return version(world, by_rule=True)


def by_the_rule(world, file, monkeypatch, ago=3):
    """The file's license check, its answer fetched and taken over by the rule, as the look-up job does it."""
    monkeypatch.setattr("licensure.facts.by_rule.register_of", lambda check: Shown)
    monkeypatch.setattr("licensure.facts.by_rule.allowed_sources", lambda check: (Shown,))
    monkeypatch.setattr("licensure.facts.allowed.allowed_sources", lambda check: (Shown,) if check.element == "license" else FOUND(check))
    check = world.checks(file).get(element="license")
    row, software = check.evidence, system("look-up", world.organization)
    page = keep_own(
        owner=world.organization, kind="artefact", content=b"{}", content_type="application/json", filename="answer.json", actor=software,
        at=world.at(ago),
    )
    obtain(
        check, actor=software, at=world.at(ago), method="web_lookup", source=Shown.name, query=row.number, as_of=world.day(ago),
        good_through=row.expires_on, artefact=page,
        values={"names": [file.practitioner.person.full_name], "number": row.number, "title": "LISW", "status": "active"},
    )
    verify_by_rule(check, at=world.at(ago))
    return Verification.objects.within(world.organization).get(pk=check.pk)


FOUND = allowed.allowed_sources


class Shown:
    key, name, url, also, shows_discipline = "us-oh-tests", "Ohio’s register of tests", "", (), True

    @classmethod
    def at(cls, url, also=""):
        """It has no other address."""
        return cls


@pytest.fixture
def ruled_file(world, on, monkeypatch):
    """In review: the license rests on the rule alone, everything else was verified by Tom."""
    file = world.checking()
    check = by_the_rule(world, file, monkeypatch)
    assert (check.state, check.rule) == ("verified", 1), timeline(check)[0].payload.values
    for other in world.checks(file).exclude(pk=check.pk):
        world.verify(other, ago=2)
    checking.refer(file, actor=world.tom, at=world.at(1))
    return file


# ── The switch ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", presets.names())
def test_no_preset_switches_it_on(name):
    assert not [row.criterion for row in presets.preset(name).thresholds if row.limit.get("by_rule")]


def test_a_version_writes_the_switch_down_from_its_first_day_for_licenses_only(world, on):
    (row,) = Parameter.objects.within(world.organization).filter(key=VERIFY_BY_RULE, effective_from=world.day(20))
    assert (row.value, row.author_id, row.approver_id) == (["license"], world.maya.person_id, world.ines.person_id)
    assert licensure_parameters(world.policy)[VERIFY_BY_RULE] == [] and ruled(on) == ["license"]


def test_since_when_is_the_first_day_without_a_break(world, on):
    later = version(world, by_rule=True, ago=10)
    assert [ruled_since(row) for row in (world.policy, on, later)] == [None, world.day(20), world.day(20)]
    off = version(world, by_rule=False, ago=5)
    again = version(world, by_rule=True, ago=1)
    assert [ruled_since(row) for row in (on, later, off, again)] == [world.day(20), world.day(20), None, world.day(1)]


def test_the_policy_page_says_that_it_does_not_conform_since_when_and_marks_the_rule_as_looser(client, world, on):
    sign_in(client, world.maya)
    shown = get(client, "policy", world, version=on.version)
    facts = {str(pair.label): str(pair.value) for pair in shown.context["page"].facts}
    assert facts["Verified by rule"].startswith("Licenses, by rule 1, version 1, since ") and NOT_NCQA in facts["Verified by rule"]
    assert words.title("license_verified") in facts["Below an accreditor’s standard"]
    assert "verified by a documented rule, without a person; that does not conform to NCQA’s standard." in text(shown)
    before = text(get(client, "policy", world, version=world.policy.version))
    assert "NCQA" not in before and "Verified by rule" not in before


def test_who_switches_it_on_reads_what_it_means_beside_the_switch_and_it_is_kept(client, world):
    draft = version(world, by_rule=False, approved=False)
    sign_in(client, world.maya)
    here = {"version": draft.version, "criterion": "license_verified"}
    shown = text(get(client, "policy_rule", world, **here))
    assert "This does not conform to NCQA’s standard, which asks that a named person reviews it." in shown
    given = {"days": "120", "all": "on", "by_rule": "on", "severity": "blocks", "reviewer": "director", "reason": "accreditor"}
    assert post(client, "policy_rule", world, {**given, "waivable_by": "", "binds_on": "decision"}, **here).status_code == 302
    assert draft.criteria.get(criterion="license_verified").limit == {"days": 120, "all": True, "by_rule": True}
    assert "Verified by rule" in text(get(client, "policy", world, version=draft.version))


# ── Never a person's act ─────────────────────────────────────────────────────


def test_the_file_page_says_by_rule_with_the_copy_kept_and_offers_to_open_it_again(client, world, ruled_file):
    check = world.checks(ruled_file).get(element="license")
    sign_in(client, world.tom)
    page = get(client, "file", world, reference=ruled_file.reference, query={"item": check.pk}).context["page"]
    line = next(row for row in page.checks if row.current)
    assert (line.tag.word, page.current.source.aside) == ("Verified by rule", "Verified by rule")
    notes = list(page.current.source.notes)
    assert notes[0].startswith(f"Verified {BY_RULE}, ") and notes[1].startswith("Kept copy, fingerprint ")
    assert "replace" in {act.name for act in page.current.buttons}
    assert [row.tag.word for row in page.checks].count("Verified by rule") == 1, "what Tom verified is his"


def test_the_decision_page_says_which_items_rest_on_the_rule_alone(client, world, ruled_file):
    sign_in(client, world.ines)
    shown = get(client, "decision", world, reference=ruled_file.reference)
    page = shown.context["page"]
    check = world.checks(ruled_file).get(element="license")
    assert page.ruled == f"Verified {BY_RULE}: {check.label}. {NOT_NCQA}" and page.ruled in text(shown)
    eyes = {str(eye.label): str(eye.who) for eye in page.eyes}
    assert (eyes["Verified"], eyes["By rule, no person"]) == ("Tom Wetherby", check.label)
    row = next(row for row in page.findings.rows if BY_RULE in str(row))
    assert row


def test_a_file_verified_by_people_says_nothing_of_a_rule(client, world, on):
    file = world.in_review()
    sign_in(client, world.ines)
    shown = get(client, "decision", world, reference=file.reference)
    assert shown.context["page"].ruled == "" and "rule 1" not in text(shown)


def test_nobody_verified_it_so_nobody_is_barred_by_it_and_tom_still_is(world, ruled_file):
    assert verifiers_of(ruled_file.reference) == {world.tom.person_id}
    assert options(ruled_file, actor=world.ines, at=world.now).refusals["approve"] == ()
    codes = [one.code for one in options(ruled_file, actor=world.tom, at=world.now).refusals["approve"]]
    assert codes == ["not_allowed"]


def test_the_facts_and_findings_of_the_file_say_the_rule_and_its_version(world, ruled_file):
    (license_,) = collect(ruled_file, on=world.day()).licenses
    assert (license_.proof.state, license_.proof.rule) == ("verified", "1.1")
    found = {one.criterion: one for one in checking.evaluate(ruled_file, on=world.day()).findings}
    assert found["license_verified"].observed["rule"] == found["license_in_force"].observed["rule"] == "1.1"
    assert words.observed(found["license_verified"]).endswith(f"; {BY_RULE}")
    assert "rule" not in found["insurance_in_force"].observed


def test_the_audit_trail_and_the_timeline_tell_it_as_the_rules(client, world, ruled_file):
    sign_in(client, world.maya)
    shown = text(get(client, "audit", world, query={"action": "verification.verify_by_rule"}))
    assert "Verified by rule, not by a person" in shown and "rule 1, version 1" in shown and "Ohio’s register of tests, as of" in shown
    assert "Tom Wetherby" not in shown
    sign_in(client, world.ines)
    assert "Verified by rule, not by a person" in text(get(client, "file_timeline", world, reference=ruled_file.reference))


def test_what_the_rule_left_to_a_person_is_told_with_what_stopped_it(client, world, on, monkeypatch):
    file = world.checking()
    monkeypatch.setattr(Shown, "shows_discipline", False)
    assert by_the_rule(world, file, monkeypatch).state == "obtained"
    sign_in(client, world.tom)
    shown = text(get(client, "file_timeline", world, reference=file.reference))
    assert "Left to a person by the rule" in shown and "the source does not show discipline" in shown


def test_standing_says_of_its_evidence_that_a_rule_verified_it(client, world, ruled_file):
    covers = Cover.objects.within(world.organization).filter(participation=ruled_file.participation, kind="authority")
    assert {row.source for row in covers} == {"rule:1"}
    sign_in(client, world.ines)
    assert "verified by rule 1, not by a person" in text(get(client, "standing_of", world, reference=ruled_file.practitioner.reference))
    assert source_words("extension:3 rule:1") == "extended by the board (announcement 3) · verified by rule 1, not by a person"
    assert source_words("told to us: yes") == "told to us: yes"
