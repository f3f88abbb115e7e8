"""A director signs a list of clean files in one act; each file is its own decision, and what is not clean is refused by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.formats import listed
from network.transitions import Refusal, Refused
from vetting import words
from vetting.models import Application, Decision
from vetting.queries.committee import closed_to
from vetting.queries.judging import day_of, judge
from vetting.workflow import deciding


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of it: the decisions made, and each file refused with every reason."""

    decisions: tuple[Decision, ...]
    refused: tuple[tuple[Application, tuple[Refusal, ...]], ...]


def sign_clean(applications: Iterable[Application], *, actor, at, seen: Mapping[str, int] | None = None) -> Signed:
    """Approve each of these files that is clean today, in a transaction of its own; `seen` is the last event read, by file."""
    decisions, refused = [], []
    for application in applications:
        require(actor, Action.DECIDE, application)
        unmet = tuple(_not_clean(application, actor, at))
        try:
            if unmet:
                raise Refused(unmet)
            known = (seen or {}).get(application.reference)
            decisions.append(deciding.approve(application, actor=actor, at=at, seen=known))
        except Refused as problem:  # one file that changed meanwhile stops none of the others
            refused.append((application, problem.refusals))
    return Signed(tuple(decisions), tuple(refused))


def _not_clean(application, actor, at):
    """Why a file is not for the list: it is closed to her, or today's assessment is not clean."""
    if closed_to(application, actor):
        yield Refusal("recused", _("You take no part in this file."), _("Somebody else decides it."))
    if application.state != "in_review":
        return  # the step itself says so
    found = judge(application, on=day_of(application.organization, at)).assessment
    if found.route != "clean":
        unmet = [words.title(row.criterion) for row in found.findings if row.outcome in ("not_met", "unknown")]
        said = _("It is not clean today: %(names)s.") % {"names": listed(unmet)} if unmet else _("It is not clean today.")
        yield Refusal("not_clean", said, _("Decide it on its own page."))
