"""When a version reaches people in the network, in sentences; and who was asked to meet a rule of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day
from network.parts import Cell, Head, Row, Tag
from vetting import words
from vetting.models.rollout import Reach, Who


@dataclass(frozen=True, slots=True)
class Reaching:
    """One rule for one class of person: when, in words."""

    rule: str
    whom: str
    told: str


@dataclass(frozen=True, slots=True)
class RolloutPart:
    """When a version reaches people: the lines, whether the reader may choose, and who was asked."""

    lines: tuple[Reaching, ...]
    text: str
    may_choose: bool
    heads: tuple[Head, ...]
    asked: tuple[Row, ...]


def rollout_part(policy, rolled, cures, *, may_choose) -> RolloutPart:
    """`rolled` says when each rule reaches each class of person, `cures` who was asked."""
    return RolloutPart(
        lines=tuple(Reaching(words.title(row.criterion), str(Who(row.who).label), reach_words(row)) for row in rolled),
        text=_("Applicants are judged by it from its first day. Nobody in the network is stopped or unpaid by a raised number."),
        may_choose=may_choose and bool(rolled),
        heads=(Head(_("Therapist")), Head(_("Status")), Head(_("Last day"), 2)),
        asked=tuple(_row(cure, policy) for cure in cures),
    )


def reach_words(row) -> str:
    """When a rule reaches a class of person."""
    if row.reach == Reach.CURE:
        return _("Asked from the first day, to be met by %(day)s; reviewed afterwards") % {"day": day(row.cure_until)}
    return str(Reach(row.reach).label)


def _row(cure, policy) -> Row:
    name, application = cure.application.practitioner.person.full_name, cure.review or cure.application
    url = reverse("file", kwargs={"organization": policy.organization.slug, "reference": application.reference})
    cells = [Cell(_status(cure), "tag"), Cell(day(cure.due_on), "text", 2)]
    return Row(str(cure.pk), name, url, words.title(cure.rollout.criterion), cells)


def _status(cure) -> Tag:
    if cure.closed_on is None:
        return Tag("theirs", _("Asked"))
    return Tag("ours", _("Under review")) if cure.review else Tag("done", _("Met"))
