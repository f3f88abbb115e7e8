"""`manage.py board_file`: a board's file from a terminal, by the same functions as the page."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator, FormatChecker

from licensure.models import BoardFile
from licensure.workflow.packs import load
from network import clock
from network.access import system
from tests.licensure.boards import PEOPLE, line, texas
from tests.network.cast import organization

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "board_file.json").read_text())
BOARD = "US-TX:bhec"
MAPPED = [("--map", "number=LIC_NBR"), ("--map", "family_name=LAST_NME"), ("--map", "given_name=FIRST_NME"),
          ("--map", "status=LIC_STATUS"), ("--map", "last=LIC_EXPR_DTE"), ("--word", "Active=active")]  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    load(actor=system("test"), at=clock.now())
    return organization()


@pytest.fixture
def run(tmp_path, office):
    def ran(content, *options, day="2026-11-20", board=BOARD, slug=None):
        path, out, died = tmp_path / "LPC.csv", StringIO(), ""
        path.write_bytes(content)
        try:
            call_command("board_file", slug or office.slug, board, str(path), "--as-of", day, "--json", *options, stdout=out)
        except CommandError as error:
            died = str(error)
        told = [json.loads(each) for each in out.getvalue().splitlines()]
        for each in told:
            Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(each)
        return told, died

    return ran


def test_a_file_is_mapped_once_then_read_by_itself_and_refused_with_words(run, office):
    assert "--map 'number=LIC_NBR'" in run(texas())[1]
    assert not BoardFile.objects.within(office).exists()
    told, died = run(texas(), *(each for pair in MAPPED for each in pair), "--title", "US-TX:lpc")
    assert (told[0]["rows"], told[0]["titles"], told[0]["unmapped_words"], died) == (6, ["US-TX:lpc"], {}, "")
    later = texas(*[line(*each, status="Delinquent") for each in PEOPLE])
    told, died = run(later, "--title", "US-TX:lpc", day="2026-11-21")
    assert (told[0]["as_of"], told[0]["unmapped_words"], died) == ("2026-11-21", {"Delinquent": 6}, "")
    told, died = run(texas(), "--title", "US-TX:lpc")
    assert (told[0]["error"], "this one is older" in died) == ("older", True)
    assert "no organization nobody" in run(texas(), slug="nobody")[1]
    assert "Unknown register" in run(texas(), board="US-TX:nobody")[1]
