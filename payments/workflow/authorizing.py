"""Issuing authorizations, widening them, and spending their units: a counter that cannot be spent twice."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network.access import Action
from network.events import record, take_turns
from network.queries.people import same_persons
from network.transitions import Refusal, locked, perform, raise_unmet
from network.workflow.revising import day_of, require_any
from payments import words_duties
from payments.facts.terms import rates_on
from payments.models import Authorization, AuthorizationKind
from payments.queries.authorizations import states_of
from payments.workflow.rechecking import hear

ISSUERS = (Action.ISSUE_AUTHORIZATION, Action.RUN)
MOST = 999  # units of one authorization


def authorize(
    *, participation, kind, service, panel=None, client_in="", age_band="", units, first, last, subject_key="", actor, at
) -> Authorization:
    """Allow `units` of a service on days `first` to `last`, both included, to one participation. Raises Refused.

    `kind` is sessions or job; a job has no client. Intake issues it; where a therapist's acceptance of a referral does, the
    caller gives the system's actor, since nobody authorizes her own work. The rates of the day are kept beside it.
    Where licenses are of a state, `client_in` is one: without it no session could ever be paid.
    """
    require_any(actor, ISSUERS, participation)
    organization = participation.organization
    unmet = [*_her_own(participation, actor), *_faults(kind, units, first, last, subject_key), *_nowhere(organization, client_in)]
    raise_unmet(unmet)
    with transaction.atomic():
        schedule, rates = rates_on(organization, service, max(first, day_of(organization, at)))
        row = Authorization(
            organization=organization, reference=_reference(organization), participation=participation, kind=kind, service=service,
            panel=panel, client_in=client_in, age_band=age_band, units=units, first=first, last=last, subject_key=subject_key,
            schedule=schedule, rates=[{"unit": rate.unit, "currency": rate.currency, "minor": rate.minor} for rate in rates],
            issued_at=at, issued_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        after = {"reference": row.reference, "kind": kind, "service": service, "units": units, "first": first, "last": last}
        record(row, "authorization.issued", actor=actor, at=at, after=after)
    return row


def extend(authorization: Authorization, *, units: int, reason: str, last=None, actor, at) -> Authorization:
    """Allow `units` more, with a reason; `last` moves the end of the window out as well. Raises Refused."""
    require_any(actor, ISSUERS, authorization)
    unmet = [*_her_own(authorization.participation, actor), *_units_faults(units)]
    if not reason.strip():
        unmet.append(Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"}))
    raise_unmet(unmet)
    with locked(authorization) as row:
        raise_unmet(_closed(row))
        if row.units + units > MOST:
            raise_unmet(_units_faults(row.units + units))
        before = {"units": row.units, "last": row.last}
        row.units, row.last = row.units + units, max(row.last, last or row.last)
        row.save(update_fields=["units", "last"])
        after = {"units": row.units, "last": row.last}
        record(row, "authorization.extended", actor=actor, at=at, before=before, after=after, reason=reason.strip())
        hear(participation_id=row.participation_id)  # a line may have waited for it
    return authorization


def close(authorization: Authorization, *, closing_form_on=None, actor, at):
    """The help has ended. Sessions that were delivered stay payable. Raises Refused."""
    return perform(authorization, "close", actor=actor, at=at, closing_form_on=closing_form_on)


def end(authorization: Authorization, *, held: int | None = None, actor, at) -> None:
    """The help has ended after so many sessions in all, also where it was closed before: no more than these are reported afterwards.

    `held` None: nobody says how many. Raises Refused where more were reported.
    """
    with locked(authorization) as row:
        if row.state == "issued":
            perform(row, "close", actor=actor, at=at)
        if held is None or (written := None if held >= row.units else held) == row.held:
            return
        if held < row.used:
            words = _("More sessions than that were reported meanwhile.")
            raise_unmet([Refusal("too_few_held", words, _("Open the page again; it says how many."), {"field": "held"})])
        row.held = written
        row.save(update_fields=["held"])
        record(row, "authorization.held", actor=actor, at=at, after={"held": held})


def cancel(authorization: Authorization, *, reason, actor, at):
    """Take it back: nothing more may be delivered on it; what was held before stays payable. Raises Refused without a reason."""
    return perform(authorization, "cancel", actor=actor, at=at, note=reason, reason=reason)


def spend(authorization: Authorization, units: int) -> None:
    """Count delivered units, in the caller's transaction. Raises Refused over the count."""
    rows = Authorization.objects.within(authorization.organization).with_room(units).filter(pk=authorization.pk)
    if not rows.update(used=F("used") + units):
        authorization.refresh_from_db()
        raise_unmet(over(authorization, units))
    authorization.refresh_from_db()


def give_back(authorization: Authorization, units: int) -> None:
    """Units of a session that was taken back may be delivered again; in the caller's transaction."""
    rows = Authorization.objects.within(authorization.organization).filter(pk=authorization.pk, used__gte=units)
    rows.update(used=F("used") - units)
    authorization.refresh_from_db()


def over(authorization: Authorization, units: int) -> list[Refusal]:
    """The refusal of more units than are left; empty when they are there."""
    if units <= authorization.left:
        return []
    if authorization.held is not None:
        return [_over_held(authorization)]
    words = ngettext_lazy(
        "The one authorized unit of %(reference)s is used.", "All %(units)s authorized units of %(reference)s are used.",
        authorization.units,
    ) % {
        "units": authorization.units, "reference": authorization.reference,
    }
    cure = _("Ask for more units; sessions beyond the count are not paid.")
    return [Refusal("over_the_count", words, cure, {"left": authorization.left})]


def _over_held(authorization) -> Refusal:
    """What was not held is the client's again: it may have been given to somebody else by now."""
    words = ngettext_lazy(
        "When %(reference)s ended, %(count)s session was held, as the organization wrote down.",
        "When %(reference)s ended, %(count)s sessions were held, as the organization wrote down.",
        authorization.held,
    ) % {"count": authorization.held, "reference": authorization.reference}
    cure = _("Ask intake: what was held beyond it can be authorized by itself.")
    return Refusal("over_the_count", words, cure, {"left": authorization.left})


def _reference(organization) -> str:
    take_turns(organization.pk)  # two at once get two numbers
    return f"{organization.prefix}-A-{Authorization.objects.within(organization).count() + 1:05d}"


def _her_own(participation, actor):
    """A colleague who is the therapist, too, authorizes nothing that pays herself, under any account."""
    if actor.person_id and participation.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_money", words_duties.OWN_MONEY, _("A colleague does it."))


def _closed(row):
    if row.state != "issued":
        yield Refusal("authorization_closed", _("This authorization is closed."), _("Issue a new one."))


def _faults(kind, units, first, last, subject_key):
    yield from _units_faults(units)
    if first > last:
        yield Refusal("out_of_order", _("The days are out of order."), _("Give the first day, then the last."), {"field": "last"})
    if kind == AuthorizationKind.JOB and subject_key:
        yield Refusal("job_with_client", _("A job has no client."), _("Leave the client out, or authorize sessions."))


def _nowhere(organization, client_in):
    """A license counts in its state alone (domain 3.1): the country says nothing where licenses are of states."""
    if client_in in ("", organization.country) and states_of(organization).exists():
        cure = _("Say the state: licenses are of a state, and without it nothing is paid.")
        yield Refusal("no_state", _("It is not said in which state the client is."), cure, {"field": "client_in"})


def _units_faults(units):
    if type(units) is not int or not 1 <= units <= MOST:
        words = _("Units are a whole number from 1 to %(most)s.") % {"most": MOST}
        yield Refusal("units_wrong", words, _("Enter how many units are authorized."), {"field": "units"})
