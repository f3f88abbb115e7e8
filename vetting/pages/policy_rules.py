"""The rules of one version as sentences, under what they are about, with what changes from the version before."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.parts import Pair
from vetting import words, words_policies
from vetting.rules import CRITERIA


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its sentence, what it was before when it changed, its weight, why it is asked, and where to edit it."""

    key: str
    title: str
    sentence: str
    was: str
    change: str
    weight: str
    reason: str
    url: str

    @property
    def gone(self) -> str:
        """What stood in the version before and no longer does."""
        return self.sentence if self.change == "dropped" else self.was

    @property
    def fresh(self) -> str:
        """What stands in this version first."""
        return self.sentence if self.was or self.change == "new" else ""

    @property
    def kept(self) -> str:
        """What both versions say."""
        return "" if self.gone or self.fresh else self.sentence


@dataclass(frozen=True, slots=True)
class Group:
    """Rules about one thing, under its heading."""

    key: str
    title: str
    rules: tuple[Rule, ...]


def rules(policy, rows, before, *, below, editable):
    """Every rule in the registry's order, then what was dropped."""
    for key in words.TITLES:
        row, was = rows.get(key), before.get(key)
        if row is None and was is None:
            continue
        shown = row or was
        sentence = words_policies.sentence(key, shown.limit)
        earlier = words_policies.sentence(key, was.limit) if was else ""
        change = change_of(row, was)
        here = {"organization": policy.organization.slug, "version": policy.version}
        url = reverse("policy_rule", kwargs={**here, "criterion": key})
        yield Rule(
            key, words.title(key), sentence, earlier if change == "changed" and earlier != sentence else "", change,
            words_policies.weight(shown, below=key in below), str(words_policies.REASONS[shown.reason]), url if editable and row else "",
        )


def grouped(shown):
    """The rules by what they are about, in the order of the registry."""
    for family, title in words_policies.FAMILIES.items():
        if found := tuple(rule for rule in shown if CRITERIA[rule.key].family == family):
            yield Group(family, str(title), found)


def rule_shown(criterion, row) -> tuple[Pair, ...]:
    """One stored rule to read; empty when the version does not ask it."""
    if row is None:
        return ()
    return (
        Pair(_("Rule"), words_policies.sentence(criterion, row.limit)), Pair(_("Weight"), words_policies.weight(row)),
        Pair(_("Reason"), str(words_policies.REASONS[row.reason])),
    )


def change_of(row, was) -> str:
    """new, dropped, changed (in number or in weight), or nothing."""
    if row is None or was is None:
        return "dropped" if row is None else "new"
    names = ("limit", "severity", "reviewer", "reason", "waivable_by", "binds_on")
    return "" if all(getattr(row, name) == getattr(was, name) for name in names) else "changed"


def changed(shown, against) -> str:
    total = ngettext("%(count)s rule", "%(count)s rules", len(shown)) % {"count": len(shown)}
    if against is None:
        return total
    changed = sum(bool(rule.change) for rule in shown)
    told = ngettext("%(count)s changed from %(policy)s", "%(count)s changed from %(policy)s", changed)
    return f"{total}, {told % {'count': changed, 'policy': against}}"
