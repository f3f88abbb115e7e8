"""The numbers people steer by: all of them as sentences, one with its plots and table, and the same table as CSV."""

from django.http import Http404
from django.shortcuts import render

from network import clock, links
from network.access import Action
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from vetting.forms.numbers import NumbersForm
from vetting.pages import numbers as pages
from vetting.pages import numbers_files as files
from vetting.pages import numbers_network as people
from vetting.queries import steering
from vetting.steering import period

SHOWN = {  # topic → how it is read, how it is told
    "time": (steering.vetted, files.told_time),
    "clean": (steering.vetted, files.told_clean),
    "open": (lambda organization, when: steering.open_files(organization, when.on), files.told_open),
    "ending": (lambda organization, when: steering.last_days(organization), people.told_ending),
    "renewals": (steering.dues, people.told_renewals),
    "committee": (steering.committee, files.told_committee),
    "monitoring": (steering.monitored, people.told_monitoring),
}


def _period(request):
    """The form with what is chosen, and the months it means."""
    form = NumbersForm.chosen(request.GET.get("months", ""))
    return form, period(clock.today(request.organization.zone), form.asked())


def _told(request, topic, when):
    if topic not in SHOWN:
        raise Http404
    read, tell = SHOWN[topic]
    return tell(read(request.organization, when), when)


def _all_told(request, when):
    read = {source: source(request.organization, when) for source in {source for source, _tell in SHOWN.values()}}
    return {topic: tell(read[source], when) for topic, (source, tell) in SHOWN.items()}


@page(Action.SEE_NUMBERS, audited=True)
def numbers(request):
    """Every number as one sentence."""
    form, when = _period(request)
    shown = pages.numbers_page(_all_told(request, when), organization=request.organization, period=when)
    return render(request, "vetting/numbers.html", {"page": shown, "filters": form})


@page(Action.SEE_NUMBERS, audited=True)
def number(request, topic):
    """One number."""
    form, when = _period(request)
    shown = pages.number_page(topic, _told(request, topic, when), organization=request.organization, period=when)
    return render(request, "vetting/number.html", {"page": shown, "filters": form})


@page(Action.SEE_NUMBERS, audited=True)
def number_csv(request, topic):
    """Its table as CSV."""
    _form, when = _period(request)
    content = as_csv(pages.table(_told(request, topic, when)))
    name = f"{topic}-{request.organization.slug}-{when.on.isoformat()}.csv"
    return sandboxed(content, TYPE, links.disposition(name))
