"""Her letters, the organizations she may apply to, and who sees her profile, as rows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.policy import in_a_compact
from network.formats import day, listed
from network.letters import SUBJECTS
from network.parts import Entry, Link, Tag, Task
from vetting.pages.me_sorts import SORTS


@dataclass(frozen=True, slots=True)
class Choice:
    """An organization she may apply to. `slug` posts an application; with `link` there is one already."""

    name: str
    slug: str
    text: str
    link: Link | None
    needs: str


def letter_rows(letters) -> list[Task]:
    """Each letter with its subject, sender and day; it opens as PDF."""
    return [
        Task(
            letter.subject or str(SUBJECTS[letter.kind]) % {"organization": letter.organization.name},
            Tag("document", _("PDF")),
            reverse("own-document", kwargs={"reference": letter.document.reference}),
            f"{letter.organization.name} · {day(letter.issued_at, letter.organization.zone)} · {letter.about}",
        )
        for letter in letters
    ]


def sharing_rows(standings, applications) -> list[Task]:
    """Every organization she takes part in, with whether it sees her profile."""
    rows = []
    for standing in standings:
        mine = next((row for row in applications if row.application.organization == standing.organization), None)
        url = reverse("my_sharing", kwargs={"reference": mine.application.reference}) if mine else reverse("apply")
        shared = standing.participation.shared
        tag = Tag("ours", _("Sees your profile")) if shared else Tag("draft", _("Sees nothing new"))
        rows.append(Task(standing.organization.name, tag, url, _consent(mine, shared)))
    return rows


def read_entries(reads) -> list[Entry]:
    """Who opened which of her documents, and when."""
    return [Entry(_("%(who)s opened %(name)s") % {"who": row.who, "name": row.filename}, row.at) for row in reads]


def _consent(mine, shared) -> str:
    if mine is None:
        before = _("It brought your profile along. It sees nothing more of you unless you apply and agree.")
        return _("By an agreement from before this page") if shared else before
    application = mine.application
    zone = application.organization.zone
    if application.consent_withdrawn_at:
        return _("You stopped sharing on %(day)s") % {"day": day(application.consent_withdrawn_at, zone)}
    if application.consented_at:
        return _("You agreed on %(day)s") % {"day": day(application.consented_at, zone)}
    return _("You have not agreed to anything yet")


def choices(organizations, applications, lacking) -> list[Choice]:
    """The organizations that take applications; `lacking` maps each to the sections her profile has not got yet."""
    found = []
    for organization in organizations:
        mine = next((row.application for row in applications if row.application.organization_id == organization.pk), None)
        current = mine if mine and (mine.is_open or mine.state == "approved") else None
        link = Link(_("Open your application"), reverse("my_application", kwargs={"reference": current.reference})) if current else None
        text = ""
        if current:
            said = {"reference": current.reference, "state": current.get_state_display()}
            text = _("Your application %(reference)s: %(state)s.") % said
        found.append(Choice(organization.name, organization.slug, text, link, _needs(lacking[organization.pk])))
    return found


def _needs(sections) -> str:
    if not sections:
        return _("Your profile has everything they ask. You say where and for what, agree to share, and sign.")
    return _("Beyond your profile they ask for: %(sections)s.") % {"sections": listed(str(section) for section in sections)}


def profile_rows(found, application) -> list[Task]:
    """The lists of her profile with how much each holds; on the way of an application only her names, beside this page.

    A move of home matters only to who holds a license where states agreed to honor each other's.
    """
    query = f"?for={application.reference}" if application else ""
    keys = ("names",) if application else tuple(SORTS)
    rows = [_profile_row(SORTS[key], len(SORTS[key].rows(found)), query) for key in keys]
    if application or not in_a_compact(row.jurisdiction_id for row in found.licenses):
        return rows
    return [*rows, Task(_("Your home state"), Tag("draft", _("When you move")), reverse("my_moves"))]


def _profile_row(sort, count, query) -> Task:
    tag = Tag("draft", _("Nothing yet"))
    if count:
        tag = Tag("done", ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count})
    return Task(str(sort.title), tag, reverse("my_items", kwargs={"section": sort.key}) + query)
