"""A director signs a list of clean files in one act; each file is its own decision, and what is not clean is refused by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.access import Action, Role, require
from network.formats import listed
from network.transitions import Refusal, Refused
from vetting import words
from vetting.facts.committee import settings_of
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
    for number, application in enumerate(applications):
        require(actor, Action.DECIDE, application)
        unmet = (*_not_signed(application, number, actor, at), *_not_clean(application, actor, at))
        try:
            if unmet:
                raise Refused(unmet)
            known = (seen or {}).get(application.reference)
            decisions.append(deciding.approve(application, actor=actor, at=at, seen=known))
        except Refused as problem:  # one file that changed meanwhile stops none of the others
            refused.append((application, problem.refusals))
    return Signed(tuple(decisions), tuple(refused))


def why_not(application: Application, *, actor, at) -> tuple[Refusal, ...]:
    """Why a file cannot be signed in a list now; nothing is written."""
    if application.state != "in_review":
        return (Refusal("not_in_review", _("This file does not wait for a decision."), _("Hand it over first.")),)
    return (*_not_signed(application, 0, actor, at), *_not_clean(application, actor, at))


def _not_signed(application, number, actor, at):
    """Why the policy in force lets this reader not sign it: only a director does, or the act is full (domain 8.1 number 69)."""
    said = settings_of(application.organization, day_of(application.organization, at))
    if said["clean_by_director"] and Role.DIRECTOR not in actor.roles:
        yield Refusal("director_signs", _("Only a clinical director signs clean files here."), _("Ask a director."))
    if said["clean_batch"] and number >= said["clean_batch"]:
        message = ngettext("One act signs at most %(count)s file.", "One act signs at most %(count)s files.", said["clean_batch"])
        yield Refusal("batch_full", message % {"count": said["clean_batch"]}, _("Sign it in the next act."))


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
