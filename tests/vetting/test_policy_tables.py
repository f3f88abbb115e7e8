"""The tables of docs/policies.md are those the settings themselves give, and every number is in them."""

from pathlib import Path

from django.utils.translation import override

from vetting.parameters import PARAMETERS
from vetting.policy_tables import BEGIN, END, tables

PAGE = Path(__file__).parents[2] / "docs/policies.md"


def test_the_page_shows_every_setting_as_it_is():
    text = PAGE.read_text(encoding="utf-8")
    with override("en"):
        made = text[text.index(BEGIN) : text.index(END) + len(END)]
        assert made == tables(), "Write it again: manage.py policy settings prints the tables."


def test_every_number_and_every_kind_of_setting_has_its_line():
    with override("en"):
        lines = tables().splitlines()
    assert [int(line.split(" | ")[0].strip("| ")) for line in lines if line.startswith("| ") and line[2].isdigit()] == [
        each.number for each in PARAMETERS
    ]
    keys = ("begin_days", "quorum_least", "two_deny", "sample_percent", "peer_auditor", "delegate_audit_months", "papers_by_place")
    assert all(any(f"`{key}`" in line for line in lines) for key in keys)
