"""What each recorded act about money is called."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "terms.drafted": _("Terms drafted"), "terms.changed": _("Draft of terms changed"), "terms.draft": _("Drafting of terms"),
    "terms.publish": _("Terms published"), "terms.withdraw": _("Draft of terms withdrawn"), "terms.change": _("Change of a draft"),
    "fees.drafted": _("Rates drafted"), "fees.changed": _("Draft of rates changed"),
    "feeschedule.publish": _("Rates published"), "feeschedule.withdraw": _("Draft of rates withdrawn"),
    "authorization.issued": _("Sessions authorized"), "authorization.extended": _("More units authorized"),
    "authorization.close": _("Authorization closed"), "authorization.cancel": _("Authorization canceled"),
    "authorization.issue": _("Authorizing"), "authorization.extend": _("Authorizing more units"),
    "payee.created": _("Payee made"), "payee.changed": _("Payee changed"), "payee.linked": _("Payee of sessions set"),
    "payee.create": _("Making a payee"), "payee.keep": _("Changing a payee"), "payee.link": _("Setting the payee of sessions"),
    "payee.ask": _("Entering an account"), "payee.confirm": _("Confirming an account"), "payee.refuse": _("Refusing an account"),
    "payee.show": _("Looking at an account number"), "account.keep": _("Changing a payee"), "account.ask": _("Asking for an account"),
    "account.withdraw": _("Taking back an account"), "account.requested": _("Account asked for"),
    "account.seen": _("Whole account number looked at"), "bankaccount.confirm": _("Account confirmed"),
    "bankaccount.refuse": _("Account refused"), "bankaccount.withdraw": _("Change of account taken back"),
    "extension_request.asked": _("More units asked for"), "extensionrequest.grant": _("More units granted"),
    "extensionrequest.decline": _("More units declined"), "session.ask": _("Asking for more units"),
    "authorization.grant": _("Granting more units"), "authorization.decline": _("Declining more units"),
    "waiver.proposed": _("Waiver proposed"), "waiver.confirm": _("Waiver confirmed"), "waiver.refuse": _("Waiver refused"),
    "line.waive": _("Proposing a waiver"), "line.confirm": _("Confirming a waiver"), "line.refuse": _("Refusing a waiver"),
    "session.logged": _("Session reported"), "session.log": _("Reporting a session"), "session.take_back": _("Taking back a session"),
    "session.taken_back": _("Session taken back"), "invoice.send": _("Invoice sent"), "line.made": _("Line made"),
    "line.checked": _("Line checked"), "line.corrected": _("Line set to what was agreed"),
    "line.expected_moved": _("Expected day moved"), "invoiceline.submit": _("Line sent in"), "invoiceline.withdraw": _("Line taken back"),
    "invoiceline.match": _("Line matches"), "invoiceline.stop": _("Line stopped"), "invoiceline.approve": _("Line approved"),
    "invoiceline.decline": _("Line declined"), "invoiceline.dispute": _("Line disputed"), "invoiceline.uphold": _("Line stays declined"),
    "invoiceline.overturn": _("Line is checked anew"), "line.dispute": _("Disputing a line"), "line.approve": _("Approving a line"),
    "line.decline": _("Declining a line"), "line.correct": _("Correcting a line"), "line.uphold": _("Keeping a line declined"),
    "line.overturn": _("Letting a line be checked anew"),
    "invoiceline.put_in": _("Line put into a batch"), "invoiceline.leave": _("Line left its batch"),
    "invoiceline.go": _("Line sent to the bank"), "invoiceline.pay": _("Line paid"),
    "invoiceline.come_back": _("Line came back from the bank"), "invoiceline.stand": _("Payment of the line stands"),
    "batch.made": _("Batch made"), "batch.make": _("Making a batch"), "batch.lock": _("Batch locked"),
    "batch.approve": _("Batch approved"), "batch.approved_once": _("Batch approved by one more person"),
    "batch.release": _("Batch released"), "batch.change": _("Batch changed by itself"), "batch.send_back": _("Batch sent back"),
    "batch.cancel": _("Batch canceled"), "batch.write": _("Bank’s file written"), "batch.settle": _("Batch settled"),
    "batch.left": _("Lines left the batch"), "batch.taken_out": _("Line taken out of a batch"),
    "batch.take_out": _("Taking a line out of a batch"), "batch.done": _("Doing a task about a payment"),
    "instruction.drop": _("Payment left out"), "instruction.go": _("Payment sent"), "instruction.pay": _("Payment booked"),
    "instruction.come_back": _("Payment came back"), "instruction.stand": _("Payment stands after all"),
    "match.proposed": _("Said that a payee is not the one listed"), "payeematch.clear": _("Agreed that a payee is not the one listed"),
    "payeematch.refuse": _("Not agreed that a payee is not the one listed"),
    "match.propose": _("Saying that a payee is not the one listed"),
    "match.clear": _("Agreeing that a payee is not the one listed"), "match.refuse": _("Not agreeing about a match of a payee"),
    "answer.take": _("Taking a file of the bank"), "answer.taken": _("File of the bank taken"),
    "payment_task.done": _("Task about a payment done"), "paying_account.keep": _("Recording an account to pay from"),
    "paying_account.kept": _("Account to pay from recorded"),
}


def events() -> dict:
    """Every act with its words, for the audit page."""
    return EVENTS
