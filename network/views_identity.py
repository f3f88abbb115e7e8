"""Who somebody is, said by a colleague: claims on profiles, lost second steps, two accounts of one person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network import clock, identity
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.formats import day
from network.forms_people import HowForm, MeetingForm, SamePersonForm
from network.models import Claim, Recovery
from network.pages_people import claim_matter, link_matter, matter_row, recovery_matter, tabs
from network.queries import staff as queries
from network.queries.same_person import links_within, person_named
from network.routes import page
from network.workflow import claims as claiming
from network.workflow import recoveries as recovering
from network.workflow import same_person as linking


@page(Action.CONFIRM_CLAIM)
def claims(request):
    """Claims on imported profiles, those that wait first."""
    rows = queries.claims(request.organization)
    return _list(request, "claims", "claim", [(row, row.made_at) for row in rows], claim_matter)


@page(Action.CONFIRM_RECOVERY)
def recoveries(request):
    """People who lost their second step."""
    rows = queries.recoveries(request.organization)
    return _list(request, "recoveries", "recovery", [(row, row.asked_at) for row in rows], recovery_matter)


def _list(request, name, one, dated, draw):
    rows = [_row(request, one, row, draw, day(when, request.organization.zone)) for row, when in dated]
    rows.sort(key=lambda row: row.cells[0].value.kind != "ours")
    return render(request, f"network/{name}.html", {"tabs": tabs(request.organization, request.actor, name), "rows": rows})


def _row(request, one, row, draw, note):
    organization = request.organization
    matter = draw(row, organization=organization, actor=request.actor, at=clock.now())
    return matter_row(matter, reverse(one, kwargs={"organization": organization.slug, "pk": row.pk}), note)


@page(Action.CONFIRM_CLAIM)
@require_http_methods(["GET", "POST"])
def claim(request, pk):
    """One claim: confirm that it is her, or not."""
    rows = Claim.objects.visible_to(request.actor).select_related("invitation__invited_by", "practitioner__person", "user__person")
    answers = {
        "yes": (claiming.confirm_claim, _("The profile is theirs from now on.")),
        "no": (claiming.refuse_claim, _("Nothing changed. They are told.")),
    }
    return _matter(request, get_object_or_404(rows, pk=pk), claim_matter, answers)


@page(Action.CONFIRM_CLAIM)
@require_http_methods(["GET", "POST"])
def claim_meeting(request, pk):
    """Whoever claims a profile was met: how, with which document, and the code her account shows."""
    rows = Claim.objects.visible_to(request.actor).select_related("organization", "practitioner__person", "user__person")
    row, at = get_object_or_404(rows, pk=pk), clock.now()
    form, refused = MeetingForm(sent(request), ways=identity.asked_at(row.organization, at) or identity.MEETINGS), ()
    if form.is_valid():
        with attempt(request, "claim.meeting", pk=pk) as tried:
            claiming.note_meeting(row, **form.cleaned_data, actor=request.actor, at=at)
        if not tried.refusals:
            messages.success(request, _("Noted. Another colleague confirms the claim."))
            return redirect("claim", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    context = {"claim": row, "form": form, "refusals": refused}
    return render(request, "network/claim_meeting.html", context, status=status_of(form, refused))


@page(Action.CONFIRM_RECOVERY)
@require_http_methods(["GET", "POST"])
def recovery(request, pk):
    """One request: vouch for her, or not."""
    rows = Recovery.objects.visible_to(request.actor).select_related("user__person", "organization")
    answers = {"yes": (recovering.confirm, _("Your word is recorded.")), "no": (recovering.refuse, _("Nothing changed. They are told."))}
    return _matter(request, get_object_or_404(rows, pk=pk), recovery_matter, answers)


@page(Action.LINK_PERSONS)
@require_http_methods(["GET", "POST"])
def same_person_link(request, pk):
    """Two people who may be one: yes or no."""
    link = get_object_or_404(links_within(request.organization), pk=pk)
    answers = {"yes": (_one_person, _("They count as one person.")), "no": (_two_people, _("They count as two people again."))}
    return _matter(request, link, link_matter, answers, after="same_person")


def _one_person(link, *, how, actor, at):
    return linking.confirm_same_person(link, reason=how, actor=actor, at=at)


def _two_people(link, *, how, actor, at):
    return linking.clear_same_person(link, reason=how, actor=actor, at=at)


def _matter(request, row, draw, answers, after=None):
    """Show one matter; on a post do what the pressed button says, with how she knows."""
    form, refused = HowForm(sent(request)), ()
    if form.is_valid() and request.POST.get("answer") in answers:
        call, said = answers[request.POST["answer"]]
        with attempt(request, request.resolver_match.url_name, pk=row.pk) as tried:
            call(row, how=form.cleaned_data["how"], actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, said)
            return redirect(after, request.organization.slug) if after else redirect(request.path)
        refused = tried.refusals
    status = 422 if form.is_bound and not refused else status_of(form, refused)  # a button nobody knows is to be mended too
    matter = draw(row, organization=request.organization, actor=request.actor, at=clock.now())
    return render(request, "network/matter.html", {"page": matter, "form": form, "refusals": refused}, status=status)


@page(Action.LINK_PERSONS)
@require_http_methods(["GET", "POST"])
def same_person(request):
    """Who may be one person under two names or accounts, and saying so."""
    form, refused = SamePersonForm(sent(request)), ()
    if form.is_valid() and (found := _two_named(request, form)):
        with attempt(request, "same_person") as tried:
            linking.suspect_same_person(**found, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("This counts at once. A second person confirms it or says that they are two."))
            return redirect("same_person", organization=request.organization.slug)
        refused = tried.refusals
    rows = [_row(request, "same_person_link", link, link_matter, link.reason) for link in links_within(request.organization)]
    shown = {"tabs": tabs(request.organization, request.actor, "same_person"), "rows": rows, "form": form, "refusals": refused}
    return render(request, "network/same_person.html", shown, status=status_of(form, refused))


def _two_named(request, form):
    """The two people the form names; None when one is not found, which the form then says."""
    found = {name: person_named(request.organization, form.cleaned_data[name]) for name in ("one", "other")}
    for name, person in found.items():
        if person is None:
            form.add_error(name, _("Nobody here has this address or reference. Check how it is written."))
    return None if form.errors else found
