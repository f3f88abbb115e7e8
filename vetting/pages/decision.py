"""The decision page: what was found, who did what, what may be decided and why not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from licensure.queries import verifications
from network.formats import day, listed
from network.parts import Act, Eye
from vetting import labels
from vetting.pages.file import facts, finding_row, subtitle, tabs


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Everything `vetting/decision.html` shows."""

    title: str
    text: str
    facts: tuple
    tabs: tuple
    findings: tuple
    note: str
    acts: tuple
    eyes: tuple
    decisions: tuple
    proposal: object
    decided: bool


OFFERED = (
    ("approve", gettext_lazy("Approve"), "primary"),
    ("deny", gettext_lazy("Deny: a rule is not met"), "stop"),
    ("deny_quality", gettext_lazy("Deny: quality or conduct"), "stop"),
    ("defer", gettext_lazy("Send back to checking"), ""),
    ("not_accept", gettext_lazy("Close as not accepted"), ""),
)


def decision_page(application, waiting, options, *, on) -> DecisionPage:
    """Build the page from today's options."""
    assessment = options.assessment
    return DecisionPage(
        title=sentence(application, assessment),
        text=f"{application.practitioner.person.full_name} · {subtitle(application)}",
        facts=facts(application, waiting, on),
        tabs=tabs(application, "decision"),
        findings=tuple(finding_row(finding) for finding in assessment.findings),
        note=_("Judged on %(day)s. Route: %(route)s") % {"day": day(on), "route": labels.ROUTES[assessment.route]},
        acts=tuple(acts(options)),
        eyes=eyes(application, options),
        decisions=tuple(application.decisions.select_related("decided_by", "second_by")),
        proposal=options.proposal,
        decided=not application.is_open,
    )


def sentence(application, assessment) -> str:
    """The sentence a decider came for."""
    if not application.is_open:
        return _("This file is decided: %(state)s.") % {"state": str(application.get_state_display()).lower()}
    met = sum(finding.outcome == "met" for finding in assessment.findings)
    total = sum(finding.outcome != "not_applicable" for finding in assessment.findings)
    missing = total - met
    if not missing:
        return _("Every rule is met.")
    return ngettext("%(count)s rule is not met or not known.", "%(count)s rules are not met or not known.", missing) % {"count": missing}


def acts(options):
    """The outcomes as buttons that lead to the form below, those that are off with their reasons."""
    for name, label, kind in OFFERED:
        yield Act(name, str(label), f"#{name}", options.refusals[name], "get", kind)


def eyes(application, options) -> tuple[Eye, ...]:
    """Who signed, who verified, who decides: the separation of duties, to be seen."""
    signed = application.attestations.order_by("-pk").first()
    checks = verifications(application.reference).filter(verified_by__isnull=False).select_related("verified_by")
    verifiers = sorted({check.verified_by.full_name for check in checks})
    last = application.decisions.order_by("-pk").first()
    steps = [Eye(_("Signed"), signed.signed_name if signed else "", day(signed.signed_at) if signed else "", "said")]
    steps.append(Eye(_("Verified"), listed(verifiers), "", "seen"))
    if options.proposal:
        steps.append(Eye(_("Proposed"), options.proposal.proposed_by.full_name, day(options.proposal.proposed_at), "seen"))
    if last:
        steps.append(Eye(_("Decided"), last.decided_by.full_name, day(last.decided_at), "confirmed"))
    return tuple(steps)
