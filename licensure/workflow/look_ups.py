"""Asking registers by software. What comes back is *obtained*, with the raw answer beside it; a named person verifies
it, or the documented rule where the organization switched that on.

A register that fails is asked again by its job's back-off; when the job gives up, the check says that its source is unavailable,
which is never "not found". Each failure is told in the file, with what came back.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from licensure.facts.board_files import with_measures
from licensure.facts.questions import ASKABLE, at_address, obstacles, question_of, title_of, values_of
from licensure.models import RegisterHealth, Verification
from licensure.sources.answers import Answer, Outcome
from licensure.sources.fetching import Fetcher
from licensure.words_sources import reason_words
from licensure.workflow.by_rule import verify_by_rule
from licensure.workflow.verifications import mark_unavailable, obtain
from network import jobs
from network.access import Action, require, system
from network.documents import keep_own
from network.events import record
from network.transitions import Refused, locked, perform
from network.workflow.revising import day_of

JOB = "licensure.look_up"
EVERY = timedelta(seconds=1)  # between two questions to one register, over all workers
LONGEST_QUEUE = timedelta(seconds=20)
METHODS = {"file": "file"}  # how an answer of this channel was got; any other was looked up on the web
KEPT_AS = {"text/xml": ".xml", "application/xml": ".xml", "application/soap+xml": ".xml", "application/json": ".json"}
fetch = Fetcher(attempts=2, every=0.0)  # the pace is kept in the database; further attempts are the job's


class SourceUnavailable(Exception):
    """The register did not answer; the job's back-off asks it again."""


def ask_register(check, *, actor, at):
    """Have the register asked. The check is *requested* from now, and the job runs in a moment. Raises Refused."""
    require(actor, Action.OBTAIN, check)
    with locked(check):
        if unmet := obstacles(check):
            raise Refused(unmet)
        question = question_of(check)
        told = {"source": question.source.name, "query": question.words}
        if check.state == "required":
            event = perform(check, "ask", actor=actor, at=at, source=question.source.name, detail=told)
        else:
            event = record(check, "verification.asked_again", actor=actor, at=at, detail=told)
        asked = at.isoformat()
        jobs.enqueue(JOB, key=f"{check.pk}:{asked}", organization=check.organization, verification_id=check.pk, asked=asked)
    return event


def ask_what_can_be_asked(checks, *, actor, at) -> int:
    """Have every register asked that answers one of these checks; the number of questions."""
    asked = [check for check in checks if check.state == "required" and not obstacles(check)]
    for check in asked:
        ask_register(check, actor=actor, at=at)
    return len(asked)


def wait_for_turn(key: str, *, now: datetime) -> timedelta:
    """Take the next turn at a register and say how long it is until then. Raises SourceUnavailable when the queue is long."""
    with transaction.atomic():
        RegisterHealth.objects.get_or_create(key=key)
        row = RegisterHealth.objects.select_for_update().get(key=key)
        turn = max(now, row.turn_at or now)
        if turn - now > LONGEST_QUEUE:
            raise SourceUnavailable(f"{key}: others ask it first")
        row.turn_at = turn + EVERY
        row.save(update_fields=["turn_at"])
    return turn - now


def look_up(check: Verification, *, asked: str, at: datetime, ask=None) -> Answer | None:
    """Ask, and keep what came: once, however often the job runs. None when somebody answered meanwhile.

    Raises SourceUnavailable after noting the failure.
    """
    question = question_of(check) if check.state in ASKABLE else None
    if question is None:
        return None
    source = at_address(question.source)
    answer = source.look_up(question.query, ask or fetch, on=at.astimezone(ZoneInfo(source.zone)).date())
    if source.channel != "file":
        note_health(source.key, answer, at=at)
    if answer.outcome == Outcome.UNAVAILABLE:
        _tell_failure(check, question, answer, asked=asked, at=at)
        if source.channel == "file":  # asking it again says the same
            _say_unavailable(check, question, answer.reason, answer.detail, at=at)
            return answer
        raise SourceUnavailable(f"{source.key}: {answer.reason} {answer.detail}".strip())
    if title := title_of(check):
        answer = with_measures(answer, check.organization, title.register, title.key)
    _keep(check, question, answer, asked=asked, at=at)
    return answer


def note_health(key: str, answer: Answer, *, at: datetime) -> RegisterHealth:
    """Remember that the register answered, of which day its data was, or why it did not."""
    with transaction.atomic():
        RegisterHealth.objects.get_or_create(key=key)
        row = RegisterHealth.objects.select_for_update().get(key=key)
        row.asked_at = at
        if answer.outcome == Outcome.UNAVAILABLE:
            row.failed_at, row.failures = at, row.failures + 1
            row.reason, row.detail = answer.reason, answer.detail
        else:
            row.answered_at, row.failures, row.data_as_of = at, 0, answer.as_of
        row.save()
    return row


def give_up(check: Verification, *, at: datetime):
    """The job gave up: the check's source is unavailable, in the organization's language. Nothing when it was answered."""
    question = question_of(check)
    if question is None or check.state not in ("required", "requested"):
        return None
    health = RegisterHealth.objects.filter(key=question.source.key).first()
    failed = health if health and health.failures else None
    return _say_unavailable(check, question, failed and failed.reason, failed and failed.detail, at=at)


def _say_unavailable(check, question, reason, detail, *, at):
    with translation.override(check.organization.language):
        said = reason_words(reason, detail) if reason else ""
        comment = f"{question.source.name}: {said}" if said else str(_("%(name)s was not reached.") % {"name": question.source.name})
    return mark_unavailable(check, comment=comment, source=question.source.name, actor=_software(check), at=at)


def _keep(check, question, answer, *, asked, at):
    day = min(answer.as_of or at.astimezone(ZoneInfo(question.source.zone)).date(), day_of(check.organization, at))
    with jobs.once(f"{JOB}:{check.pk}:{asked}") as first:
        if not first:
            return
        document = _stored(check, question, answer, "artefact", at=at)
        found = answer.record
        obtain(
            check, actor=_software(check), at=at, method=METHODS.get(question.source.channel, "web_lookup"),
            source=question.source.name, query=question.words, as_of=day,
            good_through=found.last if found else None, values=values_of(answer), artefact=document,
        )
        verify_by_rule(check, at=at)


def _tell_failure(check, question, answer, *, asked, at):
    """In the file once per question and kind of failure, so that attempts do not flood it."""
    with jobs.once(f"{JOB}:{check.pk}:{asked}:{answer.reason}") as first:
        if not first:
            return
        told = {"source": question.source.name, "query": question.words, "reason": answer.reason, "detail": answer.detail}
        document = _stored(check, question, answer, "failed_answer", at=at) if answer.raw else None
        kept = {"document": {"reference": str(document.reference), "sha256": document.sha256}} if document else {}
        record(check, "verification.look_up_failed", actor=_software(check), at=at, detail=told, **kept)


def _stored(check, question, answer, kind, *, at):
    """The answer's bytes as they came, under a type no browser runs."""
    ending = KEPT_AS.get(answer.content_type, ".txt")
    return keep_own(
        owner=check.organization, kind=kind, content=answer.raw, actor=_software(check), at=at,
        content_type=answer.content_type if answer.content_type in KEPT_AS else "application/octet-stream",
        filename=f"{question.source.key}-{check.pk}{ending}",
    )


def _software(check):
    return system("look-up", check.organization)
