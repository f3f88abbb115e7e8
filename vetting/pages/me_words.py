"""How a therapist is spoken to about her standing: the reasons of `network.standing` in the second person."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.words_standing import in_words, said
from vetting.words_policies import value_in_words

YOU = {
    "terms_not_accepted": _("You have not accepted the %(kind)s yet."),
    "terms_not_yet_accepted": _("The %(kind)s count from %(first)s."),
    "terms_ended": _("The %(kind)s ended after %(last)s."),
    "not_granted": _("You are not approved yet."),
    "grant_not_started": _("Your approval counts from %(first)s."),
    "denied": _("There is no approval since %(since)s."),
    "vetting_overdue": _("Your re-vetting was due on %(due)s."),
    "cover_missing": _("Your %(kind)s is not verified yet."),
    "cover_lapsed": _("Your %(kind)s ended after %(last)s. Add the one that runs now."),
    "cover_not_started": _("Your %(kind)s begins on %(first)s."),
    "cover_held": _("Your %(kind)s is on hold since %(since)s: %(why)s."),
    "amount_unknown": _("The amount of your insurance is not known; %(needs)s is needed."),
    "amount_in_other_currency": _("Your insurance is for %(has)s; %(needs)s is needed."),
    "amount_too_low": _("Your insurance is for %(has)s %(name)s; %(needs)s is needed."),
    "held": _("You are on hold since %(since)s: %(why)s."),
    "held_until": _("You are on hold from %(since)s through %(last)s: %(why)s."),
}


ASKED = {  # the rules a therapist can do something about; windows of checking are the organization's own care
    "degree_level": _("At least a %(level)s."),
    "years_since_license": _("A license you have held for at least %(years)s."),
    "eap_years": _("At least %(years)s of work for employee assistance programs."),
    "eap_training": _("%(courses)s, or at least %(years)s of work for employee assistance programs."),
    "continuing_education": _("At least %(hours)s of continuing education in the last %(months)s."),
    "insurance_per_claim": _("At least %(minimum)s per claim."),
    "insurance_aggregate": _("At least %(minimum)s per year."),
    "insurance_continues": _("It goes on for at least %(days)s after the decision. Add the next policy as soon as you have it."),
    "insurance_form": _("It is of the form %(forms)s."),
    "right_to_work": _("What shows that you may work in every country you ask for: %(bases)s."),
    "photo_on_file": _("A photo no older than %(months)s."),
    "papers_by_place": _("What is asked by profession and place: %(papers_by)s."),
    "papers_on_file": _("No older than %(months)s: %(papers)s."),
    "papers_translated": _("Every paper in %(languages)s, or with a translation."),
    "papers_legalized": _("Every paper from %(countries)s, or legalized: %(legalizations)s."),
    "references": _("%(count)s references by %(relations)s, no older than %(months)s."),
    "work_history_reaches": _("It goes back %(years)s, or to your first license."),
    "gaps_explained": _("Every gap longer than %(months)s in the last %(years)s is explained."),
}


EVER = {"photo_on_file": _("A photo."), "papers_on_file": _("%(papers)s.")}  # where the limit names 0 months


def demand(criterion: str, limit) -> str:
    """What an organization asks of her by one rule, as one sentence."""
    sentence = EVER.get(criterion, ASKED[criterion]) if limit.get("months") == 0 else ASKED[criterion]
    return str(sentence) % {name: value_in_words(name, value) for name, value in limit.items()}


def told(reason) -> str:
    """One reason as a sentence to her."""
    code = "held_until" if reason.code == "held" and reason["last"] is not None else reason.code
    return str(YOU[code]) % in_words(reason) if code in YOU else said(reason).message


def marked(sentence, **values) -> str:
    """A sentence with its `{named}` values underlined, as the one sentence of her start page shows days and places."""
    plain = {"count", "what"}
    return format_html(
        str(sentence),
        **{name: value if name in plain else format_html("<strong>{}</strong>", value) for name, value in values.items()},
    )
