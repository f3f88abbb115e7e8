"""Guards of erasure. Each yields every refusal it knows, with what would make it possible."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.facts.keeping import holds_on, kept_of
from network.formats import day
from network.guards import today
from network.models.people import same_persons
from network.transitions import Refusal


@bars("records", "carry out an erasure", "propose it", code="same_person")
def another_person(erasure, *, actor, at, **inputs):
    """Two named people: who proposed it does not carry it out."""
    if erasure.proposed_by_id is not None and erasure.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("Another person confirms it."))


def not_herself(erasure, *, actor, at, **inputs):
    """Nobody erases the record of her own vetting."""
    if erasure.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_record", _("This is your own record."), _("Two colleagues erase it."))


def no_legal_hold(erasure, *, actor, at, **inputs):
    """A legal hold beats both a request and the policy's days."""
    for hold in holds_on(erasure.organization, erasure.practitioner):
        yield Refusal(
            "legal_hold",
            _("%(name)s placed a legal hold on %(day)s.") % {"name": hold.placed_by.full_name, "day": day(hold.placed_at)},
            _("Lift it with a reason once the dispute or inquiry is over."),
        )


def nothing_open(erasure, *, actor, at, **inputs):
    """Nobody is erased while she takes part or something about her is being decided."""
    for kept in kept_of(erasure.organization, erasure.practitioner, on=today(erasure, at)):
        if kept.still:
            yield Refusal("still_open", kept.still.message, kept.still.cure)


def no_duty_runs(erasure, *, actor, at, **inputs):
    """A request does not shorten what the organization must keep; what it need not keep goes at once."""
    on = today(erasure, at)
    for kept in kept_of(erasure.organization, erasure.practitioner, on=on):
        if not kept.still and kept.duty and kept.until > on:
            yield Refusal(
                "duty_runs",
                _("Your policy keeps this for %(days)s days: %(what)s.") % {"days": kept.days, "what": kept.what},
                _("Erase it on %(day)s or later.") % {"day": day(kept.until)},
            )


def is_retention(erasure, *, actor, at, **inputs):
    """By itself only what the policy's days end."""
    if erasure.basis != "retention":
        yield Refusal("not_retention", _("People decide about this."), _("A second person confirms it."))


def is_by_hand(erasure, *, actor, at, **inputs):
    """What the policy's days end is kept by a legal hold, never by saying no every night."""
    if erasure.basis == "retention":
        yield Refusal("by_policy", _("The days of your policy end it."), _("Place a legal hold to keep it."))


def days_are_over(erasure, *, actor, at, **inputs):
    """Not a day before the policy says so."""
    on = today(erasure, at)
    for kept in kept_of(erasure.organization, erasure.practitioner, on=on):
        if not kept.still and kept.until > on:
            yield Refusal("days_run", _("It is kept until %(day)s.") % {"day": day(kept.until)}, _("It goes that day by itself."))


def was_done(erasure, *, actor, at, done_at=None, **inputs):
    """Only what a signed note beside the documents says was done before: see `network.erasures`."""
    if done_at is None:
        yield Refusal("not_done_before", _("No note says that this was done before."), _("Propose it, and let another person confirm it."))


def gives_reason(erasure, *, actor, at, reason="", **inputs):
    """Whoever proposed it learns why."""
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences."))
