"""Where a person looks something up, what to look for there, and what to keep: the guide beside the form of a check."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from licensure.facts.allowed import allowed_sources
from licensure.facts.licenses import JUDGED, title_at_source
from licensure.facts.questions import register_of
from licensure.policy import known
from network.formats import day
from network.models import PractitionerName
from network.parts import Link, Pair


@dataclass(frozen=True, slots=True)
class Guide:
    """The page of the register that answers, with what to look for on it. `url` is empty when no pack knows it.

    `allowed`: the sources that count; another one is refused.
    """

    name: str
    url: str
    pairs: list[Pair]
    steps: list[str]
    allowed: list[Link]


def guide_of(check) -> Guide | None:
    """The guide for a license, a register entry, a supervisor's license or an NPI; None for what no register answers."""
    row, asked = check.evidence, register_of(check)
    register = _register(check, row)
    if asked is None and register is None:
        return None
    name = asked.name if asked else register.name
    url = asked.page if asked else register.url
    number = check.practitioner.npi if check.element == "npi" else row.number
    allowed = [Link(each.name, each.url) for each in allowed_sources(check)]
    return Guide(name, url, _look_for(check, row, number), _steps(), allowed)


def _register(check, row):
    """The register of the pack that issues the title (of a supervision the supervisor's), or that the entry names."""
    if row is None or check.element not in JUDGED:
        return None
    found = known(check.organization)
    kind = title_at_source(check, row, found)
    return found.registers.get(kind.register if kind else getattr(row, "code", ""))


def _look_for(check, row, number) -> list[Pair]:
    person = check.practitioner.person
    former = PractitionerName.objects.of(check.practitioner).order_by("pk")
    if check.element == "supervision":
        return [Pair(str(label), value) for label, value in ((_("Number"), number), (_("Supervisor"), row.title)) if value]
    names = dict.fromkeys([person.full_name, *(f"{each.given_name} {each.prefix} {each.family_name}" for each in former)])
    pairs = [(_("Number"), number), (_("Names"), "; ".join(" ".join(name.split()) for name in names))]
    if row is not None:
        last = getattr(row, "expires_on", None) or getattr(row, "covers_through", None)
        pairs += [(_("First day"), day(row.issued_on) if row.issued_on else ""), (_("Last day"), day(last) if last else "")]
    return [Pair(str(label), value) for label, value in pairs if value]


def _steps() -> list[str]:
    return [
        _("Open the register’s own page from here, not from a search or from a link in a document."),
        _("Search by number, then by each of the names: not every page finds a former name."),
        _("Read name, number, title, status, first and last day, and whether a condition, measure or case is shown."),
        _("Save the page as PDF or take a screenshot with its address and the day in view, and add it below."),
        _("Nobody found is an answer of the register: say that the source differs. A page that fails is no answer."),
    ]
