"""The exclusion lists in use, and one file's screenings month by month."""

from django.shortcuts import render

from licensure.queries import verifications
from licensure.queries.lists import coverage_of_month, lists_now, months_of
from licensure.queries.name_look_up import look_up_firm, look_up_name
from network import clock
from network.access import Action
from network.routes import page
from vetting.forms.name_look_up import FirmForm, NameForm
from vetting.pages.kept import kept_page
from vetting.pages.lists import gap_sentence, lists_page, month_lines
from vetting.pages.name_look_up import found_firms, found_names
from vetting.queries.waiting import waiting
from vetting.views.file import find


@page(Action.SEE_LISTS)
def lists(request):
    """Every list with its version in use, its age, the last refusal, and how far this month's screening is; a post looks a name up.

    What is looked up is sent in the body, so that no name stands in an address. A field `firm` says that it is a company's.
    While somebody types, htmx asks for what is found alone.
    """
    on, current = clock.today(request.organization.zone), lists_now()
    form, firm_form, found = _looked_up(request.POST if request.method == "POST" else None, current)
    if request.method == "POST" and request.htmx:
        return render(request, "vetting/lists_answer.html", {"found": found})  # half a name finds nobody, which is no fault yet
    coverage = coverage_of_month(request.organization, on=on)
    shown = lists_page(current, coverage, organization=request.organization, actor=request.actor, on=on)
    status = 422 if request.method == "POST" and found is None else 200
    context = {"page": shown, "form": form, "firm_form": firm_form, "found": found, "firm": firm_form.is_bound}
    return render(request, "vetting/lists.html", context, status=status)


def _looked_up(posted, current):
    """The two forms, and what the one that was sent found; None where it cannot be looked up."""
    firm = posted is not None and "firm" in posted
    form, firm_form = NameForm(None if firm else posted), FirmForm(posted if firm else None)
    versions = sum(each.version is not None for each in current)
    if firm_form.is_valid():
        return form, firm_form, found_firms(look_up_firm(firm_form.cleaned_data["firm"]), versions)
    return form, firm_form, found_names(look_up_name(form.person()), versions) if form.is_valid() else None


@page(Action.SEE_FILE, audited=True)
def file_screening(request, reference):
    """For each calendar month and list: screened when, by whom, on which file; a month without it is named."""
    application = find(request, reference)
    zone = application.organization.zone
    on = clock.today(zone)
    months = months_of(application.organization, application.practitioner, on=on)
    checks = list(verifications(reference))
    shown = kept_page(application, waiting(application, on=on), checks, actor=request.actor, on=on, name="file_screening")
    context = {"page": shown, "months": month_lines(months, zone=zone), "gaps": gap_sentence(months)}
    return render(request, "vetting/screening.html", context)
