"""Every command with --json answers in the shape its schema promises, and every command of ours stands in docs/cli.md."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from jsonschema import Draft202012Validator, FormatChecker

from licensure.sources.oig_leie import SOURCE
from network import clock
from network.models import Organization, Practitioner, User
from network.workflow import recoveries
from tests.licensure.list_files import leie, row
from tests.vetting.invented import WREN
from tests.world import active, build, in_review
from vetting.codec import dump_facts

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "docs" / "schemas"
OURS = ("network", "licensure", "vetting", "payments")
ROSTER = """reference,given_name,family_name,former_names,npi,license_jurisdiction,license_title,license_number,degree,eap_years
A-1,Wren,Halloway,,1234567893,US-OH,LISW,I.1,MSW,3
A-2,Bronte,Ashenfell,Elm,,,,,,
"""


def checked(name: str, text: str) -> list[dict]:
    """The objects printed, each held against the command's schema."""
    validator = Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text()), format_checker=FormatChecker())
    told = [json.loads(line) for line in text.splitlines()]  # one object a line, everywhere
    assert told
    for each in told:
        faults = [f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(each)]
        assert faults == []
    return told


def run(name: str, *arguments) -> list[dict]:
    """A command's answer with --json."""
    out = StringIO()
    call_command(name, *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return checked(name, out.getvalue())


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER)
    return path


def test_every_schema_is_a_schema_and_closed():
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text())
        Draft202012Validator.check_schema(schema)
        assert all(part.get("additionalProperties") is False for part in [schema, *schema.get("oneOf", [])] if part.get("type") == "object")


def test_every_command_of_ours_is_documented_and_every_schema_is_linked():
    text = (ROOT / "docs" / "cli.md").read_text()
    commands = [name for name, app in get_commands().items() if app.split(".")[0] in OURS]
    assert [name for name in commands if f"`{name}" not in text] == []
    assert [path.name for path in SCHEMAS.glob("*.json") if f"schemas/{path.name}" not in text] == []


@pytest.mark.django_db
def test_what_is_asked_about_people_answers_as_promised(roster):
    world = build()
    file = active(world, world.harbor)
    day = world.day(world.harbor)
    lines = run("vet", roster, "--organization", "harbor", "--on", day)
    assert [line["reference"] for line in lines] == ["A-1", "A-2"]
    assert run("vet", roster, "--organization", "summit", "--on", day, "--as-if-verified")[0]["as_if_verified"] is True
    assert len(run("screen", roster)) == 2
    who = Practitioner.objects.within(world.harbor).get(pk=file.practitioner_id)
    assert run("standing", who.reference, "--organization", "harbor", "--on", day)[0]["reference"] == who.reference
    assert all(line["same"] for line in run("replay", in_review(world, world.harbor).reference))
    assert run("jobs")[0]["counts"]
    assert run("audit", "verify")[0]["ok"] is True


def test_what_needs_no_database_answers_as_promised(tmp_path):
    held = ("--held", "US-IL:LCPC:2027-03-31", "--client-in", "US-IL", "--service", "counseling", "--mode", "video", "--on", "2026-11-24")
    assert run("authority", *held)[0]["ok"] is True
    assert run("authority", *held[:1], "US-IL:LPC", *held[2:])[0]["ok"] is False
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(dump_facts(WREN)))
    assert run("assess", "--policy", "EASNA-high", "--facts", facts, "--on", "2026-11-24")[0]["route"] == "director"
    assert run("bench", "clear", "--n", 10)[0]["name"] == "clear"
    assert [each["number"] for each in run("policy", "coverage", "--allow-missing")] == list(range(1, 80))


@pytest.mark.django_db
def test_what_fills_and_keeps_an_installation_answers_as_promised(tmp_path):
    path = tmp_path / "UPDATED.csv"
    path.write_bytes(leie(row(), row(DOB="1")))
    assert run("load_list", SOURCE.key, path, "--as-of", "2026-10-10")[0]["odd"] == 1
    packs = run("load_packs")[0]
    assert packs["created"] + packs["unchanged"] > 100  # the tests' own database may hold them already
    assert run("organization", "create", "haven", "--admin", "maya@haven.example")[0]["slug"] == "haven"
    assert run("organization", "change", "haven", "--name", "Haven EAP")[0]["name"] == "Haven EAP"
    assert run("organization", "appoint", "haven", "--admin", "ines@haven.example")[0]["admin"] == "ines@haven.example"
    assert run("audit", "seal", "--to", tmp_path / "seal.json")[0]["scopes"] >= 1
    assert run("audit", "check", "--seal", tmp_path / "seal.json")[0]["ok"] is True
    assert recovery_line("haven", "ines@haven.example") == "asked"
    path.write_bytes(b"")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("load_list", SOURCE.key, str(path), "--json", stdout=out)
    assert checked("load_list", out.getvalue())[0]["error"] == "empty"
    out = StringIO()
    try:
        call_command("doctor", "--json", stdout=out, stderr=StringIO())
    except CommandError as error:
        assert "findings are bad" in str(error)  # a test's settings are not those of an installation
    assert checked("doctor", out.getvalue())[0]["findings"]


def recovery_line(slug, email) -> str:
    """What the terminal says of somebody who lost her second step."""
    user = User.objects.get(email=email)
    recoveries.ask(user=user, organization=Organization.objects.get(slug=slug), at=clock.now())
    (told,) = run("recovery", "list", "--organization", slug)
    assert told["colleagues"] == ["maya@haven.example"]
    return told["state"]


WRONG = [
    ("vet",), ("assess",), ("replay",), ("standing", "T-1"), ("authority",), ("screen",), ("screen", "roster.csv", "--firm", "Calm"),
    ("bench", "clear", "--n", "x"), ("audit",), ("policy",),
]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use_ends_with_status_2(arguments, capsys):
    name, *rest = arguments
    with pytest.raises(SystemExit) as caught:
        load_command_class(get_commands()[name], name).run_from_argv(["manage.py", name, *rest])
    assert caught.value.code == 2
    assert "usage: " in capsys.readouterr().err
