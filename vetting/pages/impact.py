"""The preview of a version: who would be judged otherwise, by which line, and the same as rows of a file."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, number
from network.parts import Link, Tag
from vetting import labels, words, words_policies


@dataclass(frozen=True, slots=True)
class Flip:
    """One line that flips for one therapist, in words; `name` is empty where the line belongs to the row above."""

    name: str
    url: str
    note: str
    rule: str
    seen: str
    asked: str
    asks: str
    was: str
    tag: Tag
    verdict: str


@dataclass(frozen=True, slots=True)
class Side:
    """Open files, or people in the network: how many differ of how many, and the lines."""

    key: str
    title: str
    told: str
    rows: tuple[Flip, ...]
    none: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything `vetting/policy_preview.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    links: tuple[Link, ...]
    sides: tuple[Side, ...]
    rules: tuple[str, ...]
    closed: str


def preview_page(policy, found) -> PreviewPage:
    """The page; `found` is the preview, or None for a version that changes nothing any more."""
    kwargs = {"organization": policy.organization.slug, "version": policy.version}
    crumbs = (
        Link(_("Policies"), reverse("policies", kwargs={"organization": policy.organization.slug})),
        Link(str(policy), reverse("policy", kwargs=kwargs)),
    )
    if found is None:
        closed = _("There is nothing to preview: this version counts already, or was not approved. Draft a new version from it.")
        return PreviewPage(_("What %(policy)s changes") % {"policy": policy}, "", crumbs, (), (), (), closed)
    return PreviewPage(
        title=_("If %(policy)s started on %(day)s") % {"policy": policy, "day": day(found.on)},
        text=_told(found),
        crumbs=crumbs,
        links=(
            Link(_("Export"), reverse("policy_preview_csv", kwargs=kwargs)),
            Link(_("Compare the versions"), reverse("policy_comparison", kwargs=kwargs)),
        ),
        sides=(_files(found, policy), _members(found, policy)),
        rules=tuple(words.title(key) for key in found.keys),
        closed="",
    )


def _told(found) -> str:
    total = len(found.files) + len(found.members)
    told = ngettext("%(count)s verdict would change.", "%(count)s verdicts would change.", total) % {"count": number(total)}
    return " ".join([told, _("Nothing changes by looking, and nobody is unpaid for decisions already made.")])


def _files(found, policy) -> Side:
    told = _("%(count)s of %(total)s") % {"count": number(len(found.files)), "total": number(found.files_asked)}
    none = _("No open file would be judged otherwise.")
    return Side("files", _("Open files"), told, tuple(_rows(found.files, policy)), none)


def _members(found, policy) -> Side:
    told = _("%(count)s of %(total)s") % {"count": number(len(found.members)), "total": number(found.members_asked)}
    none = _("Nobody in the network would be judged otherwise.")
    return Side("members", _("Therapists in the network"), told, tuple(_rows(found.members, policy)), none)


def _rows(touched, policy):
    for each in touched:
        application = each.application
        kwargs = {"organization": policy.organization.slug, "reference": application.reference}
        url = reverse("file", kwargs=kwargs)
        for line in each.difference.lines:
            yield _flip(line, each.difference, application.practitioner.person.full_name, url, application.reference)


def _flip(line, difference, name, url, reference) -> Flip:
    shown = line.after or line.before
    outcome, becomes = _outcome(line.before), _outcome(line.after)
    return Flip(
        name=name, url=url, note=reference, rule=words.title(line.criterion), seen=words.observed(shown),
        asked=words.required(line.before) if line.before else _("not asked"),
        asks=words.required(line.after) if line.after else _("not asked any more"),
        was=outcome,
        tag=Tag(_kind(line.after), becomes),
        verdict=_("%(before)s, then %(after)s") % {
            "before": labels.ROUTES[difference.before], "after": labels.ROUTES[difference.after],
        },
    )


def _outcome(finding) -> str:
    return str(labels.OUTCOMES[finding.outcome]) if finding else _("Not asked")


def _kind(finding) -> str:
    if finding is None:
        return "draft"
    return "warn" if finding.outcome == "not_met" and finding.severity != "blocks" else labels.OUTCOME_TAGS[finding.outcome]


def table(policy, found) -> list[list[str]]:
    """The preview as rows of a file, a head first: one row per line that flips, in the reader's language."""
    head = [
        _("Where"), _("Therapist"), _("File"), _("Rule"), _("Seen"), _("Asked until then"),
        _("Asked from %(day)s") % {"day": day(found.on)}, _("Outcome until then"), _("Outcome from then"),
        _("Verdict until then and from then"), _("Weight"),
    ]
    rows = [head]
    for side, touched in ((_("Open file"), found.files), (_("In the network"), found.members)):
        lines = [line for each in touched for line in each.difference.lines]
        for flip, line in zip(_rows(touched, policy), lines, strict=True):
            weight = str(words_policies.SEVERITIES[(line.after or line.before).severity])
            cells = [side, flip.name, flip.note, flip.rule, flip.seen, flip.asked, flip.asks, flip.was, flip.tag.word, flip.verdict, weight]
            rows.append([_safe(cell) for cell in cells])
    return rows


def _safe(cell: str) -> str:
    """No program that opens the file takes a name for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
