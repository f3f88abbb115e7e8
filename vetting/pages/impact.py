"""The preview of a version: who would be judged otherwise, by which line, and the same as rows of a file."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, number
from network.parts import Link, Tag
from vetting import labels, words, words_policies
from vetting.pages.rollouts import reach_words


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


def preview_page(policy, found, rolled) -> PreviewPage:
    """The page; `found` is the preview, or None for a version that changes nothing any more; `rolled` says when rules reach people."""
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
        sides=(_files(found, policy), _members(found, policy, rolled), *_panel_sides(found, policy)),
        rules=(
            *(words.title(key) for key in found.keys),
            *(f"{words.title(key)} ({panel.name})" for panel in found.panels for key in panel.keys),
        ),
        closed="",
    )


def _told(found) -> str:
    total = sum(len(part.files) + len(part.members) for part in (found, *found.panels))
    told = ngettext("%(count)s verdict would change.", "%(count)s verdicts would change.", total) % {"count": number(total)}
    return " ".join([told, _("Nothing changes by looking, and nobody is unpaid for decisions already made.")])


def _files(found, policy) -> Side:
    told = _("%(count)s of %(total)s") % {"count": number(len(found.files)), "total": number(found.files_asked)}
    none = _("No open file would be judged otherwise.")
    return Side("files", _("Open files"), told, tuple(_rows(found.files, policy)), none)


def _members(found, policy, rolled) -> Side:
    told = _("%(count)s of %(total)s") % {"count": number(len(found.members)), "total": number(found.members_asked)}
    none = _("Nobody in the network would be judged otherwise.")
    return Side("members", _("Therapists in the network"), told, tuple(_rows(found.members, policy, rolled)), none)


def _panel_sides(found, policy):
    """Each panel whose own rules change; whoever is on it stays until her next vetting."""
    for number_, panel in enumerate(found.panels):
        stays = _("Stays on the panel until the next vetting")
        kept = {(key, each.who): stays for each in panel.members for key in panel.keys}
        files = _("%(count)s of %(total)s") % {"count": number(len(panel.files)), "total": number(panel.files_asked)}
        members = _("%(count)s of %(total)s") % {"count": number(len(panel.members)), "total": number(panel.members_asked)}
        yield Side(
            f"panel-{number_}-files", _("Panel %(name)s: open files") % {"name": panel.name}, files, tuple(_rows(panel.files, policy)),
            _("No open file would be judged otherwise."),
        )
        yield Side(
            f"panel-{number_}-members", _("On the panel %(name)s") % {"name": panel.name}, members,
            tuple(_rows(panel.members, policy, kept=kept)), _("Nobody on the panel would be judged otherwise."),
        )


def _rows(touched, policy, rolled=(), kept=None):
    """One row per line that flips; of somebody in the network it says when the rule reaches her instead of who decides."""
    reaches = {(row.criterion, row.who): reach_words(row) for row in rolled} | (kept or {})
    for each in touched:
        application = each.application
        kwargs = {"organization": policy.organization.slug, "reference": application.reference}
        url = reverse("file", kwargs=kwargs)
        for line in lines_of(each):
            if each.closed:
                yield _closed(application, url)
                continue
            told = reaches.get((line.criterion, each.who), "")
            yield _flip(line, each.difference, application.practitioner.person.full_name, url, application.reference, told)


def lines_of(touched):
    """The lines that flip of one file; of one that is closed to the reader a single one, which stands for all of them."""
    return touched.difference.lines[:1] if touched.closed else touched.difference.lines


def _closed(application, url) -> Flip:
    name, tag = application.practitioner.person.full_name, Tag("held", _("Closed to you"))
    return Flip(name, url, application.reference, "", "", "", "", "", tag, _("You take no part in this file."))


def _flip(line, difference, name, url, reference, reaches) -> Flip:
    shown = line.after or line.before
    outcome, becomes = _outcome(line.before), _outcome(line.after)
    return Flip(
        name=name, url=url, note=reference, rule=words.title(line.criterion), seen=words.observed(shown),
        asked=words.required(line.before) if line.before else _("not asked"),
        asks=words.required(line.after) if line.after else _("not asked any more"),
        was=outcome,
        tag=Tag(_kind(line.after), becomes),
        verdict=reaches or _("%(before)s, then %(after)s") % {
            "before": labels.ROUTES[difference.before], "after": labels.ROUTES[difference.after],
        },
    )


def _outcome(finding) -> str:
    return str(labels.OUTCOMES[finding.outcome]) if finding else _("Not asked")


def _kind(finding) -> str:
    if finding is None:
        return "draft"
    return "warn" if finding.outcome == "not_met" and finding.severity != "blocks" else labels.OUTCOME_TAGS[finding.outcome]


def table(policy, found, rolled) -> list[list[str]]:
    """The preview as rows of a file, a head first: one row per line that flips, in the reader's language."""
    head = [
        _("Where"), _("Therapist"), _("File"), _("Rule"), _("Seen"), _("Asked until then"),
        _("Asked from %(day)s") % {"day": day(found.on)}, _("Outcome until then"), _("Outcome from then"),
        _("Verdict until then and from then, or when it reaches who is in the network"), _("Weight"),
    ]
    rows = [head]
    for side, touched, said in _everything(found, rolled):
        lines = [(line, each.closed) for each in touched for line in lines_of(each)]
        for flip, (line, closed) in zip(_rows(touched, policy, said), lines, strict=True):
            weight = "" if closed else str(words_policies.SEVERITIES[(line.after or line.before).severity])
            cells = [side, flip.name, flip.note, flip.rule, flip.seen, flip.asked, flip.asks, flip.was, flip.tag.word, flip.verdict, weight]
            rows.append(cells)
    return rows


def _everything(found, rolled):
    """Everybody a file lists, with where and with when rules reach them."""
    yield _("Open file"), found.files, ()
    yield _("In the network"), found.members, rolled
    for panel in found.panels:
        yield _("Panel %(name)s: open files") % {"name": panel.name}, panel.files, ()
        yield _("On the panel %(name)s") % {"name": panel.name}, panel.members, ()
