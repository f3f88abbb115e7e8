"""One question of an organization to her: what is needed and why, by when, and where in her profile it belongs."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day
from network.parts import Link, Pair
from vetting.pages.me_sorts import SORTS


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything `me/request.html` shows. With `answer` it is closed to her."""

    title: str
    message: str
    pairs: tuple[Pair, ...]
    late: str
    answer: str
    section: Link | None
    back: Link


def request_page(row, *, on: date) -> RequestPage:
    """Build the page of one request."""
    application = row.application
    name = application.organization.name
    pairs = [Pair(_("Asked by"), f"{row.asked_by.full_name}, {name}"), Pair(_("Answer by"), day(row.due_on))]
    late = row.due_on < on and not row.answered_at
    url = reverse("my_application", kwargs={"reference": application.reference})
    return RequestPage(
        title=_("%(name)s asks you for something") % {"name": name},
        message=row.message,
        pairs=tuple(pairs),
        late=_("The day has passed. You can still answer; other checks went on.") if late else "",
        answer=_answer(row),
        section=_section(row, application),
        back=Link(_("Your application to %(name)s") % {"name": name}, url),
    )


def _answer(row) -> str:
    if row.answered_at:
        file = f" ({row.document.filename})" if row.document else ""
        return _("You answered on %(day)s: %(answer)s") % {"day": day(row.answered_at), "answer": f"{row.answer}{file}"}
    return _("The question was closed on %(day)s. You need not answer it.") % {"day": day(row.closed_at)} if row.closed_at else ""


def _section(row, application) -> Link | None:
    sort = next((sort for sort in SORTS.values() if row.element in sort.elements), None)
    if sort is None:
        return None
    url = reverse("my_items", kwargs={"section": sort.key})
    return Link(_("Correct it in your profile: %(section)s") % {"section": sort.title}, f"{url}?for={application.reference}")
