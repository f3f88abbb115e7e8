"""The queue page: saved views with counts, filters, and one row per file."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.parts import Cell, Clock, Head, Link, Pager, Ready, Row, Tag, View, ViewGroup
from vetting import labels
from vetting.models import State
from vetting.queries.queue import PAGE, VIEWS, Item, SavedView, counts

STROKES = {"ours": "o", "theirs": "t", "source": "s"}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Everything `vetting/queue.html` shows."""

    title: str
    text: str
    view: str
    views: tuple
    heads: tuple
    rows: tuple
    pager: Pager
    links: tuple
    empty: str


def queue_page(found, view: SavedView, *, organization, person, on, page, filters) -> QueuePage:
    """Build the page for one saved view; `filters` are the address's own, kept in every link."""
    mine = [item for item in found if view.holds(item, person)]
    shown = mine[page * PAGE : (page + 1) * PAGE]
    address = reverse("queue", kwargs={"organization": organization.slug})
    return QueuePage(
        title=_title(view, len(mine)),
        text=_text(mine, on),
        view=str(view.label),
        views=_views(found, view, person, address, filters),
        heads=HEADS(),
        rows=tuple(row(item, organization, on) for item in shown),
        pager=_pager(len(mine), page, address, {**filters, "view": view.key}),
        links=(Link(_("Invite a therapist"), reverse("invite", kwargs={"organization": organization.slug}), note="primary"),),
        empty=_("New files appear here by date."),
    )


def _title(view, count) -> str:
    files = ngettext("%(count)s file", "%(count)s files", count) % {"count": count}
    return f"{view.label}: {files}"


def _text(mine, on) -> str:
    late = sum(item.waiting.late for item in mine)
    today = sum(item.waiting.due == on for item in mine)
    if late:
        return ngettext("%(count)s is past its date.", "%(count)s are past their date.", late) % {"count": late}
    if today:
        return ngettext("%(count)s is due today.", "%(count)s are due today.", today) % {"count": today}
    return _("Nothing here is past its date.")


def _views(found, current, person, address, filters):
    tally = counts(found, person)

    def entry(view):
        url = f"{address}?{urlencode({**filters, 'view': view.key})}"
        return View(str(view.label), url, tally[view.key], current=view == current, hot=view.key == "late" and tally["late"] > 0)

    return (
        ViewGroup(_("For you"), [entry(view) for view in VIEWS if view.mine]),
        ViewGroup(_("Everyone"), [entry(view) for view in VIEWS if not view.mine]),
    )


def HEADS():  # noqa: N802 - a constant that needs the reader's language
    """The table's heads, in fixed order."""
    return (
        Head(_("Therapist")), Head(_("Status"), 2), Head(_("Whose turn, time left")), Head(_("Days so far"), 2),
        Head(_("Ready"), 3), Head(_("Flag"), 2), Head(_("With"), 3),
    )


def row(item: Item, organization, on) -> Row:
    """One file as a row."""
    application, waiting = item.application, item.waiting
    flag = labels.FLAGS[item.flag]
    cells = [
        Cell(state_tag(application), "tag", 2),
        Cell(clock(waiting, on), "clock"),
        Cell("".join(STROKES[side] for side in waiting.strokes[-30:]), "days", 2),
        Cell(Ready(item.closed_checks, len(item.loaded.checks)), "ready", 3),
        Cell(str(flag) or _("None"), "text", 2, soft=not flag),
        Cell(waiting.owner or _("Nobody yet"), "text", 3, soft=not waiting.owner),
    ]
    url = reverse("file", kwargs={"organization": organization.slug, "reference": application.reference})
    note = f"{application.reference} · {', '.join(application.jurisdictions)}"
    return Row(application.reference, application.practitioner.person.full_name, url, note, cells)


def state_tag(application) -> Tag:
    """The file's state by word and shape."""
    return Tag(labels.STATE_TAGS[application.state], str(State(application.state).label))


def clock(waiting, on) -> Clock:
    """Whose turn, and how long."""
    turn = waiting.turn
    if turn.whose == "nobody":
        return Clock("", "", "")
    kind = "late" if waiting.late and turn.whose == "ours" else turn.whose
    text = _("ours is paused") if turn.whose == "theirs" and waiting.due is None else labels.left(waiting.due, on)
    return Clock(kind, str(labels.WHOSE[turn.whose]), text or str(labels.NEXT[turn.next_step]))


def _pager(total, page, address, filters) -> Pager:
    first, last = page * PAGE + 1, min((page + 1) * PAGE, total)

    def link(number):
        return f"{address}?{urlencode({**filters, 'page': number})}"

    shown = _("%(first)s to %(last)s of %(total)s") % {"first": min(first, total), "last": last, "total": total}
    return Pager(shown, newer=link(page - 1) if page else "", older=link(page + 1) if last < total else "")
