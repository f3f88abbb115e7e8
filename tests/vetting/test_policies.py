"""An organization's policies: drafted, argued over by two people, never edited afterwards, never below the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from licensure.models import ExclusionList
from licensure.waivers import waivable_by
from network import events
from network.access import Forbidden, Role
from network.models import Event, PersonLink
from network.transitions import Refused
from tests.network.cast import NOON, organization, staff
from vetting import presets, words
from vetting.facts.policies import (
    below_standard,
    policies_of,
    policy_binding,
    pure_policy,
    pure_threshold,
    revetting_months,
)
from vetting.limits import loosened
from vetting.models import Policy, PolicyCriterion
from vetting.models.policy import Sealed
from vetting.queries.policies import rules_of
from vetting.rules import CRITERIA, BindsOn, Reason, Reviewer, Severity, Threshold
from vetting.workflow import policies

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
LATER = TODAY + timedelta(days=30)
EAP = Threshold("eap_years", Severity.REVIEW, {"years": 2}, reason=Reason.CONTRACT, waivable_by="director", binds_on=BindsOn.SUBMISSION)


@pytest.fixture
def harbor():
    return organization()


@pytest.fixture
def maya(harbor):
    return staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)


@pytest.fixture
def ines(harbor):
    return staff(harbor, "Ines Calloway", Role.DIRECTOR)


@pytest.fixture
def draft(harbor, maya):
    return policies.draft_from_preset(organization=harbor, preset="EAP-basic-US", effective_from=TODAY, actor=maya, at=NOON)


def refused(act, *args, **kwargs):
    """The codes of a refusal; every one of them says something."""
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert all(str(each.message) for each in caught.value.refusals)
    return caught.value.codes


def actions(harbor):
    return list(Event.objects.filter(scope=f"organization:{harbor.pk}",
        action__startswith="policy.").order_by("sequence").values_list("action", flat=True))


def test_a_draft_begins_as_the_preset_says_and_is_numbered(harbor, maya, draft):
    assert (draft.version, draft.state, draft.preset, draft.author_id) == (1, "draft", "EAP-basic-US", maya.person_id)
    assert pure_policy(draft) == replace(presets.preset("EAP-basic-US", effective_from=TODAY), name=draft.name)
    second = policies.draft_from(draft, effective_from=LATER, actor=maya, at=NOON)
    assert (second.version, pure_policy(second).thresholds) == (2, pure_policy(draft).thresholds)
    assert actions(harbor) == ["policy.drafted"] * 2
    assert events.verify(f"organization:{harbor.pk}") is None


@pytest.mark.parametrize(("name", "kept"), [("", presets.preset("EAP-basic-US").name), ("Our own", "Our own")])
def test_a_draft_is_called_as_its_preset_unless_it_is_given_a_name(harbor, maya, name, kept):
    assert policies.draft_from_preset(organization=harbor, preset="EAP-basic-US", name=name, actor=maya, at=NOON).name == kept


def test_days_out_of_bounds_are_refused_and_others_kept(maya, draft):
    assert refused(policies.set_clocks, draft, {"lapse_days": 29}, actor=maya, at=NOON) == ["days_too_low"]
    policies.set_clocks(draft, {"lapse_days": 30}, actor=maya, at=NOON)
    assert draft.clocks == {"lapse_days": 30}


def test_a_preset_that_is_not_shipped(harbor, maya):
    with pytest.raises(LookupError, match="There is no preset NCQA"):
        policies.draft_from_preset(organization=harbor, preset="NCQA", actor=maya, at=NOON)


def test_two_people_make_a_policy_count(harbor, maya, ines, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert policies_of(harbor) == ()
    policies.approve(draft, actor=ines, at=NOON)
    draft.refresh_from_db()
    assert (draft.state, draft.approver_id, draft.settled_at) == ("approved", ines.person_id, NOON)
    assert [policy.version for policy in policies_of(harbor)] == [1]
    assert actions(harbor)[-2:] == ["policy.send_for_approval", "policy.approve"]


def test_who_wrote_it_does_not_approve_it_under_any_account(harbor, ines):
    both = staff(harbor, "Odell Marsh", Role.NETWORK_MANAGER, Role.DIRECTOR)
    other = staff(harbor, "Odell Swamp", Role.DIRECTOR)
    draft = policies.draft_from_preset(organization=harbor, preset="EAP-basic-US", effective_from=TODAY, actor=both, at=NOON)
    policies.send_for_approval(draft, actor=both, at=NOON)
    assert refused(policies.approve, draft, actor=both, at=NOON) == ["wrote_it"]
    low, high = sorted((both.person_id, other.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="One birth date.", proposed_by_id=ines.person_id)
    assert refused(policies.approve, draft, actor=other, at=NOON) == ["wrote_it"]
    assert refused(policies.reject, draft, reason="No.", actor=both, at=NOON) == ["wrote_it"]
    policies.approve(draft, actor=ines, at=NOON)


def test_roles_decide_who_writes_and_who_approves(harbor, maya, ines, draft):
    tom = staff(harbor, "Tom Wetherby", Role.VERIFIER)
    for act in (
        lambda: policies.draft_from_preset(organization=harbor, preset="EAP-basic-US", actor=tom, at=NOON),
        lambda: policies.draft_from(draft, actor=ines, at=NOON),
        lambda: policies.set_threshold(draft, EAP, actor=ines, at=NOON),
        lambda: policies.drop_threshold(draft, "eap_years", actor=ines, at=NOON),
        lambda: policies.set_day(draft, effective_from=LATER, actor=ines, at=NOON),
    ):
        with pytest.raises(Forbidden):
            act()
    assert refused(policies.send_for_approval, draft, actor=tom, at=NOON) == ["not_allowed"]
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert refused(policies.approve, draft, actor=tom, at=NOON) == ["not_allowed"]


def test_a_stranger_reaches_nothing(harbor, draft):
    hanneke = staff(organization("noorderlicht"), "Hanneke Lichtveld", Role.NETWORK_MANAGER)
    assert Policy.objects.visible_to(hanneke).count() == 0
    with pytest.raises(Forbidden):
        policies.set_threshold(draft, EAP, actor=hanneke, at=NOON)


def test_a_draft_is_sent_with_criteria_and_a_day_that_has_not_passed(harbor, maya, draft):
    policies.set_day(draft, effective_from=TODAY - timedelta(days=1), actor=maya, at=NOON)
    assert refused(policies.send_for_approval, draft, actor=maya, at=NOON) == ["day_passed"]
    dayless = policies.draft_from(draft, actor=maya, at=NOON)
    assert refused(policies.send_for_approval, dayless, actor=maya, at=NOON) == ["no_day"]
    dayless.criteria.all().delete()
    assert refused(policies.send_for_approval, dayless, actor=maya, at=NOON) == ["no_criteria", "no_day"]
    policies.set_day(draft, effective_from=TODAY, actor=maya, at=NOON)
    policies.send_for_approval(draft, actor=maya, at=NOON)


def test_a_day_that_passed_while_it_waited_is_refused_at_approval(maya, ines, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert "day_passed" in refused(policies.approve, draft, actor=ines, at=NOON + timedelta(days=1))


def test_a_second_version_begins_tomorrow_at_the_earliest(harbor, maya, ines, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=ines, at=NOON)
    second = policies.draft_from(draft, effective_from=TODAY, actor=maya, at=NOON)
    policies.send_for_approval(second, actor=maya, at=NOON)
    assert refused(policies.approve, second, actor=ines, at=NOON) == ["already_one_today"]


def test_an_approval_on_a_page_that_changed_is_refused(maya, ines, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.reject(draft, reason="Five years of EAP work are too many.", actor=ines, at=NOON)
    assert refused(policies.approve, draft, actor=ines, at=NOON) == ["wrong_state"]


def test_a_rejection_says_why_and_the_author_drafts_again(harbor, maya, ines, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert refused(policies.reject, draft, reason="  ", actor=ines, at=NOON) == ["no_reason"]
    policies.reject(draft, reason="Ask for two years.", actor=ines, at=NOON)
    assert draft.state == "rejected"
    assert policies_of(harbor) == ()
    again = policies.draft_from(draft, effective_from=LATER, actor=maya, at=NOON)
    assert (again.version, again.state) == (2, "draft")


def test_what_was_sent_never_changes_by_any_way(harbor, maya, draft):
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert refused(policies.set_threshold, draft, EAP, actor=maya, at=NOON) == ["not_a_draft"]
    assert "not_a_draft" in refused(policies.drop_threshold, draft, "eap_years", actor=maya, at=NOON)
    assert refused(policies.set_day, draft, effective_from=LATER, actor=maya, at=NOON) == ["not_a_draft"]
    assert refused(policies.send_for_approval, draft, actor=maya, at=NOON) == ["wrong_state"]
    draft.name = "Another"
    with pytest.raises(Sealed, match="name cannot change"):
        draft.save()
    row = PolicyCriterion.objects.within(harbor).filter(policy=draft).first()
    with pytest.raises(Sealed):
        row.save()
    with pytest.raises(Sealed):
        row.delete()


def test_a_threshold_is_set_with_its_defaults_and_both_sides_recorded(harbor, maya, draft):
    row = policies.set_threshold(draft, EAP, actor=maya, at=NOON)
    assert row.limit == {"years": 2, "evidence": "verified"}
    said = Event.objects.get(action="policy.threshold_set").payload.values
    assert (said["before"]["limit"]["years"], said["after"]["limit"]["years"]) == (1, 2)
    policies.set_threshold(draft, Threshold("no_conflict", Severity.NOTE, {}), actor=maya, at=NOON)
    assert pure_policy(draft).threshold("no_conflict").severity is Severity.NOTE


NONSENSE = [
    (Threshold("shoe_size", Severity.BLOCKS, {}), ["unknown_criterion"]),
    (replace(EAP, limit={}), ["missing"]),
    (replace(EAP, limit={"years": 41}), ["too_high"]),
    (replace(EAP, limit={"years": "two", "shoes": 1}), ["unknown", "wrong_type"]),
    (Threshold("attestation_signed", Severity.BLOCKS, {"days": 90}, waivable_by="director"), ["not_waivable"]),
]


@pytest.mark.parametrize(("threshold", "codes"), NONSENSE)
def test_nonsense_is_refused_field_by_field(maya, draft, threshold, codes):
    assert refused(policies.set_threshold, draft, threshold, actor=maya, at=NOON) == codes


def law(criterion="license_in_force"):
    return presets.preset("EAP-basic-US").threshold(criterion)


BELOW = [
    replace(law(), severity=Severity.REVIEW),
    replace(law(), severity=Severity.NOTE),
    replace(law(), reason=Reason.CHOICE),
    replace(law(), limit={"levels": ["independent", "title_only"]}),
    replace(law(), limit={"levels": ["independent"], "registers": ["NL:nip"]}),
    replace(law("practice_level"), waivable_by="director"),
    replace(law("practice_level"), limit={"levels": ["independent", "title_only"], "evidence": "verified"}),
    replace(law("hits_adjudicated"), limit={"band": "certain"}),
    replace(law("not_excluded"), limit={"lists": ["my-own-list"]}),
    replace(law(), binds_on=BindsOn.SUBMISSION),
    replace(law(), binds_on=BindsOn.DECISION),
    replace(law("not_excluded"), binds_on=BindsOn.EVENT_DATE),
    replace(law("hits_adjudicated"), reviewer=Reviewer.DIRECTOR),
]


def test_a_license_practiced_under_supervision_is_one_by_law_and_taking_it_a_choice(maya, draft):
    row = policies.set_threshold(draft, replace(law(), limit={"levels": ["independent", "supervised"]}), actor=maya, at=NOON)
    assert row.limit["levels"] == ["independent", "supervised"]
    policies.send_for_approval(draft, actor=maya, at=NOON)
    draft.refresh_from_db()
    assert draft.state == "in_review"


@pytest.mark.parametrize("threshold", BELOW)
def test_what_the_law_asks_is_not_loosened(maya, draft, threshold):
    assert refused(policies.set_threshold, draft, threshold, actor=maya, at=NOON) == ["below_the_law"]


def test_stricter_than_the_law_is_free_and_leaving_it_out_is_not(maya, draft):
    policies.set_threshold(draft, replace(law("practice_level"), limit={"levels": ["independent"], "evidence": "verified"}),
        actor=maya, at=NOON)
    policies.set_threshold(draft, replace(law("hits_adjudicated"), severity=Severity.BLOCKS), actor=maya, at=NOON)
    policies.set_threshold(draft, replace(law("not_excluded"), limit={"lists": ["my-own-list", "oig-leie"]}), actor=maya, at=NOON)
    assert refused(policies.drop_threshold, draft, "license_in_force", actor=maya, at=NOON) == ["below_the_law"]
    policies.drop_threshold(draft, "eap_years", actor=maya, at=NOON)
    assert pure_policy(draft).threshold("eap_years") is None
    assert refused(policies.drop_threshold, draft, "eap_years", actor=maya, at=NOON) == ["not_asked"]


def dutch(harbor):
    harbor.country = "NL"
    harbor.save()


def test_a_preset_of_another_country_comes_under_the_law_of_the_organizations_own(harbor, maya, ines):
    dutch(harbor)
    draft = policies.draft_from_preset(organization=harbor, preset="EAP-basic-US", effective_from=TODAY, actor=maya, at=NOON)
    asked, law_here = pure_policy(draft), [row for row in presets.preset("EAP-NL").thresholds if row.reason is Reason.LAW]
    for row in law_here:
        assert not loosened(CRITERIA[row.criterion], row, asked.threshold(row.criterion)), row.criterion
    assert asked.threshold("identity_seen") == presets.preset("EAP-NL").threshold("identity_seen") != law("identity_seen")
    assert {row.limit["questions"] for row in asked.thresholds if "questions" in row.limit} == {"nl"}
    assert asked.threshold("eap_years") == law("eap_years")  # what no law is about stays as the preset has it
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=ines, at=NOON)


def test_an_organization_at_home_gets_its_preset_as_it_is(harbor, maya):
    for name in ("EAP-basic-US", "EASNA-high", "NCQA-2025"):
        draft = policies.draft_from_preset(organization=harbor, preset=name, effective_from=TODAY, actor=maya, at=NOON)
        assert pure_policy(draft).thresholds == presets.preset(name).thresholds


def test_a_version_below_the_law_is_stopped_on_its_way_to_the_second_person(harbor, maya, draft):
    """A version of before the country's law was known, or of an organization that moved."""
    dutch(harbor)
    draft.refresh_from_db()
    assert refused(policies.send_for_approval, draft, actor=maya, at=NOON) == ["below_the_law", *["law_forbids"] * 3]


@pytest.mark.parametrize("key", ["practice_level", "license_in_force", "not_excluded", "hits_adjudicated"])
def test_a_version_without_a_rule_of_the_law_is_stopped_too_and_told_which(maya, draft, key):
    """Its row is gone, as in a version that was written before the law was known."""
    draft.criteria.get(criterion=key).delete()
    with pytest.raises(Refused) as told:
        policies.send_for_approval(draft, actor=maya, at=NOON)
    (found,) = told.value.refusals
    assert found.code == "below_the_law" and words.title(key) in str(found.message) and found.cure
    draft.refresh_from_db()
    assert draft.state == "draft"
    policies.set_threshold(draft, law(key), actor=maya, at=NOON)
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert draft.state == "in_review"


def test_where_no_law_is_known_nothing_of_it_is_missing(harbor, maya, draft):
    harbor.country = "SE"
    harbor.save()
    draft.refresh_from_db()
    draft.preset = ""
    draft.save()
    draft.criteria.exclude(criterion="eap_years").delete()
    policies.send_for_approval(draft, actor=maya, at=NOON)
    assert draft.state == "in_review"


@pytest.mark.parametrize("key", ["disclosures_answered", "disclosures", "nothing_omitted"])
def test_questions_the_law_forbids_are_not_asked_in_its_country_and_are_elsewhere(harbor, maya, draft, key):
    row = pure_policy(draft).threshold(key)
    asks = replace(row, limit={**row.limit, "questions": "us"})
    policies.set_threshold(draft, asks, actor=maya, at=NOON)
    dutch(harbor)
    draft.organization.country = "NL"
    assert refused(policies.set_threshold, draft, asks, actor=maya, at=NOON) == ["law_forbids"]
    policies.set_threshold(draft, replace(row, limit={**row.limit, "questions": "nl"}), actor=maya, at=NOON)


ACCREDITED = [
    # criterion, fields of its row that differ → whether it is below the accreditor's standard
    ("license_verified", {"limit": {"days": 121, "all": True}}, True),
    ("license_verified", {"limit": {"days": 120, "all": True}}, False),
    ("license_verified", {"limit": {"days": 119, "all": True}}, False),
    ("exclusion_checked", {"limit": {"lists": ["my-own-list"], "days": 120}}, True),
    ("exclusion_checked", {"limit": {"lists": ["my-own-list", "oig-leie"], "days": 120}}, False),
    ("exclusion_checked", {"severity": Severity.NOTE}, True),
    ("exclusion_checked", {"limit": {"lists": ["oig-leie"], "days": 30}}, False),
]


@pytest.mark.parametrize(("criterion", "fields", "below"), ACCREDITED)
def test_asking_less_than_an_accreditor_is_allowed_and_known(maya, draft, criterion, fields, below):
    assert not below_standard(draft, rules_of(draft))
    policies.set_threshold(draft, replace(law(criterion), **fields), actor=maya, at=NOON)
    assert below_standard(draft, rules_of(draft)) == ({criterion} if below else set())


@pytest.mark.parametrize(("by", "said"), [("", ""), ("committee", "committee"), ("director", "director")])
def test_an_approved_version_tells_licensure_who_may_waive_what(harbor, maya, ines, draft, by, said):
    for row in list(draft.criteria.all()):
        if "identity" in CRITERIA[row.criterion].reads:
            policies.set_threshold(draft, replace(pure_threshold(row), waivable_by=by), actor=maya, at=NOON)
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=ines, at=NOON)
    assert waivable_by(harbor, "identity", on=TODAY) == said
    assert waivable_by(harbor, "insurance", on=TODAY) == ""


def test_dropping_what_an_accreditor_asks_is_allowed_and_known_and_what_the_organization_chose_is_nobodys_standard(maya, draft):
    policies.drop_threshold(draft, "exclusion_checked", actor=maya, at=NOON)
    policies.drop_threshold(draft, "eap_years", actor=maya, at=NOON)
    assert below_standard(draft, rules_of(draft)) == {"exclusion_checked"}


def test_a_list_that_is_a_copy_of_the_one_asked_for_is_no_less(maya, draft):
    ExclusionList.objects.create(key="pier-copy", name="Copy of Pier", stands_for="oig-leie")
    ExclusionList.objects.create(key="pier-own", name="Own list of Pier")
    for key, below in (("pier-own", {"exclusion_checked"}), ("pier-copy", set())):
        policies.set_threshold(draft, replace(law("exclusion_checked"), limit={"lists": [key], "days": 120}), actor=maya, at=NOON)
        assert below_standard(draft, rules_of(draft)) == below


def test_what_an_organization_chose_itself_is_its_own_to_loosen(maya, draft):
    policies.set_threshold(draft, replace(EAP, limit={"years": 0}, severity=Severity.NOTE, reviewer=Reviewer.COMMITTEE),
        actor=maya, at=NOON)
    assert pure_policy(draft).threshold("eap_years").severity is Severity.NOTE


def adopt(policy, maya, ines):
    policies.send_for_approval(policy, actor=maya, at=NOON)
    policies.approve(policy, actor=ines, at=NOON)


def test_scheduled_active_and_retired_follow_from_the_first_day(harbor, maya, ines, draft):
    adopt(draft, maya, ines)
    second = policies.draft_from(draft, effective_from=LATER, actor=maya, at=NOON)
    assert second.status(TODAY) == "draft"
    adopt(second, maya, ines)
    every = [draft, second]
    eve = LATER - timedelta(days=1)
    assert [policy.status(eve, every) for policy in every] == ["active", "scheduled"]
    assert [policy.status(LATER, every) for policy in every] == ["retired", "active"]
    assert [policy_binding(harbor, on) for on in (TODAY - timedelta(days=1), TODAY, eve, LATER)] == [None, draft, draft, second]
    assert [policy.version for policy in policies_of(harbor)] == [1, 2]


def test_months_until_re_vetting_are_at_most_36_and_come_from_the_version_in_force(harbor, maya, ines, draft):
    assert revetting_months(harbor, TODAY) == 36
    draft.revetting_months = 24
    draft.save()
    adopt(draft, maya, ines)
    assert (revetting_months(harbor, TODAY), revetting_months(harbor, TODAY - timedelta(days=1))) == (24, 36)
    for months in (0, 37):
        with pytest.raises(IntegrityError), transaction.atomic():
            other = policies.draft_from(draft, actor=maya, at=NOON)
            other.revetting_months = months
            other.save()


# ── The same again ───────────────────────────────────────────────────────────


def told(harbor):
    """How many events the organization's trail holds."""
    return Event.objects.filter(scope=f"organization:{harbor.pk}").count()


def test_saying_the_same_again_is_no_change_and_leaves_no_event(harbor, maya, draft):
    said = {"actor": maya, "at": NOON}
    policies.set_threshold(draft, EAP, **said)
    policies.set_day(draft, effective_from=LATER, **said)
    policies.set_clocks(draft, {"appeal_days": 45}, **said)
    policies.set_committee(draft, {"quorum_least": 3}, **said)
    before = told(harbor)
    assert policies.set_threshold(draft, EAP, **said).limit == {"years": 2, "evidence": "verified"}
    assert policies.set_day(draft, effective_from=LATER, **said) is None
    assert policies.set_clocks(draft, {"appeal_days": 45}, **said) is None
    assert policies.set_committee(draft, {"quorum_least": 3}, **said) is None
    assert told(harbor) == before
    policies.set_clocks(draft, {"appeal_days": 46}, **said)
    assert told(harbor) == before + 1


def test_a_second_version_of_the_same_day_tells_only_the_settings_that_change(harbor, maya, ines, draft):
    said = {"at": NOON}
    policies.set_day(draft, effective_from=LATER, actor=maya, **said)
    again = policies.draft_from(draft, effective_from=LATER, actor=maya, **said)
    policies.set_clocks(again, {"appeal_days": 45}, actor=maya, **said)
    for version in (draft, again):
        policies.send_for_approval(version, actor=maya, **said)
        policies.approve(version, actor=ines, **said)
        if version is draft:
            first = Event.objects.filter(action="parameter.set").count()
    told_again = Event.objects.filter(action="parameter.set").order_by("sequence")[first:]
    assert first > 10 and [event.payload.values["after"]["key"] for event in told_again] == ["vetting.appeal_days"]
