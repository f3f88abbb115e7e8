"""Record that a board runs late or extends licenses, let a second person confirm it, and end it.

Once it counts, or counts no longer, the covers of everybody concerned are judged again by a job, so that standing follows.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.models import Extension, LicenseType
from licensure.workflow.corrections import enqueue_judging, refuse
from network.access import Action, require
from network.events import record
from network.transitions import Refusal, perform
from network.workflow.revising import day_of


@transaction.atomic
def extend(
    *, organization, license_type: LicenseType, first: date, last: date, until: date, source: str, as_of: date, reason: str,
    license=None, actor, at,
) -> Extension:
    """Enter an announcement for a title, or for one license of it. It counts once another person has confirmed it.

    Raises Refused when the days are out of order or in the future, or source or reason is missing.
    """
    row = Extension(
        organization=organization, license_type=license_type, license=license, first=first, last=last, until=until,
        source=source.strip(), as_of=as_of, reason=reason.strip(), entered_at=at, entered_by_id=actor.person_id,
    )
    require(actor, Action.EXTEND_LICENSE, row)
    refuse(_faults(row, at))
    row.full_clean()
    row.save()
    told = {name: getattr(row, name) for name in ("license_type_id", "license_id", "first", "last", "until", "source", "as_of")}
    record(row, "extension.entered", actor=actor, at=at, after=told, reason=reason)
    return row


def confirm(row: Extension, *, actor, at):
    """A second person confirms it: from now on it counts. Raises Refused."""
    _step(row, "confirm", actor=actor, at=at)


def decline(row: Extension, *, why: str, actor, at):
    """It does not come to count. Raises Refused without a reason."""
    perform(row, "decline", actor=actor, at=at, note=why, comment=why)


def end(row: Extension, *, why: str, actor, at):
    """It counts no longer. Raises Refused without a reason."""
    _step(row, "end", actor=actor, at=at, why=why)


def _step(row, name, *, actor, at, why=""):
    with transaction.atomic():
        event = perform(row, name, actor=actor, at=at, note=why, comment=why)
        enqueue_judging(event, "title", row.license_type_id, row.organization)


def _faults(row, at):
    if not row.first <= row.last <= row.until:
        cure = _("Give the first and the last day of expiry, then the day through which they stay good.")
        yield Refusal("out_of_order", _("The days are out of order."), cure)
    if row.as_of > day_of(row.organization, at):
        yield Refusal("as_of_in_future", _("The source's date lies in the future."), _("Use the date that stands on the source."))
    if not row.source:
        yield Refusal("no_source", _("No source is given."), _("Give the address or the title of what the board announced."))
    if not row.reason:
        yield Refusal("no_reason", _("No reason is given."), _("Say why you take it over."))
