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
from vetting.forms.queue import QueueFilters
from vetting.models import BulkKind, Kind, State
from vetting.models.bulk import ACTIONS, MOST
from vetting.queries.lenses import GROUPS, Lens
from vetting.queries.queue import PAGE, Found, Item
from vetting.words_values import place_label

STROKES = {"ours": "o", "theirs": "t", "source": "s"}
SIGN = "sign"  # leads to the list of clean files, which names every other one and why it is left out
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
    keep: tuple


def queue_page(found: Found, lens: Lens, *, organization, on, first, filters, actions) -> QueuePage:
    """Build the page for one view; `filters` are the address's own, kept on every page of it; `first` numbers its first row."""
    address = reverse("queue", kwargs={"organization": organization.slug})
    kept = {**filters, "view": lens.key}
    return QueuePage(
        title=_title(found, lens, on) if found.items or not filters else _("No file matches this filter"),
        text=_text(found, lens, on),
        view=str(lens.label),
        views=_views(found, lens, address),
        heads=HEADS(),
        rows=tuple(row(item, organization, on) for item in found.items),
        pager=_pager(found, first, address, kept),
        links=_links(organization, actions),
        empty=_("Nothing matches this filter.") if filters else _("Nobody is waiting on you. New files appear here by date."),
        unfiltered=f"{address}?{urlencode({'view': lens.key})}" if filters else "",
        acts=_acts(actions),
        every=_every(found),
        kept=tuple(kept.items()),
        keep=_keep(lens, organization, kept, filters),
    )


def _keep(lens, organization, kept, filters) -> tuple[Link, ...]:
    """The ways to keep what is filtered as a view, and to change a view that is kept."""
    ways = ()
    if filters:
        ways += (Link(_("Keep as a view"), f"{reverse('keep_view', args=[organization.slug])}?{urlencode(kept)}"),)
    if lens.saved:
        ways += (Link(_("Change this view"), reverse("saved_view", args=[organization.slug, int(lens.key.removeprefix("saved-"))])),)
    return ways


def filters_in_words(filters) -> str:
    """What a view narrows, in the words of the filters: "Status: Checking · With: me"."""
    form = QueueFilters(filters)
    form.offer(())
    told = []
    for bound in form.visible_fields():
        if value := filters.get(bound.name):
            choices = dict(getattr(bound.field.widget, "choices", ()))
            told.append(f"{bound.label}: {choices.get(value, value)}")
    return " · ".join(told)


def _acts(actions) -> tuple[tuple[str, str], ...]:
    """What the reader may do with many files at once: its key and its words; a decision is no act that can be undone."""
    acts = tuple((kind.value, str(kind.label)) for kind in BulkKind if ACTIONS[kind] in actions)
    return (*acts, (SIGN, _("Approve the clean ones"))) if Action.DECIDE in actions else acts


def _every(found) -> str:
    """The words beside the tick for every file of the view; none when there is just one, or more than can be done at once."""
    total = found.total
    if total is None:  # of what is filtered it is known only when it fits on one page
        total = len(found.items) if found.before is None and found.after is None else 0
    return _("All %(count)s files of this view") % {"count": total} if 1 < total <= MOST else ""


def _links(organization, actions) -> tuple[Link, ...]:
    here, found = {"organization": organization.slug}, []
    if Action.SEE_NUMBERS in actions:
        found.append(Link(pgettext("numbers", "Numbers"), reverse("numbers", kwargs=here)))
    found.append(Link(_("Tasks"), reverse("tasks", kwargs=here)))
    with suppress(NoReverseMatch):  # accounts may be served without invitations
        if Action.INVITE_THERAPIST in actions:
            found.append(Link(_("Invite a therapist"), reverse("invite", kwargs=here), note="primary"))
    return tuple(found)


def _title(found: Found, lens, on) -> str:
    """The sentence its reader came for: what is over its date, then what is due, then how many there are."""
    whole = lens.key in ("open", "late") and found.total is not None  # of what is filtered only this page is known
    late = found.counts["late"] if whole else sum(item.late for item in found.items)
    if late:
        return ngettext("%(count)s file is past its date", "%(count)s files are past their date", late) % {"count": late}
    if today := sum(item.due == on for item in found.items):
        return ngettext("%(count)s file is due today", "%(count)s files are due today", today) % {"count": today}
    total = len(found.items) if found.total is None else found.total
    files = ngettext("%(count)s file", "%(count)s files", total) % {"count": total}
    if found.total is None and (found.after is not None or found.before is not None):
        files = _("more than %(count)s files") % {"count": PAGE}
    return _("%(view)s: %(files)s") % {"view": lens.label, "files": files}


def _text(found: Found, lens, on) -> str:
    files = ngettext("%(count)s open file", "%(count)s open files", found.counts["open"]) % {"count": found.counts["open"]}
    return " · ".join([day_opening(on), str(lens.label), files])


def _views(found: Found, current, address) -> tuple[ViewGroup, ...]:
    def entry(lens):
        url, count = f"{address}?{urlencode({'view': lens.key})}", found.counts[lens.key]
        return View(str(lens.label), url, count, current=current.key == lens.key, hot=lens.key in HOT and count > 0)

    groups = ((label, [entry(lens) for lens in found.lenses if lens.group == group]) for group, label in GROUPS.items())
    return tuple(ViewGroup(str(label), views) for label, views in groups if views)


def HEADS():  # noqa: N802 - a constant that needs the reader's language
    """The table's heads, in fixed order."""
    return (
        Head(_("Therapist")), Head(_("Status"), 2), Head(_("Whose turn, time left")), Head(_("Waiting on, in this state"), 3),
        Head(_("Days so far, ours / theirs"), 2), Head(_("Ready"), 3), Head(_("Flag"), 2), Head(_("With"), 3),
    )


def row(item: Item, organization, on) -> Row:
    """One file as a row; closed to whoever takes no part in it: its name and nothing of what is in it."""
    url = reverse("file", kwargs={"organization": organization.slug, "reference": item.reference})
    if item.closed:
        return Row(item.reference, item.name, url, item.reference, _closed_cells())
    flag = _flag(item, on)
    cells = [
        Cell(status(item), "tag", 2),
        _clock(item, on),
        Cell(labels.WAITING_ON[item.waiting_on], "text", 3, soft=item.whose == "nobody", note=_age(item, on)),
        Cell("".join(STROKES[side] for side in item.strokes), "days", 2, note=_clocks(item)),
        _ready(item),
        Cell(flag or _("None"), "text", 2, soft=not flag),
        Cell(item.owner or _("Nobody yet"), "text", 3, soft=not item.owner),
    ]
    return Row(item.reference, item.name, url, _note(item), cells)


def _closed_cells() -> list[Cell]:
    said = Cell(Tag("held", _("Closed to you")), "tag", 2), Cell(_("You take no part in this file."), "text", soft=True)
    return [*said, *(Cell("", "text", head.rank) for head in HEADS()[3:])]


def _note(item) -> str:
    """Reference, what she holds, where she asks to work; and what kind of file it is when it is not her first."""
    kind = "" if item.kind == "initial" else str(Kind(item.kind).label)
    titles = [f"{title}, {place_label(place)}" for title, place in item.holds]
    held = listed(dict.fromkeys(titles or map(place_label, item.jurisdictions)))
    return " · ".join(part for part in (item.reference, held, kind) if part)


def _age(item, on) -> str:
    """How long it has been in its state."""
    days = (on - item.since).days if item.since else 0
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _clocks(item) -> str:
    """How many days our clock has run, and theirs with the sources'; nothing before she submitted."""
    days = item.days
    return f"{days['ours']} / {days['theirs'] + days['source']}" if any(days.values()) else ""


def _flag(item: Item, on) -> str:
    if item.ends:
        return _("%(what)s ends %(day)s") % {"what": str(labels.COVERS[item.ends[0]]), "day": day(item.ends[1])}
    if item.renews and not item.flag:
        return due_words(item.renews, on)
    return str(labels.FLAGS[item.flag])


def due_words(due, on) -> str:
    """When the vetting that a file renews is due, or since when it is past due and until when it may still be decided."""
    if on <= due.on:
        return _("Vetting due %(day)s") % {"day": day(due.on)}
    return _("Vetting past due since %(day)s, accepted until %(until)s") % {"day": day(due.on), "until": day(due.late_until)}


def _ready(item: Item) -> Cell:
    return Cell(Ready(item.done, item.total), "ready", 3) if item.total else Cell(_("No checks yet"), "text", 3, soft=True)


def status(item: Item) -> Tag:
    """Where the file stands by word and shape: what is late first, then whose turn it is, then what does not agree."""
    if item.late and item.whose == "ours":
        return Tag("stop", _("Past its date"))
    if item.state == "in_review" and item.route == "clean":
        return Tag("good", _("Ready, clean"))
    if item.state == "checking" and item.whose in ("theirs", "source"):
        return Tag(item.whose, str(labels.WAITING_TAGS[item.whose]))
    if item.state == "checking" and item.to_resolve:
        count = item.to_resolve
        return Tag("warn", ngettext("%(count)s to resolve", "%(count)s to resolve", count) % {"count": count})
    return state_tag(item)


def state_tag(file) -> Tag:
    """The state of a file, or of its row, by word and shape."""
    return Tag(labels.STATE_TAGS[file.state], str(State(file.state).label))


def clock(waiting, on) -> Clock:
    """Whose turn, and how long."""
    return _told(waiting.turn.whose, waiting.turn.next_step, waiting, on, _rests(waiting))


def _clock(item, on) -> Cell:
    """Whose turn and how long; below it what that rests on, so that a row stays narrow."""
    waits = item.whose != "nobody"
    return Cell(_told(item.whose, item.next_step, item, on), "clock", note=" · ".join(filter(None, _rests(item))) if waits else "")


def _told(whose, next_step, found, on, rests=()) -> Clock:
    if whose == "nobody":
        return Clock("", "", "")
    text = _("ours is paused") if whose == "theirs" and found.due is None else labels.left(found.due, on)
    kind = "late" if found.late and whose == "ours" else whose
    said = " · ".join(filter(None, [text or str(labels.NEXT[next_step]), *rests]))
    return Clock(kind, str(labels.WHOSE[whose]), said)


def _rests(found) -> tuple[str, str]:
    """Of a day: the last on which it may be done, and whether nobody in the organization has said it; else empty."""
    return labels.at_the_latest(found), labels.by_default(found)


def _pager(found: Found, first, address, kept) -> Pager:
    """What is shown in words, and the neighbors: each begins right beside a row of this page, so no page is deeper than another."""
    last = first + len(found.items) - 1

    def link(name, place, number):
        return "" if place is None else f"{address}?{urlencode({**kept, name: place, 'first': number})}"

    told = {"first": min(first, last), "last": last, "total": found.total}
    shown = _("%(first)s to %(last)s") % told if found.total is None else _("%(first)s to %(last)s of %(total)s") % told
    return Pager(shown, link("before", found.before, max(first - PAGE, 1)), link("after", found.after, last + 1))
