"""On what terms the committee votes about a file: written down before the vote, or voted on anew."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record, serialize
from network.transitions import Refusal, Refused, locked
from vetting.guards_meetings import chairs_it
from vetting.guards_terms import terms_are_whole
from vetting.models import AgendaItem
from vetting.queries.committee import GOING_ON, closed_to, committee_on, counted_on
from vetting.queries.judging import day_of
from vetting.terms import Terms
from vetting.workflow.outcomes import due_after
from vetting.workflow.telling import tell_to_vote_again


def set_terms(item: AgendaItem, terms: Terms | None, *, actor, at):
    """What an approval of this file would ask; None for an approval without terms. Raises Refused.

    Saying the same again is no change: it leaves the votes as they are, and no event (None is returned).
    Whoever prepares or sits writes it before the vote. After a vote only the chair does, and the members vote again.
    """
    require(actor, Action.PREPARE_MEETING if Action.PREPARE_MEETING in actor.actions else Action.DECIDE, item)
    with locked(item):
        serialize(item)
        voted = item.votes.filter(round=item.round).exists()
        if unmet := list(_unmet(item, terms, voted, actor, at)):
            raise Refused(unmet)
        before, said = item.terms, terms.stored() if terms else None
        if said == before:
            return None  # the same again changes nothing: the votes stand
        item.terms = said
        if voted:
            tell_to_vote_again(item, before=item.round, at=at)
        item.round += voted
        item.save(update_fields=["terms", "round"])
        return record(item, "agenda.terms_set", actor=actor, at=at, before=before, after={"round": item.round, **(item.terms or {})})


def _unmet(item, terms, voted, actor, at):
    if item.state != "open" or item.meeting.state not in GOING_ON:
        yield Refusal("settled", _("This is settled."), _("Nothing is left to vote on."))
    closed = closed_to(item.application, actor)
    if voted:
        committee = committee_on(item.organization, counted_on(item.meeting, at))
        yield from chairs_it(item, actor=actor, at=at, committee=committee, closed=closed)
    elif closed:
        yield Refusal("recused", _("You take no part in this file."), _("Somebody else writes the terms."))
    full = due_after(item.application, day_of(item.organization, at))
    yield from terms_are_whole(item.application, actor=actor, at=at, terms=terms, full_due=full)
