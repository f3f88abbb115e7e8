"""The pages of appeals: all of them, one for the staff, and one for her."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.access import Action
from network.formats import day, day_short, listed
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals, unless
from vetting import words
from vetting.facts.appeals import is_held_back
from vetting.facts.letters_appeals import terms_told
from vetting.pages.actions import tabs
from vetting.pages.heading import url_of
from vetting.pages.recused import closed_task
from vetting.pages.steps import Step
from vetting.queries.judging import day_of

TAGS = {"open": "draft", "received": "ours", "upheld": "stop", "overturned": "good", "modified": "warn", "withdrawn": "held"}
VOTES = {"uphold": gettext_lazy("It stands"), "overturn": gettext_lazy("It is undone"), "modify": gettext_lazy("It is undone in part")}
TEXT = {
    "open": gettext_lazy("Nobody appealed yet. The last day counts; the day after it is too late."),
    "received": gettext_lazy("People who took no part in the decision settle it."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One of those who decide it, and what was said: the outcome as a tag, the reason, its terms."""

    name: str
    tag: Tag
    reason: str
    terms: str


@dataclass(frozen=True, slots=True)
class AppealPage:
    """Everything `vetting/appeal.html` shows; `steps` are those this reader may take, `off` says why others may not be taken."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    reasons: tuple[str, ...]
    grounds: str
    seats: tuple[Said, ...]
    hidden: str
    outcome: str
    steps: tuple[Step, ...]
    off: tuple


def appeal_page(appeal, *, actor, at, on, sitters, reads=True, unsaid=False) -> AppealPage:
    """Build the staff's page of one appeal; `reads`: who said what is open to the reader, as peer review is.

    `unsaid`: she is asked what she thinks and has not said it; the others' words wait until then, so that nobody follows.
    """
    seats = list(appeal.seats.select_related("person"))
    allowed, off = _forms(appeal, actor, at)
    return AppealPage(
        title=_("Appeal of %(name)s") % {"name": appeal.practitioner.person.full_name},
        text=str(TEXT.get(appeal.state, "")),
        crumbs=(Link(f"{appeal.reference}, {appeal.practitioner.person.full_name}", subject_url(appeal)),),
        tag=Tag(TAGS[appeal.state], str(appeal.get_state_display())),
        pairs=tuple(_pairs(appeal, on)),
        reasons=tuple(told_reasons(appeal)),
        grounds=appeal.grounds,
        seats=tuple(_said(seat, reads, unsaid) for seat in seats),
        hidden=_("You see what the others said once you have said what you think.") if unsaid and len(seats) > 1 else "",
        outcome=appeal.reason,
        steps=tuple(step for step in _steps(sitters, voting="vote" in allowed) if step.name in allowed),
        off=tuple(off),
    )


def _steps(sitters, *, voting) -> tuple[Step, ...]:
    took_part = [sitter.person.full_name for sitter in sitters if sitter.took_part]
    recused = [sitter.person.full_name for sitter in sitters if sitter.recused and not sitter.took_part]
    closed = _("Took part, and cannot be named: %(names)s.") % {"names": listed(took_part)} if took_part else ""
    if recused:
        closed = f"{closed} {_('Recused, and cannot be named: %(names)s.') % {'names': listed(recused)}}".strip()
    other_way = _("For one that came by letter, mail or telephone. The therapist may also appeal on her own page.")
    return (
        Step("vote", _("What you say"), _("Record what I say"), "primary"),
        Step("take_in", _("Record an appeal"), _("Record the appeal"), "primary", other_way),
        Step(
            "appoint", _("Who decides it, and when the therapist is heard"), _("Name them"), "" if voting else "primary", closed
        ),
        Step("extend", _("Give more days to appeal"), _("Extend the time")),
    )


def subject_url(appeal) -> str:
    """The staff's page of what is appealed."""
    if appeal.decision:
        return url_of("decision", appeal.decision.application)
    return reverse("adverse_action", kwargs={"organization": appeal.organization.slug, "pk": appeal.action_id})


def told_reasons(appeal) -> list[str]:
    """The rules named and the words written, as she reads them in the letter."""
    decision = appeal.decision
    if decision is None:
        return [appeal.action.reason]
    return [*(words.title(key) for key in decision.reasons), *([decision.reason] if decision.reason.strip() else [])]


def _said(seat, reads, unsaid) -> Said:
    if seat.outcome and unsaid:
        return Said(seat.person.full_name, Tag("done", _("Said")), "", "")
    tag = Tag("done", str(VOTES[seat.outcome])) if seat.outcome else Tag("ours", _("Not said yet"))
    if seat.outcome and not reads:
        return Said(seat.person.full_name, Tag("done", _("Said; not shown to your role")), "", "")
    return Said(seat.person.full_name, tag, seat.reason, terms_told(seat.terms))


def _pairs(appeal, on):
    both = listed(person.full_name for person in appeal.decided_by)
    yield Pair(_("Against"), f"{appeal.against}, {day(appeal.begun_on)}, {both}")
    yield Pair(_("Last day to appeal"), day(appeal.until))
    if appeal.received_on:
        yield Pair(_("Received on"), day(appeal.received_on))
    if appeal.representative:
        yield Pair(_("Represented by"), appeal.representative)
    if appeal.hearing_on:
        yield Pair(_("Hearing"), f"{day(appeal.hearing_on)}, {appeal.hearing_where}")
    elif appeal.hearing_asked:
        yield Pair(_("Hearing"), _("asked for, no day set"))
    if appeal.decide_by and not appeal.settled_on:
        late = _("%(day)s, passed") if appeal.decide_by < on else "%(day)s"
        yield Pair(_("To be settled by"), late % {"day": day(appeal.decide_by)})
    if appeal.settled_on:
        who = appeal.settled_by.full_name if appeal.settled_by else _("the therapist")
        yield Pair(_("Settled"), f"{day(appeal.settled_on)}, {who}")
    if appeal.terms:
        yield Pair(_("In part"), terms_told(appeal.terms))
    held = _("Held back until it is settled") if is_held_back(appeal, on) else _("In effect")
    yield Pair(_("Effect of the decision meanwhile"), held)


def _forms(appeal, actor, at):
    """The forms this reader may use, and for those of the present state why not."""
    if appeal.state == "open":
        late = refusals(appeal, "take_in", actor=actor, at=at, on=day_of(appeal.organization, at), grounds="given")
        too_late = tuple(refusal for refusal in late if refusal.code == "too_late")
        entries = [("take_in", unless(actor, Action.RECORD_APPEAL, appeal)), ("extend", unless(actor, Action.EXTEND_APPEAL, appeal))]
        found = [name for name, unmet in entries if not unmet]
        return found, [*too_late, *(refusal for _name, unmet in entries for refusal in unmet)]
    if appeal.state != "received":
        return [], []
    found = [] if unless(actor, Action.RECORD_APPEAL, appeal) else ["appoint"]
    unmet = refusals(appeal, "uphold", actor=actor, at=at, on=day_of(appeal.organization, at), reason="given", votes=1, seats=1)
    return [*found, *([] if unmet else ["vote"])], list(unmet)


@dataclass(frozen=True, slots=True)
class AppealsPage:
    """Everything `vetting/appeals.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    settled: tuple[Task, ...]


def appeals_page(rows, *, organization, on, actor, closed=frozenset()) -> AppealsPage:
    """Build the list: those that wait with their day, then those that are settled; `closed` as in the list of actions."""
    waiting = [row for row in rows if row.state == "received"]
    late = sum(row.decide_by < on for row in waiting)
    text = ngettext("%(count)s waits to be settled", "%(count)s wait to be settled", len(waiting)) % {"count": len(waiting)}
    if late:
        text = f"{text} · {ngettext('%(count)s is late', '%(count)s are late', late) % {'count': late}}"
    return AppealsPage(
        title=_("Appeals"), text=text, tabs=tabs(organization, "appeals", actor),
        tasks=tuple(_task(row, on, closed) for row in waiting),
        settled=tuple(_task(row, on, closed) for row in rows if row.state != "received"),
    )


def _task(row, on, closed) -> Task:
    if row.practitioner.pk in closed:
        return closed_task(row.practitioner.person.full_name)
    url = reverse("appeal", kwargs={"organization": row.organization.slug, "pk": row.pk})
    note = _("Against: %(outcome)s, %(day)s") % {"outcome": row.against, "day": day(row.begun_on)}
    label = f"{row.practitioner.person.full_name} · {row.reference}"
    if row.state != "received":
        return Task(label, Tag(TAGS[row.state], str(row.get_state_display())), url, note)
    kind, said = ("stop", _("Was due %(day)s")) if row.decide_by < on else ("ours", _("Settle by %(day)s"))
    return Task(label, Tag(kind, said % {"day": day_short(row.decide_by)}), url, note)


@dataclass(frozen=True, slots=True)
class MyAppealPage:
    """Everything `me/appeal.html` shows. `may` is whether she may ask now; `late` what to do when she no longer may."""

    pk: int
    title: str
    text: str
    reasons: tuple[str, ...]
    pairs: tuple[Pair, ...]
    tag: Tag
    may: bool
    withdrawable: bool
    late: tuple
    grounds: str
    outcome: str
    back: Link


def my_appeal_page(appeal, *, actor, at) -> MyAppealPage:
    """Build her page."""
    name = appeal.organization.name
    unmet = refusals(appeal, "file", actor=actor, at=at, grounds="given") if appeal.state == "open" else ()
    return MyAppealPage(
        pk=appeal.pk,
        title=_("Appeal the decision of %(name)s") % {"name": name},
        text=_("%(reference)s · decided on %(day)s") % {"reference": appeal.reference, "day": day(appeal.begun_on)},
        reasons=tuple(told_reasons(appeal)),
        pairs=tuple(_hers(appeal)),
        tag=Tag(TAGS[appeal.state], str(appeal.get_state_display())),
        may=appeal.state == "open" and not unmet,
        withdrawable=appeal.state == "received",
        late=tuple(unmet),
        grounds=appeal.grounds,
        outcome=appeal.reason,
        back=_back(appeal),
    )


def _back(appeal) -> Link:
    if appeal.decision is None:
        return Link(_("Start"), reverse("me"))
    label = _("Your application to %(name)s") % {"name": appeal.organization.name}
    return Link(label, reverse("my_application", kwargs={"reference": appeal.reference}))


def _hers(appeal):
    if appeal.state == "open":
        said = _("%(day)s, until midnight where %(name)s is") % {"day": day(appeal.until), "name": appeal.organization.name}
        yield Pair(_("Last day to appeal"), said)
        return
    yield Pair(_("Received on"), day(appeal.received_on))
    if appeal.hearing_on:
        yield Pair(_("You are heard"), f"{day(appeal.hearing_on)}, {appeal.hearing_where}")
    if appeal.representative:
        yield Pair(_("Represented by"), appeal.representative)
    if appeal.settled_on:
        yield Pair(_("Settled"), day(appeal.settled_on))
    else:
        yield Pair(_("You hear by"), day(appeal.decide_by))
        panel = listed(seat.person.full_name for seat in appeal.seats.select_related("person"))
        yield Pair(_("Settled by"), panel or _("People who took no part; you read their names here"))
    if appeal.terms:
        yield Pair(_("In part"), terms_told(appeal.terms))
