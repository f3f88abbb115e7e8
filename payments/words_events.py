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
    "line.overturn": _("Letting a line be checked anew"), "line.ask": _("Asking about a line"), "line.answer": _("Answering a question"),
    "line.take_back": _("Taking back a question"), "line.hold": _("Letting a line wait"), "line.let_go": _("Letting a line go on"),
    "line.move": _("Moving an expected day"), "line.asked": _("Therapist asked about a line"), "line.held": _("Line made to wait"),
    "line.approved_once": _("First of two approvals"), "setting.proposed": _("Setting about money proposed"),
    "settingchange.confirm": _("Setting confirmed"), "settingchange.refuse": _("Setting refused"),
    "setting.propose": _("Proposing a setting"), "setting.confirm": _("Confirming a setting"), "setting.refuse": _("Refusing a setting"),
    "link.proposed": _("Payee of sessions proposed"), "linkproposal.confirm": _("Payee of sessions confirmed"),
    "linkproposal.refuse": _("Payee of sessions refused"), "payee.confirm_link": _("Confirming who is paid"),
    "payee.refuse_link": _("Refusing who is paid"), "payee.vat": _("Entering a VAT position"), "vat.set": _("VAT position entered"),
    "authorization.finish": _("Case closed by the therapist"), "session.finish": _("Saying how a case ended"),
    "line.hold_ended": _("Line waits no more"), "linequestion.give": _("Question answered"),
    "linequestion.withdraw": _("Question taken back"),
}


def events() -> dict:
    """Every act with its words, for the audit page."""
    return EVENTS
