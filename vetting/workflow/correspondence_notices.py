"""Letters that are no decision: rights, receipt, closing, reminders, renewal, endings, leaving, leave (domain 6)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from network.models import Hold, Letter, Message, Participation
from vetting.facts import letters_notices as facts
from vetting.facts.letters import conditional_context, provisional_context
from vetting.models import Application
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import language_for, tell, write, write_only
from vetting.workflow.posting import Post


def _file(reference) -> Application:
    rows = Application.objects.everywhere(reason="a job loads its row by reference")
    return rows.select_related("organization", "practitioner__person").get(reference=reference)


def write_rights(*, reference, at):
    """Her rights, what is asked and what is done with it, when an application is begun (L1)."""
    file = _file(reference)
    with translation.override(language_for(file)):
        context = facts.rights_context(file, day_of(file.organization, file.opened_at))
    write_only(file, "rights", context, key=f"rights:{reference}", at=at, reference=reference)
    if not Message.objects.within(file.organization).filter(key=f"over:{reference}").exists():  # that mail says it already
        tell(file, "letter", key=f"mail:rights:{reference}", at=at, reference=reference)


def acknowledge(*, reference, at):
    """Her application arrived (L2): one letter, one mail."""
    file = _file(reference)
    with translation.override(language_for(file)):
        context = facts.receipt_context(file)
    write_only(file, "receipt", context, key=f"receipt:{reference}", at=at, reference=reference)
    tell(file, "acknowledged", key=f"acknowledged:{reference}", at=at, reference=reference)


def tell_closed(*, reference, at):
    """Her file was closed without a decision, by her or because nobody completed it (L7): one letter, one mail."""
    file = _file(reference)
    key, closed_on = f"closed:{reference}", day_of(file.organization, file.state_since)
    with translation.override(language_for(file)):
        context = facts.closed_context(file, closed_on)
    write_only(file, "closed", context, key=key, at=at, reference=reference)
    tell(file, "lapsed" if file.state == "lapsed" else "letter", key=f"mail:{key}", at=at, reference=reference)


def remind_of(organization, files: dict, *, grace: int, at) -> None:
    """One reminder of everything still open in each file (L5), where a rung of the ladder was reached that was not told yet.

    `files`: by file its open questions and the rungs reached. `grace`: the organization's days after the day to answer by.
    """
    post, on = Post(organization, at=at), day_of(organization, at)
    told = _told(organization, "reminder", {file.practitioner_id: file.reference for file in files})
    for file, (requests, steps) in files.items():
        new = set(steps) - told[file.reference]
        if new:
            key = f"remind:{file.reference}:{_digest(new)}"
            with translation.override(language_for(file)):
                context = facts.reminder_context(file, requests, steps, on=on, grace=grace)
            post.letter(file, "reminder", context, key=key, reference=file.reference)
            post.mail(file, "information_request", key=f"mail:{key}", reference=file.reference, until=context["due_on"])
    post.send()


def tell_endings(organization, people: dict, *, at) -> None:
    """One letter and one mail to each of these about all of her evidence that ends (L13), where a rung was reached that was not told yet.

    `people`: by participation what ends.
    """
    post, places = Post(organization, at=at), facts.places_of(people.values())
    told = _told(organization, "expiry", {row.practitioner_id: row.practitioner.reference for row in people})
    for participation, endings in people.items():
        new = {each.rung for each in endings} - told[participation.practitioner.reference]
        if new:
            key = f"expiry:{participation.pk}:{_digest(new)}"
            with translation.override(language_for(participation)):
                context = facts.expiry_context(participation, endings, places)
            post.letter(participation, "expiry", context, key=key, reference=participation.practitioner.reference)
            stops = context["effects"] != ["asked_again"]
            post.mail(participation, "expiry_reminder", key=f"mail:{key}", until=context["items"][0]["last"], stops=stops)
    post.send()


def _told(organization, kind, whom: dict[int, str]) -> defaultdict:
    """The rungs that letters of this kind have told of, by what they are about. `whom`: by practitioner."""
    rows = Letter.objects.within(organization).filter(practitioner__in=whom, kind=kind, about__in=whom.values())
    told = defaultdict(set)
    for about, context in rows.values_list("about", "context"):
        told[about] |= set(context.get("steps", ()))
    return told


def _digest(steps) -> str:
    return hashlib.sha256("|".join(sorted(steps)).encode()).hexdigest()[:20]


def write_renewal(renewal, *, due_on: date, key: str, at, late_until: date | None = None):
    """A notice that her next vetting is due or overdue (L12), as a letter; its mail is the caller's."""
    with translation.override(language_for(renewal)):
        context = facts.renewal_context(renewal, due_on=due_on, on=day_of(renewal.organization, at), late_until=late_until)
    write_only(renewal, "renewal", context, key=key, at=at, reference=renewal.reference)


@dataclass(frozen=True, slots=True)
class Rung:
    """A renewal whose ladder reached a step, by the key of its mail: the day it is due, and the last day for a late one."""

    renewal: Application
    key: str
    due_on: date
    late_until: date
    late: bool


def remind_to_renew(organization, rungs: list[Rung], *, at) -> None:
    """One letter and one mail for each of these steps that was not told yet."""
    post, on, told = Post(organization, at=at), day_of(organization, at), _written(organization, rungs)
    for rung in rungs:
        if rung.key not in told:
            renewal, days = rung.renewal, {"due_on": rung.due_on, "late_until": rung.late_until}
            with translation.override(language_for(renewal)):
                context = facts.renewal_context(renewal, on=on, **days)
            post.letter(renewal, "renewal", context, key=f"letter:{rung.key}", reference=renewal.reference)
            kind, said = "renewal_late" if rung.late else "renewal_reminder", {"until": rung.due_on, "last": rung.late_until}
            post.mail(renewal, kind, key=rung.key, reference=renewal.reference, **said)
    post.send()


def _written(organization, rungs) -> set[str]:
    """Those of which both the letter and the mail are written: an address may have come since the letter."""
    letters = Letter.objects.within(organization).filter(key__in=[f"letter:{rung.key}" for rung in rungs])
    mails = Message.objects.within(organization).filter(key__in=[rung.key for rung in rungs])
    return {key.removeprefix("letter:") for key in letters.values_list("key", flat=True)} & set(mails.values_list("key", flat=True))


def write_conditional(decision, conditions: Iterable, *, at):
    """An approval with conditions or for a short term (L9), with one mail without detail."""
    file = decision.application
    with translation.override(language_for(file)):
        context = conditional_context(decision, conditions)
    write(file, "conditional", context, key=f"letter:{decision.key}", at=at, reference=file.reference)


def write_provisional(file, *, starts_on: date, ends_on: date, limits=(), open_items=(), at):
    """A provisional approval (L11), given once, with one mail without detail."""
    with translation.override(language_for(file)):
        context = provisional_context(file, starts_on=starts_on, ends_on=ends_on, limits=limits, open_items=open_items)
    write(file, "provisional", context, key=f"provisional:{file.reference}", at=at, reference=file.reference)


def tell_leaving(*, participation_id, step, at):
    """She leaves, at her own word (L16) or by notice of the organization without an action: one letter, one mail."""
    rows = Participation.objects.everywhere(reason="a job loads its row by id")
    row = rows.select_related("organization", "practitioner__person").get(pk=participation_id)
    hold = Hold.objects.within(row.organization).filter(participation=row, source=step).order_by("-pk").first()
    if row.last_day is None or hold is None:
        return
    with translation.override(language_for(row)):
        context = facts.leaving_context(row, reason=hold.comment, on=hold.first)
    kind = "resignation" if step == "resign" else "termination"
    write(row, kind, context, key=f"leaving:{hold.key}", at=at, reference=row.practitioner.reference)


def tell_leave(*, hold_id, at):
    """Her leave is confirmed (L19): one letter, one mail."""
    rows = Hold.objects.everywhere(reason="a job loads its row by id")
    hold = rows.select_related("participation__organization", "participation__practitioner__person").get(pk=hold_id)
    row = hold.participation
    with translation.override(language_for(row)):
        context = facts.leave_context(hold)
    write(row, "leave", context, key=f"leave:{hold.key}", at=at, reference=row.practitioner.reference)
