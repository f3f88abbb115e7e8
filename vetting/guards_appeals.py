"""Guards of the appeal's machine: in time, by whom, before whom. Each yields every refusal it knows, with what would cure it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licensure.queries import verifiers_of
from network.duties import bars
from network.formats import day, listed
from network.guards import today
from network.models import Task
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting.guards import gives_reason, not_own_file
from vetting.guards_interests import takes_part_in_appeal


def parts_in(appeal) -> set[int]:
    """Everybody who took part in what is appealed: who verified, proposed, voted, decided, signed second or reviewed it; by person."""
    if appeal.action:
        return {appeal.action.proposed_by_id, appeal.action.noticed_by_id, *_reviewed(appeal.action)} - {None}
    decision = appeal.decision
    application = decision.application
    found = {decision.decided_by_id, decision.second_by_id}
    # whoever voted on the file took part, also at a meeting that tabled it and in a round that was voted anew
    found |= set(application.agenda_items.values_list("votes__person", flat=True))
    found |= set(application.proposals.values_list("proposed_by", flat=True)) | set(verifiers_of(application.reference))
    return found - {None}


def _reviewed(action) -> set[int]:
    """Who said at a review that a suspension stays; who is only named for a review has not taken part yet."""
    if action.kind != "summary_suspension":
        return set()
    rows = Task.objects.within(action.organization).filter(done_at__isnull=False)
    return set(rows.filter(Q(key=f"review:{action.key}") | Q(key__startswith=f"review:{action.key}:")).values_list("done_by", flat=True))


def in_time(appeal, *, actor, at, on=None, **inputs):
    """Asked for on the last day or before; the day after it is too late (domain 5.6), unless a director gave more days."""
    if (on or today(appeal, at)) > appeal.until:
        yield Refusal(
            "too_late", _("The last day to appeal was %(day)s.") % {"day": day(appeal.until)},
            _("A clinical director of %(name)s may extend the time; write why it came late.") % {"name": appeal.organization.name},
        )


def says_why(appeal, *, actor, at, grounds="", **inputs):
    """It says what is disagreed with."""
    if not grounds.strip():
        yield Refusal("no_grounds", _("It does not say why."), _("Write what you disagree with."))


def day_is_possible(appeal, *, actor, at, on=None, **inputs):
    """It came in after the decision and not in the future."""
    if on is None or on > today(appeal, at):
        yield Refusal("received_in_future", _("The day it came in lies in the future."), _("Look at the day again."))
    elif on < appeal.begun_on:
        yield Refusal("before_decision", _("The appeal came in before the decision."), _("Look at the day again."))


def later_than_before(appeal, *, actor, at, until=None, **inputs):
    """An extension gives days, and not days that are over."""
    if until is None or until <= appeal.until:
        cure = _("Choose a day after %(day)s.") % {"day": day(appeal.until)}
        yield Refusal("not_later", _("That is not later than the last day now."), cure)
    elif until < today(appeal, at):
        yield Refusal("over_already", _("That day is over already."), _("Choose today or a later day."))


def panel_is_large_enough(appeal, *, actor, at, panel=(), least=1, **inputs):
    """As many people decide as the organization's policy says; somebody under two accounts is one."""
    if len({min(same_persons(person.pk)) for person in panel}) < least:
        words = ngettext("%(count)s person decides an appeal here.", "%(count)s people decide an appeal here.", least)
        yield Refusal("too_few", words % {"count": least}, _("Name more people who took no part."))


@bars("vetting", "be named to decide an appeal", "take part in what is appealed", code="took_part")
def panel_took_no_part(appeal, *, actor, at, panel=(), **inputs):
    """Everybody named took no part in what is appealed, under any account, and is not who it is about."""
    closed = parts_in(appeal) | {appeal.practitioner.person_id}
    named = [person.full_name for person in panel if same_persons(person.pk) & closed]
    if named:
        yield Refusal(
            "took_part", _("%(names)s took part in this decision.") % {"names": listed(named)}, _("Name people who took no part."),
        )


def hearing_told_in_time(appeal, *, actor, at, hearing_on=None, notice=30, hearing_where="", **inputs):
    """She reads of a hearing long enough before it (domain 6, L17), and where it is; a hearing already told may stay."""
    if hearing_on is None or (hearing_on == appeal.hearing_on and hearing_where.strip()):
        return
    if (hearing_on - today(appeal, at)).days < notice:
        yield Refusal(
            "hearing_too_soon", _("A hearing is told at least %(days)s days ahead.") % {"days": notice}, _("Choose a later day."),
        )
    if not hearing_where.strip():
        yield Refusal("no_place", _("It is not said where the hearing is."), _("Say where, or how to join."))


def on_the_panel(appeal, *, actor, at, **inputs):
    """Only who was named decides it."""
    if not appeal.seats.filter(person_id=actor.person_id).exists():
        yield Refusal("not_named", _("You were not named to decide this appeal."), _("Whoever was named decides it."))


@bars("vetting", "decide an appeal", "take part in what is appealed", code="took_part")
def took_no_part(appeal, *, actor, at, **inputs):
    """Who decides it took no part in what is appealed, also when that was found out later."""
    if same_persons(actor.person_id) & parts_in(appeal):
        yield Refusal("took_part", _("You took part in the decision."), _("Someone who took no part decides the appeal."))


def heard(appeal, *, actor, at, **inputs):
    """She asked to be heard: it is decided on that day or after it."""
    if appeal.hearing_asked and appeal.hearing_on is None:
        yield Refusal("not_heard", _("The therapist asked to be heard."), _("Set the day of the hearing first."))
    elif appeal.hearing_on and today(appeal, at) < appeal.hearing_on:
        yield Refusal("not_heard", _("The hearing is on %(day)s.") % {"day": day(appeal.hearing_on)}, _("Decide on that day or later."))


def majority_agrees(appeal, *, actor, at, votes=1, seats=1, **inputs):
    """More than half of the people named say the same."""
    if 2 * votes <= seats:
        yield Refusal("no_majority", _("Not more than half of those named say this yet."), _("The others say what they think."))


def says_what_changes(appeal, *, actor, at, terms=None, latest=None, **inputs):
    """A modified outcome says what it becomes, and can become it: a limit, or a day between today and the usual one (`latest`)."""
    if not terms:
        yield Refusal("nothing_modified", _("It does not say what changes."), _("Name an earlier day, or a limit; or overturn it."))
        return
    until = date.fromisoformat(terms["due_on"]) if terms.get("due_on") else None
    if until and appeal.action:
        yield Refusal(
            "no_day_here", _("What was done about somebody in the network becomes a limit; no day belongs to it."),
            _("Leave the day empty and choose a limit; or overturn it."),
        )
    elif until and until <= today(appeal, at):
        yield Refusal("over_already", _("That day is over already."), _("Choose a day after today."))
    elif until and latest and until > latest:
        yield Refusal(
            "later_than_usual", _("The next vetting is due by %(day)s in any case.") % {"day": day(latest)},
            _("Choose an earlier day, or leave it empty."),
        )


TO_SETTLE = [not_own_file, on_the_panel, took_no_part, takes_part_in_appeal, gives_reason, heard, majority_agrees]
