"""The selected check's own acts, each a post from its pane: verify what was obtained, an original seen, give back, note."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from licensure.compared import differences
from licensure.models import Verification
from licensure.workflow import verifications
from network import clock
from network.access import Action
from network.attempts import attempt
from network.identity import MEETINGS, asked_at
from network.routes import page
from vetting.forms.item import JoinedForm, MeetingForm, NoteForm, ReturnForm, SeenForm
from vetting.pages.check import label
from vetting.queries.turning import next_open
from vetting.views.file import find, refuse_non_reader, show
from vetting.workflow import checking, differing
from vetting.workflow.correspondence import language_for


def check_of(request, pk) -> Verification:
    """The check this reader may reach; 404 otherwise."""
    rows = Verification.objects.visible_to(request.actor).select_related("organization", "practitioner__person")
    check = get_object_or_404(rows, pk=pk)
    find(request, check.file)  # closed to whoever takes no part in it
    refuse_non_reader(request, check)
    return check


def file_at(request, reference, item):
    """The file with one of its checks selected."""
    address = reverse("file", kwargs={"organization": request.organization.slug, "reference": reference})
    return redirect(f"{address}?item={item}#item" if item else address)


def onward(request, check, said):
    """Say what was done and select the next check that waits; the same one when it was the last."""
    following = next_open(check.file, check.pk)
    messages.success(request, said if following else _("%(said)s Nothing is left to check.") % {"said": said})
    return file_at(request, check.file, following or check.pk)


def act(request, check, name, call, said, *, stay=False):
    """Do one thing with the check and go on; a refusal shows the file again at this check, with the reasons."""
    with attempt(request, f"verification.{name}", pk=check.pk) as tried:
        call()
    if tried.refusals:
        return show(request, find(request, check.file), status=409, item=check.pk, refusals=tried.refusals)
    if stay:
        messages.success(request, said)
        return file_at(request, check.file, check.pk)
    return onward(request, check, said)


@page(Action.VERIFY)
@require_POST
def confirm(request, pk):
    """Verify the obtained answer as it is. What she saw is named by its instant; another answer refuses."""
    check, at = check_of(request, pk), clock.now()
    try:
        saw = datetime.fromisoformat(request.POST.get("obtained_at", ""))
    except ValueError:
        saw = None
    said = _("%(label)s: verified.") % {"label": label(check)}
    return act(request, check, "confirm", lambda: verifications.confirm(check, obtained_at=saw, actor=request.actor, at=at), said)


@page(Action.VERIFY)
@require_POST
def seen(request, pk):
    """An original was seen: which one and as of when is asked, never assumed."""
    check, at, form = check_of(request, pk), clock.now(), SeenForm(request.POST)
    if not form.is_valid():
        return show(request, find(request, check.file), status=422, item=check.pk, form=form, seeing=form)
    said = _("%(label)s: verified.") % {"label": label(check)}
    return act(request, check, "seen", lambda: verifications.verify(check, actor=request.actor, at=at, **form.answer()), said)


@page(Action.VERIFY)
@require_POST
def meeting(request, pk):
    """She was met: what was seen is noted, and waits for a second person."""
    check, at = check_of(request, pk), clock.now()
    form = MeetingForm(request.POST, ways=asked_at(check.organization, at) or MEETINGS)
    if not form.is_valid():
        return show(request, find(request, check.file), status=422, item=check.pk, form=form, meeting=form)
    said = _("%(label)s: noted. Another person confirms it.") % {"label": label(check)}
    answer = form.answer()
    return act(request, check, "meeting", lambda: verifications.meet(check, actor=request.actor, at=at, **answer), said, stay=True)


@page(Action.VERIFY)
@require_POST
def joined(request, pk):
    """The second person says how she knows that it is her."""
    check, at, form = check_of(request, pk), clock.now(), JoinedForm(request.POST)
    if not form.is_valid():
        return show(request, find(request, check.file), status=422, item=check.pk, form=form, joining=form)
    said = _("%(label)s: verified.") % {"label": label(check)}
    answer = {"comment": form.cleaned_data["comment"], "named": named(check)}
    return act(request, check, "joined", lambda: verifications.verify(check, actor=request.actor, at=at, **answer), said)


def named(check) -> tuple[str, ...]:
    """What differs on a document she was told about: it stands above the second person's form, and the words there are the reason."""
    return tuple(one.field for one in differences(check)) if check.state == "discrepant" else ()


@page(Action.VERIFY)
@require_POST
def differs(request, pk):
    """The source says otherwise: the check says so, and she is told what, with her right to correct it."""
    check, at = check_of(request, pk), clock.now()
    file = find(request, check.file)
    said = _("%(label)s: recorded as differing. The therapist is told what, and can correct it.") % {"label": label(check)}
    return act(request, check, "differs", lambda: differing.report(file, check, actor=request.actor, at=at), said)


@page(Action.REQUEST_INFORMATION)
@require_POST
def give_back(request, pk):
    """One item goes back to her, with a reason in her language."""
    check, at, form = check_of(request, pk), clock.now(), ReturnForm(request.POST)
    file = find(request, check.file)
    if not form.is_valid():
        return show(request, file, status=422, item=check.pk, form=form, returning=form)
    with translation.override(language_for(file)):
        asked = {"message": form.message(), "element": check.element, "item": check.item}
    said = _("%(label)s: given back. The therapist gets a mail and a letter.") % {"label": label(check)}
    return act(request, check, "return", lambda: checking.request_information(file, actor=request.actor, at=at, **asked), said)


@page(Action.VERIFY)
@require_POST
def note(request, pk):
    """A note for colleagues, kept in the timeline."""
    check, at, form = check_of(request, pk), clock.now(), NoteForm(request.POST)
    if not form.is_valid():
        return show(request, find(request, check.file), status=422, item=check.pk, form=form, noting=form)
    text = form.cleaned_data["note"]
    return act(
        request, check, "note", lambda: verifications.note(check, text=text, actor=request.actor, at=at), _("Noted."), stay=True
    )
