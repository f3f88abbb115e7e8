"""Policy pages: the versions with their status, and one version as sentences, with what changes from the one before."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licensure.by_rule import RULE, VERSION
from network.access import Action, can
from network.events import last_sequence
from network.formats import day, listed
from network.parts import Act, Cell, Eye, Head, Link, Pair, Row, Tag
from network.transitions import refusals, unless
from vetting import words, words_clocks, words_committee, words_governance, words_policies, words_presets
from vetting.clocks import in_full
from vetting.committee import in_full as settings_in_full
from vetting.facts.policies import below_standard, ruled, ruled_since, settings_below, unlawful
from vetting.pages.governance import Part, always_two, parts
from vetting.pages.policy_rules import Group, Rule, changed, grouped, rules
from vetting.pages.timeline import entries


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Everything `vetting/policies.html` shows."""

    title: str
    text: str
    heads: tuple
    rows: tuple
    may_write: tuple
    links: tuple[Link, ...] = ()
    presets: tuple["Preset", ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Everything `vetting/policy.html` shows."""

    title: str
    text: str
    crumbs: tuple
    links: tuple[Link, ...]
    facts: tuple
    rules: tuple[Rule, ...]
    groups: tuple[Group, ...]
    changed: str
    clocks: tuple[Pair, ...]
    committee: tuple[Pair, ...]
    governance: tuple[Part, ...]
    always_two: str
    draft: bool
    may_write: tuple
    send: Act | None
    settle: tuple[Act, ...]
    off: tuple[Act, ...]
    eyes: tuple
    entries: tuple
    seen: int

    @property
    def writable(self) -> bool:
        """Whether the reader may change this version now."""
        return self.draft and not self.may_write

    @property
    def awaits_word(self) -> bool:
        """Whether somebody's word on it is asked, the reader's or another's."""
        return bool(self.settle or self.off)


@dataclass(frozen=True, slots=True)
class Preset:
    """One preset: what it is based on, how sure, and which of its rules are guesses."""

    name: str
    basis: str
    sure: str
    guesses: str


def versions_page(found, *, organization, actor) -> VersionsPage:
    """Every version, newest first."""
    active = next((version.policy for version in found if version.status == "active"), None)
    if active:
        title = _("%(policy)s is in force since %(day)s") % {"policy": active, "day": day(active.effective_from)}
    else:
        title = _("No policy is in force")
    return VersionsPage(
        title=title,
        text=_("A version that was sent for approval never changes. A change is a new version, and a second person approves it."),
        heads=(
            Head(_("Version")), Head(_("Status")), Head(_("First day")), Head(_("Rules"), 3, part="num"),
            Head(_("Written by"), 2), Head(_("Approved by"), 3),
        ),
        rows=tuple(_row(version, organization) for version in found),
        may_write=unless(actor, Action.WRITE_POLICY, organization),
        presets=tuple(_preset(name) for name in words_presets.BASIS),
        links=_links(organization, actor),
    )


def _preset(name: str) -> Preset:
    return Preset(name, words_presets.basis(name), words_presets.how_sure(name), words_presets.guesses(name))


def _links(organization, actor) -> tuple[Link, ...]:
    """The rules rest on what is known of jurisdictions; what they lead to is told in letters."""
    here = {"organization": organization.slug}
    known = [Link(_("What is known of jurisdictions"), reverse("jurisdictions", kwargs=here))] if can(actor, Action.SEE_REFERENCE) else []
    if not can(actor, Action.WRITE_POLICY, organization):
        return tuple(known)
    return (*known, Link(_("Your own words in letters"), reverse("letter_texts", kwargs=here)))


def _row(version, organization) -> Row:
    row = version.policy
    url = reverse("policy", kwargs={"organization": organization.slug, "version": row.version})
    cells = [
        Cell(status_tag(version.status), "tag"), Cell(_first_day(row), "text"),
        Cell(str(version.rules), "num", 3), Cell(row.author.full_name, "text", 2),
        Cell(row.approver.full_name if row.approver else _("nobody yet"), "text", 3, soft=not row.approver),
    ]
    return Row(str(row.version), str(row), url, row.note or row.preset, cells)


def _first_day(row) -> str:
    """From which day a version counts, in words that need no head above them."""
    return _("counts from %(day)s") % {"day": day(row.effective_from)} if row.effective_from else _("no first day yet")


def status_tag(status) -> Tag:
    """A version's status by word and shape."""
    word, kind = words_policies.STATUSES[status]
    return Tag(kind, str(word))


def policy_page(policy, status, rows, before, *, against, actor, at, events) -> PolicyPage:
    """One version as sentences; `before` are the rules of the version `against` that it is read beside."""
    organization, draft = policy.organization, policy.state == "draft"
    may_write = unless(actor, Action.WRITE_POLICY, policy)
    below = below_standard(policy, rows)
    shown = tuple(rules(policy, rows, before if against else rows, below=below, editable=draft and not may_write))
    settle = tuple(settling(policy, actor, at))
    return PolicyPage(
        title=str(policy),
        text=policy.note or (_("Started from %(preset)s.") % {"preset": policy.preset} if policy.preset else ""),
        crumbs=(Link(_("Policies"), reverse("policies", kwargs={"organization": organization.slug})),),
        links=tuple(looks(policy, status, actor)),
        facts=facts(policy, status, below, ruled_since(policy)),
        rules=shown,
        groups=tuple(grouped(shown)),
        changed=changed(shown, against),
        clocks=clocks(policy, against),
        committee=committee(policy, against),
        governance=parts(policy.governance, against.governance if against else None),
        always_two=always_two(),
        draft=draft,
        may_write=may_write,
        send=sending(policy, actor, at) if draft else None,
        settle=tuple(act for act in settle if not act.refusals),
        off=tuple(act for act in settle if act.refusals),
        eyes=eyes(policy),
        entries=tuple(entries(events)),
        seen=last_sequence(policy),
    )


def looks(policy, status, actor):
    """Where it is read beside another, and who it would touch, for whom files may be read."""
    kwargs = {"organization": policy.organization.slug, "version": policy.version}
    yield Link(_("Compare"), reverse("policy_comparison", kwargs=kwargs))
    if status in ("draft", "in_review", "scheduled") and can(actor, Action.SEE_FILE):
        yield Link(_("Who would be judged otherwise"), reverse("policy_preview", kwargs=kwargs))


def facts(policy, status, below, since) -> tuple[Pair, ...]:
    """Its status, its first day, how long an approval lasts by it, since when a rule verifies, where it asks less than an accreditor."""
    first = day(policy.effective_from) if policy.effective_from else _("not set")
    lasts = words_clocks.lasts(policy.revetting_months, policy.clocks)
    found = [Pair(_("Status"), status_tag(status)), Pair(_("Counts from"), first), Pair(_("Vetting lasts"), lasts)]
    if since is not None or ruled(policy):
        found.append(Pair(_("Verified by rule"), _by_rule(since)))
    if lower := [*map(words.title, below), *map(setting_label, settings_below(policy))]:
        found.append(Pair(_("Below an accreditor’s standard"), listed(sorted(lower))))
    return tuple(found)


def setting_label(key: str) -> str:
    """What a number of days or a setting is called."""
    return next((each.label(key) for each in (words_clocks, words_committee, words_governance) if key in each.LABELS), key)


def _by_rule(since) -> str:
    """That a documented rule verifies, since when, and what that means for who must conform to NCQA."""
    first = _("since %(day)s") % {"day": day(since)} if since else _("from the version’s first day")
    return _("Licenses, by rule %(rule)s, version %(version)s, %(since)s. This does not conform to NCQA’s standard.") % {
        "rule": RULE, "version": VERSION, "since": first,
    }


def clocks(policy, against) -> tuple[Pair, ...]:
    """The days this version gives, and what they were where they change."""
    country = policy.organization.country
    now, was = in_full(policy.clocks, country), in_full(against.clocks, country) if against else {}
    found = []
    for key, value in now.items():
        told = words_clocks.told(key, value)
        if key in was and was[key] != value:
            told = _("%(now)s, until now %(was)s") % {"now": told, "was": words_clocks.told(key, was[key])}
        found.append(Pair(words_clocks.label(key), told))
    return tuple(found)


def committee(policy, against) -> tuple[Pair, ...]:
    """How the committee decides by this version, and what it was where it changes."""
    now, was = settings_in_full(policy.committee), settings_in_full(against.committee) if against else {}
    found = []
    for key, value in now.items():
        told = words_committee.setting(value)
        if key in was and was[key] != value:
            told = _("%(now)s, until now %(was)s") % {"now": told, "was": words_committee.setting(was[key])}
        if key == "asynchronous" and value:
            told = _("%(setting)s; this does not conform to NCQA’s standard") % {"setting": told}
        found.append(Pair(words_committee.label(key), told))
    return tuple(found)


def sending(policy, actor, at) -> Act:
    """Handing a draft to the second person."""
    kwargs = {"organization": policy.organization.slug, "version": policy.version}
    found = refusals(policy, "send_for_approval", actor=actor, at=at, unlawful=unlawful(policy))
    return Act("send", _("Send for approval"), reverse("policy_sending", kwargs=kwargs), found, kind="primary",
               allowed=_("From then on it never changes. Someone else approves it."))


def settling(policy, actor, at):
    """What a second person may say of a version that waits."""
    if policy.state == "in_review":
        yield Act("approve", _("Approve"), "", refusals(policy, "approve", actor=actor, at=at), kind="primary",
                  allowed=_("It counts from its first day."))
        yield Act("reject", _("Do not approve"), "", refusals(policy, "reject", actor=actor, at=at, reason="given"), kind="stop",
                  allowed=_("Say what has to change. The author drafts a new version."))


def eyes(policy) -> tuple[Eye, ...]:
    """Who wrote it, and who approved or must."""
    wrote = Eye(_("Written"), policy.author.full_name, day(policy.drafted_at), "seen")
    if policy.approver:
        label = _("Approved") if policy.state == "approved" else _("Not approved")
        return (wrote, Eye(label, policy.approver.full_name, day(policy.settled_at), "confirmed"))
    return (wrote, Eye(_("Approves"), _("someone other than %(name)s") % {"name": policy.author.full_name}))

