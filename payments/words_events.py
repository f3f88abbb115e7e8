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
    "ledgerperiod.close": _("Period of the ledger closed"), "period.close": _("Closing a period of the ledger"),
    "accountmapping.kept": _("Numbers of the bookkeeping changed"), "mapping.keep": _("Changing numbers of the bookkeeping"),
    "line.credited": _("Credit note written"),
    "linerecovery.opened": _("Recovery opened"), "linerecovery.paid_back": _("Part of a recovery paid back"),
    "linerecovery.set_off": _("Recovery set off"), "linerecovery.undo_offset": _("Offset of a recovery undone"),
    "linerecovery.repay": _("Recovery paid back"), "linerecovery.propose_write_off": _("Write-off proposed"),
    "linerecovery.confirm_write_off": _("Recovery written off"), "linerecovery.refuse_write_off": _("Write-off refused"),
    "linerecovery.close": _("Recovery closed"), "recovery.repay": _("Recording what was paid back"),
    "recovery.propose": _("Proposing a write-off"), "recovery.confirm": _("Confirming a write-off"),
    "recovery.refuse": _("Refusing a write-off"),
}


def events() -> dict:
    """Every act with its words, for the audit page."""
    return EVENTS
