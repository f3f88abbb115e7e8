"""What was seen of her insurance, the lists, the records on file, her work history and what she disclosed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.formats import day, listed, month
from vetting.words_lines import at, proven, reads, through
from vetting.words_values import code, counted, language_name, list_name, place_label, source_value, stretch


@reads("insurance_per_claim", "insurance_aggregate", "insurance_named", "insurance_form")
def _policy(values, outcome):
    if "last" not in values:
        return _("no current policy on file")
    said = values.get("amount") or values.get("named") or values.get("form")
    return through(source_value(said) or _("not known yet"), values["last"])


@reads("insurance_also")
def _also(values, outcome):
    if values.get("lacks"):
        return _("not covered, as far as is known: %(what)s") % {"what": listed(map(code, values["lacks"]))}
    return listed(map(code, values.get("kinds") or ())) or _("not known yet")


@reads("insurance_in_force", "insurance_continues")
def _covered(values, outcome):
    if values.get("last"):
        return _("covered through %(day)s") % {"day": day(values["last"])}
    return _("no current policy on file")


@reads("right_to_work", "photo_on_file", "papers_by_place", "papers_on_file")
def _paper(values, outcome):
    if outcome == "not_applicable":
        return _("no paper asked of this profession in these places")
    if not values.get("paper"):
        return _("nothing on file")
    if not values.get("state"):
        return at(code(values["paper"]), _("nothing on file"))
    return at(code(values["paper"]), proven(_ends(values.get("expires_on")), values))


def _ends(last) -> str:
    return _("good through %(day)s") % {"day": day(last)} if last else _("on file")


@reads("papers_translated", "papers_legalized")
def _abroad(values, outcome):
    if not values.get("paper"):
        return _("no written paper on file")
    what = language_name(values["language"]) if values.get("language") else place_label(values["place"]) if values.get("place") else ""
    how = values.get("translation") or values.get("legalization")
    return at(code(values["paper"]), listed([each for each in (what or _("not known yet"), code(how) if how else "") if each]))


@reads("list_recent")
def _aged(values, outcome):
    where = list_name(values["list"]) if values.get("list") else ""
    if values.get("age") is None:
        return at(where, _("not checked yet"))
    return at(where, _("%(days)s old when looked up") % {"days": counted("days", values["age"])})


@reads("score")
def _score(values, outcome):
    points = counted("points", values.get("points", 0))
    missing = listed(map(code, values.get("missing") or ()))
    return _("%(points)s so far; not known yet: %(missing)s") % {"points": points, "missing": missing} if missing else points


@reads("not_excluded", "hits_adjudicated", "exclusion_checked", "exclusion_monthly")
def _listed(values, outcome):
    if "hits" in values:
        return _("%(matches)s, all judged") % {"matches": counted("matches", values["hits"])} if values["hits"] else _("no matches")
    where = list_name(values["list"]) if values.get("list") else ""
    if "band" in values:
        return at(where, _match(values))
    if "missing" in values:
        return at(where, _months(values["missing"], outcome))
    if values.get("as_of"):
        return at(where, _("no match; list of %(day)s") % {"day": day(values["as_of"])} if outcome == "met" else _dated(values))
    return at(where, _("not checked yet"))


def _dated(values) -> str:
    return _("last checked against the list of %(day)s") % {"day": day(values["as_of"])}


JUDGED = {
    "open": gettext_lazy("not judged yet"),
    "proposed_cleared": gettext_lazy("clearance proposed, waits for a second person"),
    "proposed_confirmed": gettext_lazy("confirmation proposed, waits for a second person"),
    "confirmed": gettext_lazy("confirmed by two people"),
    "inconclusive": gettext_lazy("judged inconclusive"),
}


def _match(values) -> str:
    said = {"band": code(values["band"]), "judged": str(JUDGED.get(values["state"]) or code(values["state"]))}
    if not values.get("seen_on"):
        return _("%(band)s match, %(judged)s") % said
    return _("%(band)s match, %(judged)s; seen %(day)s") % {**said, "day": day(values["seen_on"])}


def _months(missing, outcome) -> str:
    if missing:
        return _("not checked in %(months)s") % {"months": listed(map(month, missing))}
    return _("no month to check yet") if outcome == "not_applicable" else _("checked in every month")


@reads("attestation_signed", "attestation_repeated")
def _signed(values, outcome):
    return _("signed %(day)s") % {"day": day(values["attested_on"])} if values.get("attested_on") else _("not signed yet")


@reads("references")
def _references(values, outcome):
    return counted("references", values["count"]) if values.get("count") else _("none yet")


@reads("reference_ratings")
def _rating(values, outcome):
    return _("lowest rating %(rating)s of 5") % {"rating": values["rating"]} if values.get("rating") else _("no rating yet")


@reads("npi_valid")
def _npi(values, outcome):
    if not values.get("npi"):
        return _("not given yet")
    said = {"npi": values["npi"]}
    if not values.get("well_formed"):
        return _("%(npi)s, check digit wrong") % said
    return _("%(npi)s, valid") % said if outcome == "met" else _("%(npi)s, not looked up yet") % said


@reads("work_history_reaches")
def _history(values, outcome):
    if not values.get("first"):
        return _("no work history on file")
    said = {"first": month(values["first"])}
    if not values.get("licensed_on"):
        return _("work since %(first)s") % said
    return _("work since %(first)s, first license %(licensed)s") % {**said, "licensed": month(values["licensed_on"])}


@reads("gaps_explained", "gaps_in_writing")
def _gaps(values, outcome):
    if values.get("gaps") is None:
        return _("no signed work history on file")
    if not values["gaps"]:
        return _("no such gap")
    gaps = [stretch(first, last) for first, last in values["gaps"]]
    return _("no work %(gaps)s; the longest gap is %(months)s") % {"gaps": listed(gaps), "months": counted("months", values["months"])}


@reads("disclosures_answered")
def _answered(values, outcome):
    missing, silent = values.get("missing") or (), values.get("unexplained") or ()
    told = []
    if missing:
        told.append(_("%(questions)s not answered yet") % {"questions": counted("questions", len(missing))})
    if silent:
        told.append(_("yes without an explanation: %(questions)s") % {"questions": listed(map(code, silent))})
    return "; ".join(told) or _("every question answered")


@reads("disclosures")
def _disclosed(values, outcome):
    if values.get("yes"):
        return _("yes to %(questions)s") % {"questions": listed(_yes(*answer) for answer in values["yes"])}
    return _("not every question answered yet") if outcome == "unknown" else _("no to every question")


def _yes(question: str, grade: str | None = None, level: str | None = None) -> str:
    if not grade:
        return code(question)
    return _("%(question)s (%(grade)s)") % {"question": code(question), "grade": code(grade)}


@reads("nothing_omitted")
def _omitted(values, outcome):
    if values.get("omitted"):
        return _("answered no, source says yes: %(questions)s") % {"questions": listed(map(code, values["omitted"]))}
    return _("not asked yet") if outcome == "unknown" else _("no source says otherwise")


@reads("concerns_count", "concerns_serious")
def _concerns(values, outcome):
    return counted("concerns", values["concerns"]) if values.get("concerns") else _("no concern that counts")


@reads("claims_count", "claims_paid", "claims_open")
def _claims(values, outcome):
    if "claims" in values:
        told = counted("claims", values["claims"]) if values["claims"] else _("no claim")
        return told if outcome != "unknown" else _("%(claims)s, not verified") % {"claims": told}
    if values.get("paid"):
        return _("%(amount)s paid") % {"amount": source_value(values["paid"])}
    if values.get("on"):
        about = {"day": day(values["on"])}
        return _("claim of %(day)s, amount not known") % about if "paid" in values else _("claim of %(day)s is open") % about
    return _("not verified yet") if outcome == "unknown" else _("no claim")
