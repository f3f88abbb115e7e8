"""Reporting a session on a phone: refused where it cannot be, warned one before the last, and the invoice builds itself.

What was wrong she corrects or takes back until finance took it up: what she had reported is kept, and what was sent is credited.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import news
from network.access import Action, require
from network.events import record
from network.formats import day as day_words
from network.transitions import Refusal, Refused, perform, raise_unmet, refusals
from network.workflow.revising import day_of
from payments.facts.pricing import client_units
from payments.facts.reporting import day_where, last_day_to_report
from payments.models import Authorization, AuthorizationKind, Session, Unit
from payments.workflow import crediting, line_postings
from payments.workflow.authorizing import give_back, over, spend
from payments.workflow.invoicing import claim

SET_RIGHT = ("draft", "submitted", "matched", "exception", "declined")  # of lines: while she may correct what she reported


@dataclass(frozen=True, slots=True)
class Logged:
    """A reported session; `left` units of the client remain. `last_but_one`: the next is the last one. `unpaid`: why no line was made."""

    session: Session
    left: int
    last_but_one: bool
    unpaid: str


def log(
    authorization: Authorization, *, day, attendance="attended", mode, unit=Unit.SESSION, units=1, client_in="", practitioner_in="",
    final=False, corrects=None, actor, at,
) -> Logged:
    """She reports one session, or one entry of a job. `day` is the wall date where the client was. Raises Refused with every reason.

    `corrects`: the session she had reported otherwise and has taken back.
    """
    require(actor, Action.LOG_SESSION, authorization)
    with transaction.atomic():
        row = Authorization.objects.within(authorization.organization).select_for_update().get(pk=authorization.pk)
        client_in = client_in or row.client_in
        spent = _spent(row, day, attendance, unit, units)
        raise_unmet([*_days(row, day, client_in, at), *_twice(row, day, unit), *_kind(row, unit, units), *over(row, spent)])
        session = Session(
            organization=row.organization, authorization=row, day=day, attendance=attendance, mode=mode, unit=unit, units=units,
            spent=spent, client_in=client_in, practitioner_in=practitioner_in, final=final, corrects=corrects, logged_at=at,
            logged_by_id=actor.person_id,
        )
        session.full_clean()
        session.save()
        if spent:
            spend(row, spent)
        told = {"authorization": row.reference, "day": day, "attendance": attendance, "units": units}
        if corrects is not None:
            told["corrects"] = corrects.day
        record(session, "session.logged", actor=actor, at=at, after=told)
        unpaid = claim(session, actor=actor, at=at)
        if final:
            news.publish("case.ended", organization_id=row.organization_id, authorization=row.reference)
    authorization.refresh_from_db()
    return Logged(session, authorization.left, authorization.left == 1 and spent > 0 and row.state == "issued", unpaid)


def correct(session: Session, *, day, attendance="attended", mode, unit=Unit.SESSION, units=1, final=False, actor, at) -> Logged:
    """She had reported it otherwise than it was: taken back and reported anew, both or neither. Raises Refused with every reason."""
    given = {"day": day, "attendance": attendance, "mode": mode, "unit": unit, "units": units, "final": final}
    if all(getattr(session, name) == value for name, value in given.items()):
        raise_unmet([Refusal("nothing_changed", _("Nothing is different."), _("Change what was wrong, or leave it as it is."))])
    places = {"client_in": session.client_in, "practitioner_in": session.practitioner_in}
    try:
        with transaction.atomic():
            take_back(session, actor=actor, at=at)
            return log(session.authorization, **given, **places, corrects=session, actor=actor, at=at)
    except Refused:
        session.refresh_from_db()
        raise


def take_back(session: Session, *, actor, at) -> Session:
    """She reported it by mistake: the units are the client's again, and what was sent in is credited. Raises Refused."""
    require(actor, Action.LOG_SESSION, session)
    with transaction.atomic():
        Authorization.objects.within(session.organization).select_for_update().get(pk=session.authorization_id)  # as `log` does first
        row = Session.objects.within(session.organization).select_for_update().get(pk=session.pk)
        line = row.lines.exclude(state="withdrawn").select_for_update().first()  # nobody approves it meanwhile
        raise_unmet(settled(row, line, actor=actor, at=at))
        row.taken_back_at = at
        row.save(update_fields=["taken_back_at"])
        give_back(row.authorization, row.spent)
        record(row, "session.taken_back", actor=actor, at=at)
        if line is not None and line.state != "declined":
            perform(line, "withdraw", actor=actor, at=at)
            line_postings.reverse(line, at=at)
            crediting.credit(line, "withdrawn", at=at)
    session.refresh_from_db()
    return session


def settled(session: Session, line, *, actor, at) -> list[Refusal]:
    """Why she neither corrects it nor takes it back now; `line`: the one that claims it. What was declined may be reported anew."""
    if session.taken_back_at is not None or (line is not None and line.state not in SET_RIGHT):
        words = _("This session is settled, or was taken back already.")
        return [Refusal("session_sent", words, _("Ask the organization to decline the line."))]
    if line is None or line.state == "draft":
        return []
    last = last_day_to_report(session.authorization, session.day)
    if day_of(session.organization, at) > last:
        words = _("It could be corrected through %(day)s.") % {"day": day_words(last)}
        return [Refusal("corrected_late", words, _("Ask the organization: it can authorize it by itself."))]
    return [] if line.state == "declined" else list(refusals(line, "withdraw", actor=actor, at=at))


def _spent(row, day, attendance, unit, units) -> int:
    """Units of the authorization: of sessions as the terms say; of a job the hours alone, kilometers and amounts come beside."""
    if row.kind == AuthorizationKind.JOB:
        return units if unit == Unit.HOUR else 0
    return client_units(row.organization, day, attendance, units)


def _days(row, day, client_in, at):
    if day > _today(row, client_in, at):
        words = _("This day has not come yet where the client is.")
        yield Refusal("session_ahead", words, _("Report the session when it has taken place."), {"field": "day"})
    if day < row.first:
        words = _("The authorization counts from %(day)s.") % {"day": day_words(row.first)}
        cure = _("Sessions before it are not paid. Ask the organization if it was agreed earlier.")
        yield Refusal("before_authorization", words, cure, {"field": "day"})
    if day > row.last:
        words = _("The authorization ran through %(day)s.") % {"day": day_words(row.last)}
        yield Refusal("after_authorization", words, _("Ask for more time before you go on."), {"field": "day"})
    if row.state != "issued":
        yield from _ended(row, day, client_in, at)


def _ended(row, day, client_in, at):
    """Judged by the day of the session: what was held before the end is reported within the days of the terms (domain 2.9)."""
    ended = _today(row, client_in, row.ended_at) if row.ended_at else None
    if ended is None or day > ended:
        words = _("This authorization ended on %(day)s.") % {"day": day_words(ended)} if ended else _("This authorization is closed.")
        cure = _("Sessions held until then can be reported. Ask the organization for a new authorization.")
        yield Refusal("authorization_closed", words, cure, {"field": "day"})
    elif day_of(row.organization, at) > (last := last_day_to_report(row, day)):
        words = _("It could be reported through %(day)s.") % {"day": day_words(last)}
        yield Refusal("reported_late", words, _("Ask the organization: it can authorize it by itself."), {"field": "day"})


def _twice(row, day, unit):
    if Session.objects.within(row.organization).counting().filter(authorization=row, day=day, unit=unit).exists():
        words = _("You have reported this day already.")
        yield Refusal("session_twice", words, _("One session a day counts. Take the first one back if it was wrong."), {"field": "day"})


def _kind(row, unit, units):
    if (row.kind == AuthorizationKind.SESSIONS) is not (unit == Unit.SESSION):
        words = _("This unit does not belong to what was authorized.")
        yield Refusal("unit_wrong", words, _("Choose another unit."), {"field": "unit"})
    if units < 1 or (row.kind == AuthorizationKind.SESSIONS and units != 1):
        yield Refusal("units_wrong", _("A session is one unit."), _("Report each session by itself."), {"field": "units"})


def _today(row, client_in, at):
    return day_where(row.organization, client_in, at)
