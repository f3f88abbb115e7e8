"""Policies on pages: versions, sentences, drafting rule by rule, refusals in words, and the second person."""

import pytest

from network.events import last_sequence
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import rules, words, words_policies
from vetting.models import Policy
from vetting.presets import names, preset
from vetting.workflow import policies

pytestmark = pytest.mark.django_db


_world, world = shared(World)


_draft, draft = shared(lambda world: policies.draft_from(world.policy, actor=world.maya, at=world.now), "_draft")


def rule(client, world, draft, criterion, **given):
    row = draft.criteria.get(criterion=criterion)
    weight = {name: getattr(row, name) for name in ("severity", "reviewer", "reason", "waivable_by", "binds_on")}
    return post(client, "policy_rule", world, {**weight, **given}, version=draft.version, criterion=criterion)


def day(value):
    return {"effective_from_day": value.day, "effective_from_month": value.month, "effective_from_year": value.year}


def test_versions_are_listed_with_their_status(client, world, draft):
    sign_in(client, world.maya)
    page = get(client, "policies", world).context["page"]
    assert [(row.label, row.cells[0].value.word) for row in page.rows] == [("EAP-basic-US v2", "Draft"), ("EAP-basic-US v1", "In force")]
    assert "is in force since" in page.title


@pytest.mark.parametrize("name", names())
def test_every_rule_of_every_preset_reads_as_a_sentence(name):
    for row in preset(name).thresholds:
        said = words_policies.sentence(row.criterion, row.limit)
        assert said.endswith(".") and "(not given)" not in said and "%(" not in said, said


def test_every_criterion_has_a_sentence():
    assert set(words_policies.SENTENCES) == set(rules.CRITERIA) == set(words.TITLES)


def test_one_version_is_read_with_the_reason_of_each_rule(client, world):
    sign_in(client, world.odell)
    said = text(get(client, "policy", world, version=1))
    assert "Is insured for at least $1,000,000 per claim." in said and "Reason: Asked by law" in said
    assert get(client, "policy", world, version=9).status_code == 404


@pytest.mark.parametrize("start", ["version:1", "preset:EASNA-high"])
def test_the_next_version_starts_from_a_version_or_a_preset(client, world, start):
    sign_in(client, world.maya)
    answer = post(client, "policy_draft", world, {"start": start, "note": "More cover."})
    made = Policy.objects.within(world.organization).get(version=2)
    assert answer.url == address("policy", world, version=2) and (made.state, made.note) == ("draft", "More cover.")
    assert post(client, "policy_draft", world, {"start": "preset:nonsense"}).status_code == 422


def test_a_stricter_number_is_saved_and_shown_as_a_change(client, world, draft):
    sign_in(client, world.maya)
    assert rule(client, world, draft, "insurance_per_claim", minimum_USD="1,250,000", evidence="verified").status_code == 302
    row = draft.criteria.get(criterion="insurance_per_claim")
    assert row.limit["minimum"] == {"USD": 125_000_000}
    (changed,) = [line for line in get(client, "policy", world, version=2).context["page"].rules if line.change]
    assert (changed.was, changed.sentence) == (
        "Is insured for at least $1,000,000 per claim.", "Is insured for at least $1,250,000 per claim."
    )


@pytest.mark.parametrize(
    "criterion, given, said",
    [
        ("license_verified", {"days": "0", "all": "on"}, "at least 1"),
        ("license_verified", {"days": "5000", "all": "on"}, "at most 1095"),
        ("license_verified", {"days": "many", "all": "on"}, "whole number"),
        ("insurance_per_claim", {"minimum_USD": "a million", "evidence": "verified"}, "Enter an amount in figures"),
        ("insurance_per_claim", {"minimum_USD": "", "evidence": "verified"}, "is empty"),
        ("not_excluded", {"lists": "", "evidence": "verified"}, "is empty"),
    ],
)
def test_nonsense_is_refused_beside_its_field_and_nothing_changes(client, world, draft, criterion, given, said):
    before = draft.criteria.get(criterion=criterion).limit
    sign_in(client, world.maya)
    answer = rule(client, world, draft, criterion, **given)
    assert answer.status_code == 422 and said in text(answer)
    assert draft.criteria.get(criterion=criterion).limit == before


def test_below_the_law_is_refused_in_words_whatever_is_tried(client, world, draft):
    sign_in(client, world.maya)
    softer = rule(client, world, draft, "license_in_force", levels=["independent"], registers="", severity="note")
    assert softer.status_code == 409 and "is asked by law" in text(softer)
    dropped = post(client, "policy_rule", world, {"drop": "1"}, version=2, criterion="license_in_force")
    assert dropped.status_code == 409 and draft.criteria.filter(criterion="license_in_force").exists()


@pytest.mark.parametrize(("criterion", "asked"), [("license_verified", True), ("eap_years", False)])
def test_a_version_that_was_sent_is_only_read_rule_by_rule(client, world, criterion, asked):
    sign_in(client, world.maya)
    answer = get(client, "policy_rule", world, version=1, criterion=criterion)
    assert answer.status_code == 200 and "This version was sent for approval and cannot change." in text(answer)
    assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert ("This version does not ask it." in text(answer)) is not asked
    posted = post(client, "policy_rule", world, {"drop": "1"}, version=1, criterion="license_verified")
    assert posted.status_code == 409 and "Draft a new version from it." in text(posted)
    assert world.policy.criteria.filter(criterion="license_verified").exists()


def test_a_rule_is_added_and_dropped(client, world, draft):
    sign_in(client, world.maya)
    chosen = get(client, "policy_choose_rule", world, version=2, query={"criterion": "eap_years"})
    assert chosen.url == address("policy_rule", world, version=2, criterion="eap_years")
    weight = {"severity": "review", "reviewer": "director", "reason": "choice", "waivable_by": "director", "binds_on": "submission"}
    added = post(client, "policy_rule", world, {"years": "2", "evidence": "attested", **weight}, version=2, criterion="eap_years")
    assert added.status_code == 302 and draft.criteria.get(criterion="eap_years").limit["years"] == 2
    assert post(client, "policy_rule", world, {"drop": "1"}, version=2, criterion="eap_years").status_code == 302
    assert not draft.criteria.filter(criterion="eap_years").exists()
    assert get(client, "policy_rule", world, version=2, criterion="frobnicate").status_code == 404


def test_a_draft_needs_a_first_day_and_is_approved_by_somebody_else(client, world, draft):
    sign_in(client, world.maya)
    early = post(client, "policy_sending", world, version=2)
    assert early.status_code == 409 and "This policy has no first day." in text(early)
    assert post(client, "policy_day", world, {"effective_from_day": "1"}, version=2).status_code == 422
    assert post(client, "policy_day", world, day(world.day(-30)), version=2).status_code == 302
    assert post(client, "policy_sending", world, {"note": "Two claims came near."}, version=2).status_code == 302
    sign_in(client, world.ines)
    draft.refresh_from_db()
    given = {"do": "approve", "seen": last_sequence(draft)}
    assert post(client, "policy_approval", world, given, version=2).status_code == 302
    assert "Scheduled" in text(get(client, "policy", world, version=2))


def test_who_wrote_it_does_not_approve_it_and_a_rejection_says_why(client, world, draft):
    both = staff(world.organization, "Bo Twohats", "network_manager", "director")
    own = policies.draft_from(world.policy, effective_from=world.day(-9), actor=both, at=world.now)
    policies.send_for_approval(own, actor=both, at=world.now)
    sign_in(client, both)
    assert "You wrote this policy." in text(get(client, "policy", world, version=own.version))
    given = {"do": "approve", "seen": last_sequence(own)}
    assert post(client, "policy_approval", world, given, version=own.version).status_code == 409
    sign_in(client, world.ines)
    assert post(client, "policy_approval", world, {**given, "do": "reject"}, version=own.version).status_code == 422
    said = {**given, "do": "reject", "reason": "Too strict for rural Ohio."}
    assert post(client, "policy_approval", world, said, version=own.version).status_code == 302
    assert "Too strict for rural Ohio." in text(get(client, "policy", world, version=own.version))


def test_a_sent_version_never_changes(client, world, draft):
    sign_in(client, world.maya)
    post(client, "policy_day", world, day(world.day(-30)), version=2)
    post(client, "policy_sending", world, version=2)
    answer = rule(client, world, draft, "insurance_per_claim", minimum_USD="2,000,000", evidence="verified")
    assert answer.status_code == 409 and "cannot change" in text(answer)


@pytest.mark.parametrize(
    "who, reads, writes", [("maya", 200, 422), ("tom", 200, 403), ("ines", 200, 403), ("una", 200, 403), ("rosa", 403, 403)]
)
def test_who_reads_and_who_writes(client, world, who, reads, writes):
    sign_in(client, getattr(world, who))
    assert get(client, "policies", world).status_code == reads
    assert post(client, "policy_draft", world, {}).status_code == writes


def test_another_organizations_policy_is_not_found(client, world):
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert client.get("/summit/policies/1/").status_code == 404
    assert get(client, "policy", world, version=1).status_code == 404


def test_who_looks_at_a_yes_is_chosen_in_words_and_stored_as_before(client, world):
    draft = policies.draft_from_preset(organization=world.organization, preset="EAP-basic-US", actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    before = draft.criteria.get(criterion="disclosures").limit
    page = get(client, "policy_rule", world, version=draft.version, criterion="disclosures")
    assert "Action by a board" in text(page) and "the committee reviews it" in text(page) and "license_action" not in text(page)
    field = page.context["form"].fields["matrix"].widget
    cells = {f"matrix_{question}_{grade}": level for question, grades in before["matrix"].items() for grade, level in grades.items()}
    assert {cell.partition("_")[2].rpartition("_")[0] for cell in cells} <= set(field.questions)
    given = {"questions": before["questions"], "otherwise": before["otherwise"]}
    assert rule(client, world, draft, "disclosures", **given, **cells).status_code == 302
    assert draft.criteria.get(criterion="disclosures").limit == before
    assert rule(client, world, draft, "disclosures", **given, **cells, matrix_license_action_minor="note").status_code == 302
    assert draft.criteria.get(criterion="disclosures").limit["matrix"]["license_action"] == {"minor": "note", "any": "committee"}
    assert rule(client, world, draft, "disclosures", **given, matrix_license_action_any="judge").status_code == 422


def test_rules_stand_under_what_they_are_about_each_once(client, world, draft):
    sign_in(client, world.maya)
    page = get(client, "policy", world, version=2).context["page"]
    assert sorted(rule.key for group in page.groups for rule in group.rules) == sorted(rule.key for rule in page.rules)
    assert {group.key for group in page.groups} <= set(words_policies.FAMILIES) == {each.family for each in rules.CRITERIA.values()}


def test_days_and_votes_below_an_accreditors_standard_are_marked_on_the_page_and_on_paper(client, world):
    common = {"actor": world.maya, "at": world.now}
    draft = policies.draft_from_preset(organization=world.organization, preset="NCQA-2025", **common)
    sign_in(client, world.maya)
    assert "Below an accreditor’s standard" not in text(get(client, "policy", world, version=draft.version))
    policies.set_clocks(draft, {"letter_days": 31}, **common)
    policies.set_committee(draft, {"meetings": True, "asynchronous": True}, **common)
    said = "Days until the letter of a decision is out and Members may vote outside a meeting, each by a day"
    assert f"Below an accreditor’s standard {said}" in text(get(client, "policy", world, version=draft.version))
    assert f"Below the accreditor’s standard: {said}." in text(get(client, "policy_document", world, version=draft.version))
