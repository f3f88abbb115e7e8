"""Alerts in words: the list by view, one with what may be done about it, and a therapist's own list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.formats import day, day_opening, day_short
from network.parts import Cell, Head, Link, Pager, Pair, Row, Tag, Task, View, ViewGroup
from network.transitions import refusals
from vetting import codec, words
from vetting.models.monitoring import WAITING, AlertColor
from vetting.monitoring import Color, Effect, effect_of
from vetting.pages.steps import Step
from vetting.queries.monitoring import GROUPS, VIEWS, Alerts, AlertView
from vetting.words_values import place_label

COLORS = {"red": "stop", "amber": "warn", "green": "good"}
STATES = {"open": "ours", "taken": "theirs", "done": "done", "dismissed": "draft", "cleared": "good"}
HOT = ("red", "late")
STEPS = ("take", "finish", "dismiss", "put_back")
EFFECTS = {
    Effect.COVER: gettext_lazy("What it covers ends by its own day: no offers and no sessions from then on, whether anybody acts or not."),
    Effect.HOLD: gettext_lazy("A hold stops offers from the day after the last good day. Sessions with clients they have go on."),
    Effect.PEOPLE: gettext_lazy("Two people judge it; what stops is what they decide."),
    Effect.OURS: gettext_lazy("It is ours to look up again. Nobody is stopped because we are late."),
}


def tabs(organization, name) -> tuple[Link, ...]:
    """Alerts and the months covered, beside each other."""
    here = {"organization": organization.slug}
    entries = (("alerts", _("Alerts")), ("monitoring", _("Months covered")))
    return tuple(Link(label, reverse(view, kwargs=here), current=view == name) for view, label in entries)


def color_tag(color: str) -> Tag:
    """The color by shape and word."""
    return Tag(COLORS[color], str(AlertColor(color).label))


def what(alert) -> str:
    """What it is about, with the place where it is about one."""
    return named(alert.criterion, alert.place)


def named(criterion: str, place: str) -> str:
    """A watched rule in words."""
    title = words.title(criterion)
    return _("%(what)s, %(place)s") % {"what": title, "place": place_label(place)} if place else title


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """Everything `vetting/alerts.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    view: str
    views: tuple[ViewGroup, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    pager: Pager
    empty: str
    whole: str


def alerts_page(found: Alerts, view: AlertView, *, organization, on, who="", name="", after=None) -> AlertsPage:
    """Build the list; `name`: whose alone it is, where it is one therapist's."""
    address = reverse("alerts", kwargs={"organization": organization.slug})
    kept = {"who": who} if who else {}
    return AlertsPage(
        title=_title(found, name),
        text=f"{day_opening(on)} · {view.label}",
        tabs=tabs(organization, "alerts"),
        view=str(view.label),
        views=tuple(
            ViewGroup(str(label), [_entry(each, view, found, address, kept) for each in VIEWS if each.group == group])
            for group, label in GROUPS.items()
        ),
        heads=_heads(),
        rows=tuple(_row(row, organization, on) for row in found.rows),
        pager=_pager(found, view, address, kept, after),
        empty=_("Nothing that is watched asks for anybody here."),
        whole=address if who else "",
    )


def _heads() -> tuple[Head, ...]:
    return (
        Head(_("Therapist")), Head(_("Color")), Head(_("Since"), 2), Head(_("Review by"), 2), Head(_("With"), 3),
    )


def _title(found: Alerts, name: str) -> str:
    red, amber = found.counts["red"], found.counts["amber"]
    if not red + amber:
        said = _("Nothing to see to")
    else:
        reds = ngettext("%(count)s red alert", "%(count)s red alerts", red) % {"count": red}
        ambers = ngettext("%(count)s amber alert", "%(count)s amber alerts", amber) % {"count": amber}
        said = _("%(reds)s, %(ambers)s") % {"reds": reds, "ambers": ambers}
    return _("%(name)s: %(said)s") % {"name": name, "said": said} if name else said


def _entry(each, view, found, address, kept) -> View:
    count = found.counts[each.key]
    url = f"{address}?{urlencode({**kept, 'view': each.key})}"
    return View(str(each.label), url, count, current=each == view, hot=each.key in HOT and count > 0)


def _row(alert, organization, on) -> Row:
    late = alert.state in WAITING and alert.due_on < on
    owner = alert.taken_by.full_name if alert.taken_by else ""
    url = reverse("alert", kwargs={"organization": organization.slug, "pk": alert.pk})
    due = Tag("stop", day_short(alert.due_on)) if late else day(alert.due_on)
    cells = (
        Cell(color_tag(alert.color), "tag"), Cell(day(alert.effective_on), "text", 2),
        Cell(due, "tag" if late else "text", 2), Cell(owner or _("Nobody yet"), "text", 3, soft=not owner),
    )
    return Row(str(alert.pk), alert.practitioner.person.full_name, url, _ends(alert), cells)


def _ends(alert) -> str:
    """What it is about and until when it was good; where no day is told, what was seen."""
    if alert.last_good is None:
        return _("%(what)s: %(seen)s") % {"what": what(alert), "seen": words.observed(codec.load_finding(alert.observed))}
    words_for = _("%(what)s: ends after %(day)s") if alert.color == "amber" else _("%(what)s: ended after %(day)s")
    return words_for % {"what": what(alert), "day": day(alert.last_good)}


def _pager(found, view, address, kept, after) -> Pager:
    query = {**kept, "view": view.key}
    shown = ngettext("%(count)s alert", "%(count)s alerts", found.counts[view.key]) % {"count": found.counts[view.key]}
    first = f"{address}?{urlencode(query)}" if after else ""
    older = f"{address}?{urlencode({**query, 'after': found.after})}" if found.after else ""
    return Pager(shown, first, older)


@dataclass(frozen=True, slots=True)
class AlertPage:
    """Everything `vetting/alert.html` shows; `steps` are those this reader may take, `off` why not the others."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    color: Tag
    state: Tag
    pairs: tuple[Pair, ...]
    cure: str
    links: tuple[Link, ...]
    note: str
    steps: tuple[Step, ...]
    off: tuple


def _steps() -> tuple[Step, ...]:
    return (
        Step("take", _("See to it"), _("I see to it"), "primary"),
        Step("finish", _("Done"), _("It is done"), "", _("The color stays until what it is about is in order; then it closes by itself.")),
        Step("dismiss", _("Nothing needs to be done"), _("Dismiss it"), "", _("If it becomes worse, it is open again.")),
        Step("put_back", _("Leave it to a colleague"), _("Put it back")),
    )


def alert_page(alert, *, actor, at) -> AlertPage:
    """Build the page of one alert."""
    may, off = set(), {}
    for step in STEPS:
        unmet = refusals(alert, step, actor=actor, at=at, reason="given")
        if not unmet:
            may.add(step)
        elif "wrong_state" not in {refusal.code for refusal in unmet}:
            off.update({str(refusal.message): refusal for refusal in unmet})
    name, here = alert.practitioner.person.full_name, {"organization": alert.organization.slug}
    return AlertPage(
        title=f"{name}: {what(alert)}",
        text=str(EFFECTS[effect_of(alert.criterion)]),
        crumbs=(Link(_("Alerts"), reverse("alerts", kwargs=here)),),
        color=color_tag(alert.color),
        state=Tag(STATES[alert.state], str(alert.get_state_display())),
        pairs=tuple(_pairs(alert)),
        cure=words.cure(alert.criterion) if alert.color != Color.GREEN else "",
        links=tuple(_links(alert, here)),
        note=alert.note,
        steps=tuple(step for step in _steps() if step.name in may),
        off=tuple(off.values()),
    )


def _pairs(alert):
    finding = codec.load_finding(alert.observed)
    yield Pair(_("Seen"), words.observed(finding))
    yield Pair(_("Asked"), words.required(finding))
    if alert.last_good:
        yield Pair(_("Last good day"), day(alert.last_good))
    yield Pair(_("In this color since"), day(alert.effective_on))
    yield Pair(_("Noticed on"), day(alert.raised_at, alert.organization.zone))
    yield Pair(_("To be reviewed by"), day(alert.due_on))
    if alert.taken_by:
        yield Pair(_("With"), alert.taken_by.full_name)


def _links(alert, here):
    reference = alert.practitioner.reference
    yield Link(_("Standing"), reverse("standing_of", kwargs={**here, "reference": reference}))
    for kind, _colon, number in (ref.partition(":") for ref in codec.load_finding(alert.observed).evidence):
        if kind in ("verification", "hit"):
            again = kind == "verification"
            label, view, query = (_("Check again"), "verification", "?do=replace") if again else (_("The match"), "match", "")
            yield Link(label, reverse(view, kwargs={**here, "pk": int(number)}) + query)
    yield Link(_("All alerts about this therapist"), f"{reverse('alerts', kwargs=here)}?{urlencode({'who': reference})}")


@dataclass(frozen=True, slots=True)
class MyDates:
    """One organization's part of a therapist's own list."""

    key: str
    name: str
    tasks: tuple[Task, ...]


def my_dates(participation, watched) -> MyDates:
    """What one organization asks her to keep, what is not in order first."""
    order = list(Color)
    rows = sorted(watched, key=lambda each: (order.index(each.color), str(each.sight.finding.good_through or "9999")))
    organization = participation.organization
    return MyDates(organization.slug, organization.name, tuple(_mine(each, organization.slug) for each in rows))


def _mine(each, slug) -> Task:
    finding, last = each.sight.finding, each.sight.finding.good_through
    if each.color is Color.RED:
        tag = Tag("stop", _("Not in order"))
    elif each.color is Color.AMBER:
        tag = Tag("warn", _("Ends %(day)s") % {"day": day_short(last)} if last else _("To renew"))
    else:
        tag = Tag("good", _("Until %(day)s") % {"day": day(last)} if last else _("In order"))
    note = words.cure(each.sight.criterion) if each.color is not Color.GREEN else words.observed(finding)
    url = reverse("my_sign_again", kwargs={"slug": slug}) if each.sight.criterion == "attestation_repeated" else ""
    return Task(named(each.sight.criterion, each.sight.place), tag, url, note)
