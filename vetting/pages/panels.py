"""What panels ask beyond the organization, as sentences beside what everybody is asked and what the version before asked."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from vetting import words, words_policies
from vetting.facts.policies import panel_rows, pure_policy
from vetting.panels import layered


@dataclass(frozen=True, slots=True)
class PanelRule:
    """One rule of one panel: its sentence, what the version before asked, what everybody is asked, its weight, where to edit it."""

    panel: str
    title: str
    sentence: str
    was: str
    everybody: str
    weight: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule of a panel on paper: its sentence, its weight, why it is asked."""

    sentence: str
    weight: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelText:
    """What one panel asks beyond everybody, for the printed policy."""

    title: str
    rules: tuple[Asked, ...]


def panel_texts(policy) -> tuple[PanelText, ...]:
    """The rules of each panel that count beside everybody's: where everybody is asked more, that counts instead."""
    everybody = pure_policy(policy)
    return tuple(
        PanelText(_("Panel %(name)s: asked beyond everybody") % {"name": panel.name}, asked)
        for panel in panel_rows(policy) if (asked := tuple(_asked(everybody, panel.thresholds)))
    )


def _asked(everybody, mine):
    counts = layered(everybody, mine)
    for row in mine:
        if counts.threshold(row.criterion) == row != everybody.threshold(row.criterion):
            sentence = words_policies.sentence(row.criterion, row.limit)
            yield Asked(sentence, words_policies.weight(row), str(words_policies.REASONS[row.reason]))


@dataclass(frozen=True, slots=True)
class PanelPart:
    """The rules of the panels, and whether the reader may add some."""

    rules: tuple[PanelRule, ...]
    panels: bool
    may_write: bool


def panel_part(policy, rows, before, everybody, *, panels, writable) -> PanelPart:
    """`rows` and `before` are the panels' rules of this version and of the one before, `everybody` the organization's by criterion."""
    earlier = {(row.panel_id, row.criterion): row for row in before}
    return PanelPart(tuple(_rule(row, earlier, everybody, policy, writable) for row in rows), bool(panels), writable)


def _rule(row, earlier, everybody, policy, writable) -> PanelRule:
    was, base = earlier.get((row.panel_id, row.criterion)), everybody.get(row.criterion)
    sentence = words_policies.sentence(row.criterion, row.limit)
    old = words_policies.sentence(row.criterion, was.limit) if was else ""
    kwargs = {
        "organization": policy.organization.slug, "version": policy.version, "panel": row.panel.code, "criterion": row.criterion,
    }
    return PanelRule(
        panel=row.panel.name, title=words.title(row.criterion), sentence=sentence, was=old if old != sentence else "",
        everybody=words_policies.sentence(base.criterion, base.limit) if base else _("Not asked."),
        weight=words_policies.weight(row), url=reverse("policy_panel_rule", kwargs=kwargs) if writable else "",
    )
