"""One section of her profile as a page: its entries as rows, the gaps to explain, what an organization asks for."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.parts import Link, Tag, Task
from vetting.criteria import CRITERIA
from vetting.facts.gaps import OpenGap
from vetting.facts.profile import Profile
from vetting.pages.me_sorts import Sort
from vetting.pages.me_words import ASKED, demand
from vetting.words_values import stretch


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Everything `me/items.html` shows. `asked` are the rules of the organization she applies to."""

    title: str
    text: str
    tasks: tuple[Task, ...]
    empty: str
    add: Link
    asked_title: str
    asked: tuple[str, ...]
    back: Link


def items_page(sort: Sort, found: Profile, *, on: date, gaps: tuple[OpenGap, ...] = (), asked=(), application=None) -> ItemsPage:
    """One section as a list. `asked` are the thresholds of the organization she applies to."""
    query = f"?for={application.reference}" if application else ""
    rows = [_row(sort, row, on, query) for row in sort.rows(found)]
    name = application.organization.name if application else ""
    return ItemsPage(
        title=str(sort.title),
        text=str(sort.text),
        tasks=(*(_gap(gap, query) for gap in gaps), *rows),
        empty=str(sort.none),
        add=Link(str(sort.add), reverse("my_item_add", kwargs={"section": sort.key}) + query),
        asked_title=_("What %(name)s asks") % {"name": name} if name else "",
        asked=tuple(demand(row.criterion, row.limit) for row in asked),
        back=back(application),
    )


def back(application) -> Link:
    """Where she came from: the hub of an application, or her profile."""
    if application is None:
        return Link(_("Your profile"), reverse("my_profile"))
    url = reverse("my_application", kwargs={"reference": application.reference})
    return Link(_("Your application to %(name)s") % {"name": application.organization.name}, url)


def thresholds_for(sort: Sort, policies) -> tuple:
    """The rules of an organization that read what this section holds and that she can meet herself, in their newest version."""
    found = {row.criterion: row for policy in policies for row in policy.thresholds if sort.elements & set(CRITERIA[row.criterion].reads)}
    return tuple(row for row in found.values() if row.limit and row.criterion in ASKED)


def _row(sort: Sort, row, on, query) -> Task:
    label, note, tag = sort.line(row, on)
    return Task(label, tag, reverse("my_item", kwargs={"section": sort.key, "pk": row.pk}) + query, note)


def _gap(gap: OpenGap, query) -> Task:
    label = ngettext("%(count)s month without work", "%(count)s months without work", gap.months) % {"count": gap.months}
    url = reverse("my_item_add", kwargs={"section": "history"})
    given = f"kind=gap&first={gap.first.isoformat()}&last={gap.last.isoformat()}"
    when = capfirst(stretch(gap.first, gap.last))
    return Task(label, Tag("warn", _("Explain it")), f"{url}{query or '?'}{'&' if query else ''}{given}", when)


def initial_of(row) -> dict:
    """What stands in the form when she corrects a row."""
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return {**values, **(values.get("detail") or {})}
