"""What each criterion asks, as a short sentence with its numbers: the "Required" of a findings table and of a letter."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from network.formats import listed
from vetting.words_values import counted, degree, last, value_in_words

ASKED = {  # criterion → its sentence; the placeholders are the fields of its limit
    "accepted_profession": _("works as %(professions)s"),
    "accepted_jurisdiction": _("in %(jurisdictions)s"),
    "degree_level": _("%(level)s or higher"),
    "degree_level.equivalents": _("%(level)s or higher, or %(equivalents)s"),
    "degree_accredited": _("%(level)s or higher, from a program accredited by %(accreditors)s"),
    "languages": _("works in %(languages)s"),
    "works_by": _("meets clients %(modes)s"),
    "office_has": _("an office with %(features)s, where clients come to it"),
    "cooling_off": _("at least %(months)s since we denied the therapist"),
    "panel_open": _("room on the panel; closed for now: %(closed)s"),
    "no_conflict": _("no conflict of interest"),
    "practice_level": _("%(levels)s in every place asked"),
    "practice_level.registers": _("%(levels)s, or an entry in a register we accept, in every place asked"),
    "license_in_force": _("an active license in every place asked"),
    "license_in_force.registers": _("an active license or accepted registration in every place asked"),
    "license_verified": _("looked up at the board at most %(days)s before the decision"),
    "license_verified.all": _("every license looked up at its board at most %(days)s before the decision"),
    "license_reverified": _("a registration without an end date looked up again at most every %(months)s"),
    "license_unrestricted": _("no restriction on any license"),
    "license_actions": _("no board action in %(last_years)s"),
    "license_actions.ever": _("no board action ever"),
    "supervision_on_file": _("who may not practice alone has a supervisor with %(supervisors)s"),
    "license_or_register": _("%(levels)s; or registered with %(registers)s, %(beside)s"),
    "license_rechecked": _("every license looked up at its board at most %(days)s ago"),
    "years_since_degree": _("%(level)s or higher at least %(years)s ago"),
    "years_since_degree.ever": _("%(level)s or higher, however recent"),
    "years_since_license": _("has held %(levels)s for at least %(years)s"),
    "years_since_license.ever": _("holds %(levels)s, however recent"),
    "eap_years": _("at least %(years)s of EAP work"),
    "eap_years.ever": _("no length of EAP work asked"),
    "eap_training": _("%(courses)s, or at least %(years)s of EAP work"),
    "eap_training.ever": _("%(courses)s, or any EAP work"),
    "service_training": _("training for the services offered: %(needs)s"),
    "continuing_education": _("at least %(hours)s of %(kind)s in a period that ended at most %(months)s ago"),
    "clinical_hours": _("at least %(hours)s of supervised clinical work"),
    "supervision_hours": _("at least %(minutes)s of supervision a month, in a period that ended at most %(months)s ago"),
    "certificate_held": _("one of these certificates: %(courses)s"),
    "insurance_per_claim": _("at least %(minimum)s per claim"),
    "insurance_aggregate": _("at least %(minimum)s per year"),
    "insurance_in_force": _("covered on the day itself"),
    "insurance_in_force.grace": _("covered on the day itself, or at most %(grace)s before"),
    "insurance_continues": _("covered without a break for at least %(days)s more"),
    "insurance_named": _("in the name of %(named)s"),
    "insurance_also": _("%(kinds)s covered, too"),
    "insurance_form": _("form of cover: %(forms)s"),
    "not_excluded": _("on none of these lists: %(lists)s"),
    "hits_adjudicated": _("every match that is at least “%(band)s” judged by two people"),
    "exclusion_checked": _("checked against %(lists)s at most %(days)s before the decision"),
    "list_recent": _("looked up in %(lists)s no more than %(days)s after its date"),
    "exclusion_monthly": _("checked against %(lists)s in %(each_month)s"),
    "attestation_signed": _("signed at most %(days)s before the decision"),
    "attestation_repeated": _("signed at most %(months)s ago"),
    "education_verified": _("verified at the school or board at most %(days)s before the decision"),
    "education_verified.ever": _("verified once at the school or board"),
    "work_history_verified": _("verified at most %(days)s before the decision"),
    "identity_seen": _("identity checked; accepted: %(methods)s"),
    "identity_checked": _("identity checked by two people; accepted: %(methods)s"),
    "certificate_of_conduct": _("issued at most %(months)s before the decision; accepted: %(methods)s"),
    "references": _("at least %(references)s by %(relations)s, at most %(months)s old"),
    "reference_ratings": _("no rating below %(rating)s of 5"),
    "npi_valid": _("a valid NPI that the registry confirms"),
    "npi_valid.attested": _("a valid NPI"),
    "right_to_work": _("a right to work in every country asked for: %(bases)s"),
    "photo_on_file": _("a photo at most %(months)s old"),
    "photo_on_file.ever": _("a photo"),
    "papers_by_place": _("by profession and place: %(papers_by)s"),
    "papers_on_file": _("on file and at most %(months)s old: %(papers)s"),
    "papers_on_file.ever": _("on file: %(papers)s"),
    "papers_translated": _("every paper in %(languages)s, or translated"),
    "papers_translated.sworn": _("every paper in %(languages)s, or translated by a sworn translator"),
    "papers_legalized": _("every paper from %(countries)s, or with %(legalizations)s"),
    "work_history_reaches": _("back %(years)s, or to the first license"),
    "gaps_explained": _("no gap over %(months)s unexplained in %(last_years)s"),
    "gaps_in_writing": _("no gap over %(months)s without a written explanation in %(last_years)s"),
    "disclosures_answered": _("every question answered and every yes explained"),
    "disclosures": _("a yes is weighed by the policy’s table; any other yes: %(otherwise)s"),
    "nothing_omitted": _("no source says yes where the answer was no"),
    "malpractice_verified": _("verified at most %(days)s before the decision"),
    "claims_count": _("at most %(claims)s in %(last_years)s"),
    "claims_count.none": _("no claim in %(last_years)s"),
    "claims_paid": _("no claim paid above %(most)s in %(last_years)s"),
    "claims_open": _("no open claim"),
    "concerns_count": _("at most %(concerns)s in %(last_months)s, from %(from_severity)s on"),
    "concerns_count.none": _("none substantiated in %(last_months)s, from %(from_severity)s on"),
    "concerns_serious": _("none serious in %(last_months)s"),
    "score": _("at least %(clean)s; a director from %(director)s"),
}


def asked(criterion: str, limit: Mapping) -> str | None:
    """What the limit asks, as one line; None when there is no sentence for it or a value it names is missing."""
    form = next((name for name in (f"{criterion}.{end}" for end in _forms(limit)) if name in ASKED), criterion)
    try:
        return str(ASKED[form]) % said(limit)
    except KeyError:
        return None


def _forms(limit: Mapping):
    """Which other forms of the sentence the numbers call for: a look-back without an end, nothing tolerated, more accepted."""
    if 0 in (limit.get("years"), limit.get("days"), limit.get("months")):
        yield "ever"
    if limit.get("most") == 0:
        yield "none"
    if limit.get("evidence") == "attested":
        yield "attested"
    yield from (name for name in ("registers", "equivalents", "all", "grace", "sworn") if limit.get(name))


def said(limit: Mapping) -> dict[str, str]:
    """The fields of a limit in words, and its counts with what they count."""
    words = {name: value_in_words(name, value) for name, value in limit.items()}
    if isinstance(limit.get("count"), int):
        words["references"] = counted("references", limit["count"])
    if isinstance(limit.get("most"), int):
        words["claims"], words["concerns"] = counted("claims", limit["most"]), counted("concerns", limit["most"])
    if "closed_places" in limit:
        shut = [value_in_words(name, limit[name]) for name in ("closed_professions", "closed_places") if limit.get(name)]
        words["closed"] = "; ".join(shut) or pgettext("panel", "nobody")
    words |= {f"last_{unit}": last(unit, limit[unit]) for unit in ("years", "months") if isinstance(limit.get(unit), int)}
    if isinstance(limit.get("months"), int):
        months = words["last_months"]
        words["each_month"] = months if limit["months"] == 1 else gettext("each of %(months)s") % {"months": months}
    if "level" in limit:
        words["degree"] = degree(limit["level"])
    if "supervised" in limit:
        words["beside"] = _beside(limit)
    return words


def _beside(limit: Mapping) -> str:
    """What a register entry needs beside it."""
    hours = gettext("with at least %(hours)s of clinical work") % {"hours": counted("hours", limit["hours"])} if limit.get("hours") else ""
    over = value_in_words("supervisors", limit.get("supervisors", ()))
    seen = gettext("with a supervisor who holds %(supervisors)s") % {"supervisors": over} if limit["supervised"] else ""
    return listed([each for each in (hours, seen) if each]) or gettext("with nothing beside it")
