"""Guards of a re-vetting: after the last day on which a late one is accepted there is nothing to renew any more."""

from django.utils.translation import gettext_lazy as _

from network.formats import day
from network.guards import today
from network.transitions import Refusal
from vetting.facts.due import due_of, rests_on_nothing


def over(application, at) -> bool:
    """Whether it is a re-vetting whose last day has passed."""
    due = due_of(application)
    return due is not None and today(application, at) > due.late_until


def still_renewable(application, *, actor, at, **inputs):
    """A late re-vetting is accepted until the day the policy says (NCQA CR 4: 30 days); afterwards it is a first vetting again.

    So it is where the approval it rests on was taken back meanwhile: what that file had verified counts no more.
    """
    if rests_on_nothing(application):
        yield Refusal(
            "rests_on_nothing", _("The approval on which this file rests was taken back."),
            _("The therapist signs a first application; everything known is filled in."),
        )
    elif over(application, at):
        due = due_of(application)
        yield Refusal(
            "renewal_over",
            _("The vetting was due on %(due)s, and a late one is accepted until %(until)s.") % {
                "due": day(due.on), "until": day(due.late_until),
            },
            _("The therapist signs a first application; everything known is filled in."),
        )
