"""A whole network moves in: each row on its own, so that one who may not come in holds nobody up."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from licensure.workflow.screening import screen_practitioner
from network.access import Action, require, system
from network.models import Practitioner
from network.transitions import Refusal, Refused
from vetting.models import Decision
from vetting.workflow.importing import import_person, recognize
from vetting.workflow.moving_in import original, take_over


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one row: its recorded decision, or every reason why it was left out."""

    row: int
    name: str
    practitioner: Practitioner | None
    decision: Decision | None
    refusals: tuple[Refusal, ...] = ()


def move_in(movers, *, organization, actor, at, asked=(), same=None) -> list[Moved]:
    """Record every row that may be recorded; the others are named with their reasons. Doing it again adds nothing.

    `asked` are the rows that may be somebody known here (`vetting.queries.known_movers`); `same` says of each which therapist
    it is, or None for somebody new. What nobody said stays out.

    `movers` are rows of `vetting.resources_moving`. Who may be on a list is screened first and stays with the organization,
    so that two people can judge the match and the row can be recorded after that.
    """
    require(actor, Action.RECORD_NETWORK, organization)
    said = same or {}
    return [_one(mover, organization, actor, at, mover.claims.row in asked, said) for mover in movers]


def _one(mover, organization, actor, at, asked, said) -> Moved:
    practitioner, row = None, mover.claims.row
    try:
        if asked and row not in said:
            raise Refused([Refusal("maybe_known", _("This may be somebody you know already."), _("Say who it is, then record it again."))])
        if known := said.get(row):
            recognize(mover.claims, practitioner=known, organization=organization, actor=actor, at=at)
            if decided := _decided(organization, known):
                return Moved(row, mover.claims.name, known, decided)
        practitioner = import_person(mover.claims, organization=organization, actor=actor, at=at).practitioner
        clockwork = system("moving in", organization)
        screen_practitioner(organization=organization, practitioner=practitioner, actor=clockwork, at=at)
        decision = take_over(
            organization=organization, practitioner=practitioner, due_on=mover.due_on, terms_on=mover.terms_on,
            record=original(
                decided_on=mover.decided_on, body=mover.decided_by, named=mover.document, delegated=mover.delegated,
                audited_on=mover.audited_on,
            ),
            jurisdictions=[mover.claims.license_jurisdiction], services=list(mover.services), past_due=mover.past_due, actor=actor, at=at,
        )
    except Refused as refused:
        return Moved(mover.claims.row, mover.claims.name, practitioner, None, refused.refusals)
    return Moved(mover.claims.row, mover.claims.name, practitioner, decision)


def _decided(organization, practitioner) -> Decision | None:
    """The decision that counts for somebody who is in the network already: it stands, and the roster adds none."""
    rows = Decision.objects.within(organization).filter(application__practitioner=practitioner, outcome="approved")
    return rows.filter(application__state="approved").order_by("-pk").first()
