"""What the rules found, as a table somebody can read: what still needs somebody, what is met, and what asks nothing here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.parts import FindingRow, Tag
from vetting import labels, words

ORDER = ("not_met", "unknown", "met")


@dataclass(frozen=True, slots=True)
class Findings:
    """`rows` in the order to read them; `idle` are the rules that ask nothing of this file, under `idle_label`."""

    rows: tuple[FindingRow, ...]
    idle: tuple[FindingRow, ...]
    idle_label: str

    def __bool__(self):
        return bool(self.rows or self.idle)


def findings(assessment) -> Findings:
    """Every rule's outcome, what still needs somebody first; rules that do not apply apart."""
    asked = [finding for finding in assessment.findings if finding.outcome != "not_applicable"]
    idle = [finding for finding in assessment.findings if finding.outcome == "not_applicable"]
    asked.sort(key=lambda finding: ORDER.index(finding.outcome))
    label = ngettext("%(count)s rule does not apply", "%(count)s rules do not apply", len(idle)) % {"count": len(idle)}
    return Findings(tuple(map(finding_row, asked)), tuple(map(finding_row, idle)), label)


def finding_row(finding) -> FindingRow:
    """One rule's outcome in words."""
    tag = Tag(labels.OUTCOME_TAGS[finding.outcome], str(labels.OUTCOMES[finding.outcome]))
    if finding.outcome == "not_met" and finding.severity != "blocks":
        tag = Tag("warn", tag.word)
    without = _("no end") if finding.outcome == "met" else ""
    return FindingRow(
        tag, words.title(finding.criterion), _capital(words.observed(finding)), _capital(words.required(finding)),
        finding.good_through, without,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
