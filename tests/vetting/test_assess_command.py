"""`manage.py assess`: the engine on files, with no database in reach."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.vetting.invented import TODAY, WREN, wren
from vetting import codec
from vetting.presets import FOLDER, names, preset
from vetting.rules import evaluate


def run(*arguments):
    out = StringIO()
    call_command("assess", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(codec.dump_facts(WREN)))
    return path


def test_no_database_is_in_reach_of_these_tests(facts):
    from network.models import Organization

    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Organization.objects.count()


@pytest.mark.parametrize("name", names())
def test_a_preset_by_name_or_as_a_file_gives_what_the_rules_give(facts, name):
    expected = codec.encode(evaluate([preset(name)], WREN, on=TODAY))
    assert json.loads(run("--policy", name, "--facts", facts, "--on", TODAY, "--json")) == expected
    assert json.loads(run("--policy", FOLDER / f"{name}.toml", "--facts", facts, "--on", TODAY, "--json")) == expected


def test_several_versions_in_one_json_file_and_facts_in_toml(tmp_path):
    versions = [codec.dump_policy(preset("EAP-basic-US")), {**codec.dump_policy(preset("EASNA-high")), "version": 2,
        "effective_from": "2026-11-03"}]
    policy, known = tmp_path / "policy.json", tmp_path / "facts.toml"
    policy.write_text(json.dumps({"policies": versions}))
    known.write_text('submitted_on = 2026-11-02\nprofession = "social_worker"\n')
    told = json.loads(run("--policy", policy, "--facts", known, "--on", "2026-11-24", "--json"))
    assert {each["policy_version"] for each in told["findings"]} == {1, 2}
    assert told["route"] == "incomplete"


def test_a_reader_gets_the_route_the_findings_and_the_day_to_look_again(facts):
    told = run("--policy", "EAP-basic-US", "--facts", facts, "--on", TODAY).splitlines()
    assert told[0] == "2026-11-24: clean, one director decides"
    assert "    Insurance per claim: Met · $1,000,000, through 30 Jun 2027 · at least $1,000,000 per claim" in told
    assert told[-1] == f"Something may differ from {evaluate([preset('EAP-basic-US')], WREN, on=TODAY).next_change} on."


def test_an_unfavorable_route_is_an_answer_and_no_failure(tmp_path):
    known = tmp_path / "facts.json"
    known.write_text(json.dumps(codec.dump_facts(wren(profession="lawyer"))))
    assert json.loads(run("--policy", "EAP-basic-US", "--facts", known, "--on", TODAY, "--json"))["route"] == "not_eligible"


BAD = [
    ("{", "facts.json cannot be read"),
    ("[]", "facts.json: expected a table"),
    ('{"shoe": 1}', "facts: unknown name shoe"),
    ('{"npi": 7}', "facts.npi: expected str"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_facts_that_cannot_be_read_are_told_in_words(tmp_path, text, message):
    path = tmp_path / "facts.json"
    path.write_text(text)
    with pytest.raises(CommandError, match=message) as caught:
        run("--policy", "EAP-basic-US", "--facts", path, "--on", TODAY)
    assert caught.value.returncode == 1


def test_other_bad_input_is_told_in_words(facts, tmp_path):
    with pytest.raises(CommandError, match="nowhere.toml: No such file"):
        run("--policy", tmp_path / "nowhere.toml", "--facts", facts, "--on", TODAY)
    with pytest.raises(CommandError, match="'someday' is not a day"):
        run("--policy", "EAP-basic-US", "--facts", facts, "--on", "someday")
    empty = tmp_path / "policy.json"
    empty.write_text('{"policies": []}')
    with pytest.raises(CommandError, match="at least one version"):
        run("--policy", empty, "--facts", facts, "--on", TODAY)
