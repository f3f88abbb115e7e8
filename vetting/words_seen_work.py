"""What was seen of who may apply, her licenses, and how long and how much she worked and learned."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, listed
from vetting.wording import MODES
from vetting.words_lines import at, proven, reads, through, where
from vetting.words_values import code, counted, held, language_name, method, place, register


@reads("accepted_profession")
def _profession(values, outcome):
    return code(values["profession"]) if values.get("profession") else _("not given yet")


@reads("accepted_jurisdiction")
def _jurisdictions(values, outcome):
    places = listed(map(place, values.get("jurisdictions") or ()))
    if not values.get("outside"):
        return places or _("no place asked yet")
    return _("%(places)s; not accepted: %(outside)s") % {"places": places, "outside": listed(map(place, values["outside"]))}


@reads("degree_level")
def _degree(values, outcome):
    if values.get("level"):
        return proven(code(values["level"]), values)
    return _("no degree on file")


@reads("degree_accredited")
def _accredited(values, outcome):
    if values.get("accredited_by"):
        return _("accredited by %(body)s") % {"body": code(values["accredited_by"])}
    return _("accreditation not known yet") if outcome == "unknown" else _("no degree of this level on file")


@reads("languages")
def _languages(values, outcome):
    return listed(map(language_name, values.get("languages") or ())) or _("not given yet")


@reads("works_by")
def _modes(values, outcome):
    return listed(str(MODES.get(each) or code(each)) for each in values.get("modes") or ()) or _("not given yet")


@reads("office_has")
def _office(values, outcome):
    if values.get("lacks"):
        return _("not there: %(what)s") % {"what": listed(map(code, values["lacks"]))}
    if outcome == "not_applicable":
        return _("clients come to no office")
    return listed(map(code, values.get("office") or ())) or _("not given yet")


@reads("cooling_off")
def _cooling(values, outcome):
    if not values.get("denied_on"):
        return _("never denied by us")
    days = {"denied": day(values["denied_on"]), "again": day(values["again_from"])}
    return _("denied on %(denied)s; may apply again from %(again)s") % days


@reads("panel_open")
def _panel(values, outcome):
    if outcome == "unknown":
        return _("not given yet")
    shut = [code(values["profession"])] if values.get("profession") else []
    shut += map(place, values.get("outside") or ())
    return _("closed for %(what)s") % {"what": listed(shut)} if shut else _("there is room")


@reads("no_conflict")
def _conflict(values, outcome):
    if values.get("conflicts") is None:
        return _("not asked yet")
    return _("a conflict of interest was named") if values["conflicts"] else _("none was named")


@reads("license_or_register")
def _authority(values, outcome):
    if "hours" in values:
        return _hours(values, outcome)
    return _supervision(values, outcome) if "supervisor" in values else _level(values, outcome)


@reads("practice_level")
def _level(values, outcome):
    if not values.get("level"):
        return at(where(values), _("no license on file"))
    if values.get("statutory") is False and values.get("register"):
        return at(where(values), _("registered with %(register)s") % {"register": register(values["register"])})
    return at(where(values), _("holds %(license)s") % {"license": held(values["level"])})


@reads("license_in_force")
def _license(values, outcome):
    if "status" not in values:
        return at(where(values), _("no license on file"))
    if not values["status"]:
        return at(where(values), _("status not looked up yet"))
    status = code(values["status"])
    if values.get("lifelong"):
        status = _("%(status)s, without an end date") % {"status": status}
    elif values.get("expires_on"):
        status = _("%(status)s through %(day)s") % {"status": status, "day": day(values["expires_on"])}
    return at(where(values), status if values.get("state") == "verified" else proven(status, values))


@reads(
    "license_verified", "license_reverified", "license_rechecked", "education_verified", "work_history_verified", "malpractice_verified",
    "certificate_of_conduct", "identity_seen", "identity_checked",
)
def _fresh(values, outcome):
    if outcome == "not_applicable":
        return _("no registration without an end date")
    if not values.get("as_of"):
        return _("nothing verified yet")
    dated = _("as of %(day)s") % {"day": day(values["as_of"])}
    if values.get("method"):
        dated = _("%(fact)s, %(method)s") % {"fact": dated, "method": method(values["method"])}
    return proven(dated, values)


@reads("license_unrestricted")
def _restricted(values, outcome):
    words = {True: _("restricted"), False: _("no restriction"), None: _("not known yet")}
    return at(where(values), words[values.get("encumbered")])


@reads("license_actions")
def _board(values, outcome):
    count = values.get("actions")
    if not count:
        return _("no board action") if outcome == "met" else _("not looked up yet")
    told = ngettext("%(count)s board action; %(kind)s on %(day)s", "%(count)s board actions; %(kind)s on %(day)s", count)
    return told % {"count": count, "kind": code(values["kind"]), "day": day(values["on"])}


@reads("supervision_on_file")
def _supervision(values, outcome):
    if values.get("supervisor"):
        return through(_("supervisor holds %(license)s") % {"license": held(values["supervisor"])}, values.get("last"))
    if outcome == "not_applicable":
        return _("may practice alone")
    return _("no license on file") if values.get("levels") is None else _("no agreement on file")


@reads("years_since_degree", "years_since_license")
def _since(values, outcome):
    if values.get("since"):
        return proven(_("since %(day)s") % {"day": day(values["since"])}, values)
    return _("nothing of this level on file")


@reads("eap_years", "eap_training", "service_training", "certificate_held")
def _training(values, outcome):
    if values.get("training"):
        return through(code(values["training"]), values.get("expires_on"))
    if values.get("months") is not None:
        return proven(_worked(values["months"]), values)
    if outcome == "not_applicable":
        return _("no training needed for the services asked")
    return _("not on file") if "months" in values else _("no certificate on file")


def _worked(months: int) -> str:
    return counted("months", months) if months % 12 or not months else counted("years", months // 12)


@reads("continuing_education", "clinical_hours", "supervision_hours")
def _hours(values, outcome):
    if values.get("hours") is None:
        return _("no statement of hours on file")
    hours = counted("hours", values["hours"])
    return _("%(hours)s, period through %(day)s") % {"hours": hours, "day": day(values["through"])} if values.get("through") else hours
