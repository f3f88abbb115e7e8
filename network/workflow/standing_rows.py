"""Accepting terms, and recording what was decided and what was verified."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Acceptance, Cover, Grant
from network.standing_stored import amounts_stored, basis_stored, overlap
from network.transitions import Refusal, Refused
from network.workflow.participation import activate_when_ready, deny_everything
from network.workflow.revising import day_of, require_any, revise, write


def accept_terms(*, participation, kind, actor, at, version="", rates="", origin="own", first=None) -> Acceptance:
    """She accepts the referral or the payment terms, from today. Accepting the same version twice adds nothing.

    `rates`: the version of the fee schedule that stood beside the payment terms, empty where none is known.
    `origin` "recorded" is for an existing agreement entered by staff; only then may `first` lie in the past.
    """
    require_any(actor, (Action.RECORD_NETWORK if origin == "recorded" else Action.ACCEPT_TERMS,), participation)
    organization = participation.organization
    rows = Acceptance.objects.within(organization).current().filter(participation=participation, kind=kind)
    with transaction.atomic():
        known = rows.filter(version=version, last=None)
        row = (known.filter(rates=rates) if rates else known).first()
        if row is None:
            on = first if first and origin == "recorded" else day_of(organization, at)
            row = write(
                Acceptance, "terms.accepted", participation=participation, actor=actor, at=at, first=on,
                zone=organization.zone, kind=kind, version=version, rates=rates, origin=origin,
            )
            activate_when_ready(participation, at=at)
    return row


def record_grant(
    *, participation, service, jurisdictions, first, last, decision, actor, at, serve_until=None,
    requires=("authority", "insurance"), minimums=None, limits=None, panel=None, every_panel=False,
) -> Grant:
    """Write down what a decision grants, from `first` (never before today) through `last`, the vetting due date.

    `service` "" is every service, `jurisdictions` None everywhere, `panel` None the network itself. `minimums` maps an
    amount's name to {currency: minor units}, `limits` may hold `modes` and `age_bands`. Raises Refused.
    """
    require_any(actor, (Action.DECIDE, Action.RECORD_NETWORK, Action.RUN), participation)
    if first < day_of(participation.organization, at):
        message = _("A grant cannot begin before the decision is recorded.")
        raise Refused([Refusal("grant_in_the_past", message, _("Let it begin today."))])
    with transaction.atomic():
        row = write(
            Grant, "grant.recorded", participation=participation, actor=actor, at=at, service=service,
            jurisdictions=None if jurisdictions is None else sorted(jurisdictions), first=first, last=last,
            zone=participation.organization.zone, serve_until=serve_until, requires=sorted(requires),
            minimums=minimums or {}, limits=limits or {}, panel=panel, every_panel=every_panel, decision=decision,
            decided_at=at,
        )
        activate_when_ready(participation, at=at)
    return row


def record_denial(*, participation, decision, on, actor, at, service="", jurisdictions=None) -> Grant:
    """A denial, or an approval vacated: every grant is replaced from day `on`; with places, only there for the service."""
    require_any(actor, (Action.DECIDE, Action.VACATE, Action.NOT_ACCEPT), participation)
    scope = {} if jurisdictions is None else {"service": service, "jurisdictions": sorted(jurisdictions)}
    return deny_everything(participation=participation, decision=decision, on=on, actor=actor, at=at, **scope)


def move_coming(*, grant, first, reason, actor, at) -> Grant:
    """A grant or denial that has not begun begins on another day, or with no `first` not at all. Raises Refused once it has begun."""
    require_any(actor, (Action.DECIDE, Action.RUN), grant)
    if grant.first <= day_of(grant.organization, at):
        message = _("It has begun already; what has passed is not changed.")
        raise Refused([Refusal("begun_already", message, _("A new decision counts from today."))])
    if first is None:
        return revise(grant, "grant.held_back", actor=actor, at=at, why=reason, void=True)
    return revise(grant, "grant.put_off", actor=actor, at=at, why=reason, first=first)


def move_end(*, grant, last, reason, actor, at) -> Grant:
    """The vetting behind a grant is due on another day: its last day and the last day of sessions move together."""
    require_any(actor, (Action.DECIDE, Action.RUN), grant)
    serve = last + (grant.serve_until - grant.last) if grant.serve_until else None
    return revise(grant, "grant.end_moved", actor=actor, at=at, why=reason, last=last, serve_until=serve)


RECORDERS = (Action.VERIFY, Action.OBTAIN, Action.RECORD_NETWORK)


def record_cover(
    *, participation, kind, bases, actor, at, key="", jurisdiction="", service="", modes=None, practitioner_in=None,
    amounts=None, verification="", source="",
) -> Cover:
    """Write down verified evidence. A cover needs no decision and may begin before it was verified.

    `bases` are `network.standing.Basis`: every one must cover a day. `amounts` maps a name to Money. Empty strings and
    None mean every place, service, mode. The same evidence for the same place and service (or the same `key`) recorded
    again revises its cover, so that a shorter license never hides behind what was recorded before; nothing happens when
    nothing differs.
    """
    require_any(actor, RECORDERS, participation)
    first, last = overlap(bases)
    key = key or _evidence_key(kind, jurisdiction, service, practitioner_in, bases)
    fields = {
        "kind": kind, "jurisdiction": jurisdiction, "service": service, "modes": _listed(modes),
        "practitioner_in": _listed(practitioner_in), "amounts": amounts_stored(dict(amounts or {})),
        "bases": [basis_stored(basis) for basis in bases], "verification": verification, "source": source,
        "first": first, "last": last, "zone": bases[0].span.zone,
    }
    mine = Cover.objects.within(participation.organization).filter(participation=participation)
    current = mine.filter(key=key, superseded_at=None).first()
    if current is None:
        return write(Cover, "cover.recorded", participation=participation, actor=actor, at=at, key=key, **fields)
    if not current.void and all(getattr(current, name) == value for name, value in fields.items()):
        return current
    return revise(current, "cover.revised", actor=actor, at=at, **fields)


def _evidence_key(kind, jurisdiction, service, practitioner_in, bases) -> str:
    """One key for what the same licenses or policy say about the same place and service, whatever days they say."""
    where = ",".join(sorted(practitioner_in)) if practitioner_in is not None else "*"
    named = "|".join([kind, jurisdiction, service, where, *sorted(basis.key for basis in bases)])
    return hashlib.sha256(named.encode()).hexdigest()[:40]


def _listed(codes):
    return None if codes is None else sorted(codes)


def correct_cover(*, cover, bases, reason, actor, at) -> Cover:
    """The evidence says other days than were recorded: every answer moves by itself, forwards and backwards."""
    require_any(actor, RECORDERS, cover)
    first, last = overlap(bases)
    stored = [basis_stored(basis) for basis in bases]
    return revise(cover, "cover.corrected", actor=actor, at=at, why=reason, bases=stored, first=first, last=last)


def void_cover(*, cover, reason, actor, at) -> Cover:
    """The evidence was recorded in error: it never was."""
    require_any(actor, RECORDERS, cover)
    return revise(cover, "cover.voided", actor=actor, at=at, why=reason, void=True)
