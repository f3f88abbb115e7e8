"""The findings table: what needs somebody first, then what is met; what does not apply is folded away."""

from types import SimpleNamespace

from django.template.loader import render_to_string

from network.parts import FindingRow
from vetting.pages.findings import findings
from vetting.rules import Finding, Outcome, Severity

YEARS = {"years": 2, "evidence": "verified"}


def found(criterion, outcome, observed, required):
    return Finding(criterion, Outcome(outcome), Severity.BLOCKS, observed, required, (), 1)


ASSESSMENT = SimpleNamespace(findings=(
    found("eap_years", "met", {"months": 30}, YEARS),
    found("cooling_off", "not_applicable", {"denied_on": None}, {"months": 12}),
    found("license_actions", "unknown", {"actions": None}, YEARS),
    found("nothing_omitted", "not_met", {"omitted": ("license_action",)}, {"questions": "us"}),
))  # fmt: skip


def test_what_needs_somebody_comes_first_and_what_does_not_apply_is_apart():
    table = findings(ASSESSMENT)
    assert [row.rule for row in table.rows] == ["Nothing left out", "Board actions", "Years of EAP work"]
    assert [row.rule for row in table.idle] == ["Time since an earlier denial"]
    assert table.idle_label == "1 rule does not apply"
    assert (table.rows[0].observed, table.rows[0].without) == ("Answered no, source says yes: action by a board", "")
    assert (table.rows[2].observed, table.rows[2].without) == ("30 months", "no end")


def test_without_findings_there_is_no_table():
    assert not findings(SimpleNamespace(findings=()))
    assert findings(ASSESSMENT)


def test_the_part_folds_idle_rules_in_details_and_says_what_is_required_on_a_narrow_screen_too():
    table = findings(ASSESSMENT)
    page = render_to_string("parts/findings.html", {"rows": table.rows, "idle": table.idle, "idle_label": table.idle_label})
    body, fold = page.split("<details")
    assert "Nothing left out" in body and "Time since an earlier denial" not in body
    assert "<summary>1 rule does not apply</summary>" in fold and "At least 12 months since we denied the therapist" in fold
    assert "Required: No board action in the last 2 years" in body


def test_the_part_without_idle_rules_has_no_fold():
    row = FindingRow(findings(ASSESSMENT).rows[0].tag, "Rule", "Seen", "Asked")
    assert "<details" not in render_to_string("parts/findings.html", {"rows": [row]})
