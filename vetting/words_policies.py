"""Rules of a policy as sentences somebody can read aloud: what is asked, what happens when it is not met, why, and by which version."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from vetting import words
from vetting.words_asked import said
from vetting.words_values import either, value_in_words

__all__ = ["either", "sentence", "value_in_words", "weight"]

SENTENCES = {  # criterion → its sentence; the placeholders are the fields of its limit
    "accepted_profession": gettext_lazy("Works as %(professions)s."),
    "accepted_jurisdiction": gettext_lazy("Asks to work in %(jurisdictions)s."),
    "degree_level": gettext_lazy("Holds at least %(degree)s."),
    "degree_accredited": gettext_lazy("Holds %(degree)s from a program accredited by %(accreditors)s."),
    "languages": gettext_lazy("Works in %(languages)s."),
    "works_by": gettext_lazy("Meets clients %(modes)s."),
    "office_has": gettext_lazy("The office, where clients come to it, has %(features)s."),
    "cooling_off": gettext_lazy("Was not denied by us in %(last_months)s."),
    "panel_open": gettext_lazy("Applies while there is room; closed for now: %(closed)s."),
    "no_conflict": gettext_lazy("Has no conflict of interest."),
    "practice_level": gettext_lazy("Holds %(levels)s in every place asked for."),
    "license_in_force": gettext_lazy("Holds %(levels)s that is in force."),
    "license_verified": gettext_lazy("The license was verified at its board within %(days)s of the decision."),
    "license_reverified": gettext_lazy("A lifelong registration was looked up again within %(months)s."),
    "license_unrestricted": gettext_lazy("The license carries no restriction, probation or condition."),
    "license_actions": gettext_lazy("No board took action against the license in %(last_years)s."),
    "supervision_on_file": gettext_lazy("Whoever holds %(levels)s has an agreement with a supervisor who holds %(supervisors)s."),
    "license_or_register": gettext_lazy(
        "Holds %(levels)s in every place asked for, or is registered with %(registers)s, %(beside)s."
    ),
    "license_rechecked": gettext_lazy("Every license was looked up again within %(days)s."),
    "years_since_degree": gettext_lazy("Took %(degree)s at least %(years)s ago."),
    "years_since_license": gettext_lazy("Has held %(levels)s for at least %(years)s."),
    "eap_years": gettext_lazy("Has worked for employee assistance programs for at least %(years)s."),
    "eap_training": gettext_lazy(
        "Holds one of these certificates: %(courses)s; or has worked for employee assistance programs for at least %(years)s."
    ),
    "service_training": gettext_lazy("Is trained for the services offered: %(needs)s."),
    "continuing_education": gettext_lazy("Took at least %(hours)s in a period that ended at most %(months)s ago; what counts: %(kind)s."),
    "clinical_hours": gettext_lazy("Has at least %(hours)s of clinical work."),
    "supervision_hours": gettext_lazy("Had at least %(minutes)s of supervision a month, in a period that ended at most %(months)s ago."),
    "certificate_held": gettext_lazy("Holds one of these certificates: %(courses)s."),
    "insurance_per_claim": gettext_lazy("Is insured for at least %(minimum)s per claim."),
    "insurance_aggregate": gettext_lazy("Is insured for at least %(minimum)s per year."),
    "insurance_in_force": gettext_lazy("The liability insurance is in force."),
    "insurance_continues": gettext_lazy("The insurance goes on for at least %(days)s after the decision."),
    "insurance_named": gettext_lazy("The insurance is in the name of %(named)s."),
    "insurance_also": gettext_lazy("The insurance covers %(kinds)s, too."),
    "insurance_form": gettext_lazy("The form of insurance is %(forms)s."),
    "not_excluded": gettext_lazy("Stands on none of these lists: %(lists)s."),
    "hits_adjudicated": gettext_lazy("Every list match from “%(band)s” up was judged by two people."),
    "exclusion_checked": gettext_lazy("Was checked against %(lists)s within %(days)s of the decision."),
    "list_recent": gettext_lazy("Was looked up in %(lists)s no more than %(days)s after the date of the list."),
    "exclusion_monthly": gettext_lazy("Was checked against %(lists)s in %(each_month)s."),
    "attestation_signed": gettext_lazy("Signed the statement within %(days)s of the decision."),
    "attestation_repeated": gettext_lazy("Signs the statement again at least every %(months)s while in the network."),
    "education_verified": gettext_lazy("The education was verified at its school or board within %(days)s of the decision."),
    "work_history_verified": gettext_lazy("The work history was verified within %(days)s of the decision."),
    "identity_seen": gettext_lazy("The identity was seen: %(methods)s."),
    "identity_checked": gettext_lazy("The identity was checked by two people: %(methods)s."),
    "certificate_of_conduct": gettext_lazy("Showed a certificate of conduct no older than %(months)s; accepted: %(methods)s."),
    "references": gettext_lazy("Has %(references)s by %(relations)s, no older than %(months)s."),
    "reference_ratings": gettext_lazy("No reference gives less than %(rating)s of 5."),
    "npi_valid": gettext_lazy("Has an NPI of the right person."),
    "right_to_work": gettext_lazy("May work in every country asked for, by %(bases)s."),
    "photo_on_file": gettext_lazy("Has a photo on file no older than %(months)s."),
    "papers_by_place": gettext_lazy("Shows what is asked by profession and place: %(papers_by)s."),
    "papers_on_file": gettext_lazy("Shows, no older than %(months)s: %(papers)s."),
    "papers_translated": gettext_lazy("Every paper is in %(languages)s, or translated."),
    "papers_legalized": gettext_lazy("Every paper is from %(countries)s, or is legalized: %(legalizations)s."),
    "work_history_reaches": gettext_lazy("The work history goes back %(years)s, or to the first license."),
    "gaps_explained": gettext_lazy("Every gap in work longer than %(months)s in %(last_years)s is explained."),
    "gaps_in_writing": gettext_lazy("Every gap in work longer than %(months)s in %(last_years)s is explained in writing."),
    "disclosures_answered": gettext_lazy("Answered every disclosure question (%(questions)s), and explained every yes."),
    "disclosures": gettext_lazy(
        "What a yes to a disclosure question (%(questions)s) leads to: %(matrix)s; any other yes: %(otherwise)s."
    ),
    "nothing_omitted": gettext_lazy("No source says yes where the answer to a disclosure question (%(questions)s) was no."),
    "malpractice_verified": gettext_lazy("The malpractice history was verified within %(days)s of the decision."),
    "claims_count": gettext_lazy("Has at most %(claims)s for malpractice in %(last_years)s."),
    "claims_paid": gettext_lazy("No malpractice claim of %(last_years)s paid more than %(most)s."),
    "claims_open": gettext_lazy("No malpractice claim is open."),
    "concerns_count": gettext_lazy("Has at most %(concerns)s in %(last_months)s, counted from %(from_severity)s on."),
    "concerns_serious": gettext_lazy("No serious concern of %(last_months)s was substantiated."),
    "score": gettext_lazy(
        "Scores at least %(clean)s; from %(director)s up a director reviews, below that two people. Points for %(weights)s."
    ),
}
ENDLESS = {  # the sentence where the limit names 0 years, months or days
    "license_actions": gettext_lazy("No board ever took action against the license."),
    "years_since_degree": gettext_lazy("Holds at least %(degree)s, however recent."),
    "years_since_license": gettext_lazy("Holds %(levels)s, however recent."),
    "eap_years": gettext_lazy("Needs no years of work for employee assistance programs."),
    "eap_training": gettext_lazy("Holds one of these certificates: %(courses)s; or has done any work for employee assistance programs."),
    "education_verified": gettext_lazy("The education was verified once at its school or board."),
    "gaps_explained": gettext_lazy("Every gap in work in %(last_years)s is explained."),
    "gaps_in_writing": gettext_lazy("Every gap in work in %(last_years)s is explained in writing."),
    "photo_on_file": gettext_lazy("Has a photo on file."),
    "papers_on_file": gettext_lazy("Shows: %(papers)s."),
}
NONE = {  # the sentence where not one is tolerated
    "claims_count": gettext_lazy("Has no claim for malpractice in %(last_years)s."),
    "concerns_count": gettext_lazy("Has no substantiated concern in %(last_months)s, counted from %(from_severity)s on."),
}
ALSO = {  # what a field says beside a sentence that does not name it, where it is switched on
    "registers": gettext_lazy("An entry in %(registers)s counts as well."),
    "equivalents": gettext_lazy("Instead of the degree counts: %(equivalents)s."),
    "all": gettext_lazy("That is asked of every license."), "current": gettext_lazy("The month that is running counts, too."),
    "by_rule": gettext_lazy(
        "What software fetched from the register is verified by a documented rule, without a person; that does not conform to NCQA’s "
        "standard."
    ),
    "sworn": gettext_lazy("The translation is by a sworn translator."),
    "grace": gettext_lazy("For %(grace)s after the last covered day it counts as in force."),
}
FAMILIES = {  # what the rules of a policy are about, in the order of the registry
    "eligibility": gettext_lazy("Whom we take"), "licenses": gettext_lazy("Licenses"),
    "experience": gettext_lazy("Education and experience"), "insurance": gettext_lazy("Insurance"),
    "screening": gettext_lazy("Exclusion lists"), "records": gettext_lazy("Statement, identity and references"),
    "papers": gettext_lazy("Other papers"),
    "history": gettext_lazy("Work history"), "conduct": gettext_lazy("Conduct and claims"), "score": gettext_lazy("Score"),
}
SEVERITIES = {
    "blocks": gettext_lazy("Blocks"), "review": gettext_lazy("Asks for review"), "note": gettext_lazy("Is only noted"),
}
BINDS = {
    "submission": gettext_lazy("binds on the day of submission"), "decision": gettext_lazy("binds on the day of decision"),
    "event_date": gettext_lazy("binds on the day of the event"), "immediate": gettext_lazy("binds at once"),
}
REVIEWERS = {"director": gettext_lazy("by a director"), "committee": gettext_lazy("by two people")}
EVIDENCE = {
    "attested": gettext_lazy("the therapist’s word is enough"), "obtained": gettext_lazy("a fetched answer is enough"),
    "verified": gettext_lazy("verified"),
}
WAIVERS = {
    "": gettext_lazy("waivable by nobody"), "director": gettext_lazy("waivable by a director"),
    "committee": gettext_lazy("waivable by two people"),
}
REASONS = {
    "law": gettext_lazy("Asked by law"), "accreditor": gettext_lazy("Asked by an accreditor"),
    "contract": gettext_lazy("Asked by contract"), "choice": gettext_lazy("Our own choice"),
}
STATUSES = {
    "draft": (gettext_lazy("Draft"), "draft"), "in_review": (gettext_lazy("Waiting for approval"), "ours"),
    "rejected": (gettext_lazy("Not approved"), "stop"), "scheduled": (gettext_lazy("Scheduled"), "source"),
    "active": (gettext_lazy("In force"), "good"), "retired": (pgettext_lazy("policy", "Retired"), "done"),
}


def sentence(criterion: str, limit: Mapping) -> str:
    """What the rule asks, as one sentence with every value of its limit; its title and limit when there is no sentence for it."""
    endless, none = 0 in map(limit.get, ("years", "months", "days")), limit.get("most") == 0
    written = (none and NONE.get(criterion)) or (endless and ENDLESS.get(criterion)) or SENTENCES.get(criterion)
    if written is None:
        return f"{words.title(criterion)}: {words.limit(criterion, limit)}."
    beside = [also for name, also in ALSO.items() if limit.get(name) and f"%({name})s" not in str(SENTENCES[criterion])]
    return " ".join(str(each) % _Values(limit) for each in (written, *beside))


class _Values(dict):
    """The fields of a limit in words; a field that is missing reads as not given."""

    def __init__(self, limit):
        super().__init__(said(limit))

    def __missing__(self, name):
        return _("(not given)")


def weight(row, *, below: bool = False) -> str:
    """What an unmet rule does, when it binds and who may waive it, as one soft line; `below`: an accreditor asks more."""
    severity = str(SEVERITIES[row.severity])
    if row.severity == "review":
        severity = f"{severity} {REVIEWERS[row.reviewer]}"
    evidence = [str(EVIDENCE[row.limit["evidence"]])] if row.limit.get("evidence") in EVIDENCE else []
    mark = [_("looser than the accreditor asks")] if below else []
    return " · ".join([severity, *evidence, str(BINDS[row.binds_on]), str(WAIVERS[row.waivable_by]), *mark])
