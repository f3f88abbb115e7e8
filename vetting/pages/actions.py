"""The pages of adverse actions: all of them, and one with what may be done about it and why not."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import day, day_short
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from vetting.facts.interests import in_common
from vetting.facts.letters_limits import limits_told
from vetting.pages.interests import in_common_told
from vetting.pages.recused import closed_task
from vetting.pages.steps import Step
from vetting.queries.reinstating import old_by_now

TAGS = {
    "proposed": "ours", "noticed": "warn", "final": "stop", "upheld": "stop", "overturned": "good", "modified": "warn",
    "lifted": "good", "reinstated": "good", "dropped": "draft",
}
STEPS = ("notice", "make_final", "lift", "let_stand", "reinstate", "drop")


def _steps(kind) -> tuple[Step, ...]:
    lift = _("Review: lift the suspension") if kind == "summary_suspension" else _("Lift the restriction")
    return (
        Step("notice", _("Agree, and give notice"), _("Give notice and send the letter"), "stop"),
        Step(
            "make_final", _("Make it final"), _("Make it final"), "primary",
            _("Its day has come, and nobody appeals or may still do so."),
        ),
        Step("lift", lift, _("Lift it from today"), "primary"),
        Step(
            "let_stand", _("Review: let the suspension stand"), _("Let it stand"), "stop",
            _("It is reviewed again within 14 days. The therapist reads your reason in the letter."),
        ),
        Step("reinstate", _("Reinstate from today"), _("Reinstate"), "primary"),
        Step("drop", _("Drop it"), _("Drop the proposal")),
    )


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Everything `vetting/adverse_action.html` shows; `steps` are those this reader may take, `off` why not the others."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    reason: str
    steps: tuple[Step, ...]
    off: tuple
    appeal: Link | None
    common: str


def action_page(action, *, actor, at, on) -> ActionPage:
    """Build the page of one action."""
    may, off, old = set(), {}, old_by_now(action, at=at)
    for step in STEPS:
        unmet = refusals(action, step, actor=actor, at=at, reason="given", effective_on=on, notice=0, old=old)
        codes = {refusal.code for refusal in unmet}
        if not unmet:
            may.add(step)
        elif not codes & {"wrong_state", "not_summary", "is_summary", "nothing_ended"}:
            off.update({str(refusal.message): refusal for refusal in unmet})
    name, here = action.practitioner.person.full_name, {"organization": action.organization.slug}
    appeal = getattr(action, "appeal", None)
    return ActionPage(
        title=f"{action.get_kind_display()}: {name}",
        text=_("It acts through holds and grants; nothing is back-dated."),
        crumbs=(
            Link(_("Actions"), reverse("adverse_actions", kwargs=here)),
            Link(name, reverse("standing_of", kwargs={**here, "reference": action.practitioner.reference})),
        ),
        tag=Tag(TAGS[action.state], str(action.get_state_display())),
        pairs=tuple(_pairs(action, on)),
        reason=action.reason,
        steps=tuple(step for step in _steps(action.kind) if step.name in may),
        off=tuple(off.values()),
        appeal=_appeal(appeal, here),
        common=in_common_told(in_common(actor.person_id, action.practitioner)) if may and actor.person_id else "",
    )


def _appeal(appeal, here) -> Link | None:
    if appeal is None:
        return None
    return Link(_("See the appeal"), reverse("appeal", kwargs={**here, "pk": appeal.pk}), str(appeal.get_state_display()))


def _pairs(action, on):
    yield Pair(_("Proposed"), f"{day(action.proposed_at, action.organization.zone)}, {action.proposed_by.full_name}")
    if action.noticed_by:
        yield Pair(_("Told on"), f"{day(action.noticed_on)}, {action.noticed_by.full_name}")
        yield Pair(_("First day"), day(action.effective_on))
    if action.limits:
        yield Pair(_("Within this limit"), limits_told(action.limits))
    if action.review_by:
        late = action.state == "final" and action.review_by < on
        yield Pair(_("To be reviewed by"), (_("%(day)s, passed") if late else "%(day)s") % {"day": day(action.review_by)})
        yield Pair(_("Who reviews it"), action.reviewer.full_name if action.reviewer else _("Nobody yet"))
    appeal = getattr(action, "appeal", None)
    if appeal:
        yield Pair(_("Last day to appeal"), day(appeal.until))


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """Everything `vetting/adverse_actions.html` shows."""

    title: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    earlier: tuple[Task, ...]


def tabs(organization, name, actor) -> tuple[Link, ...]:
    """Appeals, actions and conditions beside each other; concerns for who may read them."""
    here = {"organization": organization.slug}
    entries = (("appeals", _("Appeals")), ("adverse_actions", _("Actions")), ("conditions", _("Conditions")))
    entries += (("concerns", _("Concerns")),) if can(actor, Action.SEE_CONCERN, organization) else ()
    return tuple(Link(label, reverse(view, kwargs=here), current=view == name) for view, label in entries)


def actions_page(rows, organization, on, actor, *, closed=frozenset()) -> ActionsPage:
    """Build the list: those that wait for somebody, then the others; `closed` are therapists in whose matters the reader takes no part."""
    waits = [row for row in rows if row.state in ("proposed", "noticed") or (row.kind == "summary_suspension" and row.state == "final")]
    return ActionsPage(
        title=_("Actions"), tabs=tabs(organization, "adverse_actions", actor), tasks=tuple(_task(row, on, closed) for row in waits),
        earlier=tuple(_task(row, on, closed) for row in rows if row not in waits),
    )


def _task(row, on, closed) -> Task:
    if row.practitioner.pk in closed:
        return closed_task(row.practitioner.person.full_name)
    url = reverse("adverse_action", kwargs={"organization": row.organization.slug, "pk": row.pk})
    tag = Tag(TAGS[row.state], str(row.get_state_display()))
    note = _("From %(day)s") % {"day": day(row.effective_on)} if row.effective_on else _("A second person gives notice of it")
    if row.kind == "summary_suspension" and row.state == "final":
        late = row.review_by < on
        word = _("Review was due %(day)s") if late else _("Review by %(day)s")
        tag = Tag("stop" if late else "warn", word % {"day": day_short(row.review_by)})
    return Task(f"{row.practitioner.person.full_name} · {row.get_kind_display()}", tag, url, note)
