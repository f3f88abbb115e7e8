"""One file before the committee: read it, say whether one takes part, vote; the chair resolves or tables it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, status_of
from network.routes import page
from vetting.facts.policies import policy_binding
from vetting.forms.meetings import NoteForm, ReasonForm, SettleForm, VoteForm
from vetting.models import AgendaItem
from vetting.pages.agenda_item import item_page
from vetting.queries.committee import standing_of
from vetting.queries.judging import judge
from vetting.views.file import refuse_non_reader, refuse_recused
from vetting.workflow import agenda, interests, voting

FORMS = {"vote": VoteForm, "note": NoteForm, "declare": ReasonForm, "dismiss": ReasonForm, "strike": ReasonForm, "discuss": ReasonForm}
FORMS |= dict.fromkeys(("carry", "wait", "ask", "defer"), SettleForm)
BUTTONS = {*FORMS, "again", "recuse"}  # what a post may ask for; anything else shows the page again


def find(request, pk) -> AgendaItem:
    """One item this reader may reach; closed to whoever takes no part in it."""
    rows = AgendaItem.objects.visible_to(request.actor).select_related(
        "organization", "meeting__organization", "application__organization", "application__practitioner__person",
        "application__participation",
    )
    item = get_object_or_404(rows, pk=pk)
    refuse_recused(item.application, request.actor)
    refuse_non_reader(request)
    return item


@page(Action.SEE_FILE)
def agenda_item(request, pk):
    """The case, the vote as it stands, and what the reader may do."""
    item, do = find(request, pk), request.POST.get("do", "")
    number = request.POST.get("number", "")
    form = FORMS[do](request.POST, auto_id=f"{do}{number}_%s") if do in FORMS else None
    refused = ()
    if do in BUTTONS and (form is None or form.is_valid()):
        with attempt(request, f"agenda.{do}", pk=pk) as tried:
            said = _do(request, item, do, form, at=clock.now())
        if not tried.refusals:
            messages.success(request, said)
            return redirect("meeting", organization=request.organization.slug, pk=item.meeting_id)
        refused = tried.refusals
    return _draw(request, find(request, pk), do, form, refused)


def _draw(request, item, do, form, refused):
    """The page; what was typed stays in the form it was typed in."""
    at, on = clock.now(), clock.today(request.organization.zone)
    votes = list(item.votes.filter(round=item.round).select_related("person"))
    shown = item_page(
        item, judge(item.application, on=on).assessment, standing_of(item, actor=request.actor, at=at), votes, actor=request.actor,
        at=at, policy=policy_binding(request.organization, on),
    )
    kept, number = form.data.get("reason", "") if isinstance(form, SettleForm) else "", request.POST.get("number", "")
    forms = {
        "vote": VoteForm(auto_id="vote_%s"), "note": NoteForm(initial={"discussion": item.discussion}, auto_id="note_%s"),
        "settle": SettleForm(initial={"seen": shown.seen, "reason": kept}, auto_id="settle_%s"),
        **{name: ReasonForm(auto_id=f"{name}_%s") for name in ("declare", "strike", "discuss")},
    }
    if form is not None and form.errors and do in forms:
        forms[do] = form
    connections = [
        (row, form if do == "dismiss" and number == str(row.number) else ReasonForm(auto_id=f"dismiss{row.number}_%s"))
        for row in shown.connections
    ]
    context = {"page": shown, "item": item, "forms": forms, "connections": connections, "form": form, "do": do, "refusals": refused,
               "number": number}
    return render(request, "vetting/agenda_item.html", context, status=status_of(form, refused))


def _do(request, item, do, form, *, at) -> str:
    """One workflow call for the button that was pressed; what to say then. Raises Refused."""
    who = {"actor": request.actor, "at": at}
    if do in ("carry", "wait", "ask", "defer"):
        return _settle(item, do, form.cleaned_data, who)
    if do == "vote":
        voting.cast(item, choice=form.cleaned_data["choice"], reason=form.cleaned_data["why"], **who)
        return _("Your vote counts.")
    if do == "note":
        voting.note(item, discussion=form.cleaned_data["discussion"], **who)
        return _("Noted for the minutes.")
    if do == "again":
        voting.vote_again(item, **who)
        return _("The members vote again.")
    if do in ("recuse", "dismiss"):
        return _connection(request, item, do, form, who)
    reason = form.cleaned_data["reason"]
    if do == "declare":
        interests.declare(item.application, reason=reason, meeting=item.meeting, **who)
        return _("You take no part in this file. It is closed to you from now on.")
    call, said = (agenda.strike, _("Taken off the agenda.")) if do == "strike" else (agenda.discuss, _("It will be discussed."))
    call(item, reason=reason, **who)
    return said


def _settle(item, do, given, who) -> str:
    """Resolve or table it, unchanged since the chair opened the page."""
    if do == "carry":
        voting.carry(item, reason=given["reason"], seen=given["seen"], **who)
        return _("Decided. The letter goes out now.")
    voting.table(item, way=do, reason=given["reason"], seen=given["seen"], **who)
    return _("Tabled.")


def _connection(request, item, do, form, who) -> str:
    number = request.POST.get("number", "")
    row = get_object_or_404(item.application.conflicts.all(), pk=row_number(number))
    if do == "recuse":
        interests.recuse(row, **who)
        return _("This member takes no part in the file.")
    interests.dismiss(row, reason=form.cleaned_data["reason"], **who)
    return _("This member takes part.")
