"""When a participation may change: each guard yields what is unmet and what would make it possible."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from network import transitions


def today(row, at):
    """The calendar day at `at` of the organization a row belongs to."""
    return at.astimezone(ZoneInfo(row.organization.zone)).date()


def has_a_grant(participation, *, actor, at, **inputs):
    """A participation is active only when somebody decided so."""
    if not participation.grants.current().filter(granted=True, first__lte=today(participation, at)).exists():
        yield transitions.Refusal("no_grant", _("Nobody has approved the therapist yet."), _("A director approves the file first."))


def accepted_both_terms(participation, *, actor, at, **inputs):
    """A participation is active only when she accepted both sets of terms."""
    accepted = set(participation.acceptances.current().filter(first__lte=today(participation, at)).values_list("kind", flat=True))
    for kind, message in (
        ("referral", _("The therapist has not accepted the referral terms.")),
        ("payment", _("The therapist has not accepted the payment terms.")),
    ):
        if kind not in accepted:
            yield transitions.Refusal(f"no_{kind}_terms", message, _("The therapist accepts them after signing in."))


def last_day_is_ahead(participation, *, actor, at, last_day, **inputs):
    """Nobody leaves in the past: what was right on a day stays right."""
    if last_day < today(participation, at):
        yield transitions.Refusal("last_day_passed", _("The last day has passed."), _("Choose today or a later day."))


def last_day_is_over(participation, *, actor, at, **inputs):
    """The agreement runs through the end of its last day."""
    if participation.last_day >= today(participation, at):
        yield transitions.Refusal("still_leaving", _("The last day has not passed yet."), _("It ends by itself the day after."))
