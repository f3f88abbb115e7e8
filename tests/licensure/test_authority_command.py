"""`manage.py authority` answers from the packs alone, and says what it did not understand."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from licensure.catalog import Fact
from licensure.words import REASONS
from licensure.workflow.corrections import correct
from network.access import Role
from network.models import Organization, Parameter, Person
from tests import loaded
from tests.network.cast import staff

ROOT = Path(__file__).resolve().parents[2]
ASKED = {"--client-in": "US-IL", "--service": "counseling", "--mode": "video", "--on": "2026-11-24"}


def run(*held, **changes):
    """The command's JSON answer."""
    options = ASKED | {f"--{key.replace('_', '-')}": value for key, value in changes.items()}
    words = [word for text in held for word in ((text,) if text.startswith("--") else ("--held", text))]
    words += [word for pair in options.items() for word in pair]
    out = StringIO()
    call_command("authority", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_yes_with_its_basis_and_last_day():
    answer = run("US-IL:LCPC:2027-03-31")
    assert (answer["ok"], answer["basis"], answer["until"]) == (True, ["US-IL:LCPC:2027-03-31"], "2027-03-31")
    assert [each["code"] for each in answer["reasons"]] == ["unconfirmed"]


def test_no_with_its_reasons_in_words():
    answer = run("US-IL:LPC:2027-03-31")
    assert (answer["ok"], answer["basis"], answer["until"]) == (False, [], None)
    assert "supervision" in answer["reasons"][0]["text"]


def test_under_supervision_it_says_by_whom_it_would_count_and_on_what_it_rests():
    asked = {"client_in": "US-AR"}
    held = "US-AR:LAC:2027-03-31"
    missing = run(held, "--supervision", **asked)
    assert (missing["ok"], [each["code"] for each in missing["reasons"]]) == (False, ["supervisor_missing"])
    assert "LPC" in missing["reasons"][0]["text"]
    answer = run(held, "--supervision", supervisor="US-AR:LPC:2027-01-31", **asked)
    assert (answer["basis"], answer["until"]) == ([held, "US-AR:LPC:2027-01-31"], "2027-01-31")
    assert [each["code"] for each in run(held, supervisor="US-AR:LPC", **asked)["reasons"]] == ["supervision_not_allowed"]


def test_without_an_expiry_it_speaks_of_the_day_asked_about_only():
    assert run("us-il:licensed clinical professional counselor")["until"] == "2026-11-24"


def test_a_lifelong_title_needs_no_expiry():
    answer = run("BE:COMPSY:2027-01-31", "BE:VISUM", "BE:ERKENNING", client_in="be")
    assert answer["ok"]
    assert answer["basis"] == ["BE:COMPSY:2027-01-31", "BE:VISUM", "BE:ERKENNING"]
    assert len(answer["alternatives"][0]["bases"]) == 3


def test_compact_authority_by_name():
    held = ("US-TX:LP:2027-01-31", "US-TX:APIT:2027-01-31")
    assert run(*held, practitioner_in="US-TX")["ok"]
    assert run("US-TX:LP:2027-01-31", "US:APIT:2027-01-31", practitioner_in="US-TX")["ok"]
    assert not run(*held, practitioner_in="US-IL")["ok"]
    assert run("US-OH:LPCC:2027-01-31", "US-AZ:Counseling privilege", client_in="US-AZ")["ok"]


def test_an_instant_is_judged_in_the_boards_zone():
    assert run("US-IL:LCPC:2026-11-24", on="2026-11-25T05:59:00+00:00")["ok"]
    assert not run("US-IL:LCPC:2026-11-24", on="2026-11-25T06:00:00+00:00")["ok"]


def test_policy_can_be_said_on_the_line():
    assert run("NL:Psycholoog NIP:2027-01-31", client_in="NL", accept="NL:nip")["ok"]
    assert not run("NL:Psycholoog NIP:2027-01-31", client_in="NL")["ok"]


@pytest.mark.parametrize(
    ("held", "changes"),
    [
        ("US-ZZ:LPC", {}),
        ("US-IL:LMHC", {}),
        ("US-IL", {}),
        ("US-IL:LPC:tomorrow", {}),
        ("US-IL:LPC:2026-02-30", {}),
        ("US-IL:LPC", {"client_in": "XX"}),
        ("US-IL:LPC", {"practitioner_in": "XX"}),
        ("US-IL:LPC", {"service": "massage"}),
        ("US-IL:LPC", {"mode": "fax"}),
        ("US-IL:LPC", {"on": "today"}),
        ("US-IL:LPC", {"on": "2026-11-24T10:00:00"}),
    ],
)
def test_what_is_unknown_is_a_clear_error_with_status_one(held, changes):
    with pytest.raises(CommandError) as caught:
        run(held, **changes)
    assert caught.value.returncode == 1
    assert str(caught.value)


def test_it_needs_no_database_and_tells_bad_input_from_bad_usage(tmp_path):
    def status(*words):
        line = [sys.executable, "manage.py", "authority", *words]
        environment = {"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{tmp_path}/nothing/here.sqlite3"}
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True)

    asked = [word for pair in ASKED.items() for word in pair]
    answered = status("--held", "US-IL:LCPC", *asked)
    assert (answered.returncode, answered.stdout.splitlines()[0]) == (0, "Authorized through 2026-11-24.")
    assert status("--held", "US-IL:NOBODY", *asked).returncode == 1
    assert status("--held", "US-IL:LCPC").returncode == 2


def test_every_reason_the_rules_give_has_words():
    code = "".join((ROOT / "licensure" / name).read_text() for name in ("rules.py", "holdings.py", "compacts.py"))
    given = {part.split('"')[1] for part in code.split("Reason(")[1:] if part.startswith('"')}
    assert given <= set(REASONS)


def noorderlicht():
    place = {"zone": "Europe/Amsterdam", "language": "nl", "currency": "EUR", "country": "NL"}
    fields = {field.name for field in Organization._meta.fields}
    return Organization.objects.create(
        slug="noorderlicht", name="Noorderlicht EAP", **{key: value for key, value in place.items() if key in fields}
    )


@pytest.mark.django_db
def test_an_organizations_dated_parameters_are_applied():
    organization = noorderlicht()
    author = Person.objects.create(given_name="Hanneke", family_name="Lichtveld")
    for key, value, first in (
        ("licensure.accepted_registers", ["NL:nip"], date(2026, 1, 1)),
        ("licensure.accepted_registers", [], date(2026, 12, 1)),
    ):
        Parameter.objects.create(
            organization=organization, key=key, value=value, effective_from=first, author=author, approver=None
        )
    asked = {"client_in": "NL", "organization": "noorderlicht"}
    assert not run("NL:Psycholoog NIP:2027-12-31", **asked, on="2025-12-31")["ok"]
    assert run("NL:Psycholoog NIP:2027-12-31", **asked, on="2026-11-30")["ok"]
    assert not run("NL:Psycholoog NIP:2027-12-31", **asked, on="2026-12-01")["ok"]


@pytest.mark.django_db
def test_a_corrected_title_counts_as_it_was_corrected():
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    loaded.packs()
    office = noorderlicht()
    admin = staff(office, "Rosa Quillfeather", Role.ADMIN)
    fact = Fact(at.date(), "https://board.example", "high")
    said = {"kind": "title", "subject": "US-IL:lcpc", "field": "level", "value": "supervised"}
    correct(organization=office, **said, fact=fact, reason="Read it at the board", actor=admin, at=at)
    assert run("US-IL:LCPC:2027-03-31")["ok"]
    answer = run("US-IL:LCPC:2027-03-31", organization="noorderlicht")
    assert [each["code"] for each in answer["reasons"]] == ["supervision_not_allowed"]


@pytest.mark.django_db
def test_an_unknown_organization_is_an_error():
    with pytest.raises(CommandError, match="Unknown organization"):
        run("US-IL:LPC", organization="nobody")
