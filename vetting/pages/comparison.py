"""Two policies beside each other in sentences: by rule what one says, what the other says, and what that changes."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.parts import Link, Tag
from vetting import words, words_policies
from vetting.criteria import CRITERIA
from vetting.pages.governance import Differing, differing
from vetting.words_asked import said

DIRECTIONS = {
    "stricter": (gettext_lazy("Stricter"), "ours"), "looser": (gettext_lazy("Looser"), "warn"),
    "otherwise": (gettext_lazy("Otherwise"), "source"), "added": (gettext_lazy("Asked anew"), "good"),
    "dropped": (gettext_lazy("Not asked any more"), "stop"), "same": (gettext_lazy("The same"), "draft"),
}
WEIGHT = {  # what else a row says → its words, and what it is called
    "severity": (words_policies.SEVERITIES, gettext_lazy("when it is not met")),
    "reviewer": ({"director": gettext_lazy("a director"), "committee": gettext_lazy("two people")}, gettext_lazy("who reviews it")),
    "reason": (words_policies.REASONS, gettext_lazy("why it is asked")),
    "waivable_by": (words_policies.WAIVERS, gettext_lazy("who may waive it")),
    "binds_on": (words_policies.BINDS, gettext_lazy("which version counts")),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One rule on both sides, and what changes from the first to the second."""

    title: str
    first: str
    second: str
    changes: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Everything `vetting/policy_comparison.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    first: str
    second: str
    rows: tuple[Compared, ...]
    same: tuple[str, ...]
    same_label: str
    settings: tuple[Differing, ...] = ()


def comparison_page(policy, first, second, found, panels=()) -> ComparisonPage:
    """`found` are the pairings, `panels` those of each panel by its name; what is the same on both sides stays folded."""
    kwargs = {"organization": policy.organization.slug, "version": policy.version}
    changing = tuple(pairing for pairing in found if pairing.direction != "same")
    same = tuple(pairing for pairing in found if pairing.direction == "same")
    count = len(changing) + len(panels)
    told = ngettext("%(count)s rule differs.", "%(count)s rules differ.", count) % {"count": count}
    return ComparisonPage(
        title=_("%(first)s beside %(second)s") % {"first": first.label, "second": second.label},
        text=" ".join([told, *_lasts(first.policy, second.policy)]),
        crumbs=(
            Link(_("Policies"), reverse("policies", kwargs={"organization": policy.organization.slug})),
            Link(str(policy), reverse("policy", kwargs=kwargs)),
        ),
        first=first.label,
        second=second.label,
        rows=(*map(_compared, changing), *(_on_panel(name, each) for name, each in panels)),
        same=tuple(words_policies.sentence(pairing.criterion, pairing.first.limit) for pairing in same),
        same_label=ngettext("%(count)s rule is the same", "%(count)s rules are the same", len(same)) % {"count": len(same)},
        settings=differing(first.settings, second.settings),
    )


def _lasts(first, second):
    """How long an approval lasts, where that differs."""
    if first.revetting_months != second.revetting_months:
        yield _("An approval lasts %(first)s months by the first and %(second)s months by the second.") % {
            "first": first.revetting_months, "second": second.revetting_months,
        }


def _compared(pairing) -> Compared:
    word, kind = DIRECTIONS[pairing.direction]
    return Compared(
        words.title(pairing.criterion), _sentence(pairing.criterion, pairing.first), _sentence(pairing.criterion, pairing.second),
        changes(pairing.criterion, pairing.first, pairing.second), Tag(kind, str(word)),
    )


def _on_panel(name, pairing) -> Compared:
    return replace(_compared(pairing), title=_("%(panel)s: %(rule)s") % {"panel": name, "rule": words.title(pairing.criterion)})


def _sentence(criterion, row) -> str:
    return words_policies.sentence(criterion, row.limit) if row else _("Not asked.")


def changes(criterion, first, second) -> str:
    """What changes from one row to the other, value by value; of a rule only one side asks, its weight."""
    if first is None or second is None:
        return words_policies.weight(second or first)
    moved = [
        _("%(what)s: %(before)s, then %(after)s") % {"what": what, "before": before, "after": after}
        for what, before, after in (*_numbers(criterion, first.limit, second.limit), *_weights(first, second))
    ]
    return "; ".join(moved)


def _numbers(criterion, first, second):
    before, after = said(first), said(second)
    for field in CRITERIA[criterion].fields:
        if first.get(field.name) != second.get(field.name):
            none = _("nothing")
            yield words.source_value_label(field.name).lower(), before.get(field.name, none), after.get(field.name, none)


def _weights(first, second):
    for name, (known, what) in WEIGHT.items():
        before, after = getattr(first, name), getattr(second, name)
        if before != after:
            yield what, known[before], known[after]
