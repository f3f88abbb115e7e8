"""The tables behind `vetting.words`: one line per evidence element, field and code; criteria have a file of their own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.words_identity import DOCUMENTS

ELEMENTS = {
    "license": _("License"), "insurance": _("Liability insurance"), "education": _("Education"),
    "exclusion_list": _("Exclusion list"), "work_history": _("Work history"), "identity": _("Identity"),
    "reference": _("Reference"), "certificate_of_conduct": _("Certificate of conduct"),
    "register": _("Voluntary register"), "npi": _("NPI record"), "eap_experience": _("EAP experience"),
    "training": _("Training or certificate"), "supervision": _("Supervision"),
    "disclosures": _("Disclosure questions"), "claims": _("Claims history"),
}

HELP = {
    "professions": _("The professions that may apply."),
    "jurisdictions": _("Codes of the places you work in; US means every state."),
    "level": _("The lowest degree that counts."),
    "equivalents": _("Codes of other degrees that count as this level."),
    "accreditors": _("The bodies whose accreditation counts."),
    "languages": _("Language codes; one of them is enough."),
    "levels": _("The practice levels that count."),
    "registers": _("Codes of the voluntary registers you accept where there is no license."),
    "all": _("Every license the therapist holds, not only those for the places asked for."),
    "by_rule": _(
        "What software fetched from the register counts as verified without a person, where nothing differs and nothing is shown "
        "against the therapist. This does not conform to NCQA’s standard, which asks that a named person reviews it."
    ),
    "supervisors": _("The practice levels a supervisor may have."),
    "courses": _("Any one of these certificates is enough."),
    "needs": _("For each service, the certificates of which one is needed."),
    "kind": _("The kind of hours."),
    "minimum": _("The least amount per currency, in cents. A policy in another currency is unknown, not refused."),
    "named": _("In whose name the policy may be."),
    "forms": _("The forms of cover you accept."),
    "lists": _("Codes of the lists that must be checked."),
    "band": _("The weakest match that somebody must judge."),
    "current": _("The month that is running counts too."),
    "methods": _("The ways of checking that count."),
    "relations": _("Who may be a reference."),
    "count": _("How many are needed."),
    "rating": _("The lowest rating that needs no review, from 1 to 5."),
    "questions": _("The set of questions for the place."),
    "matrix": _("Who looks at a yes, by question and by how serious it is."),
    "otherwise": _("The level of a yes that the table does not name."),
    "most": _("The most that needs no review."),
    "years": _("Whole years. In a look-back, 0 means ever."),
    "months": _("Whole months."),
    "days": _("Days, counted from the source's own date. The last day still counts."),
    "hours": _("Whole hours."),
    "evidence": _("How far the evidence must have come: the therapist’s word, fetched, or reviewed by a person."),
}

NAMES = {
    "profession": _("Profession"), "jurisdictions": _("Places"), "outside": _("Not accepted"), "level": _("Level"),
    "state": pgettext_lazy("state of evidence", "Evidence"), "accredited_by": _("Accredited by"),
    "languages": _("Languages"), "denied_on": _("Denied"), "again_from": _("May apply from"),
    "conflicts": _("Conflicts"), "jurisdiction": _("Place"), "register": _("Register"), "statutory": _("Statutory"),
    "status": _("Status"), "expires_on": _("Expires"), "lifelong": _("Lifelong"), "as_of": _("As of"),
    "encumbered": _("Restricted"), "actions": _("Actions"), "kind": _("Kind"), "on": _("Day"), "levels": _("Levels"),
    "supervisor": _("Supervisor"), "last": _("Through"), "since": _("Since"), "training": _("Training"),
    "services": _("Services"), "hours": _("Hours"), "through": _("Through"), "amount": _("Amount"),
    "named": _("Insured"), "form": _("Form"), "list": _("List"), "band": _("Match"), "seen_on": _("Seen"),
    "hits": _("Matches"), "missing": _("Missing"), "attested_on": _("Signed"), "method": _("How"),
    "count": pgettext_lazy("count", "Number"), "rating": _("Rating"), "npi": _("NPI"), "well_formed": _("Check digit right"),
    "gaps": _("Gaps"), "first": _("From"), "licensed_on": _("First license"), "unexplained": _("Not explained"),
    "yes": _("Answered yes"), "omitted": _("Answered no, source says yes"),
    "claims": pgettext_lazy("against a therapist", "Claims"), "paid": _("Paid"),
    "professions": _("Professions"), "equivalents": _("Equivalents"), "accreditors": _("Accreditors"),
    "registers": _("Registers"), "supervisors": _("Supervisors"), "courses": _("Certificates"),
    "needs": _("Certificates per service"), "minimum": _("At least"), "forms": _("Forms"), "lists": _("Lists"),
    "methods": _("Ways of checking"), "relations": _("References by"), "questions": _("Questions"),
    "most": _("At most"), "days": _("Days"), "months": _("Months"), "years": _("Years"), "evidence": _("Evidence"),
    "matrix": _("Levels per answer"), "otherwise": _("Any other yes"), "all": _("Every license"),
    "by_rule": _("A documented rule may verify"), "rule": _("By rule"),
    "current": _("Running month"), "files": _("Files"), "name": _("Name"), "names": pgettext_lazy("shown at a source", "Name"),
    "number": pgettext_lazy("of a license", "Number"), "title": _("Title"), "status_word": _("In the source’s words"),
    "status_since": _("Status since"), "date_of_birth": _("Date of birth"), "per_claim": _("Per claim"),
    "aggregate": _("Per year"), "outcome": pgettext_lazy("of a look-up", "Answer"), "candidates": _("Shown there"),
    "remarks": _("Shown against the therapist"), "specialism": _("Specialism"), "also": _("Also registered as"),
    "numbers": _("Numbers"), "relation": _("Knows the therapist as"), "known_since": _("Known since"),
    "recommends": _("Recommends"), "signed": _("Signed by"),
    "place": pgettext_lazy("of residence or work", "City"), "licenses": _("Licenses, by the therapist’s own word"),
    "updated": _("Last changed"),
    "incident_on": _("Day of the incident"), "reported_on": _("Day reported"), "closed_on": _("Day closed"),
    "claim_state": _("State of the claim"), "reserved": _("Reserved"), "currency": _("Currency"),
    "latest_on": _("Latest day of a claim"), "any_open": _("A claim is open"),
    "silent_after": _("Says nothing of days after"), "leaves_out": _("Leaves out"),
}

CODES = {
    "psychologist": _("psychologist"), "counselor": _("counselor"), "social_worker": _("social worker"),
    "marriage_family_therapist": _("marriage and family therapist"), "psychotherapist": _("psychotherapist"),
    "psychiatrist": _("psychiatrist"), "nurse_specialist": _("nurse specialist"),
    "remedial_educationalist": _("remedial educationalist"), "addiction_counselor": _("addiction counselor"),
    "lawyer": _("lawyer"), "financial_adviser": _("financial adviser"), "associate": _("associate degree"),
    "bachelor": _("bachelor's degree"), "master": _("master's degree"), "doctorate": _("doctorate"),
    "hbo": _("professional bachelor (hbo)"), "post_hbo": _("course after a professional bachelor (post-hbo)"),
    "independent": _("independent"), "supervised": _("supervised"), "provisional": _("provisional"),
    "title_only": _("title only"), "voluntary": _("voluntary register"), "attested": _("the therapist’s word"),
    "obtained": _("fetched, not reviewed"), "verified": _("verified"), "discrepant": _("source differs"),
    "unavailable": _("source unavailable"), "active": pgettext_lazy("license", "active"),
    "inactive": pgettext_lazy("license", "inactive"), "expired": pgettext_lazy("license", "expired"),
    "suspended": pgettext_lazy("license", "suspended"), "revoked": pgettext_lazy("license", "revoked"),
    "surrendered": pgettext_lazy("license", "surrendered"), "retired": pgettext_lazy("license", "retired"),
    "lapsed": pgettext_lazy("license", "lapsed"), "pending": pgettext_lazy("license", "pending"),
    "unknown": pgettext_lazy("license", "not known: a person says"), "several": _("several registrations"),
    "not_found": _("nobody found"), "current_only": _("whoever is not a current licensee"),
    "unknown_status": _("found, with a word nobody knows"),
    "person": pgettext_lazy("holder of a number", "a person"), "organization": pgettext_lazy("holder of a number", "an organization"),
    "self": _("the therapist"), "group": _("the practice"), "other": _("somebody else"),
    "occurrence": _("occurrence"), "claims_made": _("claims-made"),
    "claims_made_with_tail": _("claims-made with tail"), "possible": _("possible"), "probable": _("probable"),
    "certain": _("certain"), "open": pgettext_lazy("list match", "open"),
    "proposed_cleared": _("clearance proposed"), "proposed_confirmed": _("confirmation proposed"),
    "confirmed": pgettext_lazy("list match", "confirmed"), "inconclusive": _("inconclusive"),
    "source_document": _("source document"), "web_lookup": _("web look-up"), "file": _("list file"),
    "phone": _("phone"), "letter": _("letter"), "seen": pgettext_lazy("document", "seen"), "identity": _("identity document"),
    "yes": _("yes"), "no": _("no"), "reserved": _("with reservations"),
    "video": _("meeting by video"), "in_person": _("meeting in person"), **DOCUMENTS,
    "certificate_of_conduct": _("certificate of conduct"), "peer": _("peer"),
    "supervisor": _("supervisor"), "partner": _("partner"), "relative": _("relative"), "employee": _("employee"),
    "ce": _("continuing education"), "pdh": _("professional development hours"), "supervision": _("hours of supervision"),
    "eap_101": _("EAP-101 course"), "ceap": _("CEAP"), "us": _("United States"), "nl": _("Netherlands"),
    "counseling": pgettext_lazy("service in a sentence", "counseling"),
    "addiction": pgettext_lazy("service in a sentence", "addiction care"),
    "couples": pgettext_lazy("service in a sentence", "work with couples"),
    "crisis": pgettext_lazy("service in a sentence", "crisis support"),
    "legal": pgettext_lazy("service in a sentence", "legal advice"),
    "financial": pgettext_lazy("service in a sentence", "financial advice"),
    "cleared": pgettext_lazy("list match", "cleared"),
    "minor": pgettext_lazy("grade", "minor"), "moderate": pgettext_lazy("grade", "moderate"),
    "serious": pgettext_lazy("grade", "serious"), "any": pgettext_lazy("grade", "any"), "none": _("no review"),
    "note": _("note"), "director": _("director"), "committee": _("committee"), "blocks": _("blocks"),
    "license_action": _("action by a board"), "prescribing_action": _("action on prescribing"),
    "network_termination": _("removal from a network"), "program_exclusion": _("exclusion from a program"),
    "criminal_conviction": _("conviction"), "pending_charges": _("pending charges"),
    "malpractice_claims": _("malpractice claims"), "insurance_refused": _("insurance refused or canceled"),
    "society_discipline": _("discipline by a society"), "illegal_drug_use": _("illegal drug use"),
    "unable_to_perform": _("unable to do the work"), "boundary_complaint": _("complaint about boundaries"),
    "confidentiality_breach": _("breach of confidentiality"), "civil_judgment": _("civil judgment"),
    "open_claim": pgettext_lazy("malpractice claim", "open"), "closed_unpaid": pgettext_lazy("malpractice claim", "closed without payment"),
    "settled": pgettext_lazy("malpractice claim", "settled"), "judgment": pgettext_lazy("malpractice claim", "judgment"),
    "monitored_practice": _("practice under monitoring"), "conflict_of_interest": _("conflict of interest"),
}

COUNTRIES = {  # places as a sentence names them; one that is called the same in every language is named by its pack
    "US": _("the United States"), "NL": _("the Netherlands"), "BE": _("Belgium"), "DE": _("Germany"),
    "GB": _("the United Kingdom"), "AU": _("Australia"), "CA": _("Canada"), "AE": _("the United Arab Emirates"),
    "AT": _("Austria"), "BR": _("Brazil"), "CH": _("Switzerland"), "DK": _("Denmark"), "ES": _("Spain"), "FI": _("Finland"),
    "FR": _("France"), "IE": _("Ireland"), "IN": _("India"), "IT": _("Italy"), "JP": _("Japan"), "MX": _("Mexico"),
    "NO": _("Norway"), "NZ": _("New Zealand"), "PL": _("Poland"), "PT": _("Portugal"), "SE": _("Sweden"), "SG": _("Singapore"),
    "ZA": _("South Africa"), "CA-BC": _("British Columbia"), "CA-PE": _("Prince Edward Island"), "CA-QC": _("Quebec"),
    "GB-ENG": _("England"), "GB-NIR": _("Northern Ireland"), "GB-SCT": _("Scotland"), "GB-WLS": _("Wales"),
}
COUNTRY_LABELS = {
    "US": _("United States"), "NL": _("Netherlands"), "GB": _("United Kingdom"), "AE": _("United Arab Emirates"),
}
LISTS = {
    "oig-leie": _("LEIE"), "us-leie": _("LEIE"), "leie": _("LEIE"), "sam": _("SAM.gov exclusions"),
    "demo-list": _("Invented exclusion list"),
}
HELD = {  # practice levels, as what somebody holds
    "independent": _("an independent license"), "supervised": _("a license under supervision"),
    "provisional": _("a provisional license"), "title_only": _("a protected title"),
    "voluntary": _("a voluntary registration"),
}
METHODS = {
    "source_document": _("a document from its source"), "web_lookup": _("a look-up on the web"),
    "file": _("a file from its source"), "phone": _("a phone call"), "letter": _("a letter"),
    "seen": _("the document itself"), "video": _("a meeting by video"), "in_person": _("a meeting in person"),
}
RELATIONS = {
    "peer": _("a peer"), "supervisor": _("a supervisor"), "partner": _("a partner"), "relative": _("a relative"),
    "employee": _("an employee"),
}
HOURS = {
    "ce": _("continuing education"), "pdh": _("professional development"),
    "supervision": pgettext_lazy("kind of hours", "supervision"),
}
YESSES = {  # what a yes to a disclosure question leads to
    "none": _("nobody reviews it"), "note": _("it is noted"), "director": _("a director reviews it"),
    "committee": _("the committee reviews it"), "blocks": _("it blocks"),
}
