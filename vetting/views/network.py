"""An existing network moves in: bring the roster, say what its columns mean and who is known already, see what was read, say yes."""

from django.shortcuts import get_object_or_404, redirect, render

from licensure.rosters import BadRoster
from licensure.words_lists import fault_words
from network import clock, links
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from vetting.forms.network import ColumnsForm, ConfirmForm, KnownForm, PastDueForm, RosterForm
from vetting.pages.network import (
    columns,
    fault_table,
    later,
    left_out_table,
    move_rows,
    preview_page,
    result_page,
    told_of,
)
from vetting.queries.known_movers import maybe_known
from vetting.queries.moves_in import begun_for, late_until, moves_of, rows_of, unasked
from vetting.resources_moving import KNOWN_COLUMNS, NEEDED, read_movers
from vetting.roster_columns import header_of, lacking, renamed, unread
from vetting.workflow import moves_in
from vetting.workflow.importing import columns_of, remember_columns


@page(Action.RECORD_NETWORK)
def record_network(request):
    """The upload; then what its columns mean, where that is not known; then its preview; then, on a yes, what became of each row."""
    if request.method == "POST" and "text" in request.POST:
        return STEPS.get(request.POST.get("do", ""), confirm)(request)
    form = RosterForm(sent(request), request.FILES or None)
    if form.is_valid():
        return read(request, renamed(form.cleaned_data["roster"], columns_of(request.organization)), form)
    return begin(request, form)


def begin(request, form=None, *, status=None):
    """The upload, and which columns a roster may have."""
    context = {"form": form or RosterForm(), "columns": columns(), "remembered": tuple(columns_of(request.organization).items())}
    context |= {"moves": move_rows(moves_of(request.actor), request.organization), "zone": request.organization.zone}
    return render(request, "vetting/network.html", context, status=status or status_of(form))


def read(request, content, form):
    """The preview of a file; or first what its columns mean, where those nobody knows could be those that are missing."""
    header = header_of(content)
    if 0 < len(lacking(header, NEEDED)) <= len(unread(header, KNOWN_COLUMNS)):
        return match_columns(request, content.decode("utf-8-sig"), told=told_of(content, form))
    try:
        movers = _movers(request, content)
    except BadRoster as bad:
        for fault in bad.faults[:20]:
            form.add_error("roster", fault_words(fault))
        return begin(request, form)
    return preview(request, movers, content.decode("utf-8-sig"), told=told_of(content, form))


def match_columns(request, text, form=None, *, told=()):
    """Each column nobody looks at, and what it may mean."""
    header = header_of(text.encode())
    ours = [name for name in KNOWN_COLUMNS if name not in header]
    form = form or ColumnsForm(initial={"text": text}, theirs=unread(header, KNOWN_COLUMNS), ours=ours)
    context = {"form": form, "lacking": lacking(header, NEEDED), "told": told}
    return render(request, "vetting/network_columns.html", context, status=status_of(form if form.is_bound else None))


def set_columns(request):
    """What she said is remembered for the next file, and this one is read by it."""
    text = request.POST["text"]
    header = header_of(text.encode())
    ours = [name for name in KNOWN_COLUMNS if name not in header]
    form = ColumnsForm(request.POST, theirs=unread(header, KNOWN_COLUMNS), ours=ours)
    if not form.is_valid():
        return match_columns(request, text, form)
    known = {**columns_of(request.organization), **form.meant()}
    remember_columns(request.organization, known, actor=request.actor, at=clock.now())
    return read(request, renamed(text.encode(), known), RosterForm({}))


def preview(request, movers, text, *, status=200, known=None, late=None, told=(), refusals=()):
    """What was read; with faults nothing can be recorded, and the page says which cells to mend."""
    on, until = clock.today(request.organization.zone), late_until(request.organization, movers.rows)
    shown = preview_page(movers, actor=request.actor, organization=request.organization, on=on, late_until=until)
    known = known or KnownForm(found=maybe_known(request.organization, movers.rows))
    context = {"page": shown, "form": ConfirmForm(initial={"text": text}), "known": known, "told": told, "later": later(known)}
    context |= {"refusals": refusals, "late": late or PastDueForm(movers=movers.rows)}
    return render(request, "vetting/network_preview.html", context, status=422 if movers.faults else status)


def confirm(request):
    """Read the same text again and record it; a row that may not come in is named and left out."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return begin(request, status=422)
    try:
        movers = _movers(request, form.cleaned_data["text"].encode())
    except BadRoster:
        return begin(request, status=422)
    if movers.faults or not movers.rows:
        return preview(request, movers, form.cleaned_data["text"], status=422)
    known = KnownForm(request.POST, found=maybe_known(request.organization, movers.rows))
    late = PastDueForm(request.POST, movers=movers.rows)
    if not (known.is_valid() & late.is_valid()):
        return preview(request, movers, form.cleaned_data["text"], status=422, known=known, late=late)
    by = {"organization": request.organization, "actor": request.actor, "at": clock.now()}
    with attempt(request, "network") as tried:
        move = moves_in.ask(movers.rows, form.cleaned_data["text"].encode(), asked=known.rows, same=known.same(),
                           past_due=late.comes_in, **by)
    if tried.refusals:
        return preview(request, movers, form.cleaned_data["text"], status=409, known=known, late=late, refusals=tried.refusals)
    return redirect("moved_in", request.organization.slug, move.pk) if move.waits else came(request, move)


@page(Action.RECORD_NETWORK)
def moved_in(request, pk):
    """How far a roster is on its way in; then what became of each row, as long as its rows are kept."""
    return came(request, get_object_or_404(moves_of(request.actor), pk=pk))


def came(request, move):
    """What became of each row so far; those nobody said anything about can be gone on with."""
    rows = rows_of(move)
    rest = [] if move.waits else unasked(rows)
    form = ConfirmForm(initial={"text": moves_in.csv_of(move.columns, [row.cells for row in rest])})
    shown = result_page(move, rows, request.organization, begun_for(move))
    return render(request, "vetting/network_result.html", {"page": shown, "form": form, "later": len(rest)})


@page(Action.RECORD_NETWORK)
def left_out_rows(request, pk):
    """The rows that were not recorded, as they were written, with their reasons."""
    move = get_object_or_404(moves_of(request.actor), pk=pk)
    return sandboxed(as_csv(left_out_table(move, rows_of(move))), TYPE, links.disposition("left-out.csv"))


def faults(request):
    """Every fault with the whole row it stands in, as a file to mend by."""
    try:
        movers = _movers(request, request.POST["text"].encode())
    except BadRoster:
        return begin(request, status=422)
    content = as_csv(fault_table(movers, request.POST["text"]))
    return sandboxed(content, TYPE, links.disposition("cells-to-mend.csv"))


def rest(request):
    """Read once more after a part of those that may be known was recorded: the next part is asked about."""
    return read(request, request.POST["text"].encode(), RosterForm({}))


def again(request):
    """The columns are matched anew."""
    return match_columns(request, request.POST["text"])


def _movers(request, content):
    today = clock.today(request.organization.zone)
    return read_movers(content, on=today, overdue=today)


STEPS = {"columns": set_columns, "match": again, "faults": faults, "rest": rest}
