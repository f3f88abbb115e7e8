"""The committee: its meetings and seats, and one meeting with its agenda and minutes."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, status_of
from network.forms_people import InvolvedForm
from network.routes import page
from vetting.forms.meetings import EndSeatForm, PlanForm, ReasonForm, RemarkForm, SeatForm
from vetting.models import CommitteeMember, Meeting
from vetting.pages.meeting import meeting_page
from vetting.pages.meetings import committee_page
from vetting.pages.minutes import minutes_page
from vetting.queries.committee import closed_files, committee_on, counted_on, meet_by, seat_of, votes_of
from vetting.queries.matters import for_reader, from_minutes, matters
from vetting.queries.minutes import content_of, names_of
from vetting.queries.unsaid import not_voted_on
from vetting.views.file import refuse_non_reader
from vetting.workflow import agenda, interests
from vetting.workflow import meetings as workflow


@page(Action.SEE_FILE)
def committee(request):
    """Meetings to come and held, the seats, and the forms that change them."""
    on, do, number = clock.today(request.organization.zone), request.POST.get("do", ""), request.POST.get("number", "")
    today = committee_on(request.organization, on)
    forms = _forms(request, today, on)
    refused, form = (), forms.get(do)
    if form is not None and form.is_valid():
        with attempt(request, f"committee.{do}") as tried:
            said = _change(request, do, form, at=clock.now())
        if not tried.refusals:
            messages.success(request, said)
            return redirect("committee", organization=request.organization.slug)
        refused = tried.refusals
    shown = _overview(request, today, on)
    seats = [
        (row, form if do == "end" and number == str(row.number) else EndSeatForm(initial={"ends_on": on}, auto_id=f"end{row.number}_%s"))
        for row in shown.seats
    ]
    context = {"page": shown, "forms": forms, "seats": seats, "form": form, "refusals": refused, "do": do, "number": number}
    return render(request, "vetting/committee.html", context, status=status_of(form, refused))


def _forms(request, today, on) -> dict:
    """Every form of the page; the one that was sent holds what was typed."""
    do, organization, due = request.POST.get("do", ""), request.organization, meet_by(request.organization, today, on)
    return {
        "plan": PlanForm(
            request.POST if do == "plan" else None, asynchronous=today.asynchronous, initial={"on": due and max(due, on)}, auto_id="plan_%s"
        ),
        "appoint": SeatForm(
            request.POST if do == "appoint" else None, organization=organization, on=on, initial={"starts_on": on}, auto_id="appoint_%s"
        ),
        "involved": InvolvedForm(request.POST if do == "involved" else None, auto_id="involved_%s"),
        "end": EndSeatForm(request.POST if do == "end" else None, auto_id=f"end{request.POST.get('number', '')}_%s"),
    }


def _change(request, do, form, *, at) -> str:
    """One workflow call for the form that was sent; what to say then. Raises Refused."""
    organization, given, who = request.organization, form.cleaned_data, {"actor": request.actor, "at": at}
    if do == "plan":
        agenda.plan_meeting(organization=organization, **given, **who)
        return _("Planned. Its agenda filled itself with what waits.")
    if do == "appoint":
        workflow.appoint(organization=organization, **form.given(), **who)
        return _("Appointed.")
    number = request.POST.get("number", "")
    seat = get_object_or_404(CommitteeMember.objects.visible_to(request.actor), pk=row_number(number))
    if do == "end":
        workflow.end_seat(seat, **given, **who)
        return _("The seat ends on that day.")
    interests.say_involved(seat, form.values(), **who)
    return _("Noted. Files of therapists who share any of it are proposed to you.")


def _overview(request, today, on):
    rows = Meeting.objects.visible_to(request.actor).annotate(on_agenda=Count("items", filter=~Q(items__state="struck")))
    found = CommitteeMember.objects.visible_to(request.actor).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return committee_page(
        request.organization, list(rows.select_related("organization")[:60]), list(found.select_related("person")), committee=today,
        actor=request.actor, mine=seat_of(today, request.actor), waiting=agenda.waiting_files(request.organization).count(), on=on,
        due=meet_by(request.organization, today, on),
    )


# ── One meeting ──────────────────────────────────────────────────────────────

MEETING_FORMS = {"cancel": ReasonForm, "sign": RemarkForm, "correct": RemarkForm}
BUTTONS = {*MEETING_FORMS, "fill", "open", "close"}  # what a post may ask for; anything else shows the page again


def find(request, pk) -> Meeting:
    """One meeting this reader may reach; 404 otherwise."""
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("organization"), pk=pk)


@page(Action.SEE_FILE)
def meeting(request, pk):
    """The agenda, and what may be done with the meeting."""
    row, do = find(request, pk), request.POST.get("do", "")
    files = named_files(row, request.actor)
    form = _form(do, request.POST, files) if do in MEETING_FORMS else None
    refused = ()
    if do in BUTTONS and (form is None or form.is_valid()):
        with attempt(request, f"meeting.{do}", pk=pk) as tried:
            said = _move(row, do, form, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, said)
            return redirect("meeting", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    context = {"page": draw(request, find(request, pk)), "meeting": row, "form": form, "refusals": refused, "do": do}
    context |= {
        "reason_form": form if do == "cancel" else ReasonForm(auto_id="cancel_%s"),
        "remark_form": form if do == "correct" else _form("correct", None, files),
    }
    return render(request, "vetting/meeting.html", context, status=status_of(form, refused))


def _form(do, data, files):
    kind = MEETING_FORMS[do]
    return kind(data, auto_id=f"{do}_%s", **({"files": files} if kind is RemarkForm else {}))


def named_files(row, actor) -> list[tuple[str, str]]:
    """The files of this agenda that are open to the reader, as pairs of reference and name."""
    closed = closed_references(row, actor)
    return [(reference, name) for reference, name in names_of(row).items() if reference not in closed]


def draw(request, row):
    """The meeting as this reader sees it; as many queries at any length of the agenda."""
    at, organization = clock.now(), request.organization
    items = list(row.items.exclude(state="struck").select_related("application__practitioner__person", "meeting", "organization"))
    return meeting_page(
        row, items, committee=committee_on(organization, counted_on(row, at)), actor=request.actor, at=at,
        closed=closed_files(organization, request.actor), votes={key: len(votes) for key, votes in votes_of(items).items()},
        waiting=agenda.waiting_files(organization).count() if row.state == "planned" else 0, zone=organization.zone,
        told=for_reader(matters(row, at=at), organization, request.actor),
    )


def _move(row, do, form, *, actor, at) -> str:
    """One workflow call for the button that was pressed; what to say then. Raises Refused."""
    who = {"actor": actor, "at": at}
    if do == "fill":
        agenda.fill_next(row.organization, **who)
        return _("The agenda is filled.")
    if do == "cancel":
        agenda.cancel(row, reason=form.cleaned_data["reason"], **who)
        return _("Canceled.")
    if do == "correct":
        workflow.correct_minutes(row, **form.said(), **who)
        return _("A new version of the minutes is signed.")
    if do == "sign":
        workflow.sign_minutes(row, **form.said(), **who)
        return _("The minutes are signed.")
    call, said = (workflow.open_meeting, _("The meeting is in session.")) if do == "open" else (
        workflow.close_meeting, _("The meeting is closed. Read the minutes, then sign them."))
    call(row, **who)
    return said


@page(Action.SEE_FILE)
def minutes(request, pk):
    """The minutes: the draft from the meeting's own rows, or the signed ones with every correction."""
    refuse_non_reader(request)
    row = find(request, pk)
    signed = list(row.minutes.select_related("signed_by"))
    content = signed[0].content if signed else content_of(row, at=clock.now())
    told = for_reader(from_minutes(content), request.organization, request.actor)
    closed = closed_references(row, request.actor)
    waits = {item.application.reference for item in not_voted_on(request.organization, request.actor)} if not signed else frozenset()
    shown = minutes_page(
        row, content, signed, matters=told, names=names_of(row), closed=closed, zone=request.organization.zone, unsaid=waits
    )
    return render(request, "vetting/minutes.html", {"page": shown, "meeting": row})


def closed_references(row, actor) -> set[str]:
    """The files on this agenda that are closed to the reader, by reference."""
    closed = closed_files(row.organization, actor)
    return {item.application.reference for item in row.items.select_related("application") if item.application_id in closed}
