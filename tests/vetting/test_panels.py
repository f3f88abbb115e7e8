"""A panel asks more than the organization asks of everybody, never less: in numbers, in decisions, in the preview, on pages."""

import re
from dataclasses import replace

import pytest

from network.models import Event, Grant, Panel
from network.transitions import Refused
from tests.network.cast import organization, staff
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.invented import TODAY, day, wren
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import policy_file
from vetting.evidence import Job
from vetting.facts.policies import as_file, pure_threshold
from vetting.findings import Policy as PurePolicy
from vetting.findings import Reason, Severity, Threshold
from vetting.models import Policy
from vetting.models.policy import Sealed
from vetting.panels import layered, unmet
from vetting.presets import preset
from vetting.workflow import panels, policies

EAP = Threshold("eap_years", Severity.REVIEW, {"years": 3, "evidence": "attested"})


def years(count, **changes):
    return replace(EAP, limit={**EAP.limit, "years": count}, **changes)


# ── Pure ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("everybody", "panel", "counts"), [(3, 5, 5), (3, 3, 3), (5, 3, 5), (None, 3, 3), (3, None, 3)])
def test_the_stricter_of_two_layers_counts(everybody, panel, counts):
    base = PurePolicy("Invented", 1, day("2020-01-01"), (years(everybody),) if everybody else ())
    found = layered(base, [years(panel)] if panel else []).threshold("eap_years")
    assert found.limit["years"] == counts


@pytest.mark.parametrize(
    ("since", "severity", "kept_off"),
    [("2021-11-01", Severity.BLOCKS, False), ("2022-01-01", Severity.BLOCKS, True), ("2022-01-01", Severity.NOTE, False)],
)
def test_only_a_rule_of_the_panel_keeps_off_it(since, severity, kept_off):
    policy = layered(PurePolicy("Invented", 1, day("2020-01-01"), ()), [years(5, severity=severity)])
    facts = wren(jobs=(Job(day(since), None, "eap"),), submitted_on=None)
    assert bool(unmet([policy], ["eap_years"], facts, on=TODAY)) is kept_off
    assert not unmet([policy], [], facts, on=TODAY)


# ── The acts ─────────────────────────────────────────────────────────────────


_world, world = shared(World)


@pytest.fixture
def rail(world):
    return panels.add_panel(organization=world.organization, name="Harbor Rail", actor=world.maya, at=world.now)


def cover(draft, most):
    row = pure_threshold(draft.criteria.get(criterion="insurance_per_claim"))
    return replace(row, limit={**row.limit, "minimum": {"USD": most}})


def draft_of(world, source=None, *, ago=-30):
    return policies.draft_from(source or world.policy, effective_from=world.day(ago), actor=world.maya, at=world.now)


def adopt(world, draft):
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    return draft


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert all(str(each.message) for each in caught.value.refusals)
    return caught.value.codes


def test_a_panel_may_ask_more_and_never_less(world, rail):
    draft, common = draft_of(world), {"actor": world.maya, "at": world.now}
    assert refused(panels.set_panel_threshold, draft, rail, cover(draft, 90_000_000), **common) == ["below_the_organization"]
    softer = replace(cover(draft, 200_000_000), severity=Severity.NOTE)
    assert refused(panels.set_panel_threshold, draft, rail, softer, **common) == ["below_the_organization"]
    assert refused(panels.set_panel_threshold, draft, rail, cover(draft, -1), **common) == ["too_low"]
    row = panels.set_panel_threshold(draft, rail, cover(draft, 200_000_000), **common)
    assert (row.panel_id, row.limit["minimum"]) == (rail.pk, {"USD": 200_000_000})
    assert Event.objects.filter(action="policy.panel_threshold_set").latest("pk").actor_id == world.maya.person_id
    assert refused(panels.drop_panel_threshold, draft, rail, "eap_years", **common) == ["not_asked"]
    again = draft_of(world, draft)
    assert again.panel_criteria.get().limit == row.limit
    panels.drop_panel_threshold(again, rail, "insurance_per_claim", **common)
    assert not again.panel_criteria.exists()
    adopt(world, draft)
    assert refused(panels.set_panel_threshold, draft, rail, cover(draft, 300_000_000), **common) == ["not_a_draft"]
    with pytest.raises(Sealed):
        draft.panel_criteria.get().save()


def test_a_name_is_given_once(world, rail):
    assert rail.code == "harbor-rail"
    assert refused(panels.add_panel, organization=world.organization, name="harbor rail", actor=world.maya, at=world.now) == ["panel_there"]
    assert refused(panels.add_panel, organization=world.organization, name="…", actor=world.maya, at=world.now) == ["panel_there"]


@pytest.fixture
def with_panel(world, rail):
    """A version that began yesterday asks two million on the panel."""
    draft = policies.draft_from(world.policy, effective_from=world.day(1), actor=world.maya, at=world.at(2))
    panels.set_panel_threshold(draft, rail, cover(draft, 200_000_000), actor=world.maya, at=world.at(2))
    policies.send_for_approval(draft, actor=world.maya, at=world.at(2))
    policies.approve(draft, actor=world.ines, at=world.at(2))
    return draft


def grants(world, file):
    rows = Grant.objects.within(world.organization).filter(participation=file.participation, granted=True)
    return sorted(row.panel.code if row.panel else "" for row in rows.select_related("panel"))


@pytest.mark.parametrize(("per_claim", "there"), [(100_000_000, [""]), (200_000_000, ["", "harbor-rail"])])
def test_a_decision_puts_her_on_the_panels_whose_rules_she_meets(world, rail, with_panel, per_claim, there):
    file = world.approved("Wren Halloway", ago=7, per_claim=per_claim)
    assert grants(world, file) == there
    told = Event.objects.filter(action="decision.panels").latest("pk").payload.values["after"]
    assert told == {"harbor-rail": [] if len(there) == 2 else ["insurance_per_claim"]}


def test_without_rules_of_a_panel_nothing_is_written_of_panels(world, rail):
    file = world.approved("Wren Halloway", ago=7, per_claim=250_000_000)
    assert grants(world, file) == [""] and not Event.objects.filter(action="decision.panels").exists()


def test_the_preview_names_who_flips_for_the_panel_only(client, world, rail, with_panel):
    world.approved("Wren Halloway", ago=7, per_claim=200_000_000)
    world.approved("Juniper Vale", ago=7, per_claim=300_000_000)
    world.approved("Basil Thornquist", ago=7)
    world.checked("Otis Lanternberg", per_claim=250_000_000)
    world.checked("Ida Fernsby")
    draft = draft_of(world, with_panel)
    panels.set_panel_threshold(draft, rail, cover(draft, 260_000_000), actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    page = get(client, "policy_preview", world, version=draft.version).context["page"]
    found = {side.title: [row.name for row in side.rows] for side in page.sides}
    assert found == {
        "Open files": [], "Therapists in the network": [],
        "Panel Harbor Rail: open files": ["Otis Lanternberg"], "On the panel Harbor Rail": ["Wren Halloway"],
    }
    assert page.sides[3].rows[0].verdict == "Stays on the panel until the next vetting" and page.sides[3].told == "1 of 2"
    said = get(client, "policy_preview_csv", world, version=draft.version).content.decode("utf-8-sig")
    assert "On the panel Harbor Rail,Wren Halloway" in said and "Ida Fernsby" not in said


# ── On pages ─────────────────────────────────────────────────────────────────


def test_a_panel_is_named_and_made_stricter_on_the_page(client, world):
    draft = draft_of(world)
    sign_in(client, world.maya)
    assert "No panel asks more" in text(get(client, "policy", world, version=2))
    assert post(client, "policy_panel", world, {"name": ""}, version=2).status_code == 422
    assert post(client, "policy_panel", world, {"name": "Harbor Rail"}, version=2).status_code == 302
    assert post(client, "policy_panel", world, {"name": "Harbor Rail"}, version=2).status_code == 409
    assert get(client, "policy_choose_panel_rule", world, version=2, query={"panel": "harbor-rail"}).status_code == 422
    chosen = {"panel": "harbor-rail", "criterion": "insurance_per_claim"}
    assert get(client, "policy_choose_panel_rule", world, version=2, query=chosen).status_code == 302
    where = {"version": 2, **chosen}
    row = draft.criteria.get(criterion="insurance_per_claim")
    weight = {name: getattr(row, name) for name in ("severity", "reviewer", "reason", "waivable_by", "binds_on")}
    given = {**weight, "evidence": "verified"}
    less = post(client, "policy_panel_rule", world, {**given, "minimum_USD": "900,000"}, **where)
    assert less.status_code == 409 and "a panel may ask more" in text(less)
    assert post(client, "policy_panel_rule", world, {**given, "minimum_USD": "-5"}, **where).status_code == 422
    assert post(client, "policy_panel_rule", world, {**given, "minimum_USD": "2,000,000"}, **where).status_code == 302
    said = text(get(client, "policy", world, version=2))
    assert "Is insured for at least $2,000,000 per claim." in said and "Everybody: Is insured for at least $1,000,000 per claim." in said
    assert post(client, "policy_panel_rule", world, {"drop": "1"}, **where).status_code == 302
    assert not draft.panel_criteria.exists()


def test_who_may_and_whose_panels(client, world, rail):
    draft_of(world)
    where = {"version": 2, "panel": "harbor-rail", "criterion": "insurance_per_claim"}
    sign_in(client, world.tom)
    assert get(client, "policy_panel_rule", world, **where).status_code == 403
    assert post(client, "policy_panel", world, {"name": "More"}, version=2).status_code == 403
    sign_in(client, world.maya)
    assert get(client, "policy_panel_rule", world, **where).status_code == 200
    assert get(client, "policy_panel_rule", world, **{**where, "panel": "elsewhere"}).status_code == 404
    assert get(client, "policy_panel_rule", world, **{**where, "criterion": "frobnicate"}).status_code == 404
    other = organization("summit")
    Panel(organization=other, code="theirs", name="Theirs").save()
    assert get(client, "policy_panel_rule", world, **{**where, "panel": "theirs"}).status_code == 404
    sign_in(client, staff(other, "Calder Rimrock"))
    assert get(client, "policy_panel_rule", world, **where).status_code == 404


# ── The layer above: the law of the country ──────────────────────────────────


def test_the_law_of_the_country_counts_whatever_preset_a_version_started_from(world):
    dutch = organization("noorderlicht")
    dutch.country = "NL"
    dutch.save()
    hanneke = staff(dutch, "Hanneke Lichtveld", "network_manager")
    law = preset("EAP-NL").threshold("identity_seen")
    assert law.reason is Reason.LAW is not preset("EAP-basic-US").threshold("identity_seen").reason
    draft = policies.draft_from_preset(organization=dutch, preset="EAP-basic-US", actor=hanneke, at=world.now)
    common = {"actor": hanneke, "at": world.now}
    assert refused(policies.set_threshold, draft, replace(law, severity=Severity.NOTE), **common) == ["below_the_law"]
    policies.set_threshold(draft, law, **common)
    assert refused(policies.drop_threshold, draft, law.criterion, **common) == ["below_the_law"]
    american = draft_of(world)
    policies.set_threshold(american, replace(law, severity=Severity.NOTE, reason=Reason.CHOICE), actor=world.maya, at=world.now)


def test_no_two_fields_of_the_page_share_an_id(client, world, rail):
    draft = draft_of(world)
    policies.set_threshold(draft, cover(draft, 200_000_000), actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    ids = re.findall(r' id="([^"]+)"', get(client, "policy", world, version=2).content.decode())
    assert "rollout_criterion" in ids and "panel_criterion" in ids and len(ids) == len(set(ids))


# ── On paper, beside another version, and in a file ──────────────────────────


def test_the_printed_policy_says_what_each_panel_asks_and_nothing_that_does_not_count(client, world, rail, with_panel):
    sign_in(client, world.maya)
    said = text(get(client, "policy_document", world, version=2))
    assert "Panel Harbor Rail: asked beyond everybody" in said and "Is insured for at least $2,000,000 per claim." in said
    assert "Panel Harbor Rail" in " ".join(text_of(get(client, "policy_pdf", world, version=2).content).split())
    assert "Deelnetwerk Harbor Rail" in text(get(client, "policy_document", world, version=2, query={"in": "nl"}))
    assert "Panel Harbor Rail" not in text(get(client, "policy_document", world, version=1))
    draft = draft_of(world, with_panel)
    policies.set_threshold(draft, cover(draft, 300_000_000), actor=world.maya, at=world.now)  # everybody is asked more than the panel
    said = text(get(client, "policy_document", world, version=3))
    assert "$3,000,000" in said and "Panel Harbor Rail" not in said and "$2,000,000" not in said


def test_two_versions_that_differ_for_a_panel_alone_are_told_apart(client, world, rail, with_panel):
    draft = draft_of(world, with_panel)
    sign_in(client, world.maya)
    assert "0 rules differ." in text(get(client, "policy_comparison", world, version=3))
    panels.set_panel_threshold(draft, rail, cover(draft, 260_000_000), actor=world.maya, at=world.now)
    page = get(client, "policy_comparison", world, version=3).context["page"]
    assert page.text.startswith("1 rule differs.")
    (row,) = page.rows
    assert row.title.startswith("Harbor Rail: ") and row.tag.word == "Stricter"
    assert "$2,000,000" in row.first and "$2,600,000" in row.second and "$2,600,000" in row.changes
    (row,) = get(client, "policy_comparison", world, version=2).context["page"].rows  # beside the first version, which knew no panel
    assert "$1,000,000" in row.first and "$2,000,000" in row.second


def test_what_panels_ask_is_saved_with_a_policy_and_brought_back(world, rail, with_panel):
    saved = as_file(with_panel)
    read = policy_file.read(saved.encode())
    assert read.faults == () and [(each.code, each.name) for each in read.panels] == [("harbor-rail", "Harbor Rail")]
    given = {"organization": world.organization, "actor": world.maya, "at": world.now}
    made = policies.draft_from_file(file=read, **given)
    (row,) = made.panel_criteria.all()
    assert (row.panel_id, pure_threshold(row)) == (rail.pk, pure_threshold(with_panel.panel_criteria.get()))
    silent = policy_file.read(as_file(world.policy).encode())  # a file without panels, such as one saved from a version before them
    assert silent.panels is None and policies.draft_from_file(file=silent, **given).panel_criteria.count() == 1
    none = policy_file.read((as_file(world.policy) + "\n[panels]\n").encode())
    assert none.panels == () and policies.draft_from_file(file=none, **given).panel_criteria.count() == 0
    elsewhere = policy_file.read(saved.replace("harbor-rail", "quay-rail").replace("Harbor Rail", "Quay Rail").encode())
    made = policies.draft_from_file(file=elsewhere, **given)
    assert made.panel_criteria.get().panel.name == "Quay Rail" and Panel.objects.within(world.organization).count() == 2


@pytest.mark.parametrize(("change", "codes"), [
    (("200000000", "90000000"), ["below_the_organization"]), (("200000000", "-5"), ["too_low"]),
    (('name = "Harbor Rail"', 'name = ""'), ["file_missing"]), (('name = "Harbor Rail"', "color = 1"), ["file_unknown", "file_missing"]),
    (("[panels.harbor-rail]", "[panels]\nother = 5\n[panels.harbor-rail]"), ["file_not_a_table"]),
    (('criteria.insurance_per_claim]\nseverity = "blocks"\nreviewer', 'criteria.x]\nseverity = "loud"\nreviewer'), ["file_not_a_choice"]),
])
def test_a_panel_in_a_file_that_makes_no_sense_is_refused_and_nothing_is_written(world, rail, with_panel, change, codes):
    head, panel = as_file(with_panel).split("[panels.harbor-rail]\n")
    panel = "[panels.harbor-rail]\n" + panel
    assert change[0] in panel
    read = policy_file.read((head + panel.replace(*change)).encode())
    before = Policy.objects.within(world.organization).count()
    found = refused(policies.draft_from_file, organization=world.organization, file=read, actor=world.maya, at=world.now)
    assert found == codes and Policy.objects.within(world.organization).count() == before
