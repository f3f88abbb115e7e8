"""The decision page: what was found, who did what, what may be decided and why not, and what was decided."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.queries import by_rule_alone, verifications
from licensure.words_rule import by_rule
from network.access import Action, can
from network.formats import day, listed
from network.parts import Act, Link, Pair
from vetting import labels
from vetting.pages.check import label
from vetting.pages.decided import decided, eyes
from vetting.pages.findings import Findings, findings
from vetting.pages.heading import facts, note, ready, subtitle, tabs, url_of
from vetting.pages.kept import letter_rows
from vetting.pages.timeline import entries

LEFT_TO_THE_SECOND = {"second_person", "disagree", "proposer_verified"}  # unmet for one person: she may propose
TWO = ("approve", "deny", "deny_quality")
SHOWN_EVENTS = 8


@dataclass(frozen=True, slots=True)
class Barred:
    """Outcomes that the same reasons bar, which are then said once above their buttons."""

    refusals: tuple
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Everything `vetting/decision.html` shows. `acts` may be taken with a reason, `off` may not and say why, each its own."""

    title: str
    text: str
    crumbs: tuple
    facts: tuple
    tabs: tuple
    findings: Findings
    note: str
    acts: tuple
    off: tuple
    barred: Barred | None
    not_yet: str
    elsewhere: tuple
    after: tuple
    eyes: tuple
    decisions: tuple
    letters: tuple
    proposal: str
    ruled: str
    entries: tuple


def decision_page(application, waiting, options, *, actor, on, policy, decisions, letters, events, names, review) -> DecisionPage:
    """Build the page from today's options; `review` is why no review for cause may be opened, empty when it may."""
    assessment, found = options.assessment, tuple(acts(application, options))
    together = barred([act for act in found if act.refusals])
    return DecisionPage(
        title=sentence(application, assessment),
        text=f"{application.practitioner.person.full_name} · {subtitle(application)}",
        crumbs=(Link(f"{application.reference}, {application.practitioner.person.full_name}", url_of("file", application)),),
        facts=_facts(application, waiting, assessment, on),
        tabs=tabs(application, "decision", ready(list(verifications(application.reference)))),
        findings=findings(assessment),
        note=note(assessment, policy),
        acts=tuple(act for act in found if not act.refusals),
        off=tuple(act for act in found if act.refusals and not (together and act in together.acts)),
        barred=together,
        not_yet=_not_yet(application) if application.is_open and {act.name for act in found} <= {"provisional"} else "",
        elsewhere=_elsewhere(application, options, found, actor),
        after=tuple(after(application, options, actor, decisions, review)),
        eyes=eyes(application, options, decisions),
        decisions=tuple(decided(row) for row in decisions),
        letters=tuple(letter_rows(application.organization, letters)),
        proposal=_proposal(options.proposal),
        ruled=ruled(by_rule_alone(application.reference)),
        entries=tuple(entries(events, names=names)),
    )


def sentence(application, assessment) -> str:
    """The sentence a decider came for."""
    name = application.practitioner.person.full_name
    if not application.is_open:
        return _("%(name)s: %(state)s") % {"name": name, "state": str(application.get_state_display()).lower()}
    asked = [finding for finding in assessment.findings if finding.outcome != "not_applicable"]
    unmet = sum(finding.outcome != "met" for finding in asked)
    if not unmet:
        return _("Every rule is met")
    return ngettext("%(count)s rule is not met or not known", "%(count)s rules are not met or not known", unmet) % {"count": unmet}


def _facts(application, waiting, assessment, on) -> tuple[Pair, ...]:
    pairs = [pair for pair in facts(application, waiting, on) if pair.label != _("Days so far")]
    if application.is_open:
        route = str(labels.ROUTES[assessment.route])
        pairs.insert(1, Pair(_("Route"), route[:1].upper() + route[1:]))
        ends = [finding.good_through for finding in assessment.findings if finding.good_through]
        if ends:
            pairs.insert(2, Pair(_("Evidence holds until"), day(min(ends))))
    return tuple(pairs)


def acts(application, options):
    """The outcomes this state knows, each with why it may not be chosen; what takes two people can be proposed by one."""
    for name in ("approve", "deny", "deny_quality", "provisional", "agenda", "defer", "not_accept"):
        refused = options.refusals[name]
        codes = {refusal.code for refusal in refused}
        if "wrong_state" in codes:
            continue
        label, kind, allowed = labels.OUTCOME_ACTS[name]
        if name in TWO and codes and codes <= LEFT_TO_THE_SECOND:
            yield Act(f"propose_{name}", str(labels.PROPOSE_ACTS[name]), "", kind="", allowed=str(labels.PROPOSE_MEANS))
        else:
            yield Act(name, str(label), "", refused, kind=kind, allowed=str(allowed))


def _elsewhere(application, options, found, actor) -> tuple[Act, ...]:
    """What is decided on a page of its own: an approval on terms, where an approval is possible or waits for the second person."""
    codes = {refusal.code for refusal in options.refusals["approve"]}
    if application.state != "in_review" or codes - LEFT_TO_THE_SECOND or not can(actor, Action.DECIDE, application):
        return ()
    allowed = _("Each condition has a day and somebody who watches it. They stand in the letter.")
    label = _("Approve for a shorter time or with conditions")
    return (Act("terms", label, url_of("decision_terms", application), (), "get", allowed=allowed),)


def barred(off) -> Barred | None:
    """The largest group of refused outcomes with the same reasons, when more than one has them."""
    groups = {}
    for act in off:
        groups.setdefault(tuple(str(refusal.message) for refusal in act.refusals), []).append(act)
    largest = max(groups.values(), key=len, default=())
    return Barred(tuple(largest[0].refusals), tuple(largest)) if len(largest) > 1 else None


def _not_yet(application) -> str:
    return {
        "draft": _("It is not submitted yet. There is nothing to decide."),
        "submitted": _("The checks have not begun. Begin them on the checklist."),
    }.get(application.state, _("It is still being checked. Hand it over on the checklist when every check is closed."))


def after(application, options, actor, decisions, review) -> list[Act]:
    """What may still happen to a decided file, each on its own page."""
    found = []
    if application.state == "approved":
        refused = tuple(refusal for refusal in options.refusals["vacate"] if refusal.code not in LEFT_TO_THE_SECOND)
        found.append(Act("vacate", _("Vacate the approval"), url_of("vacate", application), refused, "get", "stop",
                         allowed=_("Two people undo a wrong approval. It stays readable.")))
        found.append(Act("review", _("Open a review for cause"), url_of("review", application),
                         review, "get",
                         allowed=_("The whole file is looked at again, with a reason. The therapist gets a letter.")))
    if decisions and hasattr(decisions[0], "appeal"):
        right = decisions[0].appeal
        label = _("Record an appeal") if right.state == "open" else _("See the appeal")
        url = reverse("appeal", kwargs={"organization": application.organization.slug, "pk": right.pk})
        allowed = _("The last day to appeal is %(day)s. Someone who took no part judges it.") % {"day": day(right.until)}
        found.append(Act("appeal", label, url, (), "get", allowed=allowed))
    return found


def ruled(checks) -> str:
    """Which items rest on a documented rule alone, and what that means; empty where a person reviewed everything."""
    if not checks:
        return ""
    rules = {by_rule(check.rule, check.rule_version) for check in checks}
    return _("Verified %(who)s: %(items)s. This does not conform to NCQA’s standard.") % {
        "who": listed(sorted(rules)), "items": listed(label(check) for check in checks),
    }


def _proposal(proposal) -> str:
    if proposal is None:
        return ""
    return _("%(name)s proposes: %(outcome)s. “%(reason)s” A second person confirms it.") % {
        "name": proposal.proposed_by.full_name, "outcome": proposal.get_outcome_display(), "reason": proposal.reason,
    }
