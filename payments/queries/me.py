"""What a therapist's own pages about money read."""

from django.db.models import Exists, OuterRef

from network.keyed import START, Keyed, Place, keyed
from network.models import Participation
from payments.facts.lines import ALL
from payments.models import BatchLine, FeeSchedule, Instruction, Invoice, InvoiceLine, LineQuestion, Payee

LEFT = ("ended", "declined")


def participations(practitioner) -> list[Participation]:
    """Where she takes part."""
    rows = Participation.objects.of(practitioner).select_related("organization", "practitioner__person").exclude(state__in=LEFT)
    return list(rows.order_by("pk"))


def invoices(practitioner) -> list[Invoice]:
    """Hers: the one that is being filled first, then the newest."""
    rows = Invoice.objects.of(practitioner).select_related("organization", "payee")
    return sorted(rows[:24], key=lambda row: row.state != "draft")


def lines(practitioner, place: Place = START) -> Keyed:
    """A page of her lines that were sent in, the newest first."""
    rows = InvoiceLine.objects.of(practitioner).exclude(state__in=("draft", "withdrawn")).select_related(*ALL)
    return keyed(rows.prefetch_related("entries__instruction", "questions", "waits"), ("-position", "-pk"), place)


def schedules(organization, *, on) -> list[FeeSchedule]:
    """The rates in force on day `on`, then those that are announced."""
    rows = list(FeeSchedule.objects.within(organization).published().prefetch_related("fees"))
    present = [row for row in rows if row.effective_from <= on][:1]
    return present + [row for row in reversed(rows) if row.effective_from > on]


def payments(practitioner) -> list[Instruction]:
    """What was paid to herself, the newest first. What was paid to a practice is the practice's: it names colleagues."""
    colleagues = BatchLine.objects.everywhere(reason="whose lines a payment holds is asked, not shown")
    colleagues = colleagues.filter(instruction=OuterRef("instruction"), live=True).exclude(line__participation__practitioner=practitioner)
    mine = BatchLine.objects.of(practitioner).filter(live=True, instruction__payee__kind=Payee.Kind.PERSON, instruction__state="paid")
    mine = mine.filter(~Exists(colleagues))
    found = {}
    for entry in mine.select_related("instruction__batch__paying_account", "instruction__organization").order_by("-instruction", "pk"):
        found.setdefault(entry.instruction_id, entry.instruction)
    return list(found.values())


def questions(actor) -> list[LineQuestion]:
    """What she is asked about her lines now, in every organization, the oldest first."""
    rows = LineQuestion.objects.visible_to(actor).filter(state="asked").select_related("organization", "line__session")
    return list(rows.order_by("asked_at", "pk")[:50])
