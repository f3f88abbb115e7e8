"""Asking the therapist about a line: finance asks, she answers on her page, and the days she was asked do not count."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import locked, perform, raise_unmet
from network.workflow.revising import day_of
from payments import guards_exceptions as guards
from payments.duties import Act
from payments.models import InvoiceLine, LineQuestion
from payments.workflow import expecting
from payments.workflow.checking import check
from payments.workflow.invoicing import note_act
from payments.workflow.telling import in_her_words, tell_line

WAITED = _("We waited for an answer from %(first)s to %(last)s.")


def ask(line: InvoiceLine, *, question, key="", actor, at) -> LineQuestion:
    """Ask her one thing; she is told, without detail. Raises Refused where she is asked already, or the line waits for a day."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        raise_unmet([*guards.looking_barred(line, actor, at), *guards.question_given(question)])
        row = LineQuestion(
            organization=line.organization, line=line, key=key if key in line.stops else "", question=question.strip(), asked_at=at,
            asked_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        note_act(line, Act.RESOLVE_LINE, actor=actor, at=at)
        record(row, "line.asked", actor=actor, at=at, after={"stop": row.key, "question": row.question})
        tell_line(line, "line_question", key=row.pk, at=at)
    return row


def answer(question: LineQuestion, *, answer, actor, at) -> LineQuestion:
    """She answers: the line is checked anew, and expected so many working days later as the question waited. Raises Refused."""
    with transaction.atomic():
        perform(question, "give", actor=actor, at=at, answer=answer.strip()[:300])
        _go_on(question, actor, at)
    return question


def withdraw(line: InvoiceLine, *, actor, at) -> LineQuestion:
    """Finance needs no answer any more. Raises Refused where nothing is asked."""
    require(actor, Action.CHECK_LINES, line)
    with transaction.atomic():
        row = line.questions.filter(state="asked").select_related("organization").first()
        if row is None:
            raise_unmet(guards.nothing_asked())
        perform(row, "withdraw", actor=actor, at=at)
        row.line = line
        _go_on(row, actor, at)
    return row


def _go_on(question, actor, at):
    line = question.line
    days = {"first": day_of(line.organization, question.asked_at), "last": day_of(line.organization, at)}
    if line.expected_on is not None:
        later = max(expecting.counted(line, at=at), line.expected_on)
        expecting.move(line, later, in_her_words(line, WAITED, **days), actor=actor, at=at, tells=question.state == "withdrawn")
    check(line, at=at)
