"""Six lines around a day: how far each has come on the morning the license is suspended as of it.

Wren's sessions pay $95.00 each, one that was canceled late half of that. Otis Marsh has one line in the batch of hers.
"""

from payments.models import InvoiceLine
from payments.workflow import invoicing, releasing, sessions
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import Kind, bank


class Around(PayingHouse):
    """Paid are those of ten and seven days before, in a locked and approved batch six, approved five, sent in four, not sent in three."""

    def __init__(self):
        super().__init__()
        self.rates([("counseling", "session", "USD", 9500)], days=-35, late_percent=50)
        self.approved(days=(-10, -7))
        self.written()
        bank(self, Kind.PAID)
        self.approved(days=(-6,))
        self.another("Otis Marsh", "T-00043")
        self.approved(who=1, days=(-6,))
        batch = self.locked(pays_on=self.day(10))
        releasing.approve(batch, seen=batch.sha256, actor=self.ben, at=self.at())
        self.approved(days=(-5,))
        invoicing.send(self.reported(-4, attendance="late_cancellation").invoice, actor=self.herself, at=self.at())
        self.reported(-3)

    def reported(self, day, **more) -> InvoiceLine:
        """One more session of hers, on the invoice that is being filled."""
        session = sessions.log(self.her[0][3], day=self.day(day), mode="in_person", actor=self.herself, at=self.at(), **more).session
        return InvoiceLine.objects.within(self.organization).get(session=session)
