"""What the tables and columns of a therapist's own data are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

TABLES = {
    "network.Person": gettext_lazy("You"), "network.Practitioner": gettext_lazy("How you are reached"),
    "network.PractitionerName": gettext_lazy("Other names"), "network.User": gettext_lazy("Your account"),
    "network.Document": gettext_lazy("Documents"), "network.Letter": gettext_lazy("Letters to you"),
    "network.Message": gettext_lazy("Mails to you"), "network.Participation": gettext_lazy("Networks you took part in"),
    "network.Concern": gettext_lazy("Concerns about your work"),
    "network.Mark": gettext_lazy("Fingerprints compared for conflicts of interest"),
    "network.Acceptance": gettext_lazy("Terms you accepted"), "network.Grant": gettext_lazy("What you were approved for"),
    "network.Cover": gettext_lazy("Days your evidence covers"), "network.Hold": gettext_lazy("Holds"),
    "care.Availability": gettext_lazy("When and how you take clients"), "care.PracticePlace": gettext_lazy("Where you work"),
    "care.Away": gettext_lazy("Days away"), "care.Offer": gettext_lazy("Referrals you were asked about"),
    "payments.Authorization": gettext_lazy("Sessions you were authorized for"),
    "payments.Payee": gettext_lazy("Who is paid for your sessions"), "payments.PayeeLink": gettext_lazy("Days a payee is paid"),
    "payments.BankAccount": gettext_lazy("Bank accounts"), "payments.Session": gettext_lazy("Sessions you reported"),
    "payments.ExtensionRequest": gettext_lazy("More sessions you asked for"),
    "payments.InvoiceLine": gettext_lazy("Lines of your invoices"), "payments.Instruction": gettext_lazy("Payments to you"),
    "payments.LineRecovery": gettext_lazy("What was paid to you and is claimed back"),
    "payments.LineQuestion": gettext_lazy("Questions about your lines"),
    "payments.LinkProposal": gettext_lazy("Payees that were proposed"), "payments.VatPosition": gettext_lazy("VAT of your payee"),
    "payments.VatChange": gettext_lazy("VAT of your payee that was proposed"),
    "payments.LineHold": gettext_lazy("Lines that waited"),
    "licensure.License": gettext_lazy("Licenses"),
    "licensure.Credential": gettext_lazy("Insurance, education, references and other evidence"),
    "licensure.Position": gettext_lazy("Work history"), "licensure.HomeMove": gettext_lazy("Moves"),
    "licensure.Verification": gettext_lazy("Checks at sources"), "licensure.Screening": gettext_lazy("Searches of exclusion lists"),
    "licensure.Hit": gettext_lazy("Possible matches on exclusion lists"), "licensure.Extension": gettext_lazy("Extensions by a board"),
    "vetting.Application": gettext_lazy("Applications"), "vetting.Attestation": gettext_lazy("Statements you signed"),
    "vetting.DisclosureAnswer": gettext_lazy("Answers to disclosure questions"),
    "vetting.InformationRequest": gettext_lazy("Questions to you"), "vetting.Decision": gettext_lazy("Decisions"),
    "vetting.Appeal": gettext_lazy("Appeals"), "vetting.AdverseAction": gettext_lazy("Actions about you"),
    "vetting.Alert": gettext_lazy("What ran out or runs out"), "vetting.Condition": gettext_lazy("Conditions of an approval"),
    "vetting.Cure": gettext_lazy("New rules you were asked to meet"), "reads": gettext_lazy("Who opened your documents"),
}
_DAY = {
    "answered_at": gettext_lazy("Answered on"), "as_of": gettext_lazy("As of"), "asked_at": gettext_lazy("Asked on"),
    "asked_on": gettext_lazy("Asked on"), "at": gettext_lazy("When"), "began_at": gettext_lazy("Began on"),
    "closed_at": gettext_lazy("Closed on"), "closed_on": gettext_lazy("Closed on"),
    "confirmed_at": gettext_lazy("Confirmed on"), "next_opening": gettext_lazy("Next day you have time"),
    "respond_by": gettext_lazy("Answer by"),
    "consent_withdrawn_at": gettext_lazy("Consent withdrawn on"), "consented_at": gettext_lazy("Consent given on"),
    "covers_from": gettext_lazy("Covers from"), "covers_through": gettext_lazy("Covers through"), "created_at": gettext_lazy("Written on"),
    "date_of_birth": gettext_lazy("Date of birth"), "decide_by": gettext_lazy("Decided by the latest"),
    "decided_on": gettext_lazy("Decided on"),
    "due_on": gettext_lazy("Due on"), "effective_on": gettext_lazy("Counts from"), "expires_on": gettext_lazy("Expires on"),
    "first": gettext_lazy("First day"), "first_month": gettext_lazy("First month"), "good_through": gettext_lazy("Good through"),
    "hearing_on": gettext_lazy("Day of the hearing"), "issued_at": gettext_lazy("Issued on"), "issued_on": gettext_lazy("Issued on"),
    "joined_at": gettext_lazy("Account since"), "known_on": gettext_lazy("Known on"), "last": gettext_lazy("Last day"),
    "last_good": gettext_lazy("Last good day"), "raised_at": gettext_lazy("Raised on"),
    "last_day": gettext_lazy("Last day"), "last_login": gettext_lazy("Last signed in"), "last_month": gettext_lazy("Last month"),
    "moved_on": gettext_lazy("Moved on"), "next_due_on": gettext_lazy("Next vetting due on"), "noticed_on": gettext_lazy("Told on"),
    "on": gettext_lazy("Day"), "opened_at": gettext_lazy("Begun on"), "raised_on": gettext_lazy("Raised on"),
    "received_on": gettext_lazy("Received on"), "recorded_at": gettext_lazy("Recorded on"), "retired_at": gettext_lazy("Removed on"),
    "review_by": gettext_lazy("To be reviewed by"), "reviewed_on": gettext_lazy("Reviewed on"), "settled_at": gettext_lazy("Settled on"),
    "settled_on": gettext_lazy("Settled on"), "signed_at": gettext_lazy("Signed on"), "since": gettext_lazy("Since"),
    "state_since": gettext_lazy("State since"), "stated_at": gettext_lazy("Stated on"), "submitted_at": gettext_lazy("Submitted on"),
    "superseded_at": gettext_lazy("Replaced on"), "until": gettext_lazy("Until"),
    "set_at": gettext_lazy("Set on"), "ended_at": gettext_lazy("Ended on"), "until_year": gettext_lazy("Used until (year)"),
    "uploaded_at": gettext_lazy("Uploaded on"), "verified_at": gettext_lazy("Verified on"),
}
COLUMNS = {
    **_DAY,
    "closing_form_on": gettext_lazy("Case closed on"), "purpose": gettext_lazy("What the service is for"),
    "basis_points": gettext_lazy("VAT in hundredths of a percent"), "proposed_at": gettext_lazy("Proposed on"),
    "expected_why": gettext_lazy("Why the day was moved"), "age_bands": gettext_lazy("Ages you work with"),
    "paid_on": gettext_lazy("Paid on"),
    "capacity": gettext_lazy("Clients at the same time"), "gender": gettext_lazy("You are"), "hours": gettext_lazy("When"),
    "languages": gettext_lazy("Languages you work in"), "modes": gettext_lazy("How you meet"), "taking": gettext_lazy("New clients"),
    "about": gettext_lazy("About"), "aggregate": gettext_lazy("Per year, in cents"), "answer": gettext_lazy("Answer"),
    "basis": gettext_lazy("Basis"), "body": gettext_lazy("Text"), "candidates": gettext_lazy("Rows looked at"),
    "code": gettext_lazy("Code"), "color": gettext_lazy("Color"), "criterion": gettext_lazy("Rule"),
    "currency": gettext_lazy("Currency"), "detail": gettext_lazy("Details"), "eap": gettext_lazy("EAP work"),
    "element": gettext_lazy("Element"), "email": gettext_lazy("E-mail address"), "employer": gettext_lazy("Employer"),
    "explanation": gettext_lazy("Explanation"), "family_name": gettext_lazy("Family name"), "file": gettext_lazy("File"),
    "filename": gettext_lazy("File name"), "given_name": gettext_lazy("Given name"), "granted": gettext_lazy("Approved"),
    "grounds": gettext_lazy("Grounds"), "hearing_where": gettext_lazy("Where the hearing is"), "in_writing": gettext_lazy("In writing"),
    "issuer": gettext_lazy("Issued by"), "jurisdiction": gettext_lazy("Jurisdiction"), "jurisdictions": gettext_lazy("Jurisdictions"),
    "kind": gettext_lazy("Kind"), "label": gettext_lazy("What"), "language": gettext_lazy("Language"), "left": gettext_lazy("Moved from"),
    "license_type": gettext_lazy("License type"), "limits": gettext_lazy("Limits"), "listed_as": gettext_lazy("Listed as"),
    "message": gettext_lazy("Question"), "method": gettext_lazy("Method"), "named_person": gettext_lazy("Named person"),
    "narrative": gettext_lazy("In your words"), "note": gettext_lazy("Note"), "npi": gettext_lazy("NPI"), "number": gettext_lazy("Number"),
    "place": gettext_lazy("Place"), "practice_address": gettext_lazy("Practice address"),
    "offers": gettext_lazy("What else is offered"), "organization": gettext_lazy("Organization"), "origin": gettext_lazy("Whose decision"),
    "original": gettext_lazy("Earlier record"), "outcome": gettext_lazy("Outcome"), "per_claim": gettext_lazy("Per claim, in cents"),
    "phone": gettext_lazy("Phone"), "prefix": gettext_lazy("Prefix"), "profession": gettext_lazy("Profession"),
    "quantity": gettext_lazy("Quantity"), "question": gettext_lazy("Question"), "question_set": gettext_lazy("Set of questions"),
    "reached": gettext_lazy("Moved to"), "reason": gettext_lazy("Reason"), "reference": pgettext_lazy("number", "Reference"),
    "representative": gettext_lazy("Represented by"), "role": gettext_lazy("Role"), "service": gettext_lazy("Service"),
    "services": gettext_lazy("Services"), "sha256": gettext_lazy("SHA-256 of the file"), "shared": gettext_lazy("Shared"),
    "signed_name": gettext_lazy("Signed as"), "snapshot": gettext_lazy("What you shared when you signed"), "source": gettext_lazy("Source"),
    "state": gettext_lazy("State"), "stops": gettext_lazy("Stops"), "subject": gettext_lazy("Subject"),
    "units": gettext_lazy("Units"), "used": gettext_lazy("Used"), "name": gettext_lazy("Legal name"), "tax_class": gettext_lazy("Taxed as"),
    "tax_id": gettext_lazy("Tax number"), "tax_form_on": gettext_lazy("Tax form came on"), "vat_number": gettext_lazy("VAT number"),
    "holder": gettext_lazy("Holder"), "minor": gettext_lazy("Net, in cents"), "vat_minor": gettext_lazy("VAT, in cents"),
    "returned_minor": gettext_lazy("Came back so far, in cents"),
    "expected_on": gettext_lazy("Expected on"), "day": gettext_lazy("Day"),
    "attendance": gettext_lazy("What became of it"), "mode": gettext_lazy("How"), "client_in": gettext_lazy("Where the client was"),
    "practitioner_in": gettext_lazy("Where you were"), "logged_at": gettext_lazy("Reported on"),
    "routing": gettext_lazy("Routing number"), "holding": gettext_lazy("Kind of account"), "requested_at": gettext_lazy("Asked for on"),
    "terms": gettext_lazy("Searched by"),
    "text": gettext_lazy("Text"), "title": gettext_lazy("Title"), "who": gettext_lazy("Who"),
}


def table_words(label: str) -> str:
    """What a table is called."""
    return str(TABLES[label])


def column(name: str) -> str:
    """What a column is called."""
    return str(COLUMNS[name])


def value_words(value: bool) -> str:
    """Yes or no."""
    return _("yes") if value else _("no")
