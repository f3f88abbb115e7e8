"""Files of a colleague who does not work here any more: they go to who answers for them now, so that none is with somebody who left."""

from network.access import system
from network.events import record
from network.models import Membership
from network.transitions import locked
from vetting.answering import Office
from vetting.models import Application
from vetting.models.application import OPEN
from vetting.queries.answering import answered


def hand_on(organization, office: Office, *, on, at) -> int:
    """Give every open file of whoever left before `on` to who answers for it on that day; how many."""
    here = {seat.person for seat in office.seats}
    left = set(Membership.objects.within(organization).filter(ends_on__lt=on).values_list("person_id", flat=True)) - here
    if not left:
        return 0
    files = Application.objects.within(organization).filter(state__in=OPEN, assignee__in=left).order_by("pk")
    files = list(files.select_related("organization", "practitioner__person", "participation", "assignee"))
    for file in files:
        _give(file, answered(file, office, on=on).owner, at=at)
    return len(files)


def _give(file: Application, seat, *, at) -> None:
    with locked(file):
        before, file.assignee_id = file.assignee.full_name, seat.person if seat else None
        file.save(update_fields=["assignee"])
        record(
            file, "application.handed_on", actor=system("nightly", file.organization), at=at, before={"assignee": before},
            after={"assignee": seat.name if seat else ""},
        )
