"""What an applicant offers, her statements of hours and papers' extras, and how long a waiver holds: collected for the rules."""

import re
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from licensure.workflow import evidence
from tests.shared import shared
from tests.vetting.invented import wren
from tests.vetting.pages import sign_in
from tests.vetting.staff_world import World
from vetting.evidence import Waiver
from vetting.facts.collect import collect
from vetting.facts.offers import offers_asked
from vetting.facts.waivers import waivers_of
from vetting.forms.credentials import DegreeForm, InsuranceForm, TrainingForm
from vetting.forms.me import WhereForm
from vetting.models import Application
from vetting.rules import BindsOn, Policy, Reason, Severity, Threshold, evaluate
from vetting.workflow import applying, policies

ON = date(2026, 11, 24)


def days(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


HOURS = {"code": "clinical_hours", "title": "Log of hours", **days("issued_on", date(2026, 6, 30))}


@pytest.mark.parametrize(("given", "wrong"), [
    ({**HOURS, "quantity": "450", **days("covers_from", date(2020, 1, 1))}, set()),
    (HOURS, {"covers_from", "quantity"}),
    ({**HOURS, "quantity": "450", **days("covers_from", date(2026, 7, 1))}, {"issued_on"}),
    ({**HOURS, "quantity": "0", **days("covers_from", date(2020, 1, 1))}, {"quantity"}),
    ({**HOURS, "code": "ceap"}, set()),
])
def test_a_statement_of_hours_says_how_many_and_of_which_period(given, wrong):
    form = TrainingForm(given, on=ON)
    form.full_clean()
    assert set(form.errors) - {"file"} == wrong


def test_a_degree_and_a_policy_keep_what_else_was_said():
    degree = DegreeForm(
        {"code": "master", "title": "MSW", "issuer": "Saltmarsh", "accredited_by": "cswe", **days("issued_on", date(2015, 6, 1))}, on=ON
    )
    degree.full_clean()
    assert degree.values()["detail"] == {"accredited_by": "cswe"}
    policy = InsuranceForm(MultiValueDict({
        **{name: [value] for name, value in {
            "issuer": "Lantern Mutual", "number": "1", "named_person": "Wren", "named": "self", "form": "", "per_claim": "1",
            "aggregate": "1", "currency": "USD", **days("covers_from", date(2026, 1, 1)), **days("covers_through", date(2026, 12, 31)),
        }.items()}, "also": ["cyber", "general"],
    }), on=ON)
    policy.full_clean()
    assert policy.values()["detail"] == {"named": "self", "also": ["cyber", "general"]}


def test_only_what_is_asked_stands_in_the_form_and_only_that_is_kept():
    given = MultiValueDict({"jurisdictions": ["NL"], "services": ["counseling"], "languages": ["nl", "en"], "modes": ["video"]})
    plain = WhereForm(given, places=[("NL", "Nederland")])
    assert plain.is_valid() and plain.values()["offers"] == {}
    asked = WhereForm(given, places=[("NL", "Nederland")], asked=["languages", "office"])
    assert asked.is_valid() and asked.values()["offers"] == {"languages": ["nl", "en"], "office": []}
    assert not WhereForm(MultiValueDict({}), places=[], asked=["modes"]).is_valid()


_world, world = shared(World)


def add_rule(world, key, limit, **clocks):
    """The next version asks one thing more, from tomorrow."""
    draft = policies.draft_from(world.policy, effective_from=world.day(-1), actor=world.maya, at=world.now)
    if key:
        row = Threshold(key, Severity.REVIEW, limit, Reason.CHOICE)
        policies.set_threshold(draft, row, actor=world.maya, at=world.now)
    if clocks:
        policies.set_clocks(draft, clocks, actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    return draft


def test_what_she_offers_is_asked_where_a_rule_reads_it_and_judged(world):
    assert offers_asked(world.organization) == []
    add_rule(world, "languages", {"languages": ("nl",)})
    assert offers_asked(world.organization) == ["languages"]
    draft = world.draft()
    applying.choose(
        draft, jurisdictions=["US-OH"], services=["counseling"], offers={"languages": ["en", "nl"], "modes": ["video"]},
        actor=draft.herself, at=world.now,
    )
    facts = collect(again(draft), on=world.day())
    assert (facts.languages, facts.modes, facts.office) == (("en", "nl"), ("video",), None)
    applying.choose(draft, jurisdictions=["US-TX"], services=["counseling"], actor=draft.herself, at=world.now)
    assert again(draft).offers == {"languages": ["en", "nl"], "modes": ["video"]}, "who says nothing of it takes nothing back"


def again(file):
    return Application.objects.everywhere(reason="a test reads its own file").select_related("organization", "practitioner").get(pk=file.pk)


def test_her_page_asks_for_it_and_keeps_it(client, world):
    add_rule(world, "works_by", {"modes": ("in_person",)})
    draft = world.draft()
    sign_in(client, draft.herself)
    url = reverse("my_where", kwargs={"reference": draft.reference})
    assert "How do you meet clients?" in client.get(url).content.decode()
    given = {"jurisdictions": ["US-OH"], "services": ["counseling"]}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "modes": ["video", "phone"]}).status_code == 302
    assert again(draft).offers == {"modes": ["video", "phone"]}
    assert 'value="video" checked' in re.sub(r"\s+", " ", client.get(url).content.decode()).replace('id="id_modes_1" ', "")


def test_statements_of_hours_are_hours_and_no_courses(world):
    draft = world.draft()
    common = {"practitioner": draft.practitioner, "kind": "training", "actor": draft.herself, "at": world.now}
    evidence.add_credential(
        **common, code="clinical_hours", title="Log", covers_from=date(2020, 1, 1), issued_on=date(2025, 12, 31), quantity=450
    )
    evidence.add_credential(**common, code="clinical_hours", title="Without hours", issued_on=date(2025, 12, 31))
    evidence.add_credential(**common, code="ceap", title="CEAP", issued_on=date(2024, 1, 1))
    facts = collect(again(draft), on=world.day())
    assert [(item.kind, item.hours, item.first, item.last, item.proof.as_of) for item in facts.hours] == [
        ("clinical", 450, date(2020, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
    ]
    assert [item.code for item in facts.trainings] == ["ceap"]


@pytest.mark.parametrize("days_given", [0, 30])
def test_a_waiver_ends_after_the_organizations_own_days(world, days_given):
    add_rule(world, "", {}, waiver_days=days_given)
    given = world.at(-2)
    check = SimpleNamespace(
        pk=7, element="education", state="waived", waiver_by_id=None, waived_by="Ines Calloway", verified_at=given
    )
    found = waivers_of(SimpleNamespace(rows=[check]), world.organization, ZoneInfo(world.organization.zone))
    last = world.day(-2) + timedelta(days=30) if days_given else None
    assert found and {(each.first, each.last) for each in found} == {(world.day(-2), last)}


def test_a_criterion_waived_until_a_day_decides_again_the_day_after():
    def findings(on):
        limit = {"level": "doctorate", "equivalents": (), "evidence": "verified"}
        row = Threshold("degree_level", Severity.REVIEW, limit, waivable_by="director")
        waiver = Waiver("degree_level", "Ines", date(2026, 11, 1), date(2026, 12, 1))
        policy = Policy("x", 1, date(2020, 1, 1), (replace(row, binds_on=BindsOn.IMMEDIATE),))
        return evaluate([policy], wren(waivers=(waiver,)), on=on)

    assert [str(findings(date(2026, 12, day)).route) for day in (1, 2)] == ["clean", "director"]
    assert findings(date(2026, 12, 1)).next_change == date(2026, 12, 2)
