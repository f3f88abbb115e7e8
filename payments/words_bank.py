"""Why a bank's file is not taken, why ours cannot be written and what is wrong with a typed number, in words."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from payments.bank.accounts import AccountFault
from payments.bank.answers import Fault, Kind
from payments.bank.pain001 import NotWritable

FAULTS = {
    "not_xml": gettext_lazy("This is not a complete XML file."),
    "encoding": gettext_lazy("The file names an encoding that is not read here. Ask the bank for UTF-8."),
    "doctype": gettext_lazy("The file has a document type, which no bank's file has."),
    "too_large": gettext_lazy("The file has more within it than any bank's file."),
    "other_message": gettext_lazy("This is not a file of the kind %(expected)s."),
    "no_original": gettext_lazy("The report does not say which file it is about."),
    "other_file": gettext_lazy("The report is about %(found)s, not about %(expected)s."),
    "unknown_payment": gettext_lazy("The file names payment %(found)s, which is not in the batch."),
    "unknown_status": gettext_lazy("The bank's status %(found)s is not known here."),
    "other_amount": gettext_lazy("The amount is %(found)s; we sent %(expected)s."),
    "payment_twice": gettext_lazy("Payment %(found)s stands in the file twice."),
    "no_statement": gettext_lazy("The file holds no statement."),
    "other_account": gettext_lazy("The statement is of another account (%(found)s)."),
    "amount": gettext_lazy("An amount cannot be read."),
    "day": gettext_lazy("A payment of ours cannot have been booked on this day: %(found)s."),
    "balance": gettext_lazy("The statement does not add up: its entries lead to %(expected)s, it says %(found)s (in cents)."),
    "not_ascii": gettext_lazy("The line holds a sign that a file of this kind does not have."),
    "width": gettext_lazy("The line has %(found)s characters; it must have 94."),
    "order": gettext_lazy("A record of type %(found)s cannot stand here."),
    "cut_off": gettext_lazy("The file ends before its last record."),
    "digits": gettext_lazy("The field %(field)s holds something other than digits: %(found)s."),
    "format": gettext_lazy("The head is not that of a NACHA file."),
    "unknown_reason": gettext_lazy("The bank's reason %(found)s is not known here."),
    "control": gettext_lazy("The control of %(field)s does not add up: counted %(expected)s, the file says %(found)s."),
}
NOT_WRITABLE = {
    "id": gettext_lazy("The number of payment %(at)s cannot stand in a bank's file."),
    "reference": gettext_lazy("The reference of payment %(at)s may hold capitals, digits, points and hyphens only."),
    "amount": gettext_lazy("The amount of %(at)s is not one a bank transfers."),
    "currency": gettext_lazy("This currency does not go with this kind of file."),
    "iban": gettext_lazy("The IBAN of payment %(at)s is not right."),
    "bic": gettext_lazy("The BIC of payment %(at)s is not right."),
    "routing": gettext_lazy("The routing number of payment %(at)s is not right."),
    "account": gettext_lazy("The account number of payment %(at)s is not right."),
    "name": gettext_lazy(
        "The payee's name of payment %(at)s cannot be written in the letters banks take. Record how it is written in Latin letters."
    ),
    "address": gettext_lazy("The address of %(at)s needs a town and a country. Complete it, or leave it out."),
    "message": gettext_lazy("The batch's reference cannot stand in a bank's file."),
    "empty": gettext_lazy("There is nothing to pay in this batch."),
    "debtor_account": gettext_lazy("The number of the paying account is not right."),
    "debtor_name": gettext_lazy("The name of the paying organization cannot be written in the letters banks take."),
    "totals": gettext_lazy("Count or sum of the payments is not that of the batch. Nothing was written: lock the batch again."),
    "id_twice": gettext_lazy("A payment's number stands in the batch twice. Nothing was written."),
    "order": gettext_lazy("Payments to persons come before payments to companies."),
    "too_many": gettext_lazy("More payments than one file can number. Divide the batch."),
    "odfi": gettext_lazy("The routing number of the paying bank is not right."),
    "destination": gettext_lazy("The routing number of the bank that gets the file is not right."),
    "origin": gettext_lazy("The number the bank gave for the sender of files is not right."),
    "company_id": gettext_lazy("The number the bank gave for the company is not right."),
    "modifier": gettext_lazy("More files in one day than letters and digits to tell them apart."),
}
NUMBERS = {
    AccountFault.SHAPE: gettext_lazy("This is not the form of such a number. Check for missing or extra characters."),
    AccountFault.COUNTRY: gettext_lazy("No IBAN begins with these letters."),
    AccountFault.LENGTH: gettext_lazy("An IBAN of this country has another length."),
    AccountFault.CHECK: gettext_lazy("The check digits do not fit: one character is probably mistyped."),
    AccountFault.PREFIX: gettext_lazy("No routing number begins with these digits."),
}
KINDS = {
    Kind.PENDING: gettext_lazy("taken by the bank"),
    Kind.PAID: pgettext_lazy("payment", "paid"),
    Kind.REJECTED: gettext_lazy("rejected by the bank"),
    Kind.RETURNED: gettext_lazy("came back"),
    Kind.CHANGED: gettext_lazy("paid, with a corrected account number"),
    Kind.DISHONORED: gettext_lazy("return refused by our bank"),
    Kind.CONTESTED: gettext_lazy("return upheld by the other bank"),
}
ON_LINE = gettext_lazy("Line %(line)s: %(fault)s")


def fault_said(fault: Fault) -> str:
    """The fault with its line. Raises KeyError for a code without words."""
    message = str(FAULTS[fault.code]) % dict(fault.facts)
    return str(ON_LINE) % {"line": fault.line, "fault": message} if fault.line else message


def not_writable_said(error: NotWritable) -> str:
    """Why a bank's file cannot be written."""
    return str(NOT_WRITABLE[error.code]) % {"at": error.at}
