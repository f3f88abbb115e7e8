"""The worksheet in words: each element with its source, its day, who verified it, days to the decision, met or not."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.models import Element
from network.parts import Tag
from vetting.queries.samples import ATTESTATION
from vetting.worksheet import Verdict, Why

TAGS = {Verdict.MET: "done", Verdict.NOT_MET: "stop", Verdict.WAIVED: "warn"}
VERDICTS = {
    Verdict.MET: gettext_lazy("Met"), Verdict.NOT_MET: gettext_lazy("Not met"), Verdict.WAIVED: gettext_lazy("Waived"),
}
WHY = {
    Why.NOT_VERIFIED: gettext_lazy("Nobody verified it."),
    Why.LATE: gettext_lazy("It was verified after the decision."),
    Why.TOO_OLD: gettext_lazy("The source’s day was too old at the decision."),
    Why.NO_DAY: gettext_lazy("No day of the source is known."),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One element of one file."""

    what: str
    source: str
    as_of: date | None
    who: str
    days: str
    tag: Tag
    why: str


def element_words(element: str) -> str:
    """The name of an element of the worksheet."""
    return _("Signed statement") if element == ATTESTATION else str(dict(Element.choices).get(element, element))


def sheet_rows(lines) -> tuple[SheetRow, ...]:
    """The lines of one file in words."""
    return tuple(map(_row, lines))


def _row(line) -> SheetRow:
    evidence = line.evidence
    what = element_words(evidence.element)
    if evidence.what and evidence.what != what:
        what = _("%(element)s: %(what)s") % {"element": what, "what": evidence.what}
    days = "" if line.days is None else str(line.days)
    if days and line.window is not None:
        days = _("%(days)s of %(window)s") % {"days": line.days, "window": line.window}
    who = _("by rule, no person") if evidence.by_rule else evidence.who
    tag = Tag(TAGS[line.verdict], str(VERDICTS[line.verdict]))
    return SheetRow(what, evidence.source, evidence.as_of, who, days, tag, str(WHY.get(line.why, "")))
