"""The policy as a document to print and sign: every sentence is made from the parameters, so text and behavior cannot differ."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day, listed
from network.parts import Link, Pair
from vetting import words_clocks, words_committee, words_policies, words_presets
from vetting.clocks import in_full
from vetting.committee import in_full as committee_in_full
from vetting.facts.policies import below_standard, ruled, settings_below
from vetting.pages.governance import Part, always_two, parts
from vetting.pages.panels import PanelText, panel_texts
from vetting.pages.policies import setting_label, status_tag
from vetting.pages.policy_rules import Group, grouped, rules

LANGUAGES = {"en": "English", "nl": "Nederlands"}


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """Everything `vetting/policy_document.html` and the PDF show."""

    title: str
    organization: str
    letterhead: str
    country: str
    language: str
    facts: tuple[Pair, ...]
    groups: tuple[Group, ...]
    panels: tuple[PanelText, ...]
    clocks: tuple[Pair, ...]
    committee: tuple[Pair, ...]
    governance: tuple[Part, ...]
    always_two: str
    remarks: tuple[str, ...]
    signers: tuple[Pair, ...]
    crumbs: tuple[Link, ...]
    links: tuple[Link, ...]


def policy_document(policy, status, rows, *, language: str) -> PolicyDocument:
    """One version in the language now active; `rows` are its rules by criterion."""
    organization, below = policy.organization, below_standard(policy, rows)
    here = {"organization": organization.slug, "version": policy.version}
    return PolicyDocument(
        title=_("Vetting policy of %(organization)s: %(policy)s") % {"organization": organization.name, "policy": policy},
        organization=organization.name,
        letterhead=organization.letterhead,
        country=organization.country,
        language=language,
        facts=_facts(policy, status),
        groups=tuple(grouped(tuple(rules(policy, rows, rows, below=below, editable=False)))),
        panels=panel_texts(policy),
        clocks=tuple(
            Pair(words_clocks.label(key), words_clocks.told(key, value))
            for key, value in in_full(policy.clocks, policy.organization.country).items()
        ),
        committee=tuple(
            Pair(words_committee.label(key), words_committee.setting(value)) for key, value in committee_in_full(policy.committee).items()
        ),
        governance=parts(policy.governance),
        always_two=always_two(),
        remarks=tuple(_remarks(policy, below)),
        signers=_signers(policy),
        crumbs=(
            Link(_("Policies"), reverse("policies", kwargs={"organization": organization.slug})),
            Link(str(policy), reverse("policy", kwargs=here)),
        ),
        links=tuple(_links(here, language)),
    )


def _links(here, language):
    url = reverse("policy_document", kwargs=here)
    yield from (Link(name, f"{url}?in={code}") for code, name in LANGUAGES.items() if code != language)
    yield Link(_("Save as PDF"), f"{reverse('policy_pdf', kwargs=here)}?in={language}")


def _facts(policy, status) -> tuple[Pair, ...]:
    first = day(policy.effective_from) if policy.effective_from else _("not set")
    lasts = words_clocks.lasts(policy.revetting_months, policy.clocks)
    return (
        Pair(_("Version"), str(policy.version)), Pair(_("Status"), status_tag(status).word), Pair(_("Counts from"), first),
        Pair(_("Vetting lasts"), lasts),
    )


def _remarks(policy, below):
    """What it was begun from, and where it asks less than an accreditor or verifies by rule."""
    if policy.note:
        yield policy.note
    if words_presets.basis(policy.preset):
        yield _("Begun from the preset %(name)s. %(basis)s") % {"name": policy.preset, "basis": words_presets.basis(policy.preset)}
    if below:
        yield _("Rules marked as looser ask less than the accreditor does.")
    if lower := settings_below(policy):
        yield _("Below the accreditor’s standard: %(names)s.") % {"names": listed(sorted(map(setting_label, lower)))}
    if ruled(policy):
        yield str(words_policies.ALSO["by_rule"])


def _signers(policy) -> tuple[Pair, ...]:
    wrote = Pair(_("Written by"), _("%(name)s, %(day)s") % {"name": policy.author.full_name, "day": day(policy.drafted_at)})
    if policy.state != "approved":
        return (wrote, Pair(_("Approved by"), _("nobody yet")))
    told = {"name": policy.approver.full_name, "day": day(policy.settled_at)}
    return (wrote, Pair(_("Approved by"), _("%(name)s, %(day)s") % told))
