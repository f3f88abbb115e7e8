"""Everything she is about to sign, read once more: section by section, each with its way back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, listed
from network.models import Service
from network.parts import Answer
from vetting.facts.profile import Profile
from vetting.forms.profile import PROFESSIONS
from vetting.pages.me_sorts import SORTS
from vetting.pages.me_tasks import section_url
from vetting.words_values import place_label


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page."""

    key: str
    title: str
    answers: tuple[Answer, ...]


def parts(application, sections, found: Profile, questions, *, on) -> tuple[Part, ...]:
    """The sections this organization asks, with what she says in each."""
    return tuple(
        Part(f"part-{section.key}", str(section.label), tuple(answers_of(section.key, application, found, questions, on)))
        for section in sections if section.key != "sharing"
    )


def shown(application, sections, found: Profile, questions, *, on) -> tuple[Answer, ...]:
    """What the organization will see, in one line per section: how much, never less than all of it."""
    lines = []
    for section in sections:
        if section.key in ("where", "sharing"):
            continue
        said = [str(answer.value) for answer in answers_of(section.key, application, found, questions, on) if answer.value]
        if section.key == "disclosures":
            said = [ngettext("%(count)s answer", "%(count)s answers", len(said)) % {"count": len(said)}] if said else []
        elif section.key == "profile":
            said = [found.practitioner.person.full_name, _("birth date, profession and identifiers")]
        lines.append(Answer(str(section.label), "; ".join(said)))
    return tuple(lines)


def answers_of(key, application, found: Profile, questions, on):
    """Her answers in one section, as rows with a way to change them."""
    url = section_url(key, application, questions)
    if key == "profile":
        yield from _about(found, url)
    elif key == "disclosures":
        yield from _disclosures(found, questions, url)
    elif key == "where":
        yield Answer(_("Where"), listed(map(place_label, application.jurisdictions)), url)
        yield Answer(_("For what"), listed(str(Service(code).label) for code in application.services), url)
    elif key in SORTS:
        sort = SORTS[key]
        for row in sort.rows(found):
            label, note, tag = sort.line(row, on)
            yield Answer(label, f"{note} · {tag.word}", url)
        if not sort.rows(found):
            yield Answer(_("Nothing added"), "", url)


def _about(found: Profile, url):
    person, practitioner = found.practitioner.person, found.practitioner
    yield Answer(_("Name"), person.full_name, url)
    if found.names:
        yield Answer(_("Other names"), listed(str(name) for name in found.names), url)
    yield Answer(_("Date of birth"), day(person.date_of_birth) if person.date_of_birth else "", url)
    yield Answer(_("Profession"), str(dict(PROFESSIONS).get(practitioner.profession, practitioner.profession)), url)
    if practitioner.npi:
        yield Answer(_("NPI"), practitioner.npi, url)
    if practitioner.phone:
        yield Answer(_("Phone"), practitioner.phone, url)
    if practitioner.practice_address:
        yield Answer(_("Practice address"), practitioner.practice_address, url)


def _disclosures(found: Profile, questions, url):
    given = {row.question: row for row in found.disclosures if row.question_set == questions.key}
    for question in questions.questions:
        row = given.get(question.key)
        said = "" if row is None or row.answer is None else _("Yes: %(story)s") % {"story": row.narrative} if row.answer else _("No")
        yield Answer(str(question.text), said, url)
