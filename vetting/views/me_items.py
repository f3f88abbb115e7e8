"""The lists of her profile: licenses, insurance, degrees, work history, names. Add, correct, take away."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.attempts import status_of
from network.routes import THERAPIST, page
from vetting.criteria.papers import reads_abroad
from vetting.facts.gaps import DEFAULT, gap_limit, open_gaps
from vetting.facts.policies import panel_thresholds, policies_of
from vetting.facts.profile import profile_of
from vetting.forms.credentials import DegreeForm
from vetting.forms.evidence import PaperForm
from vetting.forms.licenses import IssuedIn, LicenseForm
from vetting.forms.other_papers import ABROAD
from vetting.forms.suggested import fill
from vetting.pages.me_items import back, initial_of, items_page, thresholds_for
from vetting.pages.me_paper import not_shown
from vetting.pages.me_sorts import SORTS
from vetting.views.me_found import on_the_way_to, practitioner_of, today
from vetting.views.me_papers import Papers, her_papers, judged
from vetting.workflow.profile import remove_entry, write_entry


def sort_of(section):
    """The section with this name; 404 otherwise."""
    if section not in SORTS:
        raise Http404
    return SORTS[section]


def row_of(request, sort, pk):
    """One entry of hers in the section; 404 for anybody else's."""
    row = next((row for row in sort.rows(profile_of(practitioner_of(request))) if row.pk == pk), None)
    if row is None:
        raise Http404
    return row


@page(THERAPIST)
def items(request, section):
    """Every entry of one section, with what the organization asks for."""
    sort, application = sort_of(section), on_the_way_to(request)
    found, on = profile_of(practitioner_of(request)), today(request, application)
    policies = policies_of(application.organization) if application else ()
    limit = gap_limit(policies) if application else DEFAULT
    gaps = open_gaps(found, limit, on) if section == "history" else ()
    asked = thresholds_for(sort, policies)
    shown = items_page(sort, found, on=on, gaps=gaps, asked=asked, application=application)
    return render(request, "me/items.html", {"page": shown})


@page(THERAPIST)
def add(request, section):
    """Add an entry; work history may come with the months of a gap already filled in."""
    sort, application = sort_of(section), on_the_way_to(request)
    return edit(request, sort, application, row=None, initial=given(request))


@page(THERAPIST)
def item(request, section, pk):
    """Correct an entry."""
    sort, application = sort_of(section), on_the_way_to(request)
    row = row_of(request, sort, pk)
    return edit(request, sort, application, row=row, initial=initial_of(row))


def edit(request, sort, application, *, row, initial):
    """The form, and what comes of it; 422 with what to mend, nothing half-saved."""
    country = application.organization.country if application else ""
    on = today(request, application)
    papers, looking = papers_of(request, sort, application, on), bool({"look", "use"} & set(request.POST))
    form = sort.form(papers.data, initial=initial, on=on, country=country)
    leave_out(form, row, application)
    places = places_for(request, form) if row is None else None
    if form.is_bound and judged(form, papers, only_looking=looking) and save(request, sort, form, row, papers.documents.get("file")):
        messages.success(request, _("Saved."))
        if warning := form.warning():
            messages.warning(request, warning)
        return redirect(list_url(request, sort))
    status = status_of(form if form.is_bound else None)
    context = {"sort": sort, "form": form, "row": row, "back": back(application), "list_url": list_url(request, sort)}
    context["supervision_url"] = list_url(request, SORTS["supervision"]) if sort.key == "licenses" else ""
    context["places"] = places
    context["document"], context["paper"] = getattr(row, "document", None), papers.seen.get("file")
    context["held"] = None if context["document"] is None else not_shown(context["document"])
    return render(request, "me/item.html", context, status=status)


def leave_out(form, row, application):
    """A degree is asked where it is from only by whoever has a rule on it; what she said of it before stays to be corrected."""
    if not isinstance(form, DegreeForm) or application is None or any(name in (row.detail if row else {}) for name in ABROAD):
        return
    rows = [each for policy in policies_of(application.organization) for each in policy.thresholds]
    if not reads_abroad([*rows, *panel_thresholds(application.organization)]):
        form.leave_out_abroad()


def places_for(request, form) -> IssuedIn | None:
    """Where a new license was issued, which shortens the list of its titles; None for anything else."""
    if not isinstance(form, LicenseForm):
        return None
    places = IssuedIn(request.GET)
    form.narrow(places.asked())
    return places


def papers_of(request, sort, application, on) -> Papers:
    """The paper of the post; none for a section without papers."""
    names = sort.form.PAPERS if issubclass(sort.form, PaperForm) else ()
    found = her_papers(request, names, sort.key, on=on, application=application)
    if (wanted := request.POST.get("use")) and (document := found.documents.get("file")):
        fill(found.data, sort.form.base_fields, document.remarks, wanted)
    return found


def save(request, sort, form, row, document) -> bool:
    """One workflow call; what was wrong stands at its field."""
    try:
        write_entry(
            sort.key, practitioner=practitioner_of(request), values=form.values(), paper=document, replaces=row,
            note=form.cleaned_data.get("note", ""), actor=request.actor, at=clock.now(),
        )
    except ValidationError:
        form.add_error(None, _("You have this entry already. Correct the one in the list."))
    return not form.errors


@page(THERAPIST)
def removal(request, section, pk):
    """Take an entry away, after a question that names it."""
    sort = sort_of(section)
    row = row_of(request, sort, pk)
    if request.method == "POST":
        remove_entry(sort.key, row, actor=request.actor, at=clock.now())
        messages.success(request, _("Taken out of your profile."))
        return redirect(list_url(request, sort))
    label, note, _tag = sort.line(row, today(request))
    return render(request, "me/removal.html", {"label": label, "note": note, "back": list_url(request, sort)})


def list_url(request, sort) -> str:
    """The list of the section, still on the way of the same application."""
    reference = request.GET.get("for", "")
    query = f"?for={reference}" if reference.replace("-", "").isalnum() else ""
    return reverse("my_items", kwargs={"section": sort.key}) + query


def given(request) -> dict:
    """What the link filled in: the months of a gap to explain."""
    found = {}
    for name, key in (("first_month", "first"), ("last_month", "last")):
        try:
            found[name] = date.fromisoformat(request.GET.get(key, ""))
        except ValueError:
            continue
    return {**found, "kind": "gap"} if found else {}
