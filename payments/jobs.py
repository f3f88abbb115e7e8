"""What payments sends. Each loads by id and makes one call."""

from network import clock
from network.jobs import job
from payments.models import Batch, Instruction, Invoice
from payments.workflow import bank_files, checking, rechecking, remitting, telling


@job(name="payments.tell_new_terms", lease=600)
def tell_new_terms(*, what, id):
    """New terms or rates were published: everybody who works under earlier ones is told."""
    rows = telling.PARTS[what].objects.everywhere(reason="a job loads its row by id")
    telling.tell_new_terms(rows.select_related("organization").get(pk=id), at=clock.now())


@job(name="payments.check_invoice", lease=600)
def check_invoice(*, id):
    """An invoice was sent: every line is held against what was agreed."""
    rows = Invoice.objects.everywhere(reason="a job loads its row by id").select_related("organization")
    checking.check_invoice(rows.get(pk=id), at=clock.now())


@job(name="payments.recheck_lines", lease=600)
def recheck_lines(*, participation_id):
    """Her standing changed: lines that are not settled are checked again."""
    rechecking.recheck(participation_id=participation_id, at=clock.now())


@job(name="payments.write_bank_file", external=True, lease=600)
def write_bank_file(*, id):
    """A batch was released: its file is written, once."""
    rows = Batch.objects.everywhere(reason="a job loads its row by id").select_related("organization", "paying_account")
    bank_files.write(rows.get(pk=id), at=clock.now())


@job(name="payments.write_remittance", external=True, retries=5, backoff=60, lease=300)
def write_remittance(*, id):
    """A payment was booked: who is paid gets a paper that says for what."""
    rows = Instruction.objects.everywhere(reason="a job loads its row by id")
    remitting.write(rows.select_related("organization", "batch__paying_account", "payee", "account").get(pk=id), at=clock.now())
