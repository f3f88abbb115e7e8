"""The queue page: saved views with counts, filters, and one row per file."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.access import Action
from network.formats import day, day_opening, listed
from network.parts import Cell, Clock, Head, Link, Pager, Ready, Row, Tag, View, ViewGroup
from vetting import labels
from vetting.models import BulkKind, State
from vetting.models.bulk import ACTIONS, MOST
from vetting.queries.queue import GROUPS, PAGE, VIEWS, Found, Item, SavedView
from vetting.words_values import place_label

STROKES = {"ours": "o", "theirs": "t", "source": "s"}
HOT = ("late", "due", "matches", "overdue")  # a count here asks for somebody today


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
    unfiltered: str
    acts: tuple
    every: str
    kept: tuple


def queue_page(found: Found, view: SavedView, *, organization, on, page, filters, titles, actions) -> QueuePage:
    """Build the page for one saved view; `filters` are the address's own, kept in every link."""
    address = reverse("queue", kwargs={"organization": organization.slug})
    return QueuePage(
        title=_title(found, view) if found.total or not filters else _("No file matches this filter"),
        text=_text(found, view, on),
        view=str(view.label),
        views=_views(found, view, address, filters),
        heads=HEADS(),
        rows=tuple(row(item, organization, on, titles) for item in found.items),
        pager=_pager(found.total, page, address, {**filters, "view": view.key}),
        links=_links(organization, actions),
        empty=_("Nothing matches this filter.") if filters else _("Nobody is waiting on you. New files appear here by date."),
        unfiltered=f"{address}?{urlencode({'view': view.key})}" if filters else "",
        acts=_acts(actions),
        every=_every(found.total),
        kept=tuple({**filters, "view": view.key}.items()),
    )


def _acts(actions) -> tuple[tuple[str, str], ...]:
    """What the reader may do with many files at once: its key and its words."""
    return tuple((kind.value, str(kind.label)) for kind in BulkKind if ACTIONS[kind] in actions)


def _every(total) -> str:
    """The words beside the tick for every file of the view; none when there is just one."""
    return _("All %(count)s files of this view") % {"count": total} if 1 < total <= MOST else ""


def _links(organization, actions) -> tuple[Link, ...]:
    here, found = {"organization": organization.slug}, []
    if Action.SEE_NUMBERS in actions:
        found.append(Link(pgettext("numbers", "Numbers"), reverse("numbers", kwargs=here)))
    with suppress(NoReverseMatch):  # accounts may be served without invitations
        if Action.INVITE_THERAPIST in actions:
            found.append(Link(_("Invite a therapist"), reverse("invite", kwargs=here), note="primary"))
    return tuple(found)


def _title(found: Found, view) -> str:
    """The sentence its reader came for: what is over its date, then what is due, then how many there are."""
    late = found.counts["late"] if view.key == "open" else found.late  # the first page says what the view beside it says
    if late:
        return ngettext("%(count)s file is past its date", "%(count)s files are past their date", late) % {"count": late}
    if found.today:
        return ngettext("%(count)s file is due today", "%(count)s files are due today", found.today) % {"count": found.today}
    files = ngettext("%(count)s file", "%(count)s files", found.total) % {"count": found.total}
    return _("%(view)s: %(files)s") % {"view": view.label, "files": files}


def _text(found: Found, view, on) -> str:
    files = ngettext("%(count)s open file", "%(count)s open files", found.counts["open"]) % {"count": found.counts["open"]}
    return " · ".join([day_opening(on), str(view.label), files])


def _views(found: Found, current, address, filters) -> tuple[ViewGroup, ...]:
    def entry(view):
        url = f"{address}?{urlencode({**filters, 'view': view.key})}"
        count = found.counts[view.key]
        return View(str(view.label), url, count, current=view == current, hot=view.key in HOT and count > 0)

    return tuple(
        ViewGroup(str(label), [entry(view) for view in VIEWS if view.group == group]) for group, label in GROUPS.items()
    )


def HEADS():  # noqa: N802 - a constant that needs the reader's language
    """The table's heads, in fixed order."""
    return (
        Head(_("Therapist")), Head(_("Status"), 2), Head(_("Whose turn, time left")), Head(_("Days so far"), 2),
        Head(_("Ready"), 3), Head(_("Flag"), 2), Head(_("With"), 3),
    )


def row(item: Item, organization, on, titles) -> Row:
    """One file as a row."""
    application, waiting = item.application, item.waiting
    flag = _flag(item, on)
    cells = [
        Cell(status(item), "tag", 2),
        Cell(clock(waiting, on), "clock"),
        Cell("".join(STROKES[side] for side in waiting.strokes[-30:]), "days", 2),
        _ready(item),
        Cell(flag or _("None"), "text", 2, soft=not flag),
        Cell(waiting.owner or _("Nobody yet"), "text", 3, soft=not waiting.owner),
    ]
    url = reverse("file", kwargs={"organization": organization.slug, "reference": application.reference})
    return Row(application.reference, application.practitioner.person.full_name, url, _note(application, titles), cells)


def _note(application, titles) -> str:
    """Reference, what she holds, where she asks to work; and what kind of file it is when it is not her first."""
    kind = "" if application.kind == "initial" else str(application.get_kind_display())
    held = listed(dict.fromkeys(titles.get(application.practitioner_id) or map(place_label, application.jurisdictions)))
    return " · ".join(part for part in (application.reference, held, kind) if part)


def _flag(item: Item, on) -> str:
    if item.ends:
        return _("%(what)s ends %(day)s") % {"what": str(labels.COVERS[item.ends[0]]), "day": day(item.ends[1])}
    if item.application.is_open and item.loaded.renews and not item.flag:
        return due_words(item.loaded.renews, on)
    return str(labels.FLAGS[item.flag])


def due_words(due, on) -> str:
    """When the vetting that a file renews is due, or since when it is past due and until when it may still be decided."""
    if on <= due.on:
        return _("Vetting due %(day)s") % {"day": day(due.on)}
    return _("Vetting past due since %(day)s, accepted until %(until)s") % {"day": day(due.on), "until": day(due.late_until)}


def _ready(item: Item) -> Cell:
    total = len(item.loaded.checks)
    return Cell(Ready(item.closed_checks, total), "ready", 3) if total else Cell(_("No checks yet"), "text", 3, soft=True)


def status(item: Item) -> Tag:
    """Where the file stands by word and shape: what is late first, then whose turn it is, then what does not agree."""
    application, waiting = item.application, item.waiting
    if waiting.late and waiting.turn.whose == "ours":
        return Tag("stop", _("Past its date"))
    if application.state == "in_review" and application.route == "clean":
        return Tag("good", _("Ready, clean"))
    if application.state == "checking" and waiting.turn.whose in ("theirs", "source"):
        return Tag(waiting.turn.whose, str(labels.WAITING_TAGS[waiting.turn.whose]))
    if application.state == "checking" and item.to_resolve:
        count = item.to_resolve
        return Tag("warn", ngettext("%(count)s to resolve", "%(count)s to resolve", count) % {"count": count})
    return state_tag(application)


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
