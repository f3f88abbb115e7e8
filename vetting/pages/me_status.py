"""One application after it was sent in: its tracker, what is asked of her, what she may still do; and the places to choose."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licensure.models import License
from licensure.packs import packs
from network.formats import day_short
from network.parts import Link, Tag, Task
from vetting.pages.me_tracker import Tracker, tracker
from vetting.queries.mine import Mine
from vetting.words_values import place_label


@dataclass(frozen=True, slots=True)
class StatusPage:
    """Everything `me/status.html` shows."""

    title: str
    text: str
    tracker: Tracker
    tasks: tuple[Task, ...]
    links: tuple[Link, ...]
    contact: str


def status_page(mine: Mine, right=None) -> StatusPage:
    """Build the page; `right` is her right to appeal what was decided, if there is one."""
    application = mine.application
    organization = application.organization
    kind = application.get_kind_display()
    return StatusPage(
        title=_("Your application to %(name)s") % {"name": organization.name},
        text=f"{application.reference} · {kind} · {application.get_state_display()}",
        tracker=tracker(mine),
        tasks=(*_tasks(mine), *_appeal_task(mine, right)),
        links=(*_appeal_link(right), *_links(application)),
        contact=organization.reply_to,
    )


def _tasks(mine: Mine):
    for row in mine.asked:
        tag = Tag("ours", _("Answer by %(day)s") % {"day": day_short(row.due_on)})
        yield Task(row.message[:120], tag, reverse("my_request", kwargs={"pk": row.pk}))
    if mine.waiting.turn.next_step == "accept_terms":
        url = reverse("my_terms", kwargs={"slug": mine.application.organization.slug})
        yield Task(_("Accept the referral and payment terms"), Tag("ours", _("Two minutes")), url)


def _appeal_task(mine, right):
    if right is not None and right.state == "open" and mine.on <= right.until:
        tag = Tag("ours", _("Until %(day)s") % {"day": day_short(right.until)})
        url = reverse("my_appeal", kwargs={"pk": right.pk})
        yield Task(_("Appeal this decision"), tag, url, _("Only if you disagree; the last day counts"))


def _appeal_link(right):
    if right is not None:
        label = _("Your right to appeal") if right.state == "open" else _("Your appeal")
        yield Link(label, reverse("my_appeal", kwargs={"pk": right.pk}))


def _links(application):
    arguments = {"reference": application.reference}
    yield Link(_("What they see of you"), reverse("my_sharing", kwargs=arguments))
    yield Link(_("Your rights"), reverse("my_rights", kwargs=arguments))
    yield Link(_("Your letters"), reverse("my_letters"))
    if application.is_open:
        yield Link(_("Take this application back"), reverse("my_withdrawal", kwargs=arguments))


def places_of(application, practitioner) -> list[tuple[str, str]]:
    """Where she may choose to work: the places of the organization's country, and wherever she holds a license."""
    held = set(License.objects.of(practitioner).filter(retired_at=None).values_list("jurisdiction_id", flat=True))
    known = packs().places
    country = application.organization.country
    whole = {place.parent for place in known.values() if place.parent}
    codes = {code for code in known if code[:2] == country and code not in whole} | held | set(application.jurisdictions)
    named = [(code, place_label(code)) for code in codes]
    return sorted(named, key=lambda pair: (pair[0] not in held, pair[1]))
