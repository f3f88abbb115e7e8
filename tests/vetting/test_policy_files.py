"""A policy as a file: written and read back without loss, and everything that is nonsense refused with what would be right."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from network.models import User
from network.transitions import Refused
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import policy_file, words_files
from vetting.contradictions import contradictions
from vetting.facts.policies import as_file, pure_policy
from vetting.limits import read_limit
from vetting.models import Policy
from vetting.policy_file import Fault
from vetting.presets import FOLDER, names, preset
from vetting.rules import CRITERIA
from vetting.workflow import policies

RULE = '[criteria.eap_years]\nseverity = "review"\nlimit = { years = 2 }\n'


def read(text, **options):
    return policy_file.read(text.encode(), **options)


@pytest.mark.parametrize("name", names())
def test_what_is_written_is_read_again_without_loss(name):
    policy, clocks = preset(name), {"lapse_days": 90, "request_reminders": [5, 9]}
    written = policy_file.write(policy, preset=name, clocks=clocks, comments={"cooling_off": "Two\nlines."}, head="Head.")
    found = read(written)
    assert found.faults == () and (found.name, found.preset, found.revetting_months) == (name, name, 36)
    assert found.clocks == clocks and found.thresholds == policy.thresholds
    assert written.startswith("# Head.\n") and "# Two\n# lines.\n[criteria.cooling_off]" in written


def test_a_preset_as_it_is_shipped_is_such_a_file_too():
    for name in names():
        found = policy_file.read((FOLDER / f"{name}.toml").read_bytes())
        assert found.faults == ()
        full = [read_limit(CRITERIA[row.criterion], row.limit)[0] for row in found.thresholds]
        assert full == [row.limit for row in preset(name).thresholds]


@pytest.mark.parametrize("value", ['a "quoted" name', "back\\slash", "two\nlines", "tab\t, é, \x7f, 你"])
def test_a_name_is_kept_whatever_stands_in_it(value):
    assert read(policy_file.write(replace(preset("EAP-NL"), name=value), preset="", clocks={}, comments={})).name == value


@pytest.mark.parametrize(("given", "faults"), [
    ("name = ", ["unreadable"]),
    ("", ["missing"]),
    ('shoe = 1\n' + RULE, ["unknown"]),
    ('name = 5\nrevetting_months = "x"\n' + RULE, ["wrong_type", "wrong_type"]),
    ("criteria = 5", ["not_a_table"]),
    ("clocks = 5\n" + RULE, ["not_a_table"]),
    ("[criteria]\neap_years = 5", ["not_a_table"]),
    ('[criteria.eap_years]\nseverity = "review"\nlimit = 5', ["not_a_table"]),
    ('[criteria.eap_years]\nseverity = "loud"\nlimit = { years = 2 }', ["not_a_choice"]),
    ('[criteria.eap_years]\nseverity = ["review"]\nlimit = { years = 2 }', ["not_a_choice"]),
    ("[criteria.eap_years]\nlimit = { years = 2 }", ["missing"]),
    ('[criteria.eap_years]\nseverity = "review"\ncolor = 1\nlimit = { years = 2 }', ["unknown"]),
    ("".join(f'[criteria.x{n}]\nseverity = "note"\n' for n in range(201)), ["too_many"]),
    (RULE, []),
])
def test_every_fault_of_its_form_is_named(given, faults):
    found = read(given)
    assert [fault.code for fault in found.faults] == faults
    for refusal in words_files.refusals(found):
        assert refusal.message and refusal.cure and "%(" not in f"{refusal.message}{refusal.cure}"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"[]", b"5", b"{"])
def test_what_is_no_json_is_a_fault_and_no_crash(content):
    assert [fault.code for fault in policy_file.read(content, json_file=True).faults][:1] in (["unreadable"], ["not_a_table"])


@pytest.mark.parametrize("text", [
    f"revetting_months = {'1' * 5000}\n{RULE}", 'name = "a\\u0000b"\n' + RULE,
    RULE.replace("{ years = 2 }", '{ years = 2, "\\u0000" = 1 }'),
])
def test_a_number_or_a_text_nobody_can_keep_is_a_fault_and_no_crash(text):
    found = read(text)
    assert [fault.code for fault in found.faults] == ["unreadable"] and next(words_files.refusals(found)).message
    rows = '"criteria": {"eap_years": {"severity": "review", "limit": {"years": 2}}}'
    for said in (f'"revetting_months": {"1" * 5000}', '"name": "\\ud800"', '"panels": {"p": {"name": "\\u0000"}}'):
        assert [fault.code for fault in read(f"{{{said}, {rows}}}", json_file=True).faults] == ["unreadable"]


def test_a_file_saved_with_a_byte_order_mark_is_read():
    assert policy_file.read(b"\xef\xbb\xbf" + RULE.encode()).faults == ()


def test_json_is_read_as_well():
    found = policy_file.read(b'{"criteria": {"eap_years": {"severity": "review", "limit": {"years": 2}}}}', json_file=True)
    assert (found.faults, [row.criterion for row in found.thresholds]) == ((), ["eap_years"])
    assert Fault("", "not_a_table") in policy_file.read(b"[]", json_file=True).faults


@pytest.mark.parametrize(("limits", "found"), [
    ({"score": {"director": 41, "clean": 40}}, ["score"]),
    ({"score": {"director": 40, "clean": 40}}, []),
    ({"insurance_per_claim": {"minimum": {"USD": 2}}, "insurance_aggregate": {"minimum": {"USD": 1}}}, ["insurance_per_claim"]),
    ({"insurance_per_claim": {"minimum": {"USD": 2}}, "insurance_aggregate": {"minimum": {"EUR": 1}}}, []),
    ({"insurance_per_claim": {"minimum": {"USD": 2}}, "insurance_aggregate": {"minimum": {"USD": 2}}}, []),
    ({"gaps_explained": {"months": 13}, "gaps_in_writing": {"months": 12}}, ["gaps_explained"]),
    ({"gaps_explained": {"months": 12}}, []),
    ({"gaps_explained": {}, "gaps_in_writing": {}}, []),
])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_minimum_above_its_maximum_is_named_with_both_numbers(limits, found, language):
    told = list(contradictions(limits))
    assert [each.criterion for each in told] == found
    with override(language):
        for each in told:
            message, cure = words_files.contradiction(each)
            assert message and cure and "%(" not in message


def test_no_preset_contradicts_itself():
    for name in names():
        assert list(contradictions({row.criterion: row.limit for row in preset(name).thresholds})) == []


# ── With an organization ─────────────────────────────────────────────────────
_world, world = shared(lambda: World(whole=True))


def refused(world, text):
    with pytest.raises(Refused) as caught:
        policies.draft_from_file(organization=world.organization, file=read(text), actor=world.maya, at=world.now)
    assert Policy.objects.within(world.organization).count() == 1
    return caught.value.refusals


def test_a_version_saved_and_brought_back_is_a_draft_with_the_same_rules(world):
    made = policies.draft_from_file(
        organization=world.organization, file=read(as_file(world.policy)), note="Back.", actor=world.maya, at=world.now
    )
    assert (made.version, made.state, made.preset, made.note) == (2, "draft", world.policy.preset, "Back.")
    assert pure_policy(made).thresholds == pure_policy(world.policy).thresholds
    assert made.author_id == world.maya.person_id


@pytest.mark.parametrize(("criterion", "limit", "said"), [
    ("disclosures", '{ questions = "us", matrix = { shoe_size = { any = "blocks" } } }', "nobody knows shoe_size"),
    ("service_training", '{ needs = { flying = ["ceap"] } }', "nobody knows flying"),
    ("languages", '{ languages = ["en", "klingon"] }', "nobody knows klingon"),
    ("panel_open", '{ closed_places = ["US-OH", "US-OHIO"] }', "nobody knows US-OHIO"),
    ("license_or_register", '{ registers = ["NL:npi"], hours = 450 }', "nobody knows NL:npi"),
    ("papers_by_place", '{ papers_by = [{ paper = "photo", professions = [], places = ["XX"], years = 0 }] }', "nobody knows XX"),
    ("certificate_held", '{ courses = [" "] }', "is empty"),
    ("certificate_held", '{ courses = ["' + "x" * 101 + '"] }', "cannot be " + "x" * 100 + "…"),
    ("insurance_named", "{ named = [] }", "is empty"),
])
def test_what_nobody_knows_or_could_meet_is_refused_with_its_field(world, criterion, limit, said):
    kept = "\n\n".join(part for part in as_file(world.policy).split("\n\n") if f"[criteria.{criterion}]" not in part)
    told = refused(world, f'{kept}\n[criteria.{criterion}]\nseverity = "review"\nlimit = {limit}\n')
    assert any(said in str(refusal.message) and refusal.cure for refusal in told), [str(refusal.message) for refusal in told]


def test_a_panel_with_a_name_no_row_takes_is_refused_and_nothing_is_written(world):
    text = as_file(world.policy) + f'\n[panels.long]\nname = "{"x" * 101}"\n[panels.long.criteria.eap_years]\nseverity = "review"\n'
    (told,) = refused(world, text + "limit = { years = 9 }\n")
    assert told.code == "name_too_long" and "at most 100 characters" in str(told.message)


def test_nonsense_is_refused_all_of_it_with_what_would_be_right(world):
    text = as_file(world.policy) + (
        '\n[criteria.years_since_degree]\nseverity = "review"\nlimit = { years = -5 }\n'
        '[criteria.languages]\nseverity = "review"\nlimit = { languages = [] }\n'
        '[criteria.shoe_size]\nseverity = "review"\nlimit = {}\n'
        '[criteria.score]\nseverity = "review"\nlimit = { weights = { certificates = 1 }, clean = 5, director = 9 }\n'
    )
    text = text.replace("revetting_months = 36", "revetting_months = 0").replace("[criteria", "[clocks]\nlapse_days = 3\n[criteria", 1)
    found = refused(world, text)
    assert {each.code for each in found} == {"file_months", "days_too_low", "too_low", "empty", "unknown_criterion", "numbers_contradict"}
    assert any("at least 0" in str(each.message) for each in found)


def test_a_file_leaves_no_floor_of_the_law_whatever_preset_it_names(world):
    law = [row.criterion for row in preset(world.policy.preset).thresholds if str(row.reason) == "law"]
    found = refused(world, RULE)
    assert [each.code for each in found] == ["below_the_law"] * len(law) and law
    assert [each.code for each in refused(world, 'preset = "Nobody"\n' + RULE)] == [each.code for each in found]


def test_a_file_of_another_country_leaves_out_nothing_the_law_here_asks(world):
    base = preset("EAP-basic-US")
    without = replace(base, thresholds=tuple(row for row in base.thresholds if row.criterion != "not_excluded"))
    (found,) = refused(world, policy_file.write(without, preset="EAP-UK", clocks={}, comments={}))
    assert found.code == "below_the_law" and "Not excluded" in str(found.message)


def test_a_contradiction_between_two_rules_stops_the_draft_on_its_way_to_the_second_person(world):
    draft = policies.draft_from(world.policy, effective_from=world.day(-9), actor=world.maya, at=world.now)
    row = preset("EAP-basic-US").threshold("insurance_per_claim")
    policies.set_threshold(draft, replace(row, limit={**row.limit, "minimum": {"USD": 900_000_000}}), actor=world.maya, at=world.now)
    with pytest.raises(Refused) as caught:
        policies.send_for_approval(draft, actor=world.maya, at=world.now)
    (found,) = caught.value.refusals
    assert found.code == "numbers_contradict"
    assert str(found.message) == "Insurance per claim asks $9,000,000, more than Insurance per year with $3,000,000."


# ── At a terminal ────────────────────────────────────────────────────────────
def run(*arguments):
    out = StringIO()
    call_command("policy", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_saves_the_version_in_force_one_by_number_or_a_preset(world):
    slug = world.organization.slug
    assert run("export", "--organization", slug) == run("export", "--organization", slug, "--version", 1) == as_file(world.policy)
    assert run("export", "--preset", "EAP-NL") == (FOLDER / "EAP-NL.toml").read_text()
    with pytest.raises(CommandError, match="no such version"):
        run("export", "--organization", slug, "--version", 9)
    with pytest.raises(CommandError, match="Name an organization or a preset"):
        run("export")


def test_the_command_takes_a_file_in_for_somebody_who_may_write_policies(world, tmp_path):
    path, slug = tmp_path / "policy.toml", world.organization.slug
    path.write_text(as_file(world.policy))
    arguments = ("import", path, "--organization", slug, "--by")
    assert "v2 is a draft of" in run(*arguments, email(world.maya))
    for who in (email(world.tom), "nobody@nowhere.example"):
        with pytest.raises(CommandError, match="may not write policies"):
            run(*arguments, who)
    path.write_text('name = "x"')
    with pytest.raises(CommandError, match="“criteria” is missing. Add it"):
        run(*arguments, email(world.maya))
    with pytest.raises(CommandError, match="No such file"):
        run("import", tmp_path / "none.toml", "--organization", slug, "--by", email(world.maya))
    assert Policy.objects.within(world.organization).count() == 2


def email(actor):
    """The address of an actor's account."""
    return User.objects.get(pk=actor.user_id).email


# ── On pages ─────────────────────────────────────────────────────────────────
def bring(client, world, content, name="policy.toml"):
    return post(client, "policy_bring", world, {"file": SimpleUploadedFile(name, content.encode()), "note": "As agreed."})


def test_a_file_is_saved_from_the_page_and_brought_back(client, world):
    sign_in(client, world.maya)
    saved = get(client, "policy_file", world, version=1)
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="harbor-policy-1.toml"')
    answer = bring(client, world, saved.content.decode())
    assert answer.status_code == 302 and answer.url.endswith("/policies/2/")
    assert Policy.objects.within(world.organization).get(version=2).note == "As agreed."


def test_a_file_that_makes_no_sense_says_so_on_the_page_and_writes_nothing(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, RULE.replace("2", "-5"))
    assert answer.status_code == 409 and "“Years” of Years of EAP work is at least 0." in text(answer)
    assert bring(client, world, "x" * 200_001).status_code == 422
    assert get(client, "policy_bring", world).status_code == 200
    assert Policy.objects.within(world.organization).count() == 1


def test_who_may_only_read_policies_brings_none(client, world):
    sign_in(client, world.tom)
    assert bring(client, world, RULE).status_code == 403


@pytest.mark.parametrize(("language", "says"), [
    ("en", ["Vetting policy of Harbor", "Is insured for at least $1,000,000 per claim.", "Days until a draft lapses: 180 days"]),
    ("nl", ["Toelatingsbeleid van Harbor", "per aanspraak", "180 dagen"]),
])
def test_the_printed_policy_says_every_rule_in_either_language_from_the_parameters(client, world, language, says):
    sign_in(client, world.maya)
    page = client.get(reverse("policy_document", kwargs={"organization": world.organization.slug, "version": 1}) + f"?in={language}")
    told = text(page)
    for each in says:
        assert each in told
    shown = page.context["page"]
    assert sum(len(group.rules) for group in shown.groups) == world.policy.criteria.count()
    assert f'lang="{language}"' in page.content.decode()


def test_the_document_as_pdf_holds_the_same_sentences(client, world):
    sign_in(client, world.maya)
    answer = client.get(reverse("policy_pdf", kwargs={"organization": world.organization.slug, "version": 1}) + "?in=nl")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "Toelatingsbeleid van Harbor" in " ".join(text_of(answer.content).split())
